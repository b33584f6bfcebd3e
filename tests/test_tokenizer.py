"""The tokenizer cuts as jieba does with the whole of both dictionaries.

``python tests/test_tokenizer.py`` writes the counts in the field's dictionary anew: those that
jieba suggests, one word after the other, for each to be kept whole.
"""

from math import inf
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import jieba
import pytest

from archive import lexicon, read
from archive.fulltext import fold
from indexer import tokenizer
from indexer.tokenizer import Tokenizer

ODD = "，。！？ \n\t　“”《》（）·…—〇㎡①ⅢΩé㧑䶮𠮷𪚥龘鿕鿖豈兀ａ９🙂々ヽあ한"
COMMON = "的一是不了人常多大学行 aZ9.-"
SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"


@pytest.fixture(scope="module")
def whole() -> Any:
    """jieba with all words, the field's added one by one as it counts them itself."""
    return with_counts()[0]


def with_counts() -> tuple[Any, str]:
    """The whole tokenizer, and the field's dictionary with the counts it gives the words."""
    whole = jieba.Tokenizer()
    whole.FREQ, whole.total = whole.gen_pfdict(whole.get_dict_file())
    whole.initialized = True
    lines = tokenizer.dictionary().splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            word = line.split(" ")[0]
            whole.add_word(word)
            lines[number] = f"{word} {whole.FREQ[word]}"
    return whole, "\n".join(lines) + "\n"


def test_the_dictionary_has_the_counts_that_jieba_gives_its_words() -> None:
    assert with_counts()[1] == tokenizer.dictionary(), "python tests/test_tokenizer.py"


def test_every_word_counts_as_with_the_whole_dictionaries(whole: Any) -> None:
    one = Tokenizer()
    list(one.cut("".join({word[0] for word in whole.FREQ})))
    assert one._jieba.FREQ == whole.FREQ
    assert one._jieba.total == whole.total


def test_texts_are_cut_as_with_the_whole_dictionaries(whole: Any) -> None:
    one = Tokenizer()
    for path in sorted(SAMPLE.glob("*.txt"))[:20]:
        text = fold(read(path).text)
        assert list(one.cut(text)) == list(whole.cut(text, HMM=False))


def test_one_text_does_not_cost_the_whole_dictionary() -> None:
    one = Tokenizer()
    assert list(one.cut("党费收缴不规范")) == ["党费收缴", "不规范"]
    assert len(one._jieba.FREQ) < 0.02 * len(lexicon._dictionary().splitlines())


def test_rjieba_takes_over_where_there_is_much_and_cuts_alike() -> None:
    slow, quick = Tokenizer(inf), Tokenizer(0)
    for path in sorted(SAMPLE.glob("*.txt"))[:20]:
        text = fold(read(path).text)
        assert list(quick.cut(text)) == list(slow.cut(text))
    assert quick._rjieba
    assert not slow._rjieba


def test_rjieba_cuts_whatever_stands_together_alike() -> None:
    slow, quick = Tokenizer(inf), Tokenizer(0)
    dice = Random(3)  # noqa: S311 - for a sample, not a secret
    words = [word for word, _, _ in lexicon.all_words()]
    for _ in range(2000):
        parts = (dice.choice(dice.choice((words, ODD, COMMON))) for _ in range(dice.randint(1, 12)))
        text = "".join(parts)
        assert list(quick.cut(text)) == list(slow.cut(text)), text


def test_what_rjieba_would_part_elsewhere_is_left_to_jieba() -> None:
    quick = Tokenizer(0)
    assert list(quick.cut("他常常常来")) == list(Tokenizer(inf).cut("他常常常来"))


def test_an_rjieba_that_cuts_otherwise_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    rjieba = SimpleNamespace(cut=lambda text, **_: list(text))
    monkeypatch.setattr(tokenizer, "_filled", lambda *_: rjieba)
    quick = Tokenizer(0)
    assert list(quick.cut("党费收缴不规范")) == ["党费收缴", "不规范"]
    assert not quick._rjieba


def test_without_rjieba_jieba_cuts_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizer, "find_spec", lambda *_: None)
    quick = Tokenizer(0)
    assert list(quick.cut("党费收缴不规范")) == ["党费收缴", "不规范"]
    assert not quick._rjieba


if __name__ == "__main__":
    path = Path(tokenizer.__file__).parent / "data" / "dictionary.txt"
    path.write_text(with_counts()[1], encoding="utf-8")
