"""Help, the pages of the course, and the sheets."""

import pytest

from bot.catalog import Catalog
from bot.commands import COMMANDS, PAGE_WORDS
from tests.banks import bank, question
from tests.player import NewGame


async def test_help_names_every_command_with_its_usage_and_an_example(new_game: NewGame) -> None:
    player = (await new_game(bank(question()))).player()

    await player.types("/study help")

    for spec in COMMANDS:
        player.sees(spec.usage, spec.about, spec.example)


@pytest.mark.parametrize("line", ["/help", "/start", "/study", "/HELP", "/help quiz"])
async def test_help_has_many_doors(new_game: NewGame, line: str) -> None:
    player = (await new_game(bank(question()))).player()

    await player.types(line)

    player.sees("/quiz [topic] [count]", "skip", "stop", "never evidence for hiring")


@pytest.mark.parametrize("word", PAGE_WORDS)
async def test_every_page_answers_over_the_course(new_game: NewGame, course: Catalog, word: str) -> None:
    player = (await new_game(course)).player()

    await player.types(f"/study {word}")

    assert player.shown
    player.misses("I do not know", "Something went wrong")
    assert player.game.faults == []


@pytest.mark.parametrize("word", sorted(set(PAGE_WORDS.values())))
async def test_every_page_answers_over_a_small_bank(new_game: NewGame, word: str) -> None:
    player = (await new_game(bank())).player()

    await player.types(f"/study {word}")

    assert player.shown  # an empty message would be refused by a platform
    assert player.game.faults == []


async def test_the_framework_shows_its_three_steps_in_order(new_game: NewGame, course: Catalog) -> None:
    player = (await new_game(course)).player()

    await player.types("/study framework")

    steps = sorted(course.steps.values(), key=lambda step: step.order)
    places = [player.shown.index(f"{step.order}. {step.name}") for step in steps]
    assert places == sorted(places)
    player.sees(*(text for step in steps for text in (step.ask, step.strong, step.weak)))


async def test_the_map_shows_five_decisions_with_their_prices(new_game: NewGame, course: Catalog) -> None:
    player = (await new_game(course)).player()

    await player.types("/study map")

    for decision in course.decisions.values():
        player.sees(f"{decision.order}. {decision.ask}", decision.axis)
        player.sees(*(text for option in decision.options for text in (option.gain, option.price)))


async def test_the_tree_is_drawn_with_all_its_branches_and_leaves(new_game: NewGame, course: Catalog) -> None:
    player = (await new_game(course)).player()

    await player.types("/study tree")

    for tree in course.trees.values():
        for node in tree.nodes.values():
            player.sees(*(text for edge in node.edges for text in (node.ask, edge.when)))
            player.sees(*(course.technologies[card].name for card in node.leaf))


async def test_the_case_shows_its_sums_decisions_and_metrics(new_game: NewGame, course: Catalog) -> None:
    player = (await new_game(course)).player()
    case = course.cases["whatsapp"]

    await player.types("/study case")

    player.sees("231,481", *case.needs, *case.given)
    player.sees(*(text for decision in case.decisions for text in (decision.why, decision.lose)))
    player.sees(*(course.metrics[metric].tells for metric in case.metrics))


async def test_the_assignment_shows_its_tasks_and_what_earns_marks(new_game: NewGame, course: Catalog) -> None:
    player = (await new_game(course)).player()

    await player.types("/study assignment")

    for assignment in course.assignments.values():
        player.sees(*(text for task in assignment.tasks for text in (task.ask, *task.look_for)))
        player.misses(*(text for task in assignment.tasks for text in task.model_answer))


async def test_the_anti_patterns_are_shown_with_what_to_do_instead(new_game: NewGame, course: Catalog) -> None:
    player = (await new_game(course)).player()

    await player.types("/study antipatterns")

    player.sees(*(text for card in course.antipatterns.values() for text in (card.name, card.smell, card.fix)))


async def test_about_counts_what_is_published(new_game: NewGame) -> None:
    player = (await new_game(bank(question(), question("a-draft", status="draft")))).player()

    await player.types("/study about")

    player.sees("1 reviewed question", "3 technologies", "Bank one")


# Sheets


@pytest.mark.parametrize("name", ["redis", "Redis", "REDIS OSS", "redis-oss"])
async def test_a_sheet_is_found_by_any_name(new_game: NewGame, name: str) -> None:
    player = (await new_game(bank())).player()

    await player.types(f"/study sheet {name}")

    player.sees("The model of Redis", "Redis is quick", "Redis is dear", "“Redis never fails”: It does.")


@pytest.mark.parametrize("name", ["lag", "Consumer lag", "consumer-lag"])
async def test_a_metric_has_a_sheet_too(new_game: NewGame, name: str) -> None:
    player = (await new_game(bank())).player()

    await player.types(f"/study sheet {name}")

    player.sees("Consumer lag", "Signal: saturation", "Tells: Readers fall behind", "Does not tell: why")
    player.sees("Open first: the slowest reader", "Alert: over 60 s")


@pytest.mark.parametrize(
    ("typed", "meant"), [("rediss", "redis"), ("casandra", "cassandra"), ("consumer leg", "consumer lag")]
)
async def test_an_unknown_sheet_is_answered_with_the_nearest(new_game: NewGame, typed: str, meant: str) -> None:
    player = (await new_game(bank())).player()

    await player.types(f"/study sheet {typed}")

    player.sees(f"There is no sheet on “{typed}”. Did you mean “{meant}”?", "/study sheet redis")


@pytest.mark.parametrize("typed", ["xyzzy", "🔥", "!!", "z" * 3_000])
async def test_a_sheet_like_no_other_is_answered_with_an_example(new_game: NewGame, typed: str) -> None:
    player = (await new_game(bank())).player()

    await player.types(f"/study sheet {typed}")

    player.sees("Name a technology or a metric, for example /study sheet redis.")
    assert len(player.shown) < 250


async def test_a_sheet_without_a_name_asks_which(new_game: NewGame) -> None:
    player = (await new_game(bank())).player()

    await player.types("/study sheet")

    player.sees("Which sheet?")


async def test_every_technology_and_metric_of_the_course_has_a_sheet_by_each_of_its_names(
    new_game: NewGame, course: Catalog
) -> None:
    player = (await new_game(course)).player()

    for technology in course.technologies.values():
        for name in (technology.id, technology.name, *technology.aliases):
            await player.types(f"/study sheet {name}")
            player.sees(technology.model)
    for metric in course.metrics.values():
        for name in (metric.id, metric.name):
            await player.types(f"/study sheet {name}")
            player.sees(metric.tells)


async def test_every_figure_of_a_sheet_names_its_source_and_day(new_game: NewGame, course: Catalog) -> None:
    player = (await new_game(course)).player()

    for technology in course.technologies.values():
        await player.types(f"/study sheet {technology.id}")
        for limit in technology.limits:
            where = course.sources[limit.source].url if limit.source in course.sources else "our judgement"
            player.sees(f"{limit.what}: {limit.value} ({where}, checked {limit.checked_on})")


async def test_an_unknown_page_is_answered_with_the_nearest_and_all(new_game: NewGame) -> None:
    player = (await new_game(bank())).player()

    await player.types("/study framwork")

    player.sees("Did you mean “framework”?", *dict.fromkeys(PAGE_WORDS.values()))


async def test_a_sheet_asked_for_without_the_word_sheet_is_found_or_pointed_to(new_game: NewGame) -> None:
    player = (await new_game(bank())).player()

    await player.types("/study redis")

    player.sees("sheet")
