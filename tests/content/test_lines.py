"""On which line a key stands."""

import tomllib
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.lines import Lines, Path, syntax_line

IDS = st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)
PLAIN = st.sampled_from(
    ['"a word"', "'literal'", "7", "1_000", "2026-11-22", "true", "[]", '["a", "b"]', '"# no comment"']
)
TRICKY = st.sampled_from(['"[x]"', '"key = 1"', "'[[a.b]]'", '"\\" = 1"', '"""one line"""', "'''one line'''", '"]"'])
TALL = st.sampled_from(
    [
        '[\n  "one",\n  "two",  # with a comment\n]',
        '"""\nfirst\n[header]\nkey = 1\n[[array]]\n"""',
        "'''\nfirst\n# key = 2\n'''",
        '"""\\\n  joined \\\n  lines"""',
        '[\n\n  { a = 1 },\n  { b = "x" },\n]',
    ]
)
NOISE = st.sampled_from(["", "", "\n", "# a comment with [brackets] and key = 1\n", "\n\n"])


@dataclass(slots=True)
class Written:
    """A TOML text as it grows, and the line of everything written so far."""

    text: str = ""
    at: dict[Path, int] = field(default_factory=dict[Path, int])

    def adds(self, path: Path, line: str) -> None:
        """One more thing, on the next line."""
        self.at.setdefault(path, self.text.count("\n") + 1)
        self.text += f"{line}\n"


@st.composite
def documents(draw: st.DrawFn) -> Written:
    """Cards as the bank writes them: keys, tables in tables, arrays of tables in arrays of tables."""
    made = Written()

    def keys(table: Path) -> None:
        for key in draw(st.lists(IDS, max_size=4, unique=True)):
            made.text += draw(NOISE)
            equals = draw(st.sampled_from([" = ", "=", "   =  "]))
            made.adds((*table, key), f"{key}{equals}{draw(st.one_of(PLAIN, TRICKY, TALL))}")

    def header(path: Path) -> str:
        return ".".join(part for part in map(str, path) if not part.isdecimal())

    for card in draw(st.lists(IDS, min_size=1, max_size=3, unique=True)):
        made.text += draw(NOISE)
        made.adds((card,), f"[{card}]")
        keys((card,))
        for table in draw(st.lists(st.sampled_from(["X", "Y"]), max_size=2, unique=True)):
            made.adds((card, table), f"[{header((card, table))}]")
            keys((card, table))
        for array in draw(st.lists(st.sampled_from(["P", "Q"]), max_size=2, unique=True)):
            for entry in range(draw(st.integers(1, 3))):
                made.text += draw(NOISE)
                made.adds((card, array, entry), f"[[{header((card, array))}]]  # an entry")
                keys((card, array, entry))
                for inner in range(draw(st.integers(0, 2))):
                    made.adds((card, array, entry, "R", inner), f"[[ {card}.{array}.R ]]")
                    keys((card, array, entry, "R", inner))
    return made


@settings(max_examples=50)
@given(documents())
def test_every_key_of_a_bank_is_found_on_its_line(document: Written) -> None:
    tomllib.loads(document.text)  # the test itself writes TOML
    lines = Lines(document.text)

    assert {path: lines.of(path) for path in document.at} == document.at


@settings(max_examples=50)
@given(documents())
def test_what_stands_inside_a_value_is_answered_with_the_line_of_its_key(document: Written) -> None:
    lines = Lines(document.text)

    for path, line in document.at.items():
        assert lines.of((*path, "no-such-key", 3)) == line


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("[a]\nb = 1\n\n[a.c]\nd = 2\n", ("a", "c", "d"), 5),
        ('[a]\n"b" = 1\n', ("a", "b"), 2),
        ("[a]\nb.c = 1\n", ("a", "b", "c"), 2),
        ('["a"]\nb = 1\n', ("a", "b"), 2),
        ("[a]\r\nb = 1\r\nc = 2\r\n", ("a", "c"), 3),
        ("  [a]\n\tb = 1\n", ("a", "b"), 2),
        ('[a]\nb = "it\'s"\nc = 1\n', ("a", "c"), 3),
        pytest.param('[a]\nb = "\u2028"\nc = 1\n', ("a", "c"), 3, id="line separator"),
        pytest.param('[a]\nb = "\u0085"\nc = 1\n', ("a", "c"), 3, id="next line"),
        pytest.param("[a]\n# say \"\"\" or '''\nc = 1\n", ("a", "c"), 3, id="quotes in a comment"),
        pytest.param("[a]\nb = \"three ''' in a row\"\nc = 1\n", ("a", "c"), 3, id="quotes in quotes"),
        pytest.param('[a]\nb = """\nan escaped \\"""\nc = 2\n"""\nd = 1\n', ("a", "d"), 6, id="an escaped quote"),
        pytest.param('[a]\nb = [\n  ["x"]\n]\nc = 1\n', ("a", "c"), 5, id="an array in an array"),
        pytest.param('[a]\nb = """x"""  # """\nc = 1\n', ("a", "c"), 3, id="quotes after a value"),
        pytest.param('[a]\n"b.c" = 1\n', ("a", "b.c"), 2, id="a dot in quotes"),
    ],
)
def test_a_key_is_found_whatever_stands_before_it(text: str, path: Path, line: int) -> None:
    tomllib.loads(text)

    assert Lines(text).of(path) == line


def test_the_first_line_is_named_where_nothing_is_known() -> None:
    assert Lines("").of(("a", "b")) == 1
    assert Lines("[a]\n").of(()) == 1


@pytest.mark.parametrize(("text", "line"), [("a = 1\nb = \n", 2), ("[a\n", 1), ("a = 1\n\n\nb = 'x\ny'\n", 4)])
def test_a_syntax_error_is_on_the_line_that_toml_names(text: str, line: int) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as refused:
        tomllib.loads(text)

    assert syntax_line(refused.value, text) == line


def test_a_file_that_ends_too_soon_is_named_at_its_end() -> None:
    text = '[a]\nb = 1\nc = """\nnever closed\n'
    with pytest.raises(tomllib.TOMLDecodeError) as refused:
        tomllib.loads(text)

    assert syntax_line(refused.value, text) >= 3
