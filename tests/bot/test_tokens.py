"""What a button carries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import chance
from bot.errors import Refusal
from bot.tokens import MAX_CHARS, OUTDATED, Again, Answer, Token, Write, pack, unpack
from bot.topics import TOPICS

RUNS = st.integers(0, 2**64 - 1).map(chance.name)
TURNS = st.integers(1, 10_000)
TOKENS = st.one_of(
    st.builds(Answer, RUNS, TURNS, st.integers(0, 4)),
    st.builds(Write, RUNS, TURNS),
    st.builds(Again, st.sampled_from([*TOPICS, "all"]), st.integers(1, 50)),
)


@given(TOKENS)
def test_a_token_comes_back_as_it_was(token: Token) -> None:
    assert unpack(pack(token)) == token


@given(TOKENS)
def test_a_token_fits_on_every_platform(token: Token) -> None:
    assert len(pack(token)) <= MAX_CHARS == 100


def test_a_token_that_would_not_fit_is_never_made() -> None:
    with pytest.raises(ValueError, match="105 characters"):
        pack(Answer("r" * 97, 1, 0))


@pytest.mark.parametrize(
    "foreign",
    [
        "",
        ":",
        "hello",
        "1",
        "1:a",
        "1:a:63cbe1e4593:1",
        "1:a:63cbe1e4593:one:0",
        "1:a:63cbe1e4593:1:0:0",
        "1:z:63cbe1e4593:1:0",
        "1:w:63cbe1e4593",
        "1:q:cache",
        "1:q:cache:many",
        "0:a:63cbe1e4593:1:0",
        "2:a:63cbe1e4593:1:0",
        "10:a:63cbe1e4593:1:0",
        "a:1:63cbe1e4593:1:0",
        "\x00",
        "\ud800",
        "1:a:63cbe1e4593:\ud800:0",
        '{"kind": "answer"}',
        "x" * 40_000,
        "1:a:63cbe1e4593:" + "9" * 40_000 + ":0",
    ],
)
def test_a_token_that_this_version_did_not_make_is_refused_politely(foreign: str) -> None:
    with pytest.raises(Refusal) as refused:
        unpack(foreign)

    assert refused.value.text == OUTDATED
    assert "/quiz" in OUTDATED


@pytest.mark.parametrize(
    "near",
    [
        pytest.param("1:a:63cbe1e4593: 1:0", id="a space"),
        pytest.param("1:a:63cbe1e4593:+1:0", id="a sign"),
        pytest.param("1:a:63cbe1e4593:1_0:0", id="an underscore"),
        pytest.param("1:a:63cbe1e4593:١:0", id="an Arabic digit"),
        pytest.param("1:a:63cbe1e4593:01:0", id="a leading zero"),
        pytest.param("1:a:63cbe1e4593:1:" + "0" * 100, id="longer than any token"),
    ],
)
def test_a_token_that_only_looks_like_ours_is_refused_too(near: str) -> None:
    with pytest.raises(Refusal):
        unpack(near)


@given(st.text(st.characters(), max_size=120))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    try:
        token = unpack(text)
    except Refusal:
        return
    assert pack(token) == text
