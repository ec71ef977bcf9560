"""A person at a real pseudo terminal: keys in, screen out."""

from dataclasses import dataclass

import pytest

from tests.adapters.program import Program, Screen

PROMPT = "›"


@dataclass(frozen=True, slots=True)
class Visit:
    """What each step of one visit showed."""

    opening: str
    told: str
    interrupted: str
    shown: str
    status: int
    program: Program


@pytest.fixture(scope="module")
def visit(shared_program: Program) -> Visit:
    with Screen(shared_program, "play", "--seed", "7") as screen:
        opening = screen.until(PROMPT)
        screen.types("1\r")
        screen.until("What would flip it")
        told = screen.shown[len(opening) :]
        screen.until(PROMPT)
        screen.types("/stu")
        screen.until("/stu")
        screen.types("\x03")
        screen.until(PROMPT)
        screen.types("/progress\r")
        interrupted = screen.until("First try")
        screen.until(PROMPT)
        screen.types("\x04")
        status = screen.ends()
        return Visit(opening, told, interrupted, screen.shown, status, shared_program)


def test_a_visit_starts_with_where_answers_are_kept(visit: Visit) -> None:
    assert str(visit.program.data / "tradeoff.db") in visit.opening.replace("\n", "")


def test_a_visit_starts_with_a_question_at_once(visit: Visit) -> None:
    assert "Question 1 of 5" in visit.opening


def test_an_answer_is_told_with_its_explanation(visit: Visit) -> None:
    assert "✓ Right." in visit.told or "✗ Not this one." in visit.told


def test_control_c_clears_the_line_and_goes_on(visit: Visit) -> None:
    assert "I do not know" not in visit.interrupted
    assert "Mastery by topic" in visit.interrupted


def test_control_d_ends_well(visit: Visit) -> None:
    assert visit.status == 0
    assert "Traceback" not in visit.shown


def test_what_was_typed_is_in_the_history_of_the_data_folder(visit: Visit) -> None:
    history = (visit.program.data / "history").read_text()
    assert "+/progress" in history
    assert "+/stu\n" not in history


def test_what_was_answered_is_kept_in_the_data_folder(visit: Visit) -> None:
    assert visit.program.kept("data/tradeoff/tradeoff.db") == 1


def test_the_tabulator_completes_commands_and_their_words(program: Program) -> None:
    with Screen(program, "play", "--db", "sqlite:///x.db") as screen:
        screen.until(PROMPT)
        for keys, rest in (("/quiz mon", "itoring"), ("/lea", "derboard")):
            screen.types(keys)
            screen.until(keys)
            screen.types("\t")
            screen.until(rest)
            screen.types("\r")
            screen.until(PROMPT)


def test_a_visit_in_a_narrow_window_stays_inside_it(program: Program) -> None:
    with Screen(program, "play", "--db", "sqlite:///x.db", "--seed", "7", "--no-color", width=40) as screen:
        opening = screen.until(PROMPT)
        screen.types("/quit\r")
        assert screen.ends() == 0
    question = opening[opening.index("Question 1") :]
    assert max(len(line) for line in question.splitlines()) <= 40
    assert program.file("x.db").exists()
    assert not (program.data / "tradeoff.db").exists()
