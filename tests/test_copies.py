"""Notices that two sources have are known as one text, and notices of other years are not."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from page import read_page

from archive import Catalogue, parse, read_bytes
from archive.copies import compare_anew
from archive.workers import Workforce
from corpus import generate
from indexer import Archive
from indexer.build import build
from indexer.repair import repair
from indexer.report import BuildOptions
from indexer.verify import verify
from webui.app import create_app
from webui.settings import Settings

FORCE = Workforce(processes=1, seconds=60)
DONE = (
    "组织全体党员学习公务接待管理规定，逐笔核对{0}年以来的接待清单并登记造册",
    "由财务科会同办公室每季度抽查报销凭证{1}份，抽查结果在局务会上逐项通报",
    "对超出标准的{2}元由经办人和审批人按比例退回，全部缴入单位的零余额账户",
    "修订机关公务接待审批办法，把审批单作为报销的必备附件，{3}份旧单据一并补齐",
    "建立固定资产卡片{4}张，做到账、卡、物相符，并请第三方机构复核盘点结果",
    "与{5}名科室负责人逐一签订廉政责任书，把落实情况写进年度述职述廉报告",
)
SHARED = "督促各支部按季度公示党费收缴情况，并由纪检委员现场监督核对"


def notice(
    unit: str = "水利局", year: int = 2023, first: int = 11, done: tuple[str, ...] = DONE
) -> str:
    figures = range(first, first + 6)
    told = "".join(
        f"{number}.关于{one[2:6]}的问题。\n整改情况：一是{one.format(*figures)}。\n"
        for number, one in enumerate((*done, SHARED), 1)
    )
    return (
        f"中共云洲市清河区{unit}党组关于区委第三轮巡察整改情况的通报\n"
        f"根据区委统一部署，{year}年3月1日至4月20日，区委第二巡察组对清河区{unit}党组进行了巡察。"
        f"{year}年5月18日，区委巡察组反馈了巡察意见。现将巡察整改情况予以公布。\n"
        f"一、巡察反馈问题整改情况\n{told}"
        f"中共云洲市清河区{unit}党组\n{year}年9月1日\n"
    )


def copied(text: str) -> str:
    """The same, as another site has it: a header of its own, a few slips."""
    return "来源：清河区人民政府网站\n" + text.replace("登记造册", "登记入册").replace("，", ",")


OTHERS = 60  # generated notices among which copies are looked for
COPIED = range(0, OTHERS, 4)


@pytest.fixture(scope="module", autouse=True)
def workforce() -> Iterator[None]:
    with FORCE:
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A notice, its copy, one of the same unit four years before, and one of another unit."""
    others = tuple(one.replace("，", "以后，经核实，") for one in DONE)
    for name, text in (
        ("甲", notice()),
        ("乙", copied(notice())),
        ("丙", notice(year=2019, first=71)),
        ("丁", notice("财政局", done=others)),
    ):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    add(tmp_path)
    return tmp_path


def add(root: Path) -> None:
    assert not build(root / "home", [root], options=BuildOptions(workforce=FORCE)).failed


def pairs(home: Path) -> set[tuple[str, str]]:
    """The copies, by the names of their files."""
    query = """
        select own.name, others.name from copies
        join files as own on own.notice = copies.notice
        join files as others on others.notice = copies.other where share between 0.5 and 1
    """
    with Catalogue.open_reader(home) as catalogue:
        return {(one[0], other[0]) for one, other in catalogue.connection.execute(query)}


def ids(home: Path) -> dict[str, str]:
    with Catalogue.open_reader(home) as catalogue:
        found = catalogue.connection.execute("select name, notice from files")
        return {name[0]: notice for name, notice in found}


def test_a_copy_is_found_and_another_year_is_not(root: Path) -> None:
    assert pairs(root / "home") == {("甲", "乙"), ("乙", "甲")}


def test_replacement_brings_the_copies_level(root: Path) -> None:
    (root / "乙.txt").write_text(copied(notice(year=2019, first=71)), "utf-8")
    add(root)
    assert pairs(root / "home") == {("丙", "乙"), ("乙", "丙")}
    (root / "乙.txt").write_text(notice("审计局", 2021, done=DONE[:1]), "utf-8")
    add(root)
    assert pairs(root / "home") == set()


def test_removal_takes_the_copies_along(root: Path) -> None:
    with Catalogue.open(root / "home") as catalogue, catalogue.transaction():
        catalogue.connection.execute(
            "delete from findings where notice = ?", (ids(root / "home")["乙"],)
        )
        compare_anew(catalogue.connection)
    assert pairs(root / "home") == set()


def test_made_anew_they_are_the_same(root: Path) -> None:
    before = pairs(root / "home")
    with Catalogue.open(root / "home") as catalogue, catalogue.transaction():
        compare_anew(catalogue.connection)
    assert pairs(root / "home") == before
    assert list(verify(root / "home")) == []


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("delete from copies", "copies"),
        ("update copies set share = 1", "copies"),
        ("insert into copies select one.id, two.id, 0.9 from notices as one, notices as two "
         "where one.year = 2019 and two.year > 2019", "copies"),
        ("update sentences set digest = '0' where rowid = 3", "rows"),
        ("delete from sentences where rowid = 3", "rows"),
    ],
)  # fmt: skip
def test_damage_is_found_and_mended(root: Path, statement: str, kind: str) -> None:
    home = root / "home"
    with Catalogue.open(home) as catalogue:
        assert catalogue.connection.execute(statement).rowcount > 0
    assert kind in {one.kind for one in verify(home)}
    assert repair(home, FORCE).left == ()
    assert pairs(home) == {("甲", "乙"), ("乙", "甲")}


@pytest.fixture
def client(root: Path) -> FlaskClient:
    return create_app(Settings(home=root / "home"), Archive.open(root / "home")).test_client()


def test_both_pages_lead_to_each_other(root: Path, client: FlaskClient) -> None:
    known = ids(root / "home")
    for own, other in (("甲", "乙"), ("乙", "甲")):
        page = read_page(client.get(f"/notices/{known[own]}").text)
        assert "与另一篇通报文字几乎相同" in page.words
        assert f"/notices/{known[other]}" in page.links
        checks = client.get(f"/api/v1/notices/{known[own]}").get_json()["checks"]
        assert [one["other_notice_id"] for one in checks if one["kind"] == "near_copy"] == [
            known[other]
        ]
    assert "文字几乎相同" not in client.get(f"/notices/{known['丁']}").text


def test_copies_are_among_all_checks(root: Path, client: FlaskClient) -> None:
    found = client.get("/api/v1/checks?kind=near_copy").get_json()
    assert found["total"] == 2
    assert "与另一篇通报文字几乎相同" in client.get("/checks?kind=near_copy").text
    assert "/checks?kind=near_copy" in read_page(client.get("/status").text).links


def test_a_finding_tells_where_its_sentences_stand(root: Path, client: FlaskClient) -> None:
    finding = f"{ids(root / 'home')['丁']}-7"
    (shared,) = client.get(f"/api/v1/findings/{finding}").get_json()["shared_sentences"]
    assert shared["text"] == f"{SHARED}。"
    assert shared["notices"] == 3
    page = read_page(client.get(f"/findings/{finding}").text)
    assert page.by_id[f"s{shared['start']}"] == f"{SHARED}。"
    assert f"/sentences/{shared['id']}" in page.links
    where = read_page(client.get(f"/sentences/{shared['id']}").text)
    assert sum(link.startswith("/findings/") for link in where.links) == 4
    assert client.get("/sentences/none").status_code == 404


def test_a_copy_does_not_make_sentences_common(root: Path, client: FlaskClient) -> None:
    known = ids(root / "home")
    own = client.get(f"/api/v1/findings/{known['甲']}-2").get_json()["shared_sentences"]
    assert [one["notices"] for one in own] == [1]  # the year before, not the copy


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Catalogue, list[str]]]:
    """An archive of generated notices, made of the same phrases, and their texts."""
    texts = [one.text for one in generate(OTHERS * 2, 19) if one.is_notice][:OTHERS]
    with Catalogue.open(tmp_path_factory.mktemp("generated")) as catalogue:
        with catalogue.transaction():
            for number, text in enumerate(texts):
                put(catalogue, text, f"{number}.txt")
        yield catalogue, texts


def put(catalogue: Catalogue, text: str, name: str) -> str:
    data = text.encode()
    catalogue.originals.put(data)
    document = read_bytes(data, name)
    return catalogue.keep(parse(document), document, Path(name)).notice


def found_in(catalogue: Catalogue, text: str) -> list[str]:
    """The names of the files whose notices this one would be a copy of."""
    query = "select name from copies join files on files.notice = other where copies.notice = ?"
    connection = catalogue.connection
    connection.execute("begin")
    try:
        notice = put(catalogue, text, "new.txt")
        return [name for (name,) in connection.execute(query, (notice,))]
    finally:
        connection.rollback()


def slip(text: str, share: float) -> str:
    """The text with this share of its characters misread, missing or one too many."""
    dice, characters = random.Random(len(text)), list(text)  # noqa: S311 - no secret
    for at in dice.sample(range(len(text)), int(len(text) * share)):
        own, other = characters[at], dice.choice(text)
        characters[at] = dice.choice((other, other, "", own + other))
    return "".join(characters)


def test_generated_notices_are_no_copies_of_one_another(
    generated: tuple[Catalogue, list[str]],
) -> None:
    assert generated[0].connection.execute("select count(*) from copies").fetchone() == (0,)


@pytest.mark.parametrize(("share", "most"), [(0.01, 0), (0.02, 0), (0.03, 1)])
def test_a_copy_is_found_whose_characters_differ_here_and_there(
    generated: tuple[Catalogue, list[str]], share: float, most: int
) -> None:
    catalogue, texts = generated
    found = {one: found_in(catalogue, slip(texts[one], share)) for one in COPIED}
    assert all(names in ([f"{one}.txt"], []) for one, names in found.items())
    assert sum(not names for names in found.values()) <= most


def test_the_same_words_with_other_figures_are_another_notice(
    generated: tuple[Catalogue, list[str]],
) -> None:
    catalogue, texts = generated
    dice = random.Random(1)  # noqa: S311 - no secret
    for one in COPIED:
        other = re.sub(r"\d", lambda _: dice.choice("123456789"), texts[one])
        assert found_in(catalogue, other) == []


def test_a_notice_half_of_whose_words_are_another_s_is_no_copy(
    generated: tuple[Catalogue, list[str]],
) -> None:
    catalogue, texts = generated
    for one in COPIED:
        own, other = texts[one].splitlines(), texts[one + 1].splitlines()
        mixed = own[: len(own) // 2] + other[len(other) // 2 :]
        assert found_in(catalogue, "\n".join(mixed)) == []
