"""Chance as a number: everything drawn from a seed, the same on every machine and Python."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


def mix(seed: int, salt: int) -> int:
    """64 well-mixed bits of `seed` and `salt` (the finaliser of SplitMix64)."""
    z = (seed + 0x9E3779B97F4A7C15 * (salt + 1)) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def shuffled(items: Sequence[T], seed: int) -> tuple[T, ...]:
    """The items in the order that `seed` gives them."""
    return tuple(items[i] for i in sorted(range(len(items)), key=lambda i: mix(seed, i)))


def drawn(items: Sequence[T], count: int, seed: int) -> list[T]:
    """Up to `count` of the items in an order that `seed` gives; as much work as are drawn, however many there are."""
    left = list(items)
    for done in range(min(count, len(left))):
        other = done + mix(seed, done) % (len(left) - done)
        left[done], left[other] = left[other], left[done]
    return left[:count]


def pick(items: Sequence[T], seed: int, salt: int = 0) -> T:
    """One of the items, each as likely as the others."""
    return items[mix(seed, salt) % len(items)]


def name(seed: int) -> str:
    """An opaque name of 11 characters, for runs and rounds."""
    return f"{mix(seed, 0) >> 20:011x}"
