import re
import signal
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import pytest

from tests.adapters.program import Ended, Program, together

SCRIPT = ("/quiz cache 3", "1", "2", "3", "/quit")
HOSTILE = (
    b"/quiz cache 3\n"
    b"caf\xe9 \xff\xfe\n"  # no UTF-8
    b"a\0b\n"
    + b"x" * 40_000
    + b"\n"
    + b"\x1b[31mred\x1b[0m \x1b]0;owned\x07\x1b[2J\x9b31m\n"
    + "\u202eevil \u2066text\u2069\n\u200b\u200d\ufeff\n".encode()
    + b"[bold]x[/bold] [/] [link=https://evil.test]y[/link] :smile:\n"
    + b"e"
    + "\u0301".encode() * 2_000
    + b"\n\n   \n\t\n\r\n"
    + b"/nope\n/quizz\n/quiz casch\n/quiz 99\n/quiz cache 3 4\n/leaderboard tomorow\n/progress now\n"
    b"/study sheet kafak\n/\n//\n/ quiz\n/study name [red]Bob[/red]\n/study zone Mars/Base\n7\nb\n/progress\n"
)
ALLOWED_FORMAT_CHARACTERS = frozenset({"\n"})


def clean(text: str) -> bool:
    """Whether only what can be seen was printed."""
    return not {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf")} - ALLOWED_FORMAT_CHARACTERS


def after(ended: Ended, line: str) -> str:
    """What was printed between this echoed line and the next one, wrapping undone."""
    _, _, rest = ended.out.partition(f"› {line}\n")
    return " ".join(rest.split("\n› ", 1)[0].split())


# The script of the README, on two new databases.


@dataclass(frozen=True, slots=True)
class Played:
    """The script on three new databases, the third time in a small window."""

    first: Ended
    second: Ended
    small: Ended


@pytest.fixture(scope="module")
def played(shared_program: Program) -> Played:
    def once(folder: str, env: Mapping[str, str]) -> Ended:
        home = shared_program.file(folder)
        home.mkdir()
        args = ("play", "--db", "sqlite:///x.db", "--seed", "7", "--no-color")
        ended = Program(home).runs(*args, lines=SCRIPT, env=env)
        return replace(ended, out=ended.out.replace(f"{home}/", ""))  # nothing else may differ

    small = {"COLUMNS": "40", "LINES": "10", "TERM": "dumb", "FORCE_COLOR": "1"}
    return Played(*together(lambda: once("one", {}), lambda: once("two", {}), lambda: once("six", small)))


def test_the_script_ends_well(played: Played) -> None:
    played.first.lives()
    played.second.lives()


def test_the_same_script_and_seed_print_the_same_bytes(played: Played) -> None:
    assert played.first.out == played.second.out


def test_the_first_line_says_where_answers_are_kept(played: Played) -> None:
    assert "x.db" in played.first.out.splitlines()[0]


def test_the_script_asks_three_questions_and_sums_them_up(played: Played) -> None:
    out = played.first.out
    assert [f"Question {n} of 3" in out for n in (1, 2, 3)] == [True] * 3
    assert "Run finished" in out


def test_the_output_reads_as_a_transcript(played: Played) -> None:
    assert re.findall(r"^› (.*)$", played.first.out, re.MULTILINE) == list(SCRIPT)


def test_nothing_follows_quit(played: Played) -> None:
    assert played.first.out.rstrip().endswith("› /quit")


def test_a_question_stands_once_in_the_transcript(played: Played) -> None:
    assert played.first.out.count("Question 2 of 3") == 1


def test_the_output_of_a_pipe_is_text_only(played: Played) -> None:
    assert clean(played.first.out)


# Answers are there tomorrow.


@dataclass(frozen=True, slots=True)
class Days:
    """Two people on one database over several processes."""

    first: Ended
    second: Ended
    bob: Ended
    shouted: Ended


@pytest.fixture(scope="module")
def days(shared_program: Program) -> Days:
    def ada(*lines: str, name: str = "Ada") -> Ended:
        return shared_program.plays(*lines, db="days.db", args=("--person", name), env={"TZ": "Asia/Tokyo"})

    answers = ("/quiz 30", *("1",) * 30)
    first = ada(*answers)
    bob = shared_program.plays(*answers, "stop", "/leaderboard all", db="days.db", args=("--person", "Bob"))
    second, shouted = together(
        lambda: ada("/progress", "/leaderboard all", "/study settings"), lambda: ada("/progress", name=" ADA ")
    )
    return Days(first, second, bob, shouted)


def test_the_end_of_input_is_a_good_end(days: Days) -> None:
    days.first.lives()
    days.bob.lives()
    days.second.lives()


def test_yesterdays_answers_are_there_tomorrow(days: Days, shared_program: Program) -> None:
    answered = shared_program.confirmed(days.first.out)
    assert answered
    assert re.search(rf"First try +\d+ of {answered} right", days.second.out), days.second.out


def test_everybody_on_one_database_stands_on_its_leaderboard(days: Days) -> None:
    board = after(days.bob, "/leaderboard all")
    assert "Ada" in board
    assert "Bob (you)" in board


def test_the_leaderboard_marks_whoever_asks(days: Days) -> None:
    board = after(days.second, "/leaderboard all")
    assert "Ada (you)" in board
    assert "Bob (you)" not in board


def test_the_points_of_the_leaderboard_are_those_that_were_told(days: Days) -> None:
    told = sum(int(points) for points in re.findall(r"\+(\d+) points\.", days.first.words))
    assert told
    assert f"Ada (you) {told} points" in after(days.second, "/leaderboard all")


def test_a_name_in_capitals_is_the_same_person(days: Days) -> None:
    assert after(days.shouted, "/progress") == after(days.second, "/progress")


def test_the_time_zone_of_the_machine_is_the_persons_zone(days: Days) -> None:
    assert "Time zone Asia/Tokyo" in after(days.second, "/study settings")


def test_an_open_question_comes_back_after_the_process_was_ended(program: Program) -> None:
    with program.starts("play", "--db", "sqlite:///x.db", "--no-color") as running:
        running.feeds("/quiz cache 3", "skip")
        running.until("Question 2 of 3")
        asked = running.killed().split("Question 2 of 3")[1]
    stem = asked.splitlines()[1]
    again = program.plays("/quiz")
    assert "Question 2 of 3" in again.lives().out
    assert stem in again.out
    assert "You are in the middle of this run" in again.words


# Lines that mean harm.


@pytest.fixture(scope="module")
def hostile(shared_program: Program) -> Ended:
    return shared_program.runs("play", "--db", "sqlite:///hostile.db", "--seed", "7", lines=HOSTILE)


def test_hostile_lines_do_not_end_the_program(hostile: Ended) -> None:
    hostile.lives()
    assert "First try" in after(hostile, "/progress")


def test_hostile_lines_print_nothing_but_text(hostile: Ended) -> None:
    assert clean(hostile.out)


def test_hostile_lines_are_not_our_fault(hostile: Ended) -> None:
    assert "Something went wrong" not in hostile.out


def test_hostile_lines_are_told_apart_from_answers(hostile: Ended) -> None:
    assert hostile.out.count("I cannot tell which option that is") >= 5


def test_a_line_of_40_000_characters_is_refused_with_both_figures(hostile: Ended) -> None:
    assert "That is 40,000 characters; I read up to 4,000." in hostile.words


def test_a_line_of_40_000_characters_is_not_echoed_whole(hostile: Ended) -> None:
    assert "x" * 400 not in hostile.out.replace("\n", "")


def test_empty_lines_are_answered_with_what_to_do(hostile: Ended) -> None:
    assert hostile.out.count("That was an empty line.") == 5  # and the one of zero-width characters


def test_markup_in_a_line_is_echoed_letter_by_letter(hostile: Ended) -> None:
    assert "› [bold]x[/bold] [/] [link=https://evil.test]y[/link] :smile:\n" in hostile.out


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("/nope", "I know /quiz, /progress, /leaderboard and /study."),
        ("/quizz", "Did you mean /quiz?"),
        ("/quiz casch", "Did you mean “cache”?"),
        ("/quiz 99", "out of range: how many questions, 1 to 50"),
        ("/quiz cache 3 4", "one word too many for /quiz [topic] [count]"),
        ("/leaderboard tomorow", "day, week, 30d, season, all"),
        ("/progress now", "one word too many for /progress"),
        ("/study sheet kafak", "Did you mean “kafka”?"),
        ("/study zone Mars/Base", "There is no time zone “Mars/Base”."),
        ("/study name [red]Bob[/red]", "Name [red]Bob[/red]"),
        ("/", "I know /quiz"),
        ("7", "please type 1, 2, 3 or 4"),
    ],
)
def test_a_wrong_word_is_answered_with_what_is_known(hostile: Ended, line: str, answer: str) -> None:
    assert answer in after(hostile, line)


# Where a person's surroundings are odd.


NAMES = {"escape": "\x1b[31mAda\x1b[0m", "no UTF-8": "\udcff\udcfe", "long": "Ada " * 3_000}
LONG = "a-folder-with-a-name-that-fills-the-window-nearly-on-its-own-and-then-goes-on-a-little"


@pytest.fixture(scope="module")
def strangers(shared_program: Program) -> Mapping[str, Ended]:
    def played(kind: str) -> Ended:
        lines = ("/quiz cache 1", "1", "/study settings")
        env = {"TZ": "../../etc/passwd"}
        return shared_program.plays(*lines, db=f"{kind}.db", args=("--person", NAMES[kind]), env=env)

    return dict(zip(NAMES, together(*(partial(played, kind) for kind in NAMES)), strict=True))


@pytest.mark.parametrize("kind", NAMES)
def test_a_strange_name_plays_like_any_other(
    strangers: Mapping[str, Ended], shared_program: Program, kind: str
) -> None:
    assert shared_program.confirmed(strangers[kind].lives().out) == 1


@pytest.mark.parametrize("kind", NAMES)
def test_a_strange_name_brings_nothing_but_text_to_the_screen(strangers: Mapping[str, Ended], kind: str) -> None:
    assert clean(strangers[kind].out)
    assert not re.search(r"Playing as *[.;]", strangers[kind].out)


@pytest.mark.parametrize("kind", NAMES)
def test_a_zone_that_is_none_is_utc(strangers: Mapping[str, Ended], kind: str) -> None:
    assert "Time zone Etc/UTC" in strangers[kind].words


@pytest.fixture(scope="module")
def odd(shared_program: Program) -> Mapping[str, Ended]:
    """Several surroundings at once."""
    windows = "\ufeff/quiz cache 1\r\nskip\r\n/quit\r\n/progress\r\n"
    shared_program.file(LONG).mkdir()
    shared_program.file("script.txt").write_text("/quiz cache 1\nskip\n2\n/progress")
    jobs = {
        "windows": lambda: shared_program.runs("play", "--db", "sqlite:///windows.db", lines=windows.encode()),
        "closed": lambda: shared_program.plays(db="closed.db", before="os.close(0)"),
        "long": lambda: shared_program.plays("/help", db=f"{LONG}/of-everybody.db", env={"PYTHONIOENCODING": "ascii"}),
        "file": lambda: shared_program.plays(db="file.db", before="os.dup2(os.open('script.txt', os.O_RDONLY), 0)"),
        "endless": lambda: shared_program.runs("play", "--db", "sqlite:///endless.db", lines=b"x" * 2_000_000),
    }
    return dict(zip(jobs, together(*jobs.values()), strict=True))


def test_a_script_of_a_windows_editor_plays(odd: Mapping[str, Ended]) -> None:
    assert "Question 1 of 1" in odd["windows"].lives().out
    assert "› /progress" not in odd["windows"].out


def test_a_script_from_a_file_plays_to_its_last_line_although_that_has_no_end(odd: Mapping[str, Ended]) -> None:
    assert "Run finished" in odd["file"].lives().out
    assert "› /progress" in odd["file"].out


def test_an_answer_to_a_finished_quiz_is_told_that_nothing_is_open(odd: Mapping[str, Ended]) -> None:
    assert "No question is open" in after(odd["file"], "2")


def test_a_line_that_never_ends_is_refused_like_any_long_one(odd: Mapping[str, Ended]) -> None:
    assert "I read up to 4,000" in odd["endless"].lives().words


def test_a_closed_standard_input_is_an_empty_script(odd: Mapping[str, Ended]) -> None:
    assert "closed.db" in odd["closed"].lives().out


def test_an_output_that_knows_only_ascii_loses_signs_not_lines(odd: Mapping[str, Ended]) -> None:
    assert "A decision without a stated tradeoff is an opinion" in odd["long"].lives().out


def test_a_long_path_is_said_on_the_first_line_in_one_piece(odd: Mapping[str, Ended]) -> None:
    assert f"{LONG}/of-everybody.db" in odd["long"].lives().out.splitlines()[0]


# What others do to the process.


@dataclass(frozen=True, slots=True)
class Disturbed:
    """What was shown before a process was disturbed, and its end."""

    shown: str
    ended: Ended


def left_early(program: Program) -> Disturbed:
    """Whoever reads the output goes away while more is to come."""
    with program.starts("play", "--db", "sqlite:///left.db") as running:
        running.feeds("/help")
        shown = running.until("left.db")
        return Disturbed(shown, running.unread(b"/help\n" * 2_000))


def signalled(program: Program, number: signal.Signals) -> Disturbed:
    """A signal comes while the program waits for the next line."""
    with program.starts("play", "--db", f"sqlite:///{number.name}.db", "--seed", "7") as running:
        running.feeds("/quiz cache 3", "1")
        shown = running.until("Question 2 of 3")
        running.process.send_signal(number)
        running.process.wait(10)
        return Disturbed(shown, running.ends())


@pytest.fixture(scope="module")
def disturbed(shared_program: Program) -> Mapping[str, Disturbed]:
    jobs = {
        "left": partial(left_early, shared_program),
        "SIGINT": partial(signalled, shared_program, signal.SIGINT),
        "SIGTERM": partial(signalled, shared_program, signal.SIGTERM),
    }
    return dict(zip(jobs, together(*jobs.values()), strict=True))


def test_a_reader_that_leaves_early_ends_the_program_without_noise(disturbed: Mapping[str, Disturbed]) -> None:
    assert disturbed["left"].ended.err == ""


def test_an_interrupt_ends_a_script_that_waits_for_its_next_line(disturbed: Mapping[str, Disturbed]) -> None:
    assert disturbed["SIGINT"].ended.status in (0, 130)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_ends_the_program_without_noise_and_loses_nothing(
    disturbed: Mapping[str, Disturbed], shared_program: Program, name: str
) -> None:
    assert disturbed[name].ended.err == ""
    assert shared_program.kept(f"{name}.db") == shared_program.confirmed(disturbed[name].shown) == 1


def test_the_window_of_whoever_runs_a_script_changes_nothing(played: Played) -> None:
    assert played.small.lives().out == played.first.out
