"""On which line of a TOML file a key stands, for faults that name their place."""

import re
import tomllib
from collections.abc import Sequence

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_TRIPLE = re.compile(r'"""|' + r"'''")

Path = tuple[str | int, ...]


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


class Lines:
    """Line numbers (from 1) of the tables and keys of one file.

    It reads headers and keys at the start of a line; what stands inside an array or an inline table is
    answered with the line of the nearest key around it.
    """

    def __init__(self, text: str) -> None:
        self._at: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        inside: str | None = None
        table: Path = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if inside is None:
                table = self._read(line, number, table)
            for quote in _TRIPLE.findall(line):
                if inside is None:
                    inside = quote
                elif inside == quote:
                    inside = None

    def _read(self, line: str, number: int, table: Path) -> Path:
        if header := _HEADER.match(line):
            table = self._resolve(_split(header[2]))
            if header[1] == "[[":
                index = self._counts.get(table, 0)
                self._counts[table] = index + 1
                table = (*table, index)
            self._at.setdefault(table, number)
        elif key := _KEY.match(line):
            self._at.setdefault((*table, *_split(key[1])), number)
        return table

    def _resolve(self, names: tuple[str, ...]) -> Path:
        """`[a.options.x]` below `[[a.options]]` means the newest entry of that array."""
        path: Path = ()
        for position, name in enumerate(names):
            path = (*path, name)
            if position < len(names) - 1 and path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path

    def of(self, path: Sequence[str | int]) -> int:
        """The line of `path`, or of the nearest thing around it; 1 if nothing is known."""
        wanted = tuple(path)
        while wanted:
            if wanted in self._at:
                return self._at[wanted]
            wanted = wanted[:-1]
        return 1


def syntax_line(error: tomllib.TOMLDecodeError) -> int:
    """The line a TOML syntax error names in its message (`lineno` itself is new in Python 3.14)."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else 1
