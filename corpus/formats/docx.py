"""Word files: plain paragraphs, automatic numbering, one-cell tables, tracked changes."""

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from corpus.dice import Dice
from corpus.formats import Sheet

SHAPES = ("plain", "numbered", "table", "tracked")
# Numbering levels: what the program writes before a paragraph, and how it counts.
LEVELS = (("%1、", "chineseCounting"), ("（%2）", "chineseCounting"), ("%3.", "decimal"))
_NUMBERING = 77  # the id of our list in the document's numbering part


def write(sheet: Sheet, dice: Dice) -> bytes:
    """A document in one of the shapes."""
    shape = dice.pick(SHAPES)
    document = Document()
    if shape == "numbered":
        _add_numbering(document)
    holder = document.add_table(1, 1).cell(0, 0) if shape == "table" else document
    levels = dict(_levels(sheet)) if shape == "numbered" else {}
    for index, line in enumerate(sheet.lines):
        if index in levels:
            level, prefix = levels[index]
            _number(holder.add_paragraph(line[prefix:]), level)
        elif shape == "tracked" and len(line) > 60 and dice.chance(0.2):
            _add_tracked(holder.add_paragraph(), line)
        else:
            holder.add_paragraph(line)
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def _levels(sheet: Sheet) -> Iterator[tuple[int, tuple[int, int]]]:
    """The lines that a program can number, with level and how much of the line the number is.

    Only an outline whose every number follows from the ones before it is left to the program:
    一、 （一） and 1. that restarts below each （一）.
    """
    counts = [0, 0, 0]
    for index, line in enumerate(sheet.lines[sheet.title :], start=sheet.title):
        for level, prefix in enumerate(_prefixes(counts)):
            if line.startswith(prefix):
                counts[level] += 1
                counts[level + 1 :] = [0] * (2 - level)
                yield index, (level, len(prefix))
                break


def _prefixes(counts: list[int]) -> tuple[str, str, str]:
    """The next number of each level as it would be printed."""
    numerals = "零一二三四五六七八九十"
    top, middle = (numerals[count + 1] if count < 10 else "\0" for count in counts[:2])
    return f"{top}、", f"（{middle}）", f"{counts[2] + 1}."


def _add_numbering(document: WordDocument) -> None:
    """Add our multi-level list to the document's numbering part."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (text, kind) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}">{levels}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}">'
            f'<w:abstractNumId w:val="{_NUMBERING}"/></w:num>'
        )
    )


def _number(paragraph: Paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = _NUMBERING


def _add_tracked(paragraph: Paragraph, line: str) -> None:
    """A paragraph of which the middle was inserted, and other words deleted, under tracking."""
    third = len(line) // 3
    paragraph.add_run(line[:third])
    paragraph._p.append(_change("w:del", "w:delText", "原有表述"))
    paragraph._p.append(_change("w:ins", "w:t", line[third : 2 * third]))
    paragraph.add_run(line[2 * third :])


def _change(kind: str, text_kind: str, words: str) -> BaseOxmlElement:
    change = OxmlElement(kind)
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "审核")
    run, text = OxmlElement("w:r"), OxmlElement(text_kind)
    text.text = words
    run.append(text)
    change.append(run)
    return change
