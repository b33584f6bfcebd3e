"""How fast files are taken apart, and whether memory stays flat, over generated notices.

``python -m tests.speed --notices 100000`` prints a table; with ``--shortest 40`` memory is that of
reading the shortest notices over and over, in half the time. Times are of one processor core
(``process_time``), memory is what the process holds of the machine's (its resident set).
"""

import argparse
import gc
from collections.abc import Callable, Iterable, Sequence
from itertools import cycle, islice
from pathlib import Path
from time import process_time

from rich.console import Console
from rich.table import Table

from archive import mask_notice, parse, read_bytes, recognise
from archive.notice import Document
from corpus import Mix, generate
from corpus.specimen import Specimen

LENGTH = 6_000  # characters of the notice that times are given for
SAMPLES = 400  # different notices, read over and over
WARM = 2_000  # notices after which all that is kept for later has been filled


def milliseconds(work: Callable[[Document], object], documents: Sequence[Document]) -> float:
    """What the work takes for each so many characters of the documents, the best of three."""
    characters = sum(len(document.text) for document in documents)
    return min(_seconds(work, documents) for _ in range(3)) * 1000 * LENGTH / characters


def _seconds(work: Callable[[Document], object], documents: Iterable[Document]) -> float:
    start = process_time()
    for document in documents:
        work(document)
    return process_time() - start


def pages_a_second(specimens: Sequence[Specimen], pages: int) -> float:
    """How many pages of PDF are read in a second."""
    start = process_time()
    for specimen in specimens:
        read_bytes(specimen.data, specimen.name)
    return pages / (process_time() - start)


def count_pages(specimens: Iterable[Specimen]) -> int:
    """The pages of PDF files as the generator writes them."""
    return sum(specimen.data.count(b"/Type /Page\n") for specimen in specimens)


def resident() -> float:
    """What the process holds of the machine's memory, in MB."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def memory(specimens: Iterable[Specimen], notices: int) -> tuple[float, float, float]:
    """The memory held after the first notices and after all, and notices read in a second."""
    stream = islice(cycle(specimens), notices)
    _take(islice(stream, min(WARM, notices // 2)))
    before, start = resident(), process_time()
    count = _take(stream)
    return before, resident(), count / (process_time() - start)


def _take(specimens: Iterable[Specimen]) -> int:
    count = 0
    for specimen in specimens:
        document = read_bytes(specimen.data, specimen.name)
        recognise(document, parse(document))
        count += 1
    return count


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--notices", type=int, default=10_000, help="notices for the memory")
    parser.add_argument("--shortest", type=int, default=SAMPLES, help="different ones among them")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    specimens = list(generate(SAMPLES, options.seed, Mix(others=0.0)))
    documents = [read_bytes(specimen.data, specimen.name) for specimen in specimens]
    pdfs = list(generate(20, options.seed, Mix(others=0.0, formats=("pdf",))))
    table = Table("what", "measured")
    for name, work in (
        ("parse", parse),
        ("parse and recognise", lambda one: recognise(one, parse(one))),
        ("parse and mask", lambda one: mask_notice(parse(one))),
    ):
        took = milliseconds(work, documents)
        table.add_row(
            f"{name}, {LENGTH:,} characters", f"{took:.2f} ms, {1000 / took:.0f} a second"
        )
    table.add_row("PDF pages a second", f"{pages_a_second(pdfs, count_pages(pdfs)):.0f}")
    short = sorted(specimens, key=lambda one: len(one.data))[: options.shortest]
    before, after, rate = memory(short, options.notices)
    table.add_row(f"memory over {options.notices:,} notices", f"{before:.0f} → {after:.0f} MB")
    table.add_row(f"notices a second from bytes, the {len(short)} shortest", f"{rate:.0f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
