"""Items answered in one's own words: what is shown, what it earns, rephrasing, keeping, appealing.

Which words the grader is sure of is its own matter and tested with it; here the words are drawn from a few by what it
says of them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from bot.cases import Case, CaseDecision, Figure, Flip
from bot.catalog import Catalog
from bot.events import Said
from bot.grading.report import Criterion, Report, Task
from bot.items import written
from bot.items.item import Item
from bot.ports import Appeal
from bot.quiz import verdict
from bot.quiz.view import ALREADY_ANSWERED, EMPTY_ANSWER, NOT_YOUR_RUN
from storage.bodies import KEPT_SESSIONS, session_body
from tests.banks import bank, many
from tests.player import NewGame, Player, examiner

TOPICS = {"decision": "database", "why": "database", "meaning": "monitoring", "number": "framework"}
FREE = ("decision", "why", "meaning")
MODEL = (
    "We must absorb 50K orders a second.",
    "I choose Cassandra over Redis.",
    "We gain write capacity by adding nodes and give up joins.",
)
STORE = CaseDecision(
    id="store",
    topic="database",
    title="Where do the orders live?",
    options=("cassandra", "redis", "neo4j"),
    best=("cassandra",),
    accepted=("redis",),
    why="Orders are only appended and read by key.",
    lose="Joins and transactions over several partitions.",
    flips=(Flip("Peaks stay under 5K a second.", "One primary is enough."),),
    model_answer=MODEL,
)
ORDERS = Case(
    id="orders",
    name="Orders",
    about="A shop takes orders all day.",
    needs=("Orders are kept in order",),
    given=("50K orders a second at peak", "Orders are read by key"),
    numbers=(
        Figure("Average writes", "20e9 / 86400", 231_481, "writes/s"),
        Figure("New data a day", "20e9 * 200 / 1e12", 4, "TB/day"),
    ),
    decisions=(STORE,),
    metrics=("lag",),
    followups=(),
    scoping=(),
)
SHOP = replace(bank(), version="shop", cases={ORDERS.id: ORDERS})

NEEDS = (
    "We must absorb 50K writes per second at peak and read every order back by its key.",
    "Orders have to be stored reliably and in order.",
    "",
)
PICKS = ("I choose Cassandra, partitioned by order.", "I take Redis for this.", "Cassandra.", "I choose Neo4j.")
PRICES = (
    "We gain linear write scaling, and in return we give up ACID transactions and ad-hoc queries.",
    "The cost is that we lose joins and transactions; what we win is write capacity that grows with every node.",
    "It takes more writes by adding nodes.",
    "It buys us fewer nodes at the cost of a smaller community and no multi-row transactions.",
    "Cheap and under our control, but we own storage and upgrades.",
    "We pay per request.",
    "Predictable and tunable, yet slower to scale and wasteful at 3 a.m.",
    "The downside is that everything lives in RAM, so cost grows.",
    "We save ops time but get a smaller ecosystem and fewer connectors.",
    "It keeps every partition sorted on disk, but we can't join and must keep copies in sync ourselves.",
    "",
)
MEANINGS = (
    "If it climbs, readers cannot keep up with producers and users see their messages minutes late.",
    "When it grows, consumers are too slow, so people wait longer and longer for their orders.",
    "High means slow for users.",
    "It tells us if something is broken.",
    "It tells us whether readers keep up.",
    "Near the limit it starts dropping data, so orders would silently go missing.",
    "At zero for long, the database has run out of disk.",
    "I would page at 60 seconds.",
    "It is the number of messages not read yet.",
    "It is important.",
    "A lag that keeps growing means the consumers cannot keep up with ingest, so the delay users feel will soon grow.",
    "If consumer lag goes from 1 s to 30 s, the stream is backed up and people think their orders were lost.",
    "Consumer lag per partition. A lag that keeps growing means the readers cannot keep up with ingest, so users wait.",
    "If it falls the database gets more reads, so it's an early warning for overload.",
)
DECISIONS = tuple(" ".join(filter(None, parts)) for parts in product(NEEDS, PICKS, PRICES))
CHANGES = ("If it climbs, ", "When it falls, ", "At zero ", "Near its limit ", "")
STATES = (
    "the database has run out of disk.",
    "it shows user pain earlier than CPU does.",
    "users get messages late.",
    "orders would silently go missing.",
    "the cluster is overloaded and people wait.",
    "something is broken for users.",
    "consumers are too slow for the load.",
    "a broker or a disk fell behind.",
)
MEANT = (*MEANINGS, *map("".join, product(CHANGES, STATES)))
POOLS = {"decision": DECISIONS, "why": DECISIONS, "meaning": MEANT}
Wanted = Callable[[Report], bool]


def is_unsure(report: Report) -> bool:
    return report.could > (report.mark or 0)


def is_sure(report: Report) -> bool:
    return not is_unsure(report)


def is_whole(report: Report) -> bool:
    return is_sure(report) and report.mark == 4


def is_half(report: Report) -> bool:
    """Something is there and quoted, something is missing."""
    states = {part.state for part in report.findings}
    return is_sure(report) and {"met", "missing"} <= states and report.mark in (1, 2, 3)


@cache
def reported(task: Task, text: str) -> Report:
    return examiner().grade(task, text)


def task_of(item: Item) -> Task:
    assert item.task is not None, f"{item.kind} has no task"
    return item.task


def worded(item: Item, wanted: Wanted, *, after: str = "") -> str:
    """Words for the item of which the grader says what is wanted, when they stand below what was said before."""
    lead = f"{after}\n" if after else ""
    found = next((text for text in POOLS[item.kind] if wanted(reported(task_of(item), lead + text))), None)
    assert found is not None, f"no words for {item.kind} are left of which the grader says so"
    return found


async def asked(
    new_game: NewGame, kind: str = "decision", *, count: int = 1, catalog: Catalog = SHOP, name: str = "Ada"
) -> Player:
    """A player before a question of that kind, the first of a run of so many."""
    player = (await new_game(catalog)).player(name)
    await comes_to(player, kind, count)
    return player


async def comes_to(player: Player, kind: str, count: int = 1) -> None:
    """Starts runs until one asks that kind, with another question behind it where there are several."""
    for _ in range(60):
        await player.types(f"/quiz {TOPICS[kind]} {count}")
        for _ in range(max(1, count - 1)):
            if (await player.open_item()).kind == kind:
                return
            await player.says("skip")
        await player.says("stop")
    raise AssertionError(f"no {kind} was ever asked")


async def says(player: Player, wanted: Wanted) -> str:
    """Answers with words of which the grader says so."""
    text = worded(await player.open_item(), wanted)
    await player.says(text)
    return text


async def in_doubt(new_game: NewGame, kind: str = "decision", *, count: int = 1) -> tuple[Player, str]:
    """A player whose answer the grader is not certain of, and that answer."""
    player = await asked(new_game, kind, count=count)
    return player, await says(player, is_unsure)


async def appeals(player: Player) -> Sequence[Appeal]:
    return await player.game.dispatch.store.view(lambda ledger: ledger.appeals(100))


async def points(player: Player) -> int:
    """What the player has on the board."""
    mine = (player.who.team, player.who.id, -1, 9_999_999)
    return await player.game.dispatch.store.view(lambda ledger: ledger.points_of(*mine))


async def answered(player: Player) -> int:
    """How many answers are remembered."""
    who = player.who
    return len(await player.game.dispatch.store.view(lambda ledger: ledger.memories(who.team, who.id, None)))


async def forget_sessions(player: Player) -> None:
    """Pushes the player's session out of what this process still holds, as a restart does."""
    run = await player.game.dispatch.store.view(lambda ledger: ledger.session(player.who.team, player.who.id))
    assert run is not None
    for number in range(KEPT_SESSIONS + 1):
        session_body(replace(run, id=f"{number:x}"))


# Asking


async def test_a_decision_is_asked_with_its_case_and_in_three_sentences(new_game: NewGame) -> None:
    player = await asked(new_game)

    player.sees("A shop takes orders all day.", "50K orders a second at peak", "Where do the orders live?")
    player.sees("in exactly three sentences", "Type your answer")


async def test_a_question_does_not_give_its_answer_away(new_game: NewGame) -> None:
    player = await asked(new_game)

    player.misses("Cassandra", STORE.why, STORE.lose)


async def test_a_why_names_the_pick_and_asks_for_a_need_and_a_property(new_game: NewGame) -> None:
    player = await asked(new_game, "why")

    player.sees("The team chose Apache Cassandra. Why?", "say why")
    player.misses(STORE.why)


async def test_a_meaning_names_the_metric(new_game: NewGame) -> None:
    player = await asked(new_game, "meaning")

    player.sees("Consumer lag: what does a change of it tell about the health of the system?")
    player.misses("Readers fall behind")


async def test_a_number_names_its_unit_and_how_near_is_right(new_game: NewGame) -> None:
    player = await asked(new_game, "number")

    player.sees("Estimate:", ", in ", "Within a factor of 2 is right.")
    player.misses("231", "86400")


async def test_every_written_item_of_the_course_can_be_answered(new_game: NewGame, course: Catalog) -> None:
    catalog = replace(course, version="written-only", questions={}, trees={})
    families = list(written.families(catalog, None))
    player = (await new_game(catalog)).player()
    await player.types("/quiz all 50")
    for _ in families:
        item = await player.open_item()
        await player.says("Consumer lag of 5 messages.")
        if "Not scored yet" in player.shown:
            await player.says("keep")
        player.sees("of 4." if item.task else item.explain)

    player.sees("Run finished")
    assert player.game.faults == []
    assert await answered(player) == len(set(families)) == len(families)


async def test_every_decision_of_the_course_shows_its_own_model_answer(new_game: NewGame, course: Catalog) -> None:
    catalog = replace(course, version="written-only", questions={}, trees={}, metrics=course.metrics)
    decisions = [decision for case in course.cases.values() for decision in case.decisions]
    player = (await new_game(catalog)).player()
    shown: list[str] = []
    await player.types("/quiz all 50")
    for _ in written.families(catalog, None):
        if (await player.open_item()).kind != "decision":
            await player.says("skip")
            continue
        await player.says("I have no idea at all what to take here.")
        if "Not scored yet" in player.shown:
            await player.says("keep")
        shown.append(player.shown)

    for decision in decisions:
        assert any(f"One way to say it: {' '.join(decision.model_answer)}" in one for one in shown), decision.id


# The verdict


@pytest.mark.parametrize("kind", FREE)
async def test_the_verdict_shows_every_part_with_the_persons_own_words(new_game: NewGame, kind: str) -> None:
    player = await asked(new_game, kind)
    item = await player.open_item()
    text = await says(player, is_whole)

    quoted = [part for part in reported(task_of(item), text).findings if part.state == "met" and part.quote]
    assert quoted
    for part in quoted:
        assert part.quote in text
        player.sees(f"✓ {verdict.PARTS[part.criterion]}: “{part.quote}”")


@pytest.mark.parametrize("kind", ["decision", "why"])
async def test_the_verdict_says_what_is_missing(new_game: NewGame, kind: str) -> None:
    player = await asked(new_game, kind)
    item = await player.open_item()
    text = await says(player, is_half)

    report = reported(task_of(item), text)
    lost = [part.criterion for part in report.findings if part.state == "missing"]
    asked_for: set[Criterion] = {"requirement", "gain", "cost"} if kind == "decision" else {"requirement", "gain"}
    named = [f"✗ {verdict.PARTS[part]}: missing" for part in lost if part in asked_for]
    player.sees(report.message)
    assert named or kind == "why"  # half a why may be a whole one that is general
    player.sees(*named)


async def test_a_meaning_that_is_missing_is_called_so(new_game: NewGame) -> None:
    player = await asked(new_game, "meaning")
    await says(player, lambda report: report.state("health") == "missing")

    player.sees("✗ Meaning: missing")


async def test_a_meaning_does_not_ask_for_the_name_of_the_metric(new_game: NewGame) -> None:
    player = await asked(new_game, "meaning")
    await says(player, is_whole)

    player.sees("✓ 4 of 4.", "✓ Meaning: “")
    player.misses("Metric: ")


@pytest.mark.parametrize(
    ("kind", "model"),
    [("decision", " ".join(MODEL)), ("why", STORE.why), ("meaning", "Consumer lag: Readers fall behind")],
)
async def test_the_verdict_shows_a_model_answer(new_game: NewGame, kind: str, model: str) -> None:
    player = await asked(new_game, kind)
    await says(player, is_sure)

    player.sees(f"One way to say it: {model}")


async def test_the_verdict_tells_what_fits_what_is_given_up_and_what_flips_it(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, is_sure)

    player.sees("Fits here: Apache Cassandra and Redis.", STORE.why, f"What is given up: {STORE.lose}")
    player.sees("What would flip it: Peaks stay under 5K a second. One primary is enough.")


async def test_the_verdict_names_the_grader_and_its_version(new_game: NewGame) -> None:
    player = await asked(new_game)
    item = await player.open_item()
    text = await says(player, is_half)

    grader = reported(task_of(item), text).grader
    assert re.fullmatch(r"[a-z]+/\S+", grader)
    player.sees(f"Graded by {grader}, offline")


async def test_a_choice_that_does_not_fit_is_called_so(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, lambda report: is_sure(report) and report.choice == "neo4j")

    player.sees("✓ Choice: “Neo4j”", "✗ Fits the facts: no")


async def test_a_choice_that_is_only_accepted_fits(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, lambda report: is_sure(report) and report.choice == "redis")

    player.sees("✓ Choice: “Redis”", "✓ Fits the facts: yes")


async def test_where_nothing_is_picked_nothing_is_said_about_its_fit(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.says("I have no idea at all what to take here.")

    player.sees("✗ Choice: missing")
    player.misses("Fits the facts")


async def test_two_sentences_are_told_and_do_not_change_the_mark(new_game: NewGame) -> None:
    player = await asked(new_game)
    item = await player.open_item()
    text = f"{NEEDS[0]} {PICKS[0]} {PRICES[0]}"
    joined = text.replace(". I choose", "; I choose")
    assert reported(task_of(item), joined).sentences == 2
    await player.says(joined)

    player.sees("Format: 2 sentences, three were asked. It does not change the mark.")


async def test_three_sentences_are_not_remarked_on(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, lambda report: is_sure(report) and report.sentences == 3)

    player.misses("Format:")


async def test_a_false_claim_is_corrected_with_its_source(new_game: NewGame) -> None:
    player = await asked(new_game)
    item = await player.open_item()
    text = "We must absorb 50K writes per second. I choose Cassandra. It gives us joins across tables and full ACID."
    report = reported(task_of(item), text)
    assert report.corrections
    await player.says(text)
    if is_unsure(report):
        await player.says("keep")

    for wrong in report.corrections:
        assert wrong.quote in text
        player.sees(f"✗ Not so: “{wrong.quote}” {wrong.truth} ({wrong.source})")


# The score


@pytest.mark.parametrize(("mark", "earned"), [(1, 2), (2, 5), (3, 8), (4, 10)])
async def test_the_mark_becomes_points(new_game: NewGame, mark: int, earned: int) -> None:
    player = await asked(new_game, "why")
    await says(player, lambda report: is_sure(report) and report.mark == mark)

    player.sees(f"{mark} of 4.", f"+{earned} points.")
    assert await points(player) == earned


async def test_no_mark_is_a_miss_that_comes_back(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.says("asdf qwer")

    player.sees("✗ 0 of 4.", "It comes back on 26 Nov.", "Missed: 1")
    assert await points(player) == 0


async def test_only_the_best_mark_counts_as_right(new_game: NewGame) -> None:
    player = await asked(new_game, "why")
    await says(player, lambda report: is_sure(report) and report.mark == 3)

    player.sees("◐ 3 of 4.", "Run finished: 0 of 1 right", "Points: 8")


async def test_the_first_try_counts_and_another_is_practice(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, lambda report: is_sure(report) and report.mark == 2)
    await player.types("/quiz database 2")
    await player.says("skip")
    assert (await player.open_item()).kind == "decision"
    await says(player, is_whole)

    player.sees("✓ 4 of 4.", "Practice: no points until it is due again.")
    assert await points(player) == 5


async def test_a_verdict_of_a_sure_grader_goes_straight_on(new_game: NewGame) -> None:
    player = await asked(new_game, count=2)
    await says(player, is_sure)

    player.sees("of 4.", "Question 2 of 2")


async def test_nothing_to_read_is_no_answer(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.says("...!?")

    player.sees(EMPTY_ANSWER)
    assert await answered(player) == 0


async def test_a_form_is_graded_like_words(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.submits(worded(await player.open_item(), is_whole))

    player.sees("✓ 4 of 4.", "+10 points.")


# Numbers


async def figure(new_game: NewGame, unit: str) -> Player:
    """A player before the number in that unit."""
    player = await asked(new_game, "number")
    while unit not in (await player.open_item()).stem:
        await player.says("stop")
        await comes_to(player, "number")
    return player


@pytest.mark.parametrize("text", ["231,481 writes/s", "200K", "about 300K writes per second", "14M a minute", "116000"])
async def test_an_estimate_within_the_factor_is_right(new_game: NewGame, text: str) -> None:
    player = await figure(new_game, "writes/s")
    await player.says(text)

    player.sees("✓ Right.", "+10 points.", "Average writes: 20e9 / 86400 = ")


@pytest.mark.parametrize("text", ["100K writes/s", "500K writes/s", "231 writes/s", "4 TB", "no idea"])
async def test_an_estimate_outside_the_factor_is_wrong_and_told_the_sum(new_game: NewGame, text: str) -> None:
    player = await figure(new_game, "writes/s")
    await player.says(text)

    player.sees("✗ Not this one.", "20e9 / 86400 = ", "It comes back on")
    assert await points(player) == 0


async def test_a_number_in_another_unit_is_converted(new_game: NewGame) -> None:
    player = await figure(new_game, "TB/day")
    await player.says("4,000 GB a day")

    player.sees("✓ Right.")


async def test_every_number_of_the_course_is_right_as_it_stands(new_game: NewGame, course: Catalog) -> None:
    catalog = replace(course, version="written-only", questions={}, trees={})
    figures = [number for case in course.cases.values() for number in case.numbers]
    player = (await new_game(catalog)).player()
    await player.types("/quiz framework 50")
    for _ in figures:
        sought = (await player.open_item()).sought
        assert sought is not None
        await player.says(f"{sought.value:,} {sought.unit}")
        player.sees("✓ Right.")

    player.sees(f"Run finished: {len(figures)} of {len(figures)} right")


async def test_a_number_cannot_be_appealed_against(new_game: NewGame) -> None:
    player = await asked(new_game, "number", count=2)
    await player.says("1")
    await player.says("appeal")

    player.sees(verdict.NOTHING_TO_APPEAL)
    assert await appeals(player) == ()


# Another language


@pytest.mark.parametrize(
    "text",
    [
        "Necesitamos guardar muchos pedidos por segundo y leerlos por su clave. Elijo Cassandra porque escala mejor.",
        "Wir müssen sehr viele Bestellungen in der Sekunde speichern. Ich nehme Cassandra, weil sie besser skaliert.",
        "Nous devons enregistrer beaucoup de commandes par seconde. Je choisis Cassandra, car elle est plus rapide.",
    ],
)
async def test_another_language_is_refused_and_the_question_stays_open(new_game: NewGame, text: str) -> None:
    player = await asked(new_game)
    before = await player.open_item()
    await player.says(text)

    player.sees("English", "not scored")
    player.misses("of 4.", "points", "One way to say it")
    assert await player.open_item() == before
    assert await answered(player) == 0


async def test_after_another_language_the_first_try_is_still_to_come(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.says("Necesitamos guardar muchos pedidos por segundo y leerlos por su clave. Elijo Cassandra.")
    await says(player, is_whole)

    player.sees("✓ 4 of 4.", "+10 points.")


# In doubt


@pytest.mark.parametrize("kind", FREE)
async def test_a_part_in_doubt_is_named_and_nothing_is_scored(new_game: NewGame, kind: str) -> None:
    player, text = await in_doubt(new_game, kind)
    item = await player.open_item()

    findings = reported(task_of(item), text).findings
    doubted = [part for part in findings if part.state == "unsure" and (kind, part.criterion) != ("why", "cost")]
    player.sees("Not scored yet.", *(verdict.PARTS[part.criterion].casefold() for part in doubted))
    player.sees(*(f"? {verdict.PARTS[part.criterion]}: “{part.quote}” not certain" for part in doubted))
    player.misses("of 4.", "points", "comes back")
    assert await answered(player) == 0


async def test_doubt_keeps_the_model_answer_and_what_fits_to_itself(new_game: NewGame) -> None:
    player, _ = await in_doubt(new_game)

    player.misses("One way to say it", "Fits here", "What is given up", "What would flip it")


async def test_doubt_offers_more_words_leaving_it_and_two_appeals(new_game: NewGame) -> None:
    player, _ = await in_doubt(new_game)

    assert player.form()
    labels = [label for label, _ in player.buttons]
    assert labels == ["Leave it as it is", "I did state it", "I did state it; keep my text"]


async def test_a_rephrasing_adds_to_the_answer(new_game: NewGame) -> None:
    player = await asked(new_game)
    item = await player.open_item()
    task = task_of(item)
    first, more = next(
        (first, more)
        for first, more in product(DECISIONS, (*PRICES[:-1], *NEEDS[:-1], *PICKS))
        if is_unsure(reported(task, first))
        and is_sure(alone := reported(task, more))
        and len({reported(task, f"{first}\n{more}").mark, reported(task, first).mark, alone.mark}) == 3
    )
    both = reported(task, f"{first}\n{more}").mark
    await player.says(first)
    await player.says(more)

    player.sees(f"{both} of 4.")


async def test_a_rephrasing_by_form_adds_too(new_game: NewGame) -> None:
    player, first = await in_doubt(new_game)
    mark = reported(task_of(await player.open_item()), f"{first}\nThat is all.").mark
    await player.submits("That is all.")

    player.sees(f"{mark} of 4.")


async def test_a_rephrasing_is_graded_even_if_the_grader_still_doubts(new_game: NewGame) -> None:
    player, first = await in_doubt(new_game)
    more = worded(await player.open_item(), is_unsure, after=first)
    await player.says(more)

    player.sees("of 4.", "not certain")
    player.misses("Not scored yet")
    assert await answered(player) == 1


@pytest.mark.parametrize("word", ["keep", "Keep.", "done", "skip"])
async def test_an_answer_in_doubt_is_scored_as_it_is_on_a_word(new_game: NewGame, word: str) -> None:
    player, text = await in_doubt(new_game)
    mark = reported(task_of(await player.open_item()), text).mark
    await player.says(word)

    player.sees(f"{mark} of 4.", "One way to say it")
    assert await answered(player) == 1


async def test_an_answer_in_doubt_is_scored_as_it_is_on_a_press(new_game: NewGame) -> None:
    player, text = await in_doubt(new_game)
    mark = reported(task_of(await player.open_item()), text).mark
    await player.presses("Leave it as it is")

    player.sees(f"{mark} of 4.")
    assert await answered(player) == 1


async def test_a_second_press_on_leaving_it_counts_nothing(new_game: NewGame) -> None:
    player, _ = await in_doubt(new_game, count=2)
    leave = player.button("Leave it as it is")
    await player.presses_token(leave)
    await player.presses_token(leave)

    player.sees(ALREADY_ANSWERED)
    assert await answered(player) == 1


async def test_the_old_form_of_a_scored_answer_adds_nothing(new_game: NewGame) -> None:
    player, _ = await in_doubt(new_game, count=2)
    form = player.form()
    await player.says("keep")
    await player.submits_token(form, PRICES[0])

    player.sees(ALREADY_ANSWERED)
    assert await answered(player) == 1


async def test_keep_is_an_answer_where_nothing_is_in_doubt(new_game: NewGame) -> None:
    player = await asked(new_game)
    await player.says("keep")

    player.sees("0 of 4.")


async def test_nothing_to_read_leaves_the_doubt_as_it_was(new_game: NewGame) -> None:
    player, text = await in_doubt(new_game)
    mark = reported(task_of(await player.open_item()), text).mark
    await player.says("...")
    player.sees(EMPTY_ANSWER)
    await player.says("keep")

    player.sees(f"{mark} of 4.")


async def test_stopping_in_doubt_scores_the_answer_as_it_is(new_game: NewGame) -> None:
    player, text = await in_doubt(new_game)
    task = task_of(await player.open_item())
    await player.says("stop")

    player.sees(f"{reported(task, text).mark} of 4.", "of 1 right")
    assert await answered(player) == 1


async def test_words_for_an_earlier_post_do_not_add_to_an_answer_in_doubt(new_game: NewGame) -> None:
    player, _ = await in_doubt(new_game)
    await player.does(Said(player.who, player.where, player.game.delivery(), PRICES[0], about="quiz:0:1"))

    player.sees("nothing was counted")
    assert await answered(player) == 0


async def test_doubt_after_one_question_does_not_carry_over_to_the_next(new_game: NewGame) -> None:
    player, _ = await in_doubt(new_game, count=2)
    await player.says("keep")
    next_item = await player.open_item()
    text = worded(next_item, is_sure)
    await player.says(text)

    player.sees(f"{reported(task_of(next_item), text).mark} of 4.", "Run finished")


# Restarts and a bank that changes


async def test_doubt_outlives_a_restart(new_game: NewGame) -> None:
    player, first = await in_doubt(new_game)
    item = await player.open_item()
    leave = player.button("Leave it as it is")
    await forget_sessions(player)
    await player.game.restarts()

    assert await player.open_item() == item
    await player.presses_token(leave)
    player.sees(f"{reported(task_of(item), first).mark} of 4.")


async def test_after_a_restart_a_rephrasing_still_adds(new_game: NewGame) -> None:
    player, first = await in_doubt(new_game)
    item = await player.open_item()
    await forget_sessions(player)
    await player.game.restarts()
    await player.says(PRICES[0])

    player.sees(f"{reported(task_of(item), f'{first}{chr(10)}{PRICES[0]}').mark} of 4.")
    player.misses("Not scored yet")


async def test_the_verdict_of_a_run_that_is_over_can_be_appealed_after_a_restart(new_game: NewGame) -> None:
    player = await asked(new_game)
    text = await says(player, is_half)
    await forget_sessions(player)
    await player.game.restarts()
    await player.says("appeal with text")

    (kept,) = await appeals(player)
    assert kept.text == text


async def test_a_card_that_is_gone_is_graded_as_it_was_asked(new_game: NewGame) -> None:
    player = await asked(new_game)
    text = worded(await player.open_item(), is_whole)
    await player.game.restarts(bank(*many(2), version="two"))
    await player.says(text)

    player.sees("✓ 4 of 4.", f"One way to say it: {' '.join(MODEL)}", "Run finished")


async def test_a_decision_that_changed_in_doubt_is_graded_as_it_was_asked(new_game: NewGame) -> None:
    player, text = await in_doubt(new_game)
    mark = reported(task_of(await player.open_item()), text).mark
    other = replace(STORE, best=("neo4j",), accepted=(), model_answer=("Quite", "another", "story."))
    changed = replace(SHOP, version="two", cases={ORDERS.id: replace(ORDERS, decisions=(other,))})
    await player.game.restarts(changed)
    await player.says("keep")

    player.sees(f"{mark} of 4.", " ".join(MODEL))
    player.misses("another story.")


async def test_a_written_item_ahead_whose_case_is_gone_is_passed_over(new_game: NewGame) -> None:
    player = await asked(new_game, count=2)
    await player.game.restarts(replace(SHOP, version="two", cases={}))
    await says(player, is_sure)

    player.sees("Run finished")
    assert player.game.faults == []


async def test_a_number_ahead_that_is_gone_is_passed_over(new_game: NewGame) -> None:
    player = await asked(new_game, "number", count=2)
    fewer = replace(ORDERS, numbers=())
    await player.game.restarts(replace(SHOP, version="two", cases={ORDERS.id: fewer}))
    await player.says("1")

    player.sees("Run finished")


# Appeals


async def test_an_appeal_in_words_keeps_the_verdict_without_the_text(new_game: NewGame) -> None:
    player = await asked(new_game, count=2)
    item = await player.open_item()
    text = await says(player, is_half)
    await player.says("appeal")

    player.sees("Your appeal is kept without your text.")
    (kept,) = await appeals(player)
    assert (kept.person, kept.family, kept.text) == (player.who.id, item.family, None)
    assert (kept.task, kept.report) == (item.task, reported(task_of(item), text))


async def test_an_appeal_in_words_keeps_the_text_where_it_is_given(new_game: NewGame) -> None:
    player = await asked(new_game, count=2)
    text = await says(player, is_half)
    await player.says("Appeal with text.")

    player.sees("kept with your text")
    (kept,) = await appeals(player)
    assert kept.text == text


@pytest.mark.parametrize(("label", "given"), [("I did state it", False), ("I did state it; keep my text", True)])
async def test_an_appeal_by_button_keeps_the_text_only_where_it_says_so(
    new_game: NewGame, label: str, given: bool
) -> None:
    player = await asked(new_game, count=2)
    text = await says(player, is_half)
    await player.presses(label)

    (kept,) = await appeals(player)
    assert kept.text == (text if given else None)


async def test_an_appeal_leaves_the_mark_and_the_open_question_as_they_are(new_game: NewGame) -> None:
    player = await asked(new_game, count=2)
    await says(player, lambda report: is_sure(report) and report.mark == 2)
    item = await player.open_item()
    await player.says("appeal")

    assert await player.open_item() == item
    assert await points(player) == 5
    assert await answered(player) == 1


@pytest.mark.parametrize("word", ["appeal", "appeal with text"])
async def test_a_verdict_is_appealed_against_once(new_game: NewGame, word: str) -> None:
    player = await asked(new_game, count=2)
    await says(player, is_half)
    button = player.button("I did state it")
    await player.says("appeal")
    await player.says(word)
    player.sees(verdict.APPEALED_ALREADY)
    await player.presses_token(button)

    player.sees(verdict.APPEALED_ALREADY)
    assert len(await appeals(player)) == 1


async def test_an_appeal_after_the_last_question_is_kept(new_game: NewGame) -> None:
    player = await asked(new_game)
    text = await says(player, is_half)
    player.sees("Run finished")
    await player.says("appeal with text")

    player.sees("Your appeal is kept with your text")
    (kept,) = await appeals(player)
    assert kept.text == text


async def test_an_appeal_by_button_after_the_last_question_is_kept_once(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, is_half)
    button = player.button("I did state it")
    await player.presses_token(button)
    player.sees("Your appeal is kept")
    await player.presses_token(button)

    player.misses("is kept without")
    assert len(await appeals(player)) == 1


async def test_after_the_last_question_only_an_appeal_is_taken(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, is_half)
    await player.says(DECISIONS[0])

    player.sees("No question is open")
    assert await answered(player) == 1


async def test_a_finished_run_that_may_be_appealed_is_not_gone_on_with(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, is_half)
    await player.types("/quiz")

    player.sees("Question 1 of ")
    player.misses("You are in the middle of this run", "Your earlier run has ended")


async def test_an_appeal_comes_too_late_in_a_new_run(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, is_half)
    button = player.button("I did state it")
    await player.types("/quiz framework 2")
    await player.presses_token(button)
    player.sees(verdict.TOO_LATE)
    await player.says("appeal")

    player.sees(verdict.NOTHING_TO_APPEAL)
    assert await appeals(player) == ()


async def test_an_older_verdict_of_the_run_can_no_longer_be_appealed_against(new_game: NewGame) -> None:
    player = await asked(new_game, count=2)
    await says(player, is_half)
    old = player.button("I did state it")
    await says(player, is_half)
    await player.presses_token(old)

    player.sees(verdict.TOO_LATE)
    assert await appeals(player) == ()


async def test_a_verdict_can_be_appealed_against_while_later_questions_are_answered_otherwise(
    new_game: NewGame,
) -> None:
    player = (await new_game(replace(SHOP, version="more", questions=bank(*many(4, "database")).questions))).player()
    await comes_to(player, "decision", 6)
    first = await player.open_item()
    await says(player, is_half)
    button = player.button("I did state it")
    await player.says("skip")
    await player.presses_token(button)

    (kept,) = await appeals(player)
    assert kept.family == first.family


async def test_somebody_else_cannot_appeal(new_game: NewGame) -> None:
    player = await asked(new_game, count=2)
    await says(player, is_half)
    other = player.game.player("Bo")
    await other.types("/quiz framework 1")
    await other.presses_token(player.button("I did state it"))

    other.sees(verdict.TOO_LATE)
    assert await appeals(player) == ()


async def test_somebody_never_met_cannot_appeal_either(new_game: NewGame) -> None:
    player = await asked(new_game, count=2)
    await says(player, is_half)
    stranger = player.game.player("Bo")
    await stranger.presses_token(player.button("I did state it"))

    stranger.sees(verdict.TOO_LATE)
    assert player.game.faults == []


async def test_somebody_else_cannot_leave_an_answer_as_it_is_nor_add_to_it(new_game: NewGame) -> None:
    player, _ = await in_doubt(new_game)
    other = player.game.player("Bo")
    await other.presses_token(player.button("Leave it as it is"))
    other.sees(NOT_YOUR_RUN)
    await other.submits_token(player.form(), PRICES[0])

    other.sees(NOT_YOUR_RUN)
    assert await answered(player) == 0


async def test_an_appeal_before_any_verdict_is_refused_and_the_question_stays(new_game: NewGame) -> None:
    player = await asked(new_game)
    item = await player.open_item()
    await player.says("appeal")

    player.sees(verdict.NOTHING_TO_APPEAL)
    assert await player.open_item() == item
    assert await answered(player) == 0


@pytest.mark.parametrize(("word", "given"), [("appeal", False), ("appeal with text", True)])
async def test_an_appeal_in_doubt_scores_the_answer_as_it_is_and_goes_on(
    new_game: NewGame, word: str, given: bool
) -> None:
    player, text = await in_doubt(new_game, count=2)
    mark = reported(task_of(await player.open_item()), text).mark
    await player.says(word)

    player.sees("Your appeal is kept", f"{mark} of 4.", "Question 2 of 2")
    (kept,) = await appeals(player)
    assert kept.text == (text if given else None)
    assert await answered(player) == 1


async def test_an_appeal_in_doubt_by_button_ends_the_last_question(new_game: NewGame) -> None:
    player, _ = await in_doubt(new_game)
    button = player.button("I did state it; keep my text")
    await player.presses_token(button)
    player.sees("Your appeal is kept with your text", "of 4.", "Run finished")
    await player.presses_token(button)

    player.sees(verdict.TOO_LATE)
    assert len(await appeals(player)) == 1


async def test_an_appeal_after_a_rephrasing_keeps_both_texts(new_game: NewGame) -> None:
    player = await asked(new_game)
    task = task_of(await player.open_item())
    doubtful = (text for text in DECISIONS if is_unsure(reported(task, text)))
    first, more = next(
        (text, more)
        for text, more in product(doubtful, PRICES[2:10])
        if reported(task, f"{text}\n{more}").mark in (1, 2, 3)
    )
    await player.says(first)
    await player.says(more)
    await player.says("appeal with text")

    (kept,) = await appeals(player)
    assert kept.text == f"{first}\n{more}"


async def test_an_appeal_that_is_delivered_twice_is_kept_once(new_game: NewGame) -> None:
    player = await asked(new_game, count=2)
    await says(player, is_half)
    await player.presses("I did state it")
    await player.repeats()

    assert player.posts == ()
    assert len(await appeals(player)) == 1


async def test_a_whole_answer_offers_no_appeal(new_game: NewGame) -> None:
    player = await asked(new_game)
    await says(player, is_whole)

    assert not [label for label, _ in player.buttons if "state it" in label]
