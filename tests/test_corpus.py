"""The generator's promises: the same bytes from the same seed, every form, fitting problems,
growing vocabulary, and nothing that is real."""

import json
import re
import subprocess
import sys
import tracemalloc
from collections import Counter
from math import log
from pathlib import Path

import jieba
import pytest

from corpus import SAMPLE, Mix, generate, sample, write_archive
from corpus.dice import Dice
from corpus.forms import axes, layout_names
from corpus.phrases import phrase
from corpus.places import place_at
from corpus.slots import slots
from corpus.templates import TemplateError, compile_template
from corpus.topics import topics, topics_for
from corpus.units import units
from corpus.vocabulary import DATA, table

REAL_NOTICES = Path(__file__).parent.parent.parent / "shared" / "notices"
CLEAN = Mix(others=0, noise=0)
LONG_RUN = re.compile(r"[\u4e00-\u9fff]{30,}")


def test_sample_is_what_the_seed_makes() -> None:
    made = {specimen.name: specimen.data for specimen in sample()}
    stored = {path.name: path.read_bytes() for path in SAMPLE.iterdir()}
    assert stored == made, "python -m corpus --sample writes it anew"


def test_sample_holds_units_that_return_over_years_and_levels() -> None:
    truths = [specimen.truth for specimen in sample()]
    years = {truth["inspected_from"][:4] for truth in truths}
    notices_of = Counter(truth["unit"] for truth in truths)
    assert len(truths) >= 55
    assert len(notices_of) >= 15
    assert all(count >= 2 for count in notices_of.values())
    assert years == {str(year) for year in range(2018, 2026)}
    assert {truth["level"] for truth in truths} >= {"city", "county", "township"}


def test_sample_comes_in_several_encodings() -> None:
    starts = [path.read_bytes()[:3] for path in SAMPLE.iterdir()]
    assert sum(start == b"\xef\xbb\xbf" for start in starts) >= 2
    assert sum(start[:2] == b"\xff\xfe" for start in starts) >= 1
    utf8 = [_is_utf8(path.read_bytes()) for path in SAMPLE.iterdir()]
    assert 0.8 < sum(utf8) / len(utf8) < 1


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_same_seed_gives_the_same_archive() -> None:
    first = [(s.name, s.data, s.truth) for s in generate(40, 9)]
    again = [(s.name, s.data, s.truth) for s in generate(40, 9)]
    assert first == again
    assert first != [(s.name, s.data, s.truth) for s in generate(40, 10)]


def test_longer_archive_begins_with_the_shorter() -> None:
    assert [s.data for s in generate(10, 3)] == [s.data for s in generate(30, 3)][:10]


def test_file_names_are_unique() -> None:
    names = [specimen.name for specimen in generate(300, 4)]
    assert len(set(names)) == len(names)


def test_every_form_is_written() -> None:
    written: dict[str, set[str]] = {axis.name: set() for axis in axes()}
    layouts = set()
    for specimen in generate(1200, 1, CLEAN):
        layouts.add(specimen.about["layout"])
        for axis, form in specimen.about["forms"].items():
            written[axis].add(form)
    assert layouts == set(layout_names()[0])
    missing = {axis.name: set(axis.forms) - written[axis.name] for axis in axes()}
    assert not any(missing.values()), missing


def test_pages_that_are_no_notices_come_in_every_kind() -> None:
    pages = list(generate(200, 2, Mix(others=1)))
    assert not any(page.is_notice for page in pages)
    assert {page.truth["page"] for page in pages} == {e["id"] for e in table("others")["kind"]}
    assert all("findings" not in page.truth for page in pages)


def test_units_come_back_with_the_same_problems() -> None:
    rounds: dict[str, list[set[str]]] = {}
    for specimen in generate(300, 6, CLEAN):
        truth = specimen.truth
        found = {topic for finding in truth["findings"] for topic in finding["topics"]}
        rounds.setdefault(truth["unit"], []).append(found)
    several = [found for found in rounds.values() if len(found) > 2]
    assert len(several) > 20
    assert sum(bool(set.intersection(*found)) for found in several) / len(several) > 0.8


def test_problems_have_enough_to_say() -> None:
    assert len(topics()) >= 60
    assert len({topic.id for topic in topics()}) == len(topics())
    for topic in topics():
        assert len(topic.headings) >= 3, topic.id
        assert len(topic.problems) >= 3, topic.id
        assert len(topic.measures) >= 6, topic.id
        assert any(saying.since <= 2018 for saying in topic.headings), topic.id


@pytest.mark.parametrize(
    ("kind", "fitting", "unfitting"),
    [
        ("hospital", "medical-quality", "collective-assets"),
        ("village", "collective-assets", "decisions"),
        ("school", "teaching", "housing-renewal"),
        ("company", "company-management", "farm-subsidies"),
        ("street", "co-governance", "medical-supplies"),
        ("town", "rural-revitalisation", "teacher-conduct"),
        ("county", "deployment", "reimbursement"),
    ],
)
def test_problems_fit_the_kind_of_unit(kind: str, fitting: str, unfitting: str) -> None:
    unit = next(unit for unit in units(1) if unit.kind == kind)
    ids = {topic.id for topic in topics_for(unit.tags)}
    assert fitting in ids
    assert unfitting not in ids


def test_vocabulary_grows_as_real_text_does() -> None:
    """Heaps: words seen grow with a power of the words read, in real text about 0.5 to 0.7."""
    seen: set[str] = set()
    read = 0
    points = []
    for count, specimen in enumerate(generate(60, 8, CLEAN), start=1):
        words = jieba.lcut(specimen.passage.text)
        read += len(words)
        seen.update(words)
        if count in (15, 60):
            points.append((log(read), log(len(seen))))
    (x1, y1), (x2, y2) = points
    assert 0.35 < (y2 - y1) / (x2 - x1) < 0.8


def test_invented_places_are_not_real() -> None:
    jieba.initialize()
    names = {place_at(index, seed).name for index in range(120) for seed in (1, 2, 3)}
    assert len(names) > 250
    assert not names & set(jieba.dt.FREQ)


def test_names_of_counties_do_not_come_twice_in_one_world() -> None:
    counties = [place_at(index, 1).county for index in range(2000)]
    names = [name for name in counties if name]
    assert len(names) == len(set(names)) > 1400


def test_archives_stream() -> None:
    """Memory does not grow with the archive."""
    for _ in generate(30, 7):
        pass
    tracemalloc.start()
    for _ in generate(30, 7):
        pass
    _, short = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    for _ in generate(150, 7):
        pass
    _, long = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert long < short + 1_000_000


def test_sentences_that_cannot_be_compiled_are_named() -> None:
    for source in ("清退{没有}元", "修订{made:办法", "[组织|安排", "完成]"):
        with pytest.raises(TemplateError, match=re.escape(source)):
            compile_template(source, slots())


def test_all_sentences_around_the_findings_compile() -> None:
    forms = [form for axis in table("forms").values() for form in axis.values()]
    texts = [form["text"] for form in forms if "text" in form and "{problem}" not in form["text"]]
    assert len(texts) > 50
    for text in texts:
        phrase(text)


def test_dice_fall_as_they_always_did() -> None:
    dice = Dice(1, 2, 3)
    assert [dice.below(100) for _ in range(5)] == [29, 31, 10, 33, 13]
    assert dice.shuffled("甲乙丙丁") == ["丁", "甲", "丙", "乙"]


def test_archive_is_written_with_sidecars(tmp_path: Path) -> None:
    assert write_archive(generate(12, 2), tmp_path) == 12
    sidecars = sorted(tmp_path.glob("*.truth.json"))
    assert len(sidecars) == 12
    for sidecar in sidecars:
        truth = json.loads(sidecar.read_text(encoding="utf-8"))
        assert (tmp_path / truth["name"]).is_file()


def test_command_writes_an_archive(tmp_path: Path) -> None:
    options = ["--notices", "6", "--seed", "4", "--layout", "pairs", "--no-sidecars"]
    command = [sys.executable, "-m", "corpus", *options, "--out", str(tmp_path / "库")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "6" in done.stdout
    assert len(list((tmp_path / "库").iterdir())) == 6


def _runs(text: str) -> set[str]:
    return {
        run[start : start + 30] for run in LONG_RUN.findall(text) for start in range(len(run) - 29)
    }


@pytest.mark.skipif(
    not REAL_NOTICES.is_dir(), reason="the real notices are not beside this checkout"
)
def test_no_sentence_and_no_signature_of_the_real_notices_is_here() -> None:
    real = [path.read_text(encoding="utf-8") for path in REAL_NOTICES.glob("*.txt")]
    ours = [specimen.passage.text for specimen in sample()]
    ours += [path.read_text(encoding="utf-8") for path in DATA.rglob("*.toml")]
    together = "\n".join(ours)
    assert not set().union(*map(_runs, real)) & _runs(together)
    for text in real:
        unit = text.split()[0].removeprefix("中共")[:5]
        assert unit not in together
