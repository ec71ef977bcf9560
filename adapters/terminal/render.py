"""A message for the terminal: colour, marks and wrapping, one renderable a block."""

from collections.abc import Iterator
from typing import assert_never

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.plain import MARKS, bar
from bot.text import unseen
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
RULE_CELLS = 4  # below this a line behind a heading is no line
_INDENT = (0, 0, 0, 2)
_WHY_INDENT = (0, 0, 0, 7)


def rendered(message: Message, before: Message | None = None) -> RenderableType:
    """The message; of an edit only what is new, because a terminal does not take lines back."""
    fresh = [block for block in message.blocks if before is None or block not in before.blocks]
    return Group(*(part for block in fresh for part in _block(block)))


def _seen(text: str) -> str:
    """What may reach a screen: a control sequence in somebody's words must not steer the terminal."""
    return text if text.isprintable() else "".join(letter for letter in text if not unseen(letter))


def _line(text: str, style: str = "") -> Text:
    return Text(_seen(text), style)


def _text(spans: Spans) -> Text:
    return Text.assemble(*((_seen(span.text), _STYLES[span.style]) for span in spans))


class _Heading:
    """Bold words with a line behind them, or wrapped where they fill the width."""

    def __init__(self, text: str) -> None:
        self._text = _line(text, "bold")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self._text.cell_len + RULE_CELLS <= options.max_width:
            yield Rule(self._text, align="left", style="dim")
        else:
            yield self._text


def _block(block: Block) -> Iterator[RenderableType]:
    match block:
        case Heading(text=text):
            yield Text()
            yield _Heading(text)
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
                yield Padding(
                    Text.assemble((_seen(button.typed), "cyan"), f"  {_seen(button.label)}"), _INDENT, expand=False
                )
        case Ask(label=label):
            yield Padding(_line(f"{label}:", "italic"), _INDENT, expand=False)
        case Ranking():
            yield _ranking(block)
        case Chart():
            yield _chart(block)
        case Code(text=text):
            yield Padding(_line(text), _INDENT, expand=False)
        case Note(spans=spans):
            note = _text(spans)
            note.stylize("dim")
            yield note
        case _:
            assert_never(block)


def _choice(choice: Choice) -> Iterator[RenderableType]:
    style = _MARK_STYLES[choice.mark]
    label = Text.assemble((_seen(choice.key), "bold cyan" if choice.mark == "open" else style), "  ")
    label.append(MARKS[choice.mark] or ("" if choice.mark == "open" else "  "), style)
    label.append(_seen(choice.label), style)
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
        grid.add_row(_line(row.label, "bold"), _text(row.spans))
    return Padding(grid, _INDENT, expand=False)


def _ranking(block: Ranking) -> RenderableType:
    grid = _grid("right", "left", "right")
    for row in block.rows:
        style = "bold" if row.you else ""
        name = f"{row.name} (you)" if row.you else row.name
        grid.add_row(_line(f"{row.rank}.", style), _line(name, style), _line(f"{row.points} points", style))
    return Padding(grid, _INDENT, expand=False)


def _chart(block: Chart) -> RenderableType:
    grid = _grid("left", "left", "left")
    for row in block.bars:
        grid.add_row(_line(row.label), _line(bar(row.share), "green"), _line(row.words))
    return Group(_line(block.title, "bold"), Padding(grid, _INDENT, expand=False))
