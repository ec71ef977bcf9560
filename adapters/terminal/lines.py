"""Where the terminal's lines come from: a person at a prompt, or a script through a pipe."""

import asyncio
import os
from codecs import getincrementaldecoder
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.commands import COMMANDS
from bot.text import clean

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

PROMPT = "› "
ECHO_CHARS = 200
ENDLESS_CHARS = 100_000  # of a line without an end; far more than is read of any answer
_CHUNK_BYTES = 65_536


async def piped(console: Console, descriptor: int) -> AsyncIterator[str]:
    """The lines of a script, each echoed, so that the output reads as a transcript."""
    async for line in _lines(descriptor):
        shown = clean(line[:ECHO_CHARS]) + ("…" if len(line) > ECHO_CHARS else "")
        console.print(Text(f"{PROMPT}{shown}", "bold"))
        yield line


async def _lines(descriptor: int) -> AsyncIterator[str]:
    decoder = getincrementaldecoder("utf-8")(errors="replace")
    rest = ""
    while chunk := await _read(descriptor):
        *whole, rest = (rest + decoder.decode(chunk)).split("\n")
        for line in whole:
            yield line
        rest = rest[:ENDLESS_CHARS]
    if rest := rest + decoder.decode(b"", final=True):
        yield rest


async def _read(descriptor: int) -> bytes:
    """What is there, waiting without a thread, so that an interrupt ends the wait; empty at the end."""
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    try:
        loop.add_reader(descriptor, lambda: None if ready.done() else ready.set_result(None))
    except PermissionError:  # a file: what it holds is there already
        return os.read(descriptor, _CHUNK_BYTES)
    except NotImplementedError:  # Windows
        return await asyncio.to_thread(os.read, descriptor, _CHUNK_BYTES)
    try:
        await ready
    finally:
        loop.remove_reader(descriptor)
    return os.read(descriptor, _CHUNK_BYTES)


async def nothing() -> AsyncIterator[str]:
    """An empty script, for a program that was started without a standard input."""
    empty: tuple[str, ...] = ()
    for line in empty:
        yield line


async def typed(history: Path) -> AsyncIterator[str]:
    """Lines typed at a prompt with history and completion; control-D ends, control-C clears the line."""
    session = _prompt(history)
    while True:
        try:
            for line in (await session.prompt_async()).split("\n"):  # several pasted lines are taken one by one
                yield line
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _prompt(history: Path) -> "PromptSession[str]":
    # Loaded here because a script through a pipe needs none of it.
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.completion.base import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    class Words(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
            for word, typed_already in completions(document.text_before_cursor):
                yield Completion(word, start_position=-typed_already)

    past: History
    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        past = FileHistory(history)
    except OSError:
        past = InMemoryHistory()  # a home that cannot be written is no reason not to play
    return PromptSession(PROMPT, history=past, completer=Words(), complete_while_typing=False, enable_suspend=True)


def completions(text: str) -> Iterator[tuple[str, int]]:
    """What the last word of `text` may become, and how many of its characters are typed already."""
    *before, last = text.split(" ")
    if not before:
        known = ["/quit", "/help", *(f"/{spec.name}" for spec in COMMANDS)]
    else:
        args = [arg for spec in COMMANDS if f"/{spec.name}" == before[0] for arg in spec.args]
        known = [value for arg in args for value in arg.values]
    for word in known:
        if word.startswith(last):
            yield word, len(last)
