"""jieba's dictionary as it is read by characters: the same words as jieba reads."""

from importlib.resources import files

from archive.lexicon import TOTAL, words_from


def test_words_begin_with_the_character_and_have_counts_and_kinds() -> None:
    words = words_from("鱻")
    assert all(word.startswith("鱻") and count > 0 and kind for word, count, kind in words)
    assert words_from("�") == []


def test_every_entry_of_the_dictionary_is_found_by_its_first_character() -> None:
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    entries = [(word, int(count), kind) for word, count, kind in map(str.split, lines)]
    characters = {word[0] for word, _, _ in entries}
    found = [entry for character in characters for entry in words_from(character)]
    assert sorted(found) == sorted(entries)
    assert sum(count for _, count, _ in entries) == TOTAL
