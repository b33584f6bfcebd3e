"""Readers never see half an update, nor an error, while an archive is written."""

from pathlib import Path

from tests.readers import QUESTIONS, run


def test_readers_see_whole_builds_only(tmp_path: Path) -> None:
    """``python -m tests.reliability`` does the same for minutes."""
    tally = run(tmp_path, seconds=8)
    assert tally.wrong == []
    assert set(tally.requests) == set(QUESTIONS)
    assert tally.builds > 2
    assert len(tally.marks) > 2
