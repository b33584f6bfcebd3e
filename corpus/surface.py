"""How clean paragraphs are laid out in a text file: blank lines, indents, a centred title."""

from collections.abc import Callable

from corpus.dice import Dice


def lay_out(text: str, style: str, dice: Dice) -> str:
    """The text as a file holds it; a reader that strips paragraphs gets the clean text back."""
    return STYLES[style](text.rstrip("\n").split("\n"), dice)


def _plain(lines: list[str], _dice: Dice) -> str:
    return "\n".join(lines) + "\n"


def _spaced(lines: list[str], _dice: Dice) -> str:
    return "\n\n".join(lines) + "\n"


def _indented(lines: list[str], _dice: Dice) -> str:
    return "\n".join(f"　　{line}" for line in lines) + "\n"


def _uneven(lines: list[str], dice: Dice) -> str:
    """Blank lines here and there, trailing spaces, a signature pushed to the right."""
    parts: list[str] = []
    for index, line in enumerate(lines):
        late = index >= len(lines) - 2
        parts.append(" " * (20 if late else 0) + line + " " * dice.pick((0, 0, 0, 1, 4)))
        parts.append("\n" * dice.pick((1, 1, 1, 2, 2, 3)))
    return "".join(parts)


STYLES: dict[str, Callable[[list[str], Dice], str]] = {
    "plain": _plain,
    "spaced": _spaced,
    "indented": _indented,
    "uneven": _uneven,
}
