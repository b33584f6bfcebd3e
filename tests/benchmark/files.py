"""Archives of files to measure with, written by the generator and kept for the next time."""

from pathlib import Path

from corpus import Mix, Specimen, generate

SEED = 7
_ENDLESS = 10**9


def write_files(findings: int, directory: Path) -> Path:
    """Files with so many findings in ``files``, and one more beside them in ``more``."""
    files, more = directory / "files", directory / "more"
    if not more.is_dir():
        files.mkdir(parents=True, exist_ok=True)
        written = 0
        for specimen in generate(_ENDLESS, SEED, Mix(others=0.0)):
            if written >= findings:
                more.mkdir()
                (more / "新来的通报.txt").write_bytes(_marked(specimen))
                break
            (files / specimen.name).write_bytes(specimen.data)
            written += sum(mark.label == "finding" for mark in specimen.passage.marks)
    return files


MARK = "雪橇停放场"  # what no generated notice speaks of, to find the one that was added by


def _marked(specimen: Specimen) -> bytes:
    measure = next(mark for mark in specimen.passage.marks if mark.label == "measure")
    text, within = specimen.passage.text, (measure.start + measure.end) // 2
    return (text[:within] + MARK + text[within:]).encode()
