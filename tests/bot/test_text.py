"""Typed text: made safe, compared, and matched."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.text import MAX_CHARS, MAX_COMBINING, clean, folded, listed, nearest

ANY_TEXT = st.text(st.characters(), max_size=200)  # lone surrogates, controls and unassigned letters too


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("Redis", "Redis"),
        ("  two   words\t apart ", "two words apart"),
        ("one\ntwo", "one\ntwo"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\u202eright to left", "right to left"),
        ("isol\u2066ated\u2069", "isolated"),
        ("nul\x00 bell\x07 esc\x1b[31m", "nul bell esc[31m"),
        ("lone\ud800 surrogate\udfff", "lone surrogate"),
        ("private \ue000 use", "private use"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tag\U000e0041s", "tags"),
        ("e\u0301", "é"),
        ("fire 🔥 stays", "fire 🔥 stays"),
        ("中文 и ελληνικά", "中文 и ελληνικά"),
        ("\u200b\u200c\u200d\u2060", ""),
    ],
)
def test_what_cannot_be_seen_is_dropped_and_the_rest_stays(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_the_longest_text_is_read() -> None:
    assert clean("a" * MAX_CHARS) == "a" * MAX_CHARS


def test_a_letter_more_is_refused_with_both_figures() -> None:
    with pytest.raises(Refusal, match=r"4,001 characters; I read up to 4,000"):
        clean("a" * (MAX_CHARS + 1))


@pytest.mark.parametrize("letters", ["a", "\u0315\u0300", "\u200b", "\ud800", "\x00", "🔥"])
def test_forty_thousand_characters_are_refused_before_any_of_them_is_looked_at(letters: str) -> None:
    class Untouchable(str):
        """Text that knows its length and lets nobody see a letter."""

        __slots__ = ()

        def __iter__(self) -> object:  # type: ignore[override]  # nobody may get as far as this
            raise AssertionError("looked at")

    with pytest.raises(Refusal, match="40,000 characters"):
        clean(Untouchable((letters * 40_000)[:40_000]))


def test_stacked_combining_marks_are_cut_to_what_a_language_needs() -> None:
    marks = "\u0315\u0300" * ((MAX_CHARS - 1) // 2)  # their order alternates, the worst case of normalising

    assert len(clean(f"a{marks}")) <= 1 + MAX_COMBINING


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("\u0489", id="cyrillic millions sign"),
        pytest.param("\u20dd", id="enclosing circle"),
        pytest.param("\u0301\u20dd", id="acute and circle by turns"),
        pytest.param("\u034f\u0301", id="grapheme joiner and acute by turns"),
    ],
)
def test_enclosing_marks_stack_no_higher_than_others(mark: str) -> None:
    cleaned = clean("a" + mark * 500)

    assert sum(unicodedata.category(letter) in {"Mn", "Me"} for letter in cleaned) <= MAX_COMBINING


@pytest.mark.parametrize(
    "blank",
    [
        pytest.param("\u3164", id="hangul filler"),
        pytest.param("\uffa0", id="halfwidth hangul filler"),
        pytest.param("\u115f\u1160", id="hangul choseong and jungseong fillers"),
        pytest.param("\u2800", id="blank braille pattern"),
        pytest.param("\u034f", id="combining grapheme joiner"),
    ],
)
def test_letters_that_draw_nothing_are_dropped(blank: str) -> None:
    assert clean(f"a{blank}b") == "ab"


def test_text_stays_within_the_limit_when_letters_are_taken_apart() -> None:
    assert len(clean("\u0958" * MAX_CHARS)) <= MAX_CHARS  # NFC writes this Devanagari letter as two


@settings(max_examples=300)
@given(ANY_TEXT)
def test_the_result_can_be_stored_and_shows_no_invisible_letter(raw: str) -> None:
    cleaned = clean(raw)

    cleaned.encode("utf-8")
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert not [letter for letter in cleaned if unicodedata.category(letter) in hidden and letter not in "\n\t"]


@given(ANY_TEXT)
def test_the_result_is_composed_and_has_no_space_around_it(raw: str) -> None:
    cleaned = clean(raw)

    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == cleaned.strip()


@given(st.text(st.characters(exclude_categories=("Mn", "Mc", "Me")), max_size=200))
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


@given(ANY_TEXT, st.sampled_from(["upper", "lower"]))
def test_comparing_minds_neither_case_nor_punctuation(raw: str, case: str) -> None:
    text = raw.encode("ascii", "ignore").decode()

    assert folded(f"  {getattr(text, case)()}!? ") == folded(text)


@pytest.mark.parametrize(
    ("text", "same"), [("PostgreSQL!", "postgresql"), ("read-write", "Read, write"), ("  snake_case ", "snake case")]
)
def test_words_are_compared_apart_by_one_space(text: str, same: str) -> None:
    assert folded(text) == folded(same)


@pytest.mark.parametrize(("word", "meant"), [("casche", "cache"), ("QUEU", "queue"), ("monitring", "monitoring")])
def test_a_slip_of_the_finger_finds_the_word_that_was_meant(word: str, meant: str) -> None:
    assert nearest(word, ["cache", "queue", "database", "monitoring"]) == meant


@pytest.mark.parametrize("word", ["", "xyzzy", "\u0000", "🔥"])
def test_a_word_like_no_other_is_near_to_nothing(word: str) -> None:
    assert nearest(word, ["cache", "queue"]) is None


def test_the_nearest_of_nothing_is_nothing() -> None:
    assert nearest("cache", []) is None


@pytest.mark.parametrize(("words", "told"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_a_list_reads_as_a_sentence(words: list[str], told: str) -> None:
    assert listed(words) == told
