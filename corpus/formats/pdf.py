"""Text PDFs as word processors print them: wrapped lines, indents, page numbers at the foot."""

import re
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.dice import Dice
from corpus.formats import Sheet

FONT = "STSong-Light"  # built into every reader, so nothing is embedded
SIZE, LEADING = 14, 24
MARGIN = 72
_FOOT = ("- {} -", "{}", "第 {} 页")
_WORD = re.compile(r"[A-Za-z0-9@.%-]+|.")  # what a program does not break
_NEVER_FIRST = "，。；：、！？）》”"


def write(sheet: Sheet, dice: Dice) -> bytes:
    """A PDF of A4 pages."""
    registerFont(UnicodeCIDFont(FONT))
    data = BytesIO()
    canvas = Canvas(data, pagesize=A4, invariant=1)
    foot = dice.pick(_FOOT)
    rows_per_page = int((A4[1] - 2 * MARGIN) // LEADING)
    rows = [
        row for index, line in enumerate(sheet.lines) for row in _rows(line, index < sheet.title)
    ]
    for page, first in enumerate(range(0, len(rows), rows_per_page), start=1):
        canvas.setFont(FONT, SIZE)
        for place, (left, row) in enumerate(rows[first : first + rows_per_page]):
            canvas.drawString(left, A4[1] - MARGIN - place * LEADING, row)
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(A4[0] / 2, MARGIN / 2, foot.format(page))
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def _rows(line: str, is_title: bool) -> list[tuple[float, str]]:
    """A paragraph's rows with their left edges: the first indented, a title's centred."""
    room = A4[0] - 2 * MARGIN
    rows: list[str] = []
    row, width = "", 0.0 if is_title else 2.0 * SIZE
    for word in _WORD.findall(line):
        advance = stringWidth(word, FONT, SIZE)
        if width + advance > room and word not in _NEVER_FIRST:
            rows.append(row)
            row, width = "", 0.0
        row, width = row + word, width + advance
    rows.append(row)
    if is_title:
        return [((A4[0] - stringWidth(row, FONT, SIZE)) / 2, row) for row in rows]
    return [(MARGIN + (0 if index else 2 * SIZE), row) for index, row in enumerate(rows)]
