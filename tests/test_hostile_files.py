"""No bytes make the reader raise anything but its own error, and what it reads is whole."""

from collections.abc import Iterator
from functools import cache
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableError
from archive.mend import mend
from archive.notice import Document
from archive.page_noise import strip_frame
from archive.read import read_bytes
from archive.unpack import files
from tests.samples import (
    NOTICE,
    page_of_breaks,
    page_of_divisions,
    page_of_tables,
    typeset,
    word_document,
    zipped,
)

SUFFIXES = (".txt", ".html", ".docx", ".pdf", ".zip", ".doc", "")
TEXT = "\n".join(NOTICE)
bounded = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow], database=None
)


@cache
def samples() -> dict[str, bytes]:
    document = word_document([(text, number % 4) for number, text in enumerate(NOTICE)])
    return {
        "a.txt": TEXT.encode("gb18030"),
        "b.txt": TEXT.encode("utf-16"),
        "a.html": page_of_divisions(NOTICE).encode("gb18030"),
        "b.html": page_of_tables(NOTICE).encode(),
        "c.html": page_of_breaks(NOTICE).encode("utf-16"),
        "a.docx": document,
        "a.pdf": typeset(NOTICE),
        "a.zip": zipped({"通报.docx": document, "通报.txt": TEXT.encode("gbk")}),
    }


def outcomes(data: bytes, name: str) -> Iterator[Document | str]:
    """The document in each of the files that the bytes hold, or why it is refused."""
    try:
        for member in files(data, name):
            try:
                yield read_bytes(member.read(), member.name)
            except UnreadableError as refused:
                yield str(refused)
    except UnreadableError as refused:
        yield str(refused)


def assert_read_or_refused(data: bytes, name: str) -> None:
    for outcome in outcomes(data, name):
        if isinstance(outcome, str):
            assert len(outcome.splitlines()) == 1
            continue
        paragraphs = [outcome.text[start:end] for start, end in outcome.paragraphs]
        assert "\n".join(paragraphs) == outcome.text
        assert all(paragraph == paragraph.strip() != "" for paragraph in paragraphs)
        outcome.text.encode()


@bounded
@given(st.binary(max_size=2_000), st.sampled_from(SUFFIXES))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    assert_read_or_refused(data, f"a{suffix}")


@bounded
@given(st.data())
def test_any_damage_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(samples())))
    other = samples()[data.draw(st.sampled_from(sorted(samples())))]
    file = bytearray(samples()[name])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(file)))
        length = data.draw(st.integers(0, 300))
        start = data.draw(st.integers(0, len(other)))
        match data.draw(st.sampled_from(("cut", "remove", "splice", "change"))):
            case "cut":
                del file[place:]
            case "remove":
                del file[place : place + length]
            case "splice":
                file[place:place] = other[start : start + length]
            case "change":
                file[place : place + 4] = data.draw(st.binary(max_size=4))
    assert_read_or_refused(bytes(file), name)


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(NOTICE),
        st.text("一二（）1.、，。；：针对整改情况— 页第首>发布时间来源 　", max_size=60),
    ),
    max_size=30,
)


@bounded
@given(LINES)
def test_mending_keeps_the_order_of_what_it_keeps(lines: list[str]) -> None:
    lines = [" ".join(line.split()) for line in lines]
    written = iter("".join(lines))
    assert all(character in written for character in "".join(mend(lines)))


@bounded
@given(LINES)
def test_stripping_a_frame_keeps_the_order_of_what_it_keeps(lines: list[str]) -> None:
    kept, _ = strip_frame(lines)
    written = iter("".join(lines))
    assert all(character in written for character in "".join(kept))


@pytest.mark.parametrize("piece", ["，", "》《", "— ", "首页>", "发布时间：", "1.", "　a"])
def test_long_runs_of_one_mark_are_read_in_bounded_time(piece: str) -> None:
    run = piece * (100_000 // len(piece))
    lines = "\n".join(run[start : start + 9] for start in range(0, len(run), 9))
    for text in (run, lines):
        start = process_time()
        assert_read_or_refused(text.encode(), "a.txt")
        assert process_time() - start < 5
