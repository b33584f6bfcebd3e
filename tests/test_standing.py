"""Readers of a catalogue that are lent again and again."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from archive import Catalogue
from archive.catalogue import FILE_NAME
from archive.errors import CatalogueError
from archive.standing import Readers


@pytest.fixture
def readers(catalogue: Catalogue) -> Readers:
    catalogue.set_state("sky", "blue")
    return Readers(catalogue.home)


def sky(readers: Readers) -> str | None:
    with readers.reading() as reader:
        return reader.get_state("sky")


def test_a_reader_is_lent_again_and_sees_what_was_written_meanwhile(
    catalogue: Catalogue, readers: Readers
) -> None:
    with readers.reading() as first:
        catalogue.set_state("sky", "grey")
        assert first.get_state("sky") == "grey"
        catalogue.set_state("sky", "black")
        assert first.get_state("sky") == "grey"  # the state that it first looked at
    with readers.reading() as second:
        assert second is first
        assert second.get_state("sky") == "black"


def test_two_who_ask_at_once_have_a_reader_each(readers: Readers) -> None:
    with readers.reading() as first, readers.reading() as second:
        assert first is not second


def test_no_more_readers_wait_than_may(readers: Readers) -> None:
    with readers.reading(), readers.reading(), readers.reading() as last:
        pass
    with readers.reading() as one, readers.reading() as other:
        assert last in (one, other)
        with readers.reading() as fresh:
            assert fresh not in (one, other)


def test_another_file_in_its_place_is_opened(
    tmp_path: Path, catalogue: Catalogue, readers: Readers
) -> None:
    assert sky(readers) == "blue"
    with Catalogue.open(tmp_path / "other") as other:
        other.set_state("sky", "red")
    for leftover in catalogue.home.glob(f"{FILE_NAME}-*"):
        leftover.unlink()
    shutil.move(tmp_path / "other" / FILE_NAME, catalogue.home / FILE_NAME)
    assert sky(readers) == "red"


def test_a_catalogue_upgraded_meanwhile_is_refused(catalogue: Catalogue, readers: Readers) -> None:
    assert sky(readers) == "blue"
    catalogue.set_state("version", "999")
    catalogue.connection.execute("create table more (one)")
    with pytest.raises(CatalogueError, match="999"):
        sky(readers)


def test_a_reader_that_failed_is_not_lent_again(readers: Readers) -> None:
    with pytest.raises(sqlite3.OperationalError), readers.reading() as failed:
        failed.connection.execute("select no_such_column from state")
    with readers.reading() as next_one:
        assert next_one is not failed
