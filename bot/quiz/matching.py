"""Typed words to an option: its number, its letter, its text, or enough of its text to mean only that one."""

import re
from collections.abc import Iterable

from bot.errors import Refusal
from bot.items.item import Item
from bot.quiz import view
from bot.text import folded, listed

_LETTERS = "abcde"
_LEAD = re.compile(r"(?:(?:the )?(?:option|answer|number)(?: is)?|it is|it's|i pick|i choose)\s+", re.IGNORECASE)
_KEY = re.compile(r"([0-9]|[a-e])(?:[).:]|\s+-)\s", re.IGNORECASE)  # 2) Redis, b. Redis, 2 - Redis
_REASON = re.compile(r",\s|;|\bbecause\b", re.IGNORECASE)


def option_meant(text: str, item: Item) -> int:
    """The position of the option that `text` means. Refuses text that means none or several."""
    labels = [folded(option.text) for option in item.options]
    said = _LEAD.sub("", text.strip())
    for words in (text, said, _REASON.split(said, maxsplit=1)[0]):
        meant = _meant(words, labels)
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise Refusal(view.several_fit(_keys(meant)))
    raise Refusal(view.none_fits(_keys(range(len(labels)))))


def _meant(text: str, labels: list[str]) -> list[int]:
    """The options that the words may mean: by the whole label, by key, or by a part of it."""
    word = folded(text)
    if word in labels:
        return [labels.index(word)]
    found = _KEY.match(text)
    key = found[1].casefold() if found else word
    if len(key) == 1:
        position = int(key) - 1 if key.isdecimal() else _LETTERS.find(key)
        return [position] if 0 <= position < len(labels) else []
    return [i for i, label in enumerate(labels) if word and f" {word}" in f" {label}"]


def _keys(positions: Iterable[int]) -> str:
    return listed([str(position + 1) for position in positions], "or")
