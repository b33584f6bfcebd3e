"""Taking notices apart is fast and leaves nothing behind, within a busy machine's bounds."""

from archive import parse, read_bytes
from corpus import Mix, generate
from tests import speed

MIX = Mix(others=0.0)


def test_a_notice_is_parsed_in_far_less_than_a_second() -> None:
    documents = [read_bytes(one.data, one.name) for one in generate(10, 1, MIX)]
    assert 0.1 < speed.milliseconds(parse, documents) < 60


def test_memory_stays_flat() -> None:
    before, after, rate = speed.memory(list(generate(15, 1, MIX)), 200)
    assert after < before + 10
    assert rate > 10


def test_pages_of_pdf_are_counted_and_read() -> None:
    pdfs = list(generate(2, 1, Mix(others=0.0, formats=("pdf",))))
    assert speed.count_pages(pdfs) >= 2
    assert speed.pages_a_second(pdfs, speed.count_pages(pdfs)) > 5
