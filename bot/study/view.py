"""Every word of help and settings."""

from collections.abc import Mapping

from bot.catalog import Catalog
from bot.commands import COMMANDS
from bot.ports import Profile
from bot.text import listed
from bot.widgets import Fact, Facts, Heading, Message, Note, Para, code, emph, spans, strong

ASK_ZONE = "Which time zone? Give its IANA name, for example /study zone Europe/Berlin."
ASK_BOARD = "Type /study board on to be on boards, /study board off to leave them; playing goes on either way."


def ask_name(most: int) -> str:
    """A name is missing or too long."""
    return f"Give the name others should see, 1 to {most} characters, for example /study name Ada."


def no_zone(value: str, guess: str | None, known: Mapping[str, str]) -> str:
    """A time zone that does not exist."""
    meant = f" Did you mean {known[guess]}?" if guess else ""
    return f"There is no time zone “{value[:40]}”.{meant} IANA names look like Europe/Berlin or Etc/UTC."


def help_page(catalog: Catalog) -> Message:
    """What there is to do."""
    rows = tuple(Fact(spec.usage, spans(spec.about, ". ", emph("Example: "), code(spec.example))) for spec in COMMANDS)
    course = ("framework", "map", "tree", "case", "assignment", "antipatterns")
    return Message(
        (
            Heading("Tradeoff: drills for technology decisions and monitoring metrics"),
            Para(
                spans(
                    "A decision without a stated tradeoff is an opinion; ",
                    strong("with one it is engineering."),
                )
            ),
            Facts(rows),
            Para(
                spans(
                    "Answer with an option's number or its words; ",
                    code("skip"),
                    " passes, ",
                    code("stop"),
                    " ends a run.",
                )
            ),
            Para(spans("The course to read: ", listed([f"/study {page}" for page in course]), ".")),
            Para(spans("Settings: /study zone, /study name, /study board; all of them: /study settings.")),
            Note(spans("Scores are practice and never evidence for hiring.")),
        )
    )


def about(catalog: Catalog) -> Message:
    """What is in the bank, and how it is kept right."""
    published = sum(question.status == "published" for question in catalog.questions.values())
    return Message(
        (
            Heading("About Tradeoff"),
            Para(
                spans(
                    f"The bank holds {published} reviewed questions, {len(catalog.technologies)} technologies, "
                    f"{len(catalog.metrics)} metrics and {len(catalog.sources)} sources. Every figure names its source "
                    "and the day it was checked; what no document states is called our judgement."
                )
            ),
            Note(spans(f"Bank {catalog.version}. Your answers stay in the database of whoever runs this bot.")),
        )
    )


def settings(me: Profile) -> Message:
    """The settings in force."""
    return Message(
        (
            Heading("Your settings"),
            Facts(
                (
                    Fact("Name", spans(me.name)),
                    Fact("Time zone", spans(me.zone)),
                    Fact("On boards", spans("yes" if me.on_board else "no")),
                )
            ),
            Note(spans("Change them with /study name, /study zone and /study board.")),
        )
    )


def lost(text: str) -> Message:
    """Words that answer nothing: nobody asked."""
    shown = text[:60] + ("…" if len(text) > 60 else "")
    return Message(
        (
            Para(spans("No question is open, so I do not know what to do with ", emph(f"“{shown}”"), ".")),
            Note(spans("Type ", code("/quiz"), " to be asked, ", code("/help"), " to see everything I know.")),
        )
    )


EMPTY = "That was an empty line. Type an answer, or /help to see everything I know."
NOT_A_FORM = "This form is not open any more. Type /quiz to go on."
NOT_A_BUTTON = "Please type your answer to this question."
