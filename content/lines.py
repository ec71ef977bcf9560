"""On which line of a TOML file a key stands, for faults that name their place."""

import re
import tomllib
from collections.abc import Iterator, Sequence

# One token at a time, so that nothing inside a string or a comment is taken for a key.
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
      | (?P<block>\"{3}(?:[^\\]|\\.)*?\"{3,5}|'{3}.*?'{3,5})
      | (?P<text>"(?:[^"\\\n]|\\.)*"|'[^'\n]*')
      | (?P<end>\n)
      | (?P<sign>[][{}=.,])
      | (?P<bare>[^\s\#"'\[\]{}=.,]+)
      | (?P<gap>[^\S\n]+|.)""",
    re.VERBOSE | re.DOTALL,
)

Path = tuple[str | int, ...]
_Token = tuple[str, str, int]  # kind, text, line


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        if kind not in {"gap", "comment"}:
            yield kind, found[0], line
        line += found[0].count("\n")


class Lines:
    """Line numbers (from 1) of the tables and keys of one file.

    What stands inside an array or an inline table is answered with the line of the nearest key around it.
    """

    def __init__(self, text: str) -> None:
        self._at: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        table: Path = ()
        name: list[_Token] = []  # of the statement that is being read, up to its equals sign
        depth, in_value = 0, False
        for token in (*_tokens(text), ("end", "\n", 0)):
            kind, sign, _ = token
            if kind == "end" and depth <= 0:
                table = self._read(name, table)
                name, depth, in_value = [], 0, False
            elif in_value:
                depth += ((sign in "[{") - (sign in "]}")) if kind == "sign" else 0
            elif sign == "=":
                in_value = True
            elif kind != "end":
                name.append(token)

    def _read(self, statement: list[_Token], table: Path) -> Path:
        """Takes in one header or one `key = value`; the table that later keys stand in."""
        if not statement:
            return table
        line = statement[0][2]
        if statement[0][1] == "[":
            several = statement[1:2] and statement[1][1] == "["
            table = self._resolve(_names(statement))
            if several:
                index = self._counts.get(table, 0)
                self._counts[table] = index + 1
                table = (*table, index)
            self._at.setdefault(table, line)
        else:
            self._at.setdefault((*table, *_names(statement)), line)
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


def _names(statement: list[_Token]) -> tuple[str, ...]:
    """The dotted name of a header or a key, quotes taken off."""
    return tuple(text[1:-1] if kind == "text" else text for kind, text, _ in statement if kind in {"text", "bare"})


def syntax_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    """The line a TOML syntax error names in its message (`lineno` itself is new in Python 3.14)."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else text.count("\n") + 1
