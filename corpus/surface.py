"""How clean paragraphs are laid out in a text file, and what page and line breaks do to them.

Everything here can be undone: a reader that strips and mends paragraphs gets the clean text back.
"""

from collections.abc import Callable

from corpus.dice import Dice

Lines = list[str]

_PAGE = 700  # characters on a sheet of paper
_LINE = 36  # characters in a line that a program broke
# No cut before these: they begin paragraphs of their own, and no cut could be told from one.
_BEGINNERS = frozenset("一二三四五六七八九十第对针关反整责牵完联电监举（(0123456789①②③④⑤⑥⑦⑧⑨⑩该目")
# Characters that no two words meet with: doubled across a cut, they were printed twice.
_PRINTED_TWICE = frozenset("念推落规积监确续护控责研究措施健题析")
_PAGE_NUMBERS = ("- {} -", "— {} —", "第{}页", "{}")


def lay_out(text: str, style: str, dice: Dice) -> str:
    """The text as a file holds it, in the style of its paragraphs."""
    return STYLES[style](text.rstrip("\n").split("\n"), dice)


def _plain(lines: Lines, _dice: Dice) -> str:
    return "\n".join(lines) + "\n"


def _spaced(lines: Lines, _dice: Dice) -> str:
    return "\n\n".join(lines) + "\n"


def _indented(lines: Lines, _dice: Dice) -> str:
    return "\n".join(f"　　{line}" for line in lines) + "\n"


def _uneven(lines: Lines, dice: Dice) -> str:
    """Blank lines here and there, trailing spaces, a signature pushed to the right."""
    parts: list[str] = []
    for index, line in enumerate(lines):
        late = index >= len(lines) - 2
        parts.append(" " * (20 if late else 0) + line + " " * dice.pick((0, 0, 0, 1, 4)))
        parts.append("\n" * dice.pick((1, 1, 1, 2, 2, 3)))
    return "".join(parts)


STYLES: dict[str, Callable[[Lines, Dice], str]] = {
    "plain": _plain,
    "spaced": _spaced,
    "indented": _indented,
    "uneven": _uneven,
}


def _can_cut(line: str, place: int) -> bool:
    """Whether a page can end here: in mid-sentence between two Chinese characters."""
    before, after = line[place - 1], line[place]
    han = "\u4e00" <= before <= "\u9fff" and "\u4e00" <= after <= "\u9fff"
    return (
        han and before != after and after not in _BEGINNERS and before not in "一二三四五六七八九十"
    )


def _cut_place(line: str, wanted: int) -> int | None:
    """A place near the wanted one where the line can be cut, well inside its prose."""
    for place in range(max(wanted, 40), len(line) - 20):
        if _can_cut(line, place) and "，" in line[place:]:
            return place
    return None


def page_breaks(text: str, dice: Dice, *, numbered: bool = False, doubled: bool = False) -> str:
    """The text cut into sheets, sentences and all; numbered sheets end with their number, and a
    doubled cut prints the character before it twice."""
    pages: Lines = []
    room, sheet = _PAGE, 1
    style = dice.pick(_PAGE_NUMBERS)
    for line in text.rstrip("\n").split("\n"):
        place = _cut_place(line, room) if room < len(line) else None
        room -= len(line)
        if room > 0:
            pages.append(line)
            continue
        room, sheet = _PAGE, sheet + 1
        mark = [style.format(sheet - 1)] if numbered else []
        if place is None:
            pages += [line, *mark, ""]
            continue
        rest = line[place:]
        if doubled and line[place - 1] in _PRINTED_TWICE:
            rest = line[place - 1] + rest
        pages += [line[:place], *mark, "", rest]
    return "\n".join(pages) + "\n"


def numbers_inside(text: str, dice: Dice) -> str:
    """Page numbers dropped into sentences: 进一步坚 — 3 — 定理想信念."""
    lines = text.rstrip("\n").split("\n")
    sheet = 0
    for index, line in enumerate(lines):
        place = _cut_place(line, 50) if dice.chance(0.15) else None
        if place is not None:
            sheet += 1
            lines[index] = f"{line[:place]} — {sheet} — {line[place:]}"
    return "\n".join(lines) + "\n"


def wrapped(text: str) -> str:
    """Lines broken at a fixed width, paragraphs known by their indents."""
    parts: list[str] = []
    for line in text.rstrip("\n").split("\n"):
        line = f"　　{line}"
        parts += [line[start : start + _LINE] for start in range(0, len(line), _LINE)]
    return "\n".join(parts) + "\n"


CUTS: dict[str, Callable[[str, Dice], str]] = {
    "page_breaks": page_breaks,
    "numbered_pages": lambda text, dice: page_breaks(text, dice, numbered=True),
    "doubled_characters": lambda text, dice: page_breaks(text, dice, doubled=True),
    "numbers_inside": numbers_inside,
    "wrapped": lambda text, _dice: wrapped(text),
}
