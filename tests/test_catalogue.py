"""The catalogue: what is kept, what becomes of a file that changes, and who may write."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive import Catalogue, fulltext, schema
from archive.errors import CatalogueError, OriginalError
from archive.failure import Failure
from archive.ids import name_id
from archive.notice import Document, Notice
from archive.views import VIEWS

Open = Callable[[Path], Catalogue]
MakeNotice = Callable[..., tuple[Notice, Document]]

A, B, C = Path("/somewhere/a.txt"), Path("/somewhere/b.txt"), Path("/elsewhere/c.txt")


def counts(catalogue: Catalogue) -> dict[str, int]:
    return {table.name: catalogue.db[table.name].count for table in schema.tables()}


def one(catalogue: Catalogue, query: str, *values: object) -> tuple[object, ...]:
    row = catalogue.connection.execute(query, values).fetchone()
    assert row is not None
    return tuple(row)


def found(catalogue: Catalogue, table: str, phrase: str) -> list[int]:
    query = f"select rowid from {table}_fts where {table}_fts match ?"  # noqa: S608
    rows = catalogue.connection.execute(query, (fulltext.match_expression(phrase),))
    return [seq for (seq,) in rows]


def write_and_fail(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        catalogue.set_state("two", "2")
        raise ZeroDivisionError


def is_sound(catalogue: Catalogue) -> bool:
    broken = catalogue.connection.execute("pragma foreign_key_check").fetchall()
    return not broken and one(catalogue, "pragma integrity_check") == ("ok",)


# opening


def test_a_new_archive_has_every_table_and_view(catalogue: Catalogue) -> None:
    assert {table.name for table in schema.tables()} <= set(catalogue.db.table_names())
    assert set(VIEWS) <= set(catalogue.db.view_names())
    for name in VIEWS:
        catalogue.db[name].count  # noqa: B018  (runs the view)


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path) as first:
        first.set_state("generation", "7")
        schema = first.db.schema
    with Catalogue.open(tmp_path) as second:
        assert second.db.schema == schema
        assert second.get_state("generation") == "7"


def test_a_reader_needs_an_archive(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="xunjian build"):
        Catalogue.open_reader(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_reader_cannot_write(catalogue: Catalogue) -> None:
    with (
        Catalogue.open_reader(catalogue.home) as reader,
        pytest.raises(CatalogueError, match="只能读"),
        reader.transaction(),
    ):
        reader.set_state("generation", "7")


@pytest.mark.parametrize("open_archive", [Catalogue.open, Catalogue.open_reader])
def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path, open_archive: Open) -> None:
    (tmp_path / "catalogue.db").write_bytes(b"not a database, but long enough to be one" * 100)
    with pytest.raises(CatalogueError, match="不是数据库"):
        open_archive(tmp_path)


@pytest.mark.parametrize("open_archive", [Catalogue.open, Catalogue.open_reader])
def test_another_programs_database_is_left_alone(tmp_path: Path, open_archive: Open) -> None:
    other = sqlite3.connect(tmp_path / "catalogue.db")
    other.execute("create table state (id integer)")
    other.close()
    with pytest.raises(CatalogueError, match="不是巡鉴的目录库"):
        open_archive(tmp_path)


def test_another_version_of_the_catalogue_is_not_touched(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path) as catalogue:
        catalogue.set_state("version", "99")
    with pytest.raises(CatalogueError, match="第 99 版"):
        Catalogue.open(tmp_path)
    with pytest.raises(CatalogueError, match="第 99 版"):
        Catalogue.open_reader(tmp_path)


def test_a_torn_database_is_said_to_be_damaged(catalogue: Catalogue) -> None:
    catalogue.close()
    path = catalogue.home / "catalogue.db"
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 8000)
    with pytest.raises(CatalogueError, match="损坏"):
        Catalogue.open(catalogue.home)


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    with pytest.raises(CatalogueError, match="无法建立"):
        Catalogue.open(tmp_path / "home")


def test_names_that_mean_something_in_uris_are_plain_names(tmp_path: Path) -> None:
    home = tmp_path / "a?mode=ro#b %41 档案"
    with Catalogue.open(home) as catalogue:
        catalogue.set_state("generation", "7")
    assert (home / "catalogue.db").is_file()
    with Catalogue.open_reader(home) as reader:
        assert reader.get_state("generation") == "7"


# transactions


def test_a_transaction_is_kept_whole_or_not_at_all(catalogue: Catalogue) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(catalogue)
    assert catalogue.get_state("two") is None
    with catalogue.transaction():
        catalogue.set_state("one", "1")
    assert catalogue.get_state("one") == "1"


def test_a_part_that_fails_leaves_the_rest_of_the_transaction(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        catalogue.set_state("one", "1")
        with pytest.raises(ZeroDivisionError):
            write_and_fail(catalogue)
    assert (catalogue.get_state("one"), catalogue.get_state("two")) == ("1", None)


def test_readers_see_a_transaction_only_when_it_is_over(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    with Catalogue.open_reader(catalogue.home) as reader:
        with catalogue.transaction():
            catalogue.keep(*make_notice(), A)
            assert counts(reader)["notices"] == 0
        assert counts(reader)["notices"] == 1


def test_a_process_killed_in_a_transaction_leaves_nothing_of_it(catalogue: Catalogue) -> None:
    program = (
        "import os, sys, pathlib\n"
        "from archive import Catalogue\n"
        "with Catalogue.open(pathlib.Path(sys.argv[1])) as catalogue:\n"
        "    with catalogue.transaction():\n"
        "        catalogue.set_state('one', 'x' * 10_000_000)\n"
        "        os.kill(os.getpid(), 9)\n"
    )
    home = str(catalogue.home)
    assert subprocess.run([sys.executable, "-c", program, home], check=False).returncode == -9
    assert catalogue.get_state("one") is None
    with catalogue.transaction():
        catalogue.set_state("one", "1")
    assert is_sound(catalogue)


# keeping


def test_a_notice_is_kept_with_all_that_it_holds(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    notice, document = make_notice(findings=3)
    fate = catalogue.keep(notice, document, A)
    assert (fate.notice, fate.change) == (document.sha256[:12], "added")
    held = {name: count for name, count in counts(catalogue).items() if count and name != "state"}
    assert held == {
        "documents": 1,
        "units": 1,
        "notices": 1,
        "field_spans": 1,
        "versions": 1,
        "files": 1,
        "aspects": 2,
        "findings": 3,
        "measures": 3,
        "sentences": 3,
        "topics": 1,
        "finding_topics": 3,
        "regulations": 1,
        "citations": 3,
        "amounts": 3,
        "accountability": 3,
        "duties": 3,
        "checks": 1,
    }
    assert is_sound(catalogue)


def test_rows_say_what_the_notice_says(catalogue: Catalogue, make_notice: MakeNotice) -> None:
    notice, document = make_notice()
    key = catalogue.keep(notice, document, A).notice
    assert one(
        catalogue, "select text, title, phones, emails, year, bytes from notices, documents"
    ) == (
        notice.text,
        notice.title,
        "0371-1234567、0371-7654321",
        None,
        2023,
        len(notice.text.encode()),
    )
    query = (
        "select heading, text, start, end, heading_start, status_start from findings where id = ?"
    )
    finding = notice.findings[1]
    assert one(catalogue, query, f"{key}-2") == (
        finding.heading,
        finding.text,
        finding.start,
        finding.end,
        finding.spans["heading"][0],
        None,
    )
    assert one(catalogue, "select parent from aspects where ordinal = 2") == (f"{key}-a1",)
    assert one(catalogue, "select aspect from findings") == (f"{key}-a2",)
    assert one(catalogue, "select distinct evidence from amounts") == ("《党费办",)
    assert one(catalogue, "select id, county from units") == (
        name_id("清河区柳溪街道"),
        "清河区",
    )


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ({"inspected_from": "2023-12-20", "feedback_on": "2024-03"}, 2023),
        ({"inspected_from": None, "feedback_on": "2024-03"}, 2024),
        ({"inspected_from": None, "feedback_on": None, "as_of": "2022"}, 2022),
        ({"inspected_from": None, "feedback_on": None, "published_on": "2021-05-06"}, 2021),
        ({"inspected_from": None, "feedback_on": None}, None),
    ],
)
def test_the_year_is_that_of_the_first_date_that_is_known(
    catalogue: Catalogue, make_notice: MakeNotice, dates: dict[str, str], year: int | None
) -> None:
    catalogue.keep(*make_notice(**dates), A)
    assert one(catalogue, "select year from notices") == (year,)


def test_what_is_kept_is_found_by_its_words(catalogue: Catalogue, make_notice: MakeNotice) -> None:
    catalogue.keep(*make_notice("党费收缴不及时"), A)
    catalogue.keep(*make_notice("公务接待超标准"), B)
    assert found(catalogue, "findings", "接待超标") == [3, 4]
    assert found(catalogue, "notices", "接待超标") == [2]


def test_a_notice_without_its_original_is_not_kept(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    notice, document = make_notice()
    with pytest.raises(OriginalError):
        catalogue.keep(notice, replace(document, sha256="0" * 64), A)
    assert counts(catalogue)["notices"] == 0


def test_a_notice_that_cannot_be_written_leaves_no_row(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    notice, document = make_notice()
    twice = replace(notice, findings=(notice.findings[0], notice.findings[0]))
    before = counts(catalogue)
    with catalogue.transaction(), pytest.raises(sqlite3.IntegrityError):
        catalogue.keep(twice, document, A)
    assert counts(catalogue) == before
    assert not found(catalogue, "findings", "党费")


def test_the_unit_learns_from_every_notice(catalogue: Catalogue, make_notice: MakeNotice) -> None:
    catalogue.keep(*make_notice("一", unit_type=None, region=None), A)
    catalogue.keep(*make_notice("二", level="township", region="云洲市清河区"), B)
    query = "select count(*), unit_type, level, city, county from units"
    assert one(catalogue, query) == (1, "街道", "township", "云洲市", "清河区")


# files that change


def test_a_corrected_file_keeps_its_notices_id(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    first = catalogue.keep(*make_notice("党费收缴不及时"), A)
    notice, document = make_notice("公务接待超标准", findings=1)
    second = catalogue.keep(notice, document, A)
    assert (second.notice, second.change) == (first.notice, "replaced")
    assert one(catalogue, "select id, document, text from notices") == (
        first.notice,
        document.sha256,
        notice.text,
    )
    assert counts(catalogue)["findings"] == 1
    assert not found(catalogue, "findings", "党费收缴")
    assert not found(catalogue, "notices", "党费收缴")
    assert is_sound(catalogue)


def test_a_replaced_original_stays(catalogue: Catalogue, make_notice: MakeNotice) -> None:
    _, before = make_notice("党费收缴不及时")
    catalogue.keep(*make_notice("党费收缴不及时"), A)
    catalogue.keep(*make_notice("公务接待超标准"), A)
    assert catalogue.originals.is_intact(before.sha256)
    assert counts(catalogue)["versions"] == 2


def test_a_correction_taken_back_is_a_change_too(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    first = catalogue.keep(*make_notice("一"), A)
    catalogue.keep(*make_notice("二"), A)
    again = catalogue.keep(*make_notice("一"), A)
    assert (again.notice, again.change) == (first.notice, "replaced")
    assert found(catalogue, "findings", "关于一的问题")


def test_the_same_bytes_in_two_files_are_one_notice(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    first = catalogue.keep(*make_notice(), A)
    second = catalogue.keep(*make_notice(), B)
    assert (second.notice, second.change) == (first.notice, "unchanged")
    assert (counts(catalogue)["notices"], counts(catalogue)["files"]) == (1, 2)


def test_a_copy_left_behind_does_not_undo_the_correction(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    catalogue.keep(*make_notice("一"), A)
    catalogue.keep(*make_notice("一"), B)
    _, corrected = make_notice("二")
    catalogue.keep(*make_notice("二"), A)
    for path in (B, C):
        assert catalogue.keep(*make_notice("一"), path).change == "unchanged"
    assert one(catalogue, "select count(*), document from notices") == (1, corrected.sha256)


def test_a_copy_corrected_the_same_way_is_the_same_notice(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    first = catalogue.keep(*make_notice("一"), A)
    catalogue.keep(*make_notice("一"), B)
    catalogue.keep(*make_notice("二"), A)
    assert catalogue.keep(*make_notice("二"), B).notice == first.notice
    assert counts(catalogue)["notices"] == 1


def test_a_copy_that_goes_its_own_way_takes_nothing_from_the_notice(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    catalogue.keep(*make_notice("一"), A)
    catalogue.keep(*make_notice("一"), B)
    catalogue.keep(*make_notice("二"), A)
    third = catalogue.keep(*make_notice("三"), B)
    assert third.change == "added"
    assert found(catalogue, "findings", "关于二的问题")
    assert found(catalogue, "findings", "关于三的问题")


def test_two_originals_whose_ids_would_be_the_same_are_two_notices(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    notice, document = make_notice("一")
    first = catalogue.keep(notice, document, A)
    digest = first.notice + "f" * 52
    path = catalogue.originals.path(digest)
    path.write_bytes(b"whose digest is chosen to begin as the other one's")
    second = catalogue.keep(make_notice("二")[0], replace(document, sha256=digest), B)
    assert (second.notice, second.change) == (digest[:13], "added")
    assert counts(catalogue)["notices"] == 2


def test_numbers_are_never_given_twice(catalogue: Catalogue, make_notice: MakeNotice) -> None:
    catalogue.keep(*make_notice("一", findings=3), A)
    catalogue.keep(*make_notice("二", findings=1), A)
    catalogue.keep(*make_notice("三", findings=2), B)
    seqs = catalogue.connection.execute("select seq from findings order by seq").fetchall()
    assert seqs == [(4,), (5,), (6,)]
    assert catalogue.connection.execute("select seq from notices").fetchall() == [(2,), (3,)]


def test_names_that_nothing_names_any_more_go(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    catalogue.keep(*make_notice("一"), A)
    notice, document = make_notice("二", unit="云洲市教育局", findings=0)
    catalogue.keep(notice, document, A)
    assert one(catalogue, "select group_concat(name) from units") == ("云洲市教育局",)
    assert counts(catalogue)["regulations"] == 0


def test_names_that_another_notice_names_stay(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    catalogue.keep(*make_notice("一"), A)
    catalogue.keep(*make_notice("二"), B)
    catalogue.keep(*make_notice("三", unit=None, findings=0), A)
    assert (counts(catalogue)["units"], counts(catalogue)["regulations"]) == (1, 1)


def test_reading_again_changes_the_rows_and_not_the_id(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    notice, document = make_notice()
    key = catalogue.keep(notice, document, A).notice
    catalogue.rewrite(key, replace(notice, unit_type="乡镇街道"), document, forced_because="无标题")
    query = "select id, unit_type, forced_because from notices"
    assert one(catalogue, query) == (key, "乡镇街道", "无标题")
    assert counts(catalogue)["files"] == 1


# files and failures


def test_a_path_is_the_same_from_every_working_directory(
    catalogue: Catalogue,
    make_notice: MakeNotice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "a.txt").touch()
    first = catalogue.keep(*make_notice("一"), tmp_path / "a.txt")
    monkeypatch.chdir(tmp_path)
    second = catalogue.keep(*make_notice("二"), Path("a.txt"))
    assert (second.notice, second.change) == (first.notice, "replaced")


def test_the_catalogue_does_not_tell_where_files_are(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    catalogue.keep(*make_notice(), Path("/home/somebody/a.txt"), name="2023/a.txt")
    root = Path("/home/somebody")
    catalogue.fail(root / "b.txt", Failure("empty", "这是空文件"), name="b.txt", root=root)
    assert "somebody" not in "\n".join(catalogue.connection.iterdump())


def test_file_names_of_any_bytes_are_shown(catalogue: Catalogue, make_notice: MakeNotice) -> None:
    utf8 = Path("/x/通报.txt")
    gbk = Path("/x/" + "通报.txt".encode("gb18030").decode("utf-8", "surrogateescape"))
    catalogue.keep(*make_notice("一"), utf8)
    catalogue.keep(*make_notice("二"), gbk)
    names = catalogue.connection.execute("select name from files").fetchall()
    assert names == [("通报.txt",), ("通报.txt",)]


def test_a_failure_is_over_when_the_file_is_kept(
    catalogue: Catalogue, make_notice: MakeNotice
) -> None:
    failure = Failure("unreadable", "看不出文件用的是哪种文字编码", "0" * 64)
    catalogue.fail(A, failure, name="a.txt", root=A.parent)
    assert one(catalogue, "select name, kind, reason, sha256 from failures") == (
        "a.txt",
        "unreadable",
        "看不出文件用的是哪种文字编码",
        "0" * 64,
    )
    catalogue.keep(*make_notice(), A)
    assert counts(catalogue)["failures"] == 0


def test_failures_are_forgotten_root_by_root(catalogue: Catalogue) -> None:
    for path in (A, C):
        catalogue.fail(path, Failure("empty", "这是空文件"), name=path.name, root=path.parent)
    catalogue.forget_failures(A.parent)
    assert one(catalogue, "select group_concat(name) from failures") == ("c.txt",)
