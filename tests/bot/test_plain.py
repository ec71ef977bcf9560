"""Every widget has its words."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.plain import bar, plain
from bot.widgets import (
    Actions,
    Ask,
    Bar,
    Block,
    Bullets,
    Button,
    Chart,
    Choice,
    Choices,
    Code,
    Fact,
    Facts,
    Heading,
    Message,
    Note,
    Para,
    Ranking,
    RankingRow,
    code,
    emph,
    spans,
    strong,
)

ONE_OF_EACH: tuple[tuple[Block, str], ...] = (
    (Heading("Your progress"), "Your progress"),
    (Para(spans("with one it is ", strong("engineering"))), "with one it is engineering"),
    (Facts((Fact("Right", spans("2 of 3")), Fact("Points", spans("20")))), "Right: 2 of 3\nPoints: 20"),
    (Bullets((spans("one"), spans("two"))), "- one\n- two"),
    (Choices((Choice("1", "Redis", "token"),)), "1. Redis"),
    (Choices((Choice("1", "Redis", mark="right", why=spans("it expires keys")),)), "1. ✓ Redis\n   it expires keys"),
    (Choices((Choice("2", "MySQL", mark="wrong"),)), "2. ✗ MySQL"),
    (Choices((Choice("3", "Kafka", mark="missed"),)), "3. → Kafka"),
    (Choices((Choice("4", "Neo4j", mark="dim"),)), "4. Neo4j"),
    (Actions((Button("Another run", "token", "/quiz cache 3"),)), "/quiz cache 3 - Another run"),
    (Ask("Type your answer", "token", 200), "Type your answer"),
    (
        Ranking((RankingRow(1, "Ada", 20), RankingRow(2, "Bo", 10, you=True))),
        "1. Ada: 20 points\n2. Bo (you): 10 points",
    ),
    (Chart("Mastery", (Bar("cache", 0.5, "50%"),)), "Mastery\ncache: ██████████░░░░░░░░░░ 50%"),
    (Code("if so\n    then"), "if so\n    then"),
    (Note(spans("Source: ", emph("the manual"))), "Source: the manual"),
)

WORDS = st.text(min_size=1, max_size=20)
SPANS = st.lists(st.one_of(WORDS, WORDS.map(strong), WORDS.map(emph), WORDS.map(code)), max_size=3).map(
    lambda parts: spans(*parts)
)
SHARES = st.floats(allow_nan=True, allow_infinity=True)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, WORDS),
    st.builds(Para, SPANS),
    st.builds(Facts, st.lists(st.builds(Fact, WORDS, SPANS), max_size=3).map(tuple)),
    st.builds(Bullets, st.lists(SPANS, max_size=3).map(tuple)),
    st.builds(
        Choices,
        st.lists(
            st.builds(Choice, WORDS, WORDS, WORDS, st.sampled_from(["open", "right", "wrong", "missed", "dim"]), SPANS),
            max_size=5,
        ).map(tuple),
    ),
    st.builds(Actions, st.lists(st.builds(Button, WORDS, WORDS, WORDS), max_size=3).map(tuple)),
    st.builds(Ask, WORDS, WORDS, st.integers(1, 4_000)),
    st.builds(
        Ranking,
        st.lists(st.builds(RankingRow, st.integers(1), WORDS, st.integers(0), st.booleans()), max_size=3).map(tuple),
    ),
    st.builds(Chart, WORDS, st.lists(st.builds(Bar, WORDS, SHARES, WORDS), max_size=3).map(tuple)),
    st.builds(Code, WORDS),
    st.builds(Note, SPANS),
)


@pytest.mark.parametrize(("block", "words"), ONE_OF_EACH, ids=lambda value: getattr(value, "kind", ""))
def test_a_block_reads_as_text(block: Block, words: str) -> None:
    assert plain(Message((block,))) == words


def test_no_kind_of_block_is_left_out_above() -> None:
    assert {type(block) for block, _ in ONE_OF_EACH} == set(get_args(Block))


def _words(block: Block) -> list[str]:
    """Every word the block shows, gathered without knowing how it is laid out."""
    match block:
        case Heading(text=text) | Code(text=text) | Ask(label=text):
            return [text]
        case Para(spans=parts) | Note(spans=parts):
            return [part.text for part in parts]
        case Facts(rows=rows):
            return [text for row in rows for text in (row.label, *(part.text for part in row.spans))]
        case Bullets(lines=lines):
            return [part.text for line in lines for part in line]
        case Choices(choices=choices):
            return [text for choice in choices for text in (choice.key, choice.label, *(w.text for w in choice.why))]
        case Actions(buttons=buttons):
            return [text for button in buttons for text in (button.label, button.typed)]
        case Ranking(rows=rows):
            return [text for row in rows for text in (row.name, f"{row.rank}.", f"{row.points} points")]
        case Chart(title=title, bars=bars):
            return [title, *(text for drawn in bars for text in (drawn.label, drawn.words))]


@given(st.lists(BLOCKS, max_size=6))
def test_any_message_reads_as_text_and_nothing_shown_is_left_out(blocks: list[Block]) -> None:
    text = plain(Message(tuple(blocks)))

    assert all(word in text for block in blocks for word in _words(block))


def test_an_empty_message_reads_as_nothing() -> None:
    assert plain(Message(())) == ""


@pytest.mark.parametrize(
    ("share", "full"), [(0, 0), (0.5, 10), (1, 20), (-1, 0), (7, 20), (float("inf"), 20), (float("-inf"), 0)]
)
def test_a_bar_is_never_longer_than_its_width(share: float, full: int) -> None:
    assert bar(share) == "█" * full + "░" * (20 - full)


@pytest.mark.parametrize("empty", [strong(""), emph(""), code("")])
def test_spans_without_text_vanish(empty: object) -> None:
    assert spans("a", empty, "") == spans("a")  # type: ignore[arg-type]  # a span of each style in turn
