"""Search by characters, pinyin and initials."""

from __future__ import annotations

import pytest

from agent_desk.services.pinyin_index import PinyinIndex, initials

NAMES = (("a", "澄川包装"), ("b", "长庚传感"), ("c", "重合科技"), ("d", "ABC园区"), ("e", "川包"))


@pytest.fixture
def index() -> PinyinIndex:
    return PinyinIndex(NAMES)


def keys(index: PinyinIndex, text: str) -> list[str]:
    return [hit.key for hit in index.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "澄川",
        "川包",
        "ccbz",
        "cc",
        "chengchuan",
        "chengchuanbaozhuang",
        "chengcbz",
        "CCBZ",
        "c c b z",
        "ｃｃｂｚ",
    ],
)
def test_a_name_is_found_by_characters_pinyin_initials_and_mixtures(index: PinyinIndex, text: str) -> None:
    assert "a" in keys(index, text)


@pytest.mark.parametrize("text", ["", "  ", "ccx", "澄包", "czbc", "·"])
def test_what_does_not_spell_a_name_finds_nothing(index: PinyinIndex, text: str) -> None:
    assert keys(index, text) == []


@pytest.mark.parametrize("text", ["chong", "zhong", "ch"])
def test_every_reading_of_a_character_counts(index: PinyinIndex, text: str) -> None:
    assert "c" in keys(index, text)


def test_the_whole_name_comes_before_beginnings_and_those_before_inner_parts(index: PinyinIndex) -> None:
    assert keys(index, "cb") == ["e", "a"]
    assert [hit.exact for hit in index.find("cb")] == [True, False]


def test_latin_letters_in_a_name_are_matched_as_they_are(index: PinyinIndex) -> None:
    assert keys(index, "abcyq") == ["d"]


def test_the_number_of_hits_is_limited() -> None:
    many = PinyinIndex((str(number), f"澄川{number}号") for number in range(50))
    assert len(many.find("cc", 5)) == 5


@pytest.mark.parametrize(("name", "letters"), [("澄川包装", "ccbz"), ("ABC园区", "abcyq"), ("", "")])
def test_initials(name: str, letters: str) -> None:
    assert initials(name)[:5] == letters


def test_a_name_of_many_equal_characters_does_not_take_forever() -> None:
    index = PinyinIndex([("x", "啊" * 60)])
    assert index.find("a" * 59 + "b") == ()
