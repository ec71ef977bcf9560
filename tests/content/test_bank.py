"""The built-in bank: what the course owes, and rules that hold over all cards together."""

import re
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from bot.catalog import Catalog, Question
from bot.grading.exact.short import short
from bot.items.choose import make
from bot.items.item import Item
from bot.quiz.matching import option_meant
from bot.text import clean, folded
from bot.topics import TOPICS
from content.load import KINDS, load
from tests.player import examiner

COURSE_TECHNOLOGIES = {
    "postgresql", "mysql", "cassandra", "dynamodb", "mongodb", "cockroachdb", "tidb", "scylladb", "neo4j", "neptune",
    "redis", "memcached",
    "kafka", "zookeeper", "rabbitmq", "sqs", "pulsar",
    "vm", "ecs", "kubernetes", "lambda",
    "prometheus", "grafana", "datadog", "cloudwatch", "elk",
}  # fmt: skip
NEVER_AN_ANSWER = {"zookeeper"}  # Kafka 4 runs without it: naming it is the mistake
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def choices(course: Catalog) -> list[Question]:
    """Every question with options."""
    return [card for card in course.questions.values() if card.options]


def an_item(card: Question, course: Catalog) -> Item:
    """The question as it is asked with some seed."""
    item = make(card.id, course, 7)
    assert item is not None
    return item


def test_the_bank_is_sound() -> None:
    load()


# What is owed


def test_there_are_ninety_published_questions_or_more(course: Catalog) -> None:
    assert sum(card.status == "published" for card in course.questions.values()) >= 90


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_enough_published_questions_for_a_run_or_two(course: Catalog, topic: str) -> None:
    assert sum(card.status == "published" and card.topic == topic for card in course.questions.values()) >= 10


@pytest.mark.parametrize(
    "kind", ["best_fit", "simplest", "flip", "tradeoff", "antipattern", "metric", "symptom", "short"]
)
def test_every_kind_of_question_is_there(course: Catalog, kind: str) -> None:
    assert sum(card.status == "published" and card.kind == kind for card in course.questions.values()) >= 5


def test_every_technology_of_the_course_is_there(course: Catalog) -> None:
    assert {card.id for card in course.technologies.values() if card.in_course} == COURSE_TECHNOLOGIES
    assert len(COURSE_TECHNOLOGIES) == 26


def test_every_technology_of_the_course_has_a_figure_with_a_source(course: Catalog) -> None:
    sourced = {
        card.id for card in course.technologies.values() for limit in card.limits if limit.source in course.sources
    }

    without_a_store = {"grafana"}  # it draws what others keep: there is no limit of its own to know
    assert COURSE_TECHNOLOGIES - sourced == without_a_store


def test_every_technology_of_the_course_is_the_right_answer_to_something(course: Catalog) -> None:
    answers = [option.text for card in choices(course) for option in card.options if option.right]
    answers += [spelling for card in course.questions.values() for spelling in card.accepted]
    said = [f" {folded(answer)} " for answer in answers]

    def is_an_answer(card_id: str) -> bool:
        card = course.technologies[card_id]
        names = {f" {folded(name)} " for name in (card.id, card.name, *card.aliases)}
        return any(name in answer for name in names for answer in said)

    assert sorted(filter(lambda card_id: not is_an_answer(card_id), COURSE_TECHNOLOGIES)) == sorted(NEVER_AN_ANSWER)


def test_the_framework_has_its_three_steps(course: Catalog) -> None:
    assert sorted(step.order for step in course.steps.values()) == [1, 2, 3]


def test_the_map_has_its_five_decisions_each_with_rivals_and_prices(course: Catalog) -> None:
    assert sorted(decision.order for decision in course.decisions.values()) == [1, 2, 3, 4, 5]
    assert {decision.topic for decision in course.decisions.values()} == set(TOPICS) - {"framework"}
    for decision in course.decisions.values():
        assert len(decision.options) >= 2
        assert all(option.technologies and option.gain and option.price for option in decision.options)


def test_the_tree_is_the_one_that_is_taught(course: Catalog) -> None:
    tree = course.trees["course-database"]
    leaves = [set(node.leaf) for node in tree.nodes.values() if node.leaf]

    assert len(leaves) == 6
    for taught in (
        {"postgresql", "mysql"},
        {"cockroachdb", "tidb"},
        {"redis", "dynamodb"},
        {"cassandra", "scylladb"},
        {"mongodb", "dynamodb"},
        {"neo4j", "neptune"},
    ):
        assert taught in leaves


def test_the_tree_says_to_measure_before_believing_its_line(course: Catalog) -> None:
    tree = course.trees["course-database"]
    said = " ".join([tree.note, *(node.note for node in tree.nodes.values())])

    assert "20K" in said
    assert "100K" in said
    assert "benchmark" in said.casefold() or "measure" in said.casefold()


def test_the_case_has_five_decisions_with_a_price_a_flip_and_five_metrics(course: Catalog) -> None:
    case = course.cases["whatsapp"]

    assert len(case.decisions) == 5
    assert {decision.topic for decision in case.decisions} == set(TOPICS) - {"framework"}
    assert all(decision.lose and decision.flips and len(decision.model_answer) == 3 for decision in case.decisions)
    assert len(set(case.metrics)) >= 5


def test_the_case_works_out_its_writes(course: Catalog) -> None:
    values = [figure.value for figure in course.cases["whatsapp"].numbers]

    assert any(230_000 < value < 233_000 for value in values)
    assert any(690_000 < value < 700_000 for value in values)


def test_the_assignment_asks_four_decisions_and_three_metrics(course: Catalog) -> None:
    (assignment,) = (card for card in course.assignments.values() if card.case == "whatsapp")

    assert [task.topic for task in assignment.tasks] == ["database", "cache", "queue", "compute", "monitoring"]
    assert all(len(task.model_answer) == 3 and task.look_for for task in assignment.tasks)


def test_technology_first_and_some_relatives_are_there(course: Catalog) -> None:
    assert sum(card.in_course for card in course.antipatterns.values()) >= 1
    assert len(course.antipatterns) >= 5


# What holds over all cards together


def test_ids_are_slugs(course: Catalog) -> None:
    ids = [card_id for kind in KINDS for card_id in getattr(course, kind)]

    assert [card_id for card_id in ids if not SLUG.fullmatch(card_id)] == []


def test_ids_of_nodes_are_slugs(course: Catalog) -> None:
    assert all(SLUG.fullmatch(node_id) for tree in course.trees.values() for node_id in tree.nodes)


def test_the_right_option_is_rarely_the_longest(course: Catalog) -> None:
    longest = [
        card.id
        for card in choices(course)
        if max(card.options, key=lambda option: (len(option.text), option.right)).right
    ]

    assert len(longest) / len(choices(course)) <= 0.35


def test_the_right_option_is_rarely_the_shortest(course: Catalog) -> None:
    shortest = [
        card.id
        for card in choices(course)
        if min(card.options, key=lambda option: (len(option.text), not option.right)).right
    ]

    assert len(shortest) / len(choices(course)) <= 0.35


def test_no_two_stems_are_alike(course: Catalog) -> None:
    alike = [
        (one.id, other.id)
        for one, other in combinations(course.questions.values(), 2)
        if fuzz.token_sort_ratio(one.stem, other.stem) > 85
    ]

    assert alike == []


def test_every_source_that_is_used_exists_and_has_an_address(course: Catalog) -> None:
    used = {source for card in course.questions.values() for source in card.sources}
    used |= {source for tree in course.trees.values() for source in tree.sources}
    used |= {limit.source for card in course.technologies.values() for limit in card.limits}

    assert used - course.sources.keys() <= {"judgement"}
    assert all(source.url and source.title for source in course.sources.values())


def test_cards_hold_no_letter_that_cannot_be_seen(course: Catalog) -> None:
    for card in course.questions.values():
        texts = [card.stem, card.flip, card.explain, *card.accepted]
        texts += [text for option in card.options for text in (option.text, option.explain)]
        assert [text for text in texts if clean(text) != text] == []


def test_the_words_of_an_option_always_mean_that_option(course: Catalog) -> None:
    for card in choices(course):
        item = an_item(card, course)
        assert [option_meant(option.text, item) for option in item.options] == list(range(len(item.options)))


def test_every_spelling_of_a_typed_answer_is_accepted_and_none_stands_in_the_question(course: Catalog) -> None:
    for card in course.questions.values():
        for spelling in card.accepted:
            assert short(card.accepted, spelling, examiner().names).right
            assert f" {folded(spelling)} " not in f" {folded(card.stem)} "


def test_every_name_of_a_sheet_means_one_card(course: Catalog) -> None:
    owners: dict[str, set[str]] = {}
    for technology in course.technologies.values():
        for name in (technology.id, technology.name, *technology.aliases):
            owners.setdefault(folded(name), set()).add(f"technologies/{technology.id}")
    for metric in course.metrics.values():
        for name in (metric.id, metric.name):
            owners.setdefault(folded(name), set()).add(f"metrics/{metric.id}")

    assert {name: cards for name, cards in owners.items() if len(cards) > 1} == {}


def test_the_facts_of_a_branch_never_repeat(course: Catalog) -> None:
    for tree in course.trees.values():
        facts = [fact for node in tree.nodes.values() for edge in node.edges for fact in edge.facts]
        assert len(facts) == len(set(facts))
