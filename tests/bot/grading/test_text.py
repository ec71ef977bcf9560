"""Sentences as the labelling guide counts them, and the clauses inside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.grading.text import Part, clauses, sentences


def texts(answer: str) -> list[str]:
    return [sentence.text for sentence in sentences(answer)]


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ("Reads stay under 10 ms. Redis then. We pay for RAM.", 3),
        ("It drains in 40 min. SQS is enough.", 2),
        ("every 15 s. cheap. done", 3),
        ("We use e.g. Kafka vs. SQS, approx. 5 teams, etc. and that is it.", 1),
        ("Peaks at 3 a.m. are fine.", 1),
        ("It runs until 3 a.m. Then it stops.", 2),
        ("p99.9 of v1.2 is 0.5 s", 1),
        ("Well... it depends", 1),
        ("Why not? Because it is slow!", 2),
        ("1. Requirement first\n2. Then the pick\n- and the price", 3),
        ("Cassandra; no joins: fine - really", 1),
        ("速い。安い。", 2),
        ("Redis.", 1),
        ("...", 0),
        ("🔥 !!!", 0),
        ("", 0),
    ],
)
def test_sentences_are_counted_by_the_guide(answer: str, count: int) -> None:
    assert len(sentences(answer)) == count, texts(answer)


def test_a_list_marker_is_no_part_of_its_sentence() -> None:
    assert texts("1. We need 5K/s.\n* PostgreSQL holds that") == ["We need 5K/s.", "PostgreSQL holds that"]


def test_clauses_part_where_the_thought_turns() -> None:
    (sentence,) = sentences("We gain write scale, but we give up joins in return for it")
    assert [clause.text for clause in clauses(sentence)] == [
        "We gain write scale",
        "but we give up joins",
        "in return for it",
    ]


@given(st.text(alphabet="ab1 .!?\n-;,é。", max_size=200))
def test_every_part_is_quoted_letter_by_letter_from_its_place(answer: str) -> None:
    for sentence in sentences(answer):
        assert answer[sentence.start : sentence.end] == sentence.text
        for clause in clauses(sentence):
            assert isinstance(clause, Part)
            assert answer[clause.start : clause.end] == clause.text
