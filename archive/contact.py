"""How the public can reach the unit: phones, addresses, as the tail of a notice gives them."""

import re

from archive.notice import Span

# 0371-68938300 · 68923422 · (0371)68938300 · 13800000000, with what may be glued before it
_PHONE = re.compile(
    r"(?<![\d.])(?:\(?0\d{2,3}\)?\s?[-—]?\s?)?(?:\d{7,8}|1\d{10})(?:-\d{1,5})?(?!\d)"
)
_PHONE_WORD = re.compile(
    r"(?:电话|联系方式|联系人|热线|传真|手机|致电|拨打|来电)[^\d。；\n]{0,16}$|[、，；/或及和]\s*$"
)
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_ADDRESS = re.compile(
    r"(?:(?:邮政|通[信讯]|联系|邮寄|来信|来访|办公)?地址|(?:邮政|通[信讯])信箱|(?:信件|来信|来访|来信来访)(?:请寄)?)"
    r"(?:是|为)?(?:[：\s]|(?<=请寄)[：\s]?)\s*(?P<where>(?!我)[^；。，\n]{4,60}?)"
    r"(?=[；。，\n(]|\s*(?:邮政?编|邮编|电子|联系|电话|收件|$)|\s(?:中共|中国共产党|\d{4}年)|$)"
)


def find_phones(shadow: str, start: int, end: int) -> tuple[Span, ...]:
    """The phone numbers of a stretch of the tail, each after a word that says it is one."""
    found: list[Span] = []
    for match in _PHONE.finditer(shadow, start, end):
        before = shadow[max(start, match.start() - 20) : match.start()]
        known = _PHONE_WORD.search(before)
        if known and (found or not before.rstrip().endswith(tuple("、，；/或及和"))):
            found.append(match.span())
    return tuple(found)


def find_emails(shadow: str, start: int, end: int) -> tuple[Span, ...]:
    """The e-mail addresses of a stretch of text."""
    return tuple(match.span() for match in _EMAIL.finditer(shadow, start, end))


def find_address(shadow: str, start: int, end: int) -> Span | None:
    """The first postal address of a stretch of text."""
    match = _ADDRESS.search(shadow, start, end)
    return match.span("where") if match else None


def plain(written: str) -> str:
    """A number or an address as it is dialled or typed, whatever its width and dash in print."""
    return "".join(written.split()).replace("—", "-")
