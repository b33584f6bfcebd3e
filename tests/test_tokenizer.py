"""The tokenizer cuts as jieba does with the whole of both dictionaries.

``python tests/test_tokenizer.py`` writes the counts in the field's dictionary anew: those that
jieba suggests, one word after the other, for each to be kept whole.
"""

from pathlib import Path
from typing import Any

import jieba
import pytest

from archive import lexicon, read
from archive.fulltext import fold
from indexer import tokenizer
from indexer.tokenizer import Tokenizer

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


if __name__ == "__main__":
    path = Path(tokenizer.__file__).parent / "data" / "dictionary.txt"
    path.write_text(with_counts()[1], encoding="utf-8")
