"""Where the terminal's lines come from: a person at a prompt, or a script through a pipe."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.commands import COMMANDS
from bot.errors import Refusal
from bot.text import clean

PROMPT = "› "


async def piped(console: Console) -> AsyncIterator[str]:
    """The lines of standard input, each echoed, so that the output reads as a transcript."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        console.print(Text(f"{PROMPT}{_echo(line)}", "bold"))
        yield line


def _echo(line: str) -> str:
    try:
        return clean(line)
    except Refusal:
        return f"{clean(line[:60])}…"


async def typed(history: Path) -> AsyncIterator[str]:
    """Lines typed at a prompt with history and completion; control-D ends, control-C clears the line."""
    # Loaded here because a script through a pipe needs none of it.
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import NestedCompleter
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    completer = NestedCompleter.from_nested_dict(_words())
    past: History
    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        past = FileHistory(history)
    except OSError:
        past = InMemoryHistory()  # a home that cannot be written is no reason not to play
    session: PromptSession[str] = PromptSession(PROMPT, history=past, completer=completer, complete_while_typing=False)
    while True:
        try:
            yield await session.prompt_async()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _words() -> dict[str, dict[str, None] | None]:
    """What can be completed: commands, and the values of their first argument."""
    words: dict[str, dict[str, None] | None] = {"/quit": None, "/help": None}
    for spec in COMMANDS:
        values: Iterable[str] = spec.args[0].values if spec.args else ()
        words[f"/{spec.name}"] = dict.fromkeys(values)
    return words
