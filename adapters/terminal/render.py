"""A message for the terminal: colour, marks and wrapping, one renderable a block."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import assert_never

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.plain import MARKS, bar
from bot.widgets import (
    Actions,
    Ask,
    Block,
    Bullets,
    Chart,
    Choice,
    Choices,
    Code,
    Facts,
    Heading,
    Mark,
    Message,
    Note,
    Para,
    Ranking,
    Spans,
    Style,
)

_STYLES: dict[Style, str] = {"plain": "", "strong": "bold", "emph": "italic", "code": "cyan"}
_MARK_STYLES: dict[Mark, str] = {
    "open": "", "right": "bold green", "wrong": "bold red", "missed": "bold green", "dim": "dim",
}  # fmt: skip
_INDENT = (0, 0, 0, 2)
_WHY_INDENT = (0, 0, 0, 7)


def rendered(message: Message, before: Message | None = None) -> RenderableType:
    """The message; of an edit only what is new, because a terminal does not take lines back."""
    shown = before.blocks if before else ()
    fresh = [block for block, old in zip_longest(message.blocks, shown) if block is not None and block != old]
    return Group(*(part for block in fresh for part in _block(block)))


def _text(spans: Spans) -> Text:
    return Text.assemble(*((span.text, _STYLES[span.style]) for span in spans))


def _block(block: Block) -> Iterator[RenderableType]:
    match block:
        case Heading(text=text):
            yield Text()
            yield Rule(Text(text, "bold"), align="left", style="dim")
        case Para(spans=spans):
            if spans and spans[0].style == "strong":
                yield Text()  # a run-in heading wants air above it
            yield _text(spans)
        case Facts():
            yield _facts(block)
        case Bullets(lines=lines):
            grid = _grid("left", "left")
            for line in lines:
                grid.add_row(Text("-"), _text(line))
            yield Padding(grid, _INDENT, expand=False)
        case Choices(choices=choices):
            yield Text()
            for choice in choices:
                yield from _choice(choice)
        case Actions(buttons=buttons):
            for button in buttons:
                yield Padding(Text.assemble((button.typed, "cyan"), f"  {button.label}"), _INDENT, expand=False)
        case Ask(label=label):
            yield Padding(Text(f"{label}:", "italic"), _INDENT, expand=False)
        case Ranking():
            yield _ranking(block)
        case Chart():
            yield _chart(block)
        case Code(text=text):
            yield Padding(Text(text), _INDENT, expand=False)
        case Note(spans=spans):
            note = _text(spans)
            note.stylize("dim")
            yield note
        case _:
            assert_never(block)


def _choice(choice: Choice) -> Iterator[RenderableType]:
    style = _MARK_STYLES[choice.mark]
    label = Text.assemble((f"{choice.key}", "bold cyan" if choice.mark == "open" else style), "  ")
    label.append(MARKS[choice.mark] or ("" if choice.mark == "open" else "  "), style)
    label.append(choice.label, style)
    yield Padding(label, _INDENT, expand=False)
    if choice.why:
        yield Padding(_text(choice.why), _WHY_INDENT, expand=False)


def _grid(*justify: str) -> Table:
    grid = Table.grid(padding=(0, 2))
    for side in justify:
        grid.add_column(justify="right" if side == "right" else "left", overflow="fold")
    return grid


def _facts(block: Facts) -> RenderableType:
    grid = _grid("left", "left")
    grid.columns[0].max_width = 34
    for row in block.rows:
        grid.add_row(Text(row.label, "bold"), _text(row.spans))
    return Padding(grid, _INDENT, expand=False)


def _ranking(block: Ranking) -> RenderableType:
    grid = _grid("right", "left", "right")
    for row in block.rows:
        style = "bold" if row.you else ""
        name = f"{row.name} (you)" if row.you else row.name
        grid.add_row(Text(f"{row.rank}.", style), Text(name, style), Text(f"{row.points} points", style))
    return Padding(grid, _INDENT, expand=False)


def _chart(block: Chart) -> RenderableType:
    grid = _grid("left", "left", "left")
    for row in block.bars:
        grid.add_row(Text(row.label), Text(bar(row.share), "green"), Text(row.words))
    return Group(Text(block.title, "bold"), Padding(grid, _INDENT, expand=False))
