"""Chance as a number: the same everywhere, and fair."""

from collections import Counter
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from bot.chance import mix, name, pick, shuffled

SEEDS = st.integers(0, 2**64 - 1)


def test_the_numbers_never_change_from_one_version_to_the_next() -> None:
    assert mix(0, 0) == 0xE220A8397B1DCDAF  # the first number of SplitMix64 with seed 0, as published
    assert "".join(shuffled("abcdef", 7)) == "bfaedc"
    assert name(7) == "63cbe1e4593"


@given(SEEDS, st.lists(st.integers()))
def test_a_shuffle_keeps_every_item_and_adds_none(seed: int, items: list[int]) -> None:
    assert Counter(shuffled(items, seed)) == Counter(items)


@given(SEEDS, st.lists(st.integers(), min_size=1))
def test_a_seed_always_draws_the_same(seed: int, items: list[int]) -> None:
    assert shuffled(items, seed) == shuffled(items, seed)
    assert pick(items, seed, 3) == pick(items, seed, 3)


@given(SEEDS, st.integers(0, 1000))
def test_mixed_bits_fit_into_sixty_four(seed: int, salt: int) -> None:
    assert 0 <= mix(seed, salt) < 2**64


def test_every_order_of_three_comes_about_equally_often() -> None:
    drawn = Counter(shuffled("abc", mix(1, n)) for n in range(6_000))

    assert set(drawn) == set(permutations("abc"))
    assert all(850 < times < 1_150 for times in drawn.values())


def test_every_item_is_picked_about_equally_often() -> None:
    drawn = Counter(pick("abcd", mix(2, n)) for n in range(8_000))

    assert all(1_800 < drawn[letter] < 2_200 for letter in "abcd")


def test_seeds_that_follow_one_another_draw_independently() -> None:
    pairs = Counter((pick("ab", n), pick("ab", n + 1)) for n in range(8_000))

    assert all(1_800 < times < 2_200 for times in pairs.values())


def test_names_of_many_seeds_differ() -> None:
    assert len({name(seed) for seed in range(10_000)}) == 10_000


@given(SEEDS)
def test_a_name_is_eleven_plain_letters(seed: int) -> None:
    assert len(name(seed)) == 11
    assert name(seed).isalnum()
