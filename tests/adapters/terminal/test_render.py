import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import get_args

import pytest
from rich.cells import cell_len
from rich.console import Console

from adapters.terminal.render import rendered
from bot.catalog import Catalog
from bot.grading.exact.judged import Judged
from bot.items.choose import make, pool
from bot.items.item import Item
from bot.plain import plain
from bot.quiz import verdict, view
from bot.quiz.session import Graded, Run
from bot.study import pages, sheets
from bot.study import view as study
from bot.widgets import (
    Actions,
    Ask,
    Bar,
    Block,
    Bullets,
    Button,
    Chart,
    Choice,
    Choices,
    Code,
    Fact,
    Facts,
    Heading,
    Mark,
    Message,
    Note,
    Para,
    Ranking,
    RankingRow,
    Span,
    Spans,
    code,
    emph,
    spans,
    strong,
)
from tests.player import NOON, examiner

_STYLE = re.compile(r"\x1b\[[\d;]*m")
WIDTHS = (40, 80, 120)
LONG = "Which store keeps 231,000 writes a second, read by conversation, on nodes that are added one by one?"
URL = "https://docs.example.org/a/path/that/nobody/breaks/because/there/is/no/space/in/it/and/it/is/longer/than/any/row"
WIDE = "決定には必ず代償がある。代償のない決定は意見にすぎない。要件を先に書くこと。"
TEXT = f"{LONG} {URL} {WIDE}"
NEST: Spans = spans(LONG, " ", strong("strong"), " ", emph("emph"), " ", code("/quiz cache 3"), " ", URL, " ", WIDE)

BLOCKS: dict[str, Block] = {
    "heading": Heading(TEXT),
    "para": Para(NEST),
    "facts": Facts((Fact("Name", NEST), Fact(TEXT, NEST), Fact("", ()))),
    "bullets": Bullets((NEST, spans("short"), ())),
    "choices": Choices((Choice("1", TEXT, mark="right", why=NEST), Choice("2", "b"), Choice("3", TEXT, mark="dim"))),
    "actions": Actions((Button("Another run", "token", "/quiz all 5"), Button(TEXT, "token", TEXT))),
    "ask": Ask(TEXT, "token", 200),
    "ranking": Ranking((RankingRow(1, "Ada", 1_234_567_890), RankingRow(1, TEXT, 0, you=True))),
    "chart": Chart(TEXT, (Bar("database", 0.5, " 50%, 3 of 6 seen"), Bar(TEXT, 2.0, TEXT), Bar("none", -1.0, ""))),
    "code": Code(f"first line\n    {TEXT}\n\nlast line"),
    "note": Note(NEST),
}
MARKUP = ("[bold]x[/bold]", "[red]y[/]", "[link=https://evil.test]z[/link]", "[/]", "\\[b]", ":smile:", "{0} %s <b>")
CONTROLS = {
    "colour sequence": "\x1b[31mred\x1b[0m",
    "title sequence": "\x1b]0;owned\x07",
    "one-byte sequence start": "\x9b31mred",
    "cursor": "a\rb\x08\x08c\x7f\x0b\x0c",
    "NUL": "\0",
}


def drawn(message: Message, width: int = 100, *, before: Message | None = None, colour: bool = False) -> str:
    console = Console(
        file=StringIO(),
        width=width,
        color_system="truecolor" if colour else None,
        force_terminal=colour,
        highlight=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        console.print(rendered(message, before))
    return captured.get()


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isalnum())


def styles(printed: str) -> set[str]:
    """Every style that was switched on or off."""
    return set(_STYLE.findall(printed))


def without_styles(printed: str) -> str:
    return _STYLE.sub("", printed)


def fits(message: Message, width: int) -> None:
    for line in drawn(message, width).splitlines():
        assert cell_len(line) <= width, f"{cell_len(line)} cells in {width}: {line!r}"


def says_all(message: Message, width: int) -> None:
    lost = letters(plain(message)) - letters(drawn(message, width))
    assert not lost, f"lost {dict(lost)} in:\n{drawn(message, width)}"


def every_place(text: str) -> Message:
    """One message with this text wherever text can stand."""
    one = (Span(text), strong(text), emph(text), code(text))
    return Message(
        (
            Heading(text),
            Para(one),
            Facts((Fact(text, one),)),
            Bullets((one,)),
            Choices((Choice("1", text, mark="wrong", why=one),)),
            Actions((Button(text, "token", text),)),
            Ask(text, "token", 10),
            Ranking((RankingRow(1, text, 10, you=True),)),
            Chart(text, (Bar(text, 0.5, text),)),
            Code(text),
            Note(one),
        )
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_fits_the_width(kind: str, width: int) -> None:
    fits(Message((BLOCKS[kind],)), width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_loses_none_of_its_words(kind: str, width: int) -> None:
    says_all(Message((BLOCKS[kind],)), width)


def test_these_blocks_are_all_there_are() -> None:
    assert [block.kind for block in BLOCKS.values()] == list(BLOCKS)
    assert set(BLOCKS) == {kind.__name__.lower() for kind in get_args(Block)}


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_character_never_reaches_the_screen(name: str) -> None:
    printed = drawn(every_place(CONTROLS[name]))
    controls = {letter for letter in printed if unicodedata.category(letter) == "Cc"} - {"\n"}
    assert not controls


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_shown_letter_by_letter_in_every_place(text: str) -> None:
    places = drawn(every_place("needle"), 400).count("needle")
    assert drawn(every_place(text), 400).count(text) == places


@pytest.mark.parametrize("text", MARKUP)
def test_markup_brings_no_style_of_its_own(text: str) -> None:
    assert styles(drawn(every_place(text), 400, colour=True)) == styles(drawn(every_place("needle"), 400, colour=True))


@pytest.mark.parametrize(("mark", "sign"), [("right", "✓"), ("wrong", "✗"), ("missed", "→")])
def test_a_mark_can_be_seen_without_colour(mark: Mark, sign: str) -> None:
    assert f"1  {sign} Redis" in drawn(Message((Choices((Choice("1", "Redis", mark=mark),)),)))


def test_an_option_without_a_mark_shows_none() -> None:
    printed = drawn(Message((Choices((Choice("1", "Redis"), Choice("2", "Kafka", mark="dim"))),)))
    assert not {"✓", "✗", "→"} & set(printed)


def test_labels_of_marked_and_unmarked_options_stand_in_one_column() -> None:
    choices = (Choice("1", "Redis", mark="right"), Choice("2", "Kafka", mark="dim"), Choice("3", "SQS", mark="missed"))
    lines = [line.rstrip() for line in drawn(Message((Choices(choices),))).splitlines() if line.strip()]
    assert len({line.index(name) for line, name in zip(lines, ("Redis", "Kafka", "SQS"), strict=True)}) == 1


def test_the_words_of_an_explanation_stand_below_their_option() -> None:
    printed = drawn(Message((Choices((Choice("1", "Redis", mark="right", why=spans("It is quick.")),)),)))
    assert [line.strip() for line in printed.splitlines() if line.strip()] == ["1  ✓ Redis", "It is quick."]


def test_colour_adds_nothing_to_the_words() -> None:
    message = every_place("needle")
    assert without_styles(drawn(message, colour=True)) == drawn(message)


def test_code_keeps_its_lines_and_their_indent() -> None:
    printed = drawn(Message((Code("if:\n    then\n\nend"),)))
    assert [line.rstrip() for line in printed.splitlines()] == ["  if:", "      then", "", "  end"]


ASKED = Message((Heading("Question 1"), Para(spans("Which one?")), Choices((Choice("1", "Redis"), Choice("2", "SQS")))))
TOLD = Message(
    (
        Heading("Question 1"),
        Para(spans("Which one?")),
        Para(spans(strong("✓ Right."))),
        Choices((Choice("1", "Redis", mark="right"), Choice("2", "SQS", mark="dim"))),
    )
)


def test_an_edit_prints_what_is_new() -> None:
    printed = drawn(TOLD, before=ASKED)
    assert "✓ Right." in printed
    assert "✓ Redis" in printed


def test_an_edit_does_not_print_again_what_stands_above() -> None:
    printed = drawn(TOLD, before=ASKED)
    assert "Question 1" not in printed
    assert "Which one?" not in printed


def test_an_edit_that_changes_nothing_prints_nothing() -> None:
    assert not drawn(ASKED, before=ASKED).strip()


def test_an_edit_that_only_takes_away_prints_nothing() -> None:
    assert not drawn(Message(ASKED.blocks[:1]), before=ASKED).strip()


def test_an_edit_with_a_new_first_block_prints_only_that() -> None:
    printed = drawn(Message((Note(spans("Closed.")), *ASKED.blocks)), before=ASKED)
    assert "Closed." in printed
    assert "Which one?" not in printed


def asked(item: Item) -> Run:
    return Run("run", item.topic, 1, 50, 1, item, NOON, ())


def reply_to(run: Run) -> view.Reply:
    """What an answer to the run's item leads to: the first option, or words that say little."""
    item = run.item
    if item.options:
        return view.picked(item, 0)
    if item.task:
        return verdict.graded(
            run, Graded(1, item.family, item.task, LONG, examiner().grade(item.task, f"Redis, it is fast. {LONG}"))
        )
    wrong = Judged(right=False, reason=LONG * 3)
    return verdict.found(wrong) if item.sought else verdict.typed(item, LONG * 3, wrong)


def bank_messages(bank: Catalog) -> Iterator[Message]:
    """Every question of the bank as it is asked and answered, every page and every sheet."""
    for family in pool(bank, None):
        first = make(family, bank, 7)
        assert first is not None
        for step in range(first.steps):
            item = make(family, bank, 7, step)
            assert item is not None
            run = asked(item)
            yield view.question(run)
            yield view.revealed(run, reply_to(run))
    for page in (pages.framework, pages.decision_map, pages.tree, pages.case, pages.assignment, pages.antipatterns):
        yield page(bank)
    yield study.help_page(bank)
    yield study.about(bank)
    for name in [*bank.technologies, *bank.metrics]:
        yield sheets.find(name, bank)


@pytest.fixture(scope="module", params=[40, 100])
def drawings(request: pytest.FixtureRequest, published: Catalog) -> tuple[int, list[tuple[Message, str]]]:
    """Everything in the bank, drawn at a width."""
    width: int = request.param
    return width, [(message, drawn(message, width)) for message in bank_messages(published)]


def test_everything_in_the_bank_fits_the_width(drawings: tuple[int, list[tuple[Message, str]]]) -> None:
    width, found = drawings
    for _, printed in found:
        assert max(cell_len(line) for line in printed.splitlines()) <= width, printed


def test_nothing_of_the_bank_is_lost(drawings: tuple[int, list[tuple[Message, str]]]) -> None:
    for message, printed in drawings[1]:
        assert not letters(plain(message)) - letters(printed), printed
