"""The table of commands, and the words after a command."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import ALIASES, COMMANDS, MAX_COUNT, Spec, find, parse
from bot.errors import Refusal

SPECS = {spec.name: spec for spec in COMMANDS}
QUIZ, BOARD, STUDY = SPECS["quiz"], SPECS["leaderboard"], SPECS["study"]


def refusal(spec: Spec, text: str) -> str:
    """What is said to words that the command does not take."""
    with pytest.raises(Refusal) as refused:
        parse(spec, text)
    return refused.value.text


@pytest.mark.parametrize("spec", COMMANDS, ids=lambda spec: spec.name)
def test_a_command_is_found_by_its_name_in_any_case(spec: Spec) -> None:
    assert find(spec.name) is spec
    assert find(spec.name.upper()) is spec


@pytest.mark.parametrize("spec", COMMANDS, ids=lambda spec: spec.name)
def test_the_example_of_a_command_is_one_that_it_takes(spec: Spec) -> None:
    name, _, text = spec.example.removeprefix("/").partition(" ")

    assert name == spec.name
    parse(spec, text)


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_leads_to_a_command_that_takes_its_words(alias: str) -> None:
    name, text = ALIASES[alias]

    parse(find(name), text)


@pytest.mark.parametrize(
    ("typed", "meant"), [("quizz", "quiz"), ("leaderbord", "leaderboard"), ("PROGRES", "progress")]
)
def test_an_unknown_command_is_answered_with_the_nearest_and_with_all(typed: str, meant: str) -> None:
    with pytest.raises(Refusal) as refused:
        find(typed)

    assert f"Did you mean /{meant}?" in refused.value.text
    assert all(f"/{spec.name}" in refused.value.text for spec in COMMANDS)


@pytest.mark.parametrize("typed", ["", "xyzzy", "🔥", "q" * 4_000])
def test_a_command_like_no_other_is_answered_with_all_that_are_known(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        find(typed)

    assert "Did you mean" not in refused.value.text
    assert all(f"/{spec.name}" in refused.value.text for spec in COMMANDS)
    assert len(refused.value.text) < 200


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("cache", {"topic": "cache"}),
        ("3", {"count": "3"}),
        ("cache 3", {"topic": "cache", "count": "3"}),
        ("3 cache", {"topic": "cache", "count": "3"}),
        ("  CACHE   3  ", {"topic": "cache", "count": "3"}),
        ("db", {"topic": "database"}),
        ("caching, 3", {"topic": "cache", "count": "3"}),
        ("1", {"count": "1"}),
        ("50", {"count": "50"}),
        ("05", {"count": "5"}),
        ("all 50", {"topic": "all", "count": "50"}),
    ],
)
def test_the_words_after_quiz_are_a_topic_and_a_count_in_any_order(text: str, found: dict[str, str]) -> None:
    assert parse(QUIZ, text) == found


@pytest.mark.parametrize("spec", COMMANDS, ids=lambda spec: spec.name)
def test_every_word_of_the_table_is_taken(spec: Spec) -> None:
    for arg in spec.args:
        for word, value in (arg.words or {}).items():
            assert parse(spec, word) == {arg.name: value}


@pytest.mark.parametrize("text", ["0", "51", "999999", "00", "1" * 4_000, "cache 0", "51 cache"])
def test_a_count_out_of_range_is_answered_with_the_range(text: str) -> None:
    said = refusal(QUIZ, text)

    assert "out of range" in said
    assert f"1 to {MAX_COUNT}" in said
    assert QUIZ.example in said
    assert len(said) < 200


@pytest.mark.parametrize("text", ["-1", "3.5", "1e3", "½", "²"])
def test_a_number_that_is_no_count_is_answered_with_what_is_taken(text: str) -> None:
    said = refusal(QUIZ, text)

    assert text in said
    assert f"1 to {MAX_COUNT}" in said


@pytest.mark.parametrize(
    ("spec", "text", "meant"),
    [
        (QUIZ, "chache", "cache"),
        (QUIZ, "3 databse", "database"),
        (BOARD, "weak", "week"),
        (STUDY, "setings", "settings"),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest_and_with_what_is_known(spec: Spec, text: str, meant: str) -> None:
    said = refusal(spec, text)

    assert f"Did you mean “{meant}”?" in said
    assert all(value in said for arg in spec.args for value in arg.values)


def test_an_unknown_word_is_not_repeated_at_full_length() -> None:
    assert len(refusal(QUIZ, "z" * 4_000)) < 300


@pytest.mark.parametrize("text", ["cache 3 4", "cache 3 queue", "3 4 cache"])
def test_a_word_too_many_is_refused(text: str) -> None:
    refusal(QUIZ, text)


@pytest.mark.parametrize("text", ["cache database", "cache cache"])
def test_a_second_topic_is_not_called_unknown(text: str) -> None:
    said = refusal(QUIZ, text)

    assert "do not know" not in said


def test_a_command_without_arguments_takes_no_words() -> None:
    assert "/progress" in refusal(SPECS["progress"], "now")


@pytest.mark.parametrize(
    ("text", "page", "value"),
    [
        ("sheet redis", "sheet", "redis"),
        ("sheet Apache  Kafka", "sheet", "Apache Kafka"),
        ("zone Europe/Berlin", "zone", "Europe/Berlin"),
        ("name Ada Lovelace", "name", "Ada Lovelace"),
        ("name map", "name", "map"),
        ("board off", "board", "off"),
    ],
)
def test_the_rest_after_a_page_is_its_value_as_typed(text: str, page: str, value: str) -> None:
    assert parse(STUDY, text) == {"page": page, "value": value}


@pytest.mark.parametrize("words", list(permutations(["cache", "3"])), ids=" ".join)
def test_order_is_free(words: tuple[str, ...]) -> None:
    assert parse(QUIZ, " ".join(words)) == {"topic": "cache", "count": "3"}


@given(st.sampled_from(COMMANDS), st.text(max_size=60))
def test_whatever_is_typed_is_taken_or_refused(spec: Spec, text: str) -> None:
    try:
        found = parse(spec, text)
    except Refusal:
        return
    assert set(found) <= {arg.name for arg in spec.args}


def test_usage_names_every_argument() -> None:
    assert QUIZ.usage == "/quiz [topic] [count]"
