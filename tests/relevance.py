"""How well questions in people's own words are answered.

``python -m tests.relevance`` prints nDCG@10 and recall@10 of each engine, and beside them those of
two plain setups: BM25 over jieba's words, and over single characters and pairs of neighbours. The
questions are those of ``tests/judged.toml`` over the sample archive, and where the real notices
stand beside the project those of ``tests/judged_real.toml`` and ``tests/judged_more.toml``: alone,
and among generated notices, where only the places of the real findings among each other are judged.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain, pairwise
from math import log, log2
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import jieba
from rich.console import Console
from rich.table import Table

from archive import Catalogue
from archive.fulltext import fold
from corpus import generate, write_archive
from indexer import Archive, build
from indexer.index import ENGINES
from indexer.report import BuildOptions

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpus" / "sample"
REAL = ROOT.parent / "shared" / "notices"
JUDGED = Path(__file__).with_name("judged.toml")
JUDGED_REAL = Path(__file__).with_name("judged_real.toml")
JUDGED_MORE = Path(__file__).with_name("judged_more.toml")
MOST_LISTED = 1000  # hits, among which those that are judged stand
CROWD = 300  # generated notices that the real ones are put among
DEPTH = 10  # hits that are looked at
GRADES = (3, 2, 1)  # 3 the very matter, 2 to be read as well, 1 touching it

Grades = Mapping[str, int]  # of the findings that are relevant, by their id
Search = Callable[[str], Sequence[str]]
Read = Callable[[Sequence["Finding"]], list["Question"]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What questions are judged against and the plain setups search."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what answers it."""

    ask: str
    grades: Grades


@dataclass(frozen=True, slots=True)
class Score:
    """Means over all questions, 0 to 1."""

    ndcg: float
    recall: float


def digest_sample() -> str:
    """A digest of the sample archive's notices and of the questions judged over it."""
    digest = sha256(JUDGED.read_bytes())
    for path in sorted(SAMPLE.glob("*.txt")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def read_findings(home: Path) -> list[Finding]:
    """All findings of an archive."""
    with Catalogue.open_reader(home) as catalogue:
        rows = catalogue.connection.execute("select id, heading, text from findings order by seq")
        return [Finding(*row) for row in rows]


def read_questions(findings: Sequence[Finding]) -> list[Question]:
    """The judged questions; ValueError where a part of a heading stands in none."""
    entries = tomllib.loads(JUDGED.read_text("utf-8"))["questions"]
    return [Question(entry["ask"], _grades(entry, findings)) for entry in entries]


def read_real(part: str, _: Sequence[Finding] = ()) -> list[Question]:
    """The questions over the real notices: to ``tune`` on, ``more`` of these, or ``held`` back."""
    file = JUDGED_MORE if part == "more" else JUDGED_REAL
    parts = tomllib.loads(file.read_text("utf-8"))
    entries = chain.from_iterable(parts.values()) if part == "more" else parts[part]
    return [Question(entry["ask"], entry["grades"]) for entry in entries]


def _grades(entry: Mapping[str, Sequence[str]], findings: Sequence[Finding]) -> Grades:
    grades: dict[str, int] = {}
    for grade in GRADES:
        for part in entry.get(str(grade), ()):
            held = [one.id for one in findings if part in one.heading]
            if not held:
                raise ValueError(f"no heading of the sample holds {part}")
            for name in held:
                grades.setdefault(name, grade)
    return grades


def score(questions: Sequence[Question], search: Search) -> Score:
    """How well a search answers the questions."""
    answers = [(question.grades, search(question.ask)[:DEPTH]) for question in questions]
    return Score(fmean(ndcg(*one) for one in answers), fmean(recall(*one) for one in answers))


def ndcg(grades: Grades, found: Sequence[str]) -> float:
    """The gain of what was found, less for lower places, as a share of the best that can be."""
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return _gain(grades.get(name, 0) for name in found) / _gain(iter(best))


def recall(grades: Grades, found: Sequence[str]) -> float:
    """The share of relevant findings (graded 2 or 3) found, of as many as there is room for."""
    relevant = {name for name, grade in grades.items() if grade > 1}
    return len(relevant.intersection(found)) / min(DEPTH, len(relevant))


def _gain(grades: Iterator[int]) -> float:
    return sum(((1 << grade) - 1) / log2(place + 2) for place, grade in enumerate(grades))


def plain_words(text: str) -> list[str]:
    """jieba's words as they come."""
    return [word for word in jieba.cut_for_search(fold(text)) if word.strip()]


def plain_grams(text: str) -> list[str]:
    """Single characters and pairs of neighbours."""
    folded = fold(text)
    return [*folded, *map("".join, pairwise(folded))]


def bm25(findings: Sequence[Finding], cut: Callable[[str], list[str]]) -> Search:
    """The textbook's ranking, with nothing of our own."""
    saturation, length_share = 1.2, 0.75
    counts = [Counter(cut(one.text)) for one in findings]
    usual = fmean(one.total() for one in counts)
    holders = Counter(term for one in counts for term in one)
    damping = [
        saturation * (1 - length_share + length_share * one.total() / usual) for one in counts
    ]

    def search(ask: str) -> list[str]:
        terms = [term for term in set(cut(ask)) if term in holders]
        rarity = {
            term: log(1 + (len(findings) - holders[term] + 0.5) / (holders[term] + 0.5))
            for term in terms
        }
        scores = [
            sum(rarity[term] * one[term] * 2.2 / (one[term] + damp) for term in terms)
            for one, damp in zip(counts, damping, strict=True)
        ]
        order = sorted(range(len(findings)), key=lambda place: -scores[place])
        return [findings[place].id for place in order[:DEPTH]]

    return search


def engine_search(home: Path, judged: Sequence[Finding]) -> Search:
    """An archive's own search, as it orders the judged findings."""
    archive = Archive.open(home)
    ids = {one.id for one in judged}
    return lambda ask: [
        hit.id for hit in archive.search(ask, limit=MOST_LISTED).hits if hit.id in ids
    ]


def compare(folder: Path, paths: Sequence[Path], read: Read) -> dict[str, Score]:
    """Each engine over the archive of these files, and the plain setups, by name.

    Only findings of the notices that questions name are judged, and searched by the plain setups.
    """
    scores = {}
    for engine in ENGINES:
        home = folder / engine
        build(home, paths, options=BuildOptions(engine=engine))
        everything = read_findings(home)
        questions = read(everything)
        named = {_notice(name) for question in questions for name in question.grades}
        findings = [one for one in everything if _notice(one.id) in named]
        scores[engine] = score(questions, engine_search(home, findings))
    scores["BM25, jieba words"] = score(questions, bm25(findings, plain_words))
    scores["BM25, characters and pairs"] = score(questions, bm25(findings, plain_grams))
    return scores


def _notice(finding: str) -> str:
    return finding.rpartition("-")[0]


def tables(folder: Path) -> Iterator[tuple[str, dict[str, Score]]]:
    """All that is measured, each with what it is measured over."""
    yield f"corpus/sample {digest_sample()}", compare(folder / "sample", [SAMPLE], read_questions)
    if not REAL.is_dir():
        return
    crowd = folder / "crowd"
    write_archive(generate(CROWD, 1), crowd, sidecars=False)
    for part in ("tune", "more", "held"):
        read = partial(read_real, part)
        yield f"real notices, {part}", compare(folder / part, [REAL], read)
        yield f"among {CROWD} generated, {part}", compare(folder / f"{part}+", [REAL, crowd], read)


def main() -> None:
    console = Console()
    with TemporaryDirectory() as folder:
        for title, scores in tables(Path(folder)):
            table = Table("way", "nDCG@10", "recall@10", title=title)
            for name, one in scores.items():
                table.add_row(name, f"{one.ndcg:.3f}", f"{one.recall:.3f}")
            console.print(table)


if __name__ == "__main__":
    main()
