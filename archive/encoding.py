"""Bytes to text, whatever encoding the file came in."""

from dataclasses import dataclass

import charset_normalizer

from archive.errors import UnreadableError

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")  # gb18030 holds gbk

# The characters that make up about half of any Chinese text, in both scripts: bytes read in a
# wrong encoding hardly hit them.
_COMMON = frozenset(
    "，。、：；“”（）《》　的一是在不了有和人这中大为上个国我以要他到时来用们生会可也出就分对成"
    "主发年同工作地过后前进行家全方民学法理经现实定力政党委巡察整改问题制度落关于员区市组织情况"
    "這為個國們時來會對發過後進學經現實黨員區問題組織情況巡視整改關於制度落實責任開展領導幹部"
    "责任开展领导干部情规范加强建立完善管理月日题"
    '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ .,:;-/<>="\r\n\t'
)
_LEAST_COMMON = 0.25  # the share of such characters below which an encoding is not believed
_MOST_BROKEN = 0.05  # the share of undecodable characters that a damaged file may hold
_MOST_CONTROLS = 0.05  # the share of control bytes above which a file is no text
_SAMPLE = 64 * 1024

_CONTROLS = tuple(chr(code) for code in range(32) if chr(code) not in "\t\n\v\f\r\x1b")
_CONTROL_BYTES = "".join(_CONTROLS).encode()


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the name of the encoding it was read in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Read bytes as text. What a page declares of itself is often wrong, so the bytes decide.

    Raises UnreadableError when the bytes are no text, or in an encoding that cannot be told.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace"), encoding.removesuffix("-sig"))
    if _is_utf8(data):
        return Decoded(data.decode("utf-8"), "utf-8")
    encoding = _most_likely(data)
    return Decoded(data.decode(encoding, errors="replace"), encoding)


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 beyond doubt; a few GBK words happen to be valid UTF-8 too."""
    if _holds_controls(data):
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return text.isascii() or max(text) >= "\u2000"


def _holds_controls(data: bytes) -> bool:
    """Whether zero bytes and the like are so many that this is UTF-16 or no text at all."""
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROL_BYTES)) > _MOST_CONTROLS * len(sample)


def _most_likely(data: bytes) -> str:
    """The encoding in which the bytes look most like a text of this field."""
    sample = data[:_SAMPLE]
    likelihood = {encoding: _plausibility(sample, encoding) for encoding in _CANDIDATES}
    best = max(likelihood, key=likelihood.__getitem__)
    if likelihood[best] >= _LEAST_COMMON:
        return best
    if _holds_controls(data):
        raise UnreadableError("这是二进制文件，不是文字材料")
    guess = charset_normalizer.from_bytes(sample).best()
    if guess is None:
        raise UnreadableError("看不出文件用的是哪种文字编码")
    return guess.encoding


def _plausibility(sample: bytes, encoding: str) -> float:
    """The share of common characters in the sample so read, less twice that of controls; 0 where
    it breaks too often."""
    text = sample.decode(encoding, errors="replace")
    if text.count("\ufffd") > 1 + _MOST_BROKEN * len(text):
        return 0.0
    common = sum(character in _COMMON for character in text)
    return (common - 2 * sum(map(text.count, _CONTROLS))) / len(text)
