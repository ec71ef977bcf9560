"""Typed words to an option: its number, its letter, its text, or enough of its text to mean only that one."""

from bot.errors import Refusal
from bot.items.item import Item
from bot.text import folded, listed

_LETTERS = "abcde"


def option_meant(text: str, item: Item) -> int:
    """The position of the option that `text` means. Refuses text that means none or several."""
    word = folded(text)
    labels = [folded(option.text) for option in item.options]
    if word in labels:
        return labels.index(word)
    if word.isdecimal() and len(word) == 1 and 1 <= int(word) <= len(labels):
        return int(word) - 1
    if len(word) == 1 and word in _LETTERS[: len(labels)]:
        return _LETTERS.index(word)
    meant = [i for i, label in enumerate(labels) if len(word) > 1 and f" {word}" in f" {label}"]
    if len(meant) == 1:
        return meant[0]
    keys = listed([str(i + 1) for i in (meant or range(len(labels)))], "or")
    if meant:
        raise Refusal(f"That fits more than one option: please type {keys}.")
    raise Refusal(f"I cannot tell which option that is: please type {keys}, or words of the option itself.")


def accepted(text: str, item: Item) -> bool:
    """Whether a typed answer is one of the accepted spellings, without regard to case and punctuation."""
    given = folded(text).replace(" ", "")
    return any(given == folded(spelling).replace(" ", "") for spelling in item.accepted)
