"""Widgets as plain text: notification text, text twin of pictures, and what tests read."""

from typing import assert_never

from bot.widgets import (
    Actions,
    Ask,
    Block,
    Bullets,
    Chart,
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
)

MARKS: dict[Mark, str] = {"open": "", "right": "✓ ", "wrong": "✗ ", "missed": "→ ", "dim": ""}
BAR_WIDTH = 20


def flat(spans: Spans) -> str:
    """The words of spans, without their styles."""
    return "".join(span.text for span in spans)


def bar(share: float, width: int = BAR_WIDTH) -> str:
    """A bar of `width` characters, full and empty cells."""
    full = round(max(0.0, min(1.0, share)) * width)
    return "█" * full + "░" * (width - full)


def plain(message: Message) -> str:
    """The whole message; nothing that is shown is left out."""
    return "\n".join(filter(None, map(_block, message.blocks)))


def _block(block: Block) -> str:
    match block:
        case Heading(text=text) | Code(text=text):
            return text
        case Para(spans=spans) | Note(spans=spans):
            return flat(spans)
        case Facts(rows=rows):
            return "\n".join(f"{row.label}: {flat(row.spans)}" for row in rows)
        case Bullets(lines=lines):
            return "\n".join(f"- {flat(line)}" for line in lines)
        case Choices():
            return _choices(block)
        case Actions(buttons=buttons):
            return "\n".join(f"{button.typed} - {button.label}" for button in buttons)
        case Ask(label=label):
            return label
        case Ranking(rows=rows):
            return "\n".join(
                f"{row.rank}. {row.name}{' (you)' if row.you else ''}: {row.points} points" for row in rows
            )
        case Chart(title=title, bars=bars):
            return "\n".join([title, *(f"{b.label}: {bar(b.share)} {b.words}" for b in bars)])
        case _:
            assert_never(block)


def _choices(block: Choices) -> str:
    lines: list[str] = []
    for choice in block.choices:
        lines.append(f"{choice.key}. {MARKS[choice.mark]}{choice.label}")
        if choice.why:
            lines.append(f"   {flat(choice.why)}")
    return "\n".join(lines)
