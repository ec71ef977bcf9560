"""Question cards as items: the same card, in the order of a seed."""

from collections import Counter

from bot.catalog import Catalog
from bot.chance import mix
from bot.items.choose import make
from bot.items.item import OUR_JUDGEMENT, Item
from tests.banks import bank, question, typed


def made(family: str, catalog: Catalog, seed: int = 7) -> Item:
    """The item, which must exist."""
    item = make(family, catalog, seed)
    assert item is not None
    return item


def test_every_question_of_the_course_makes_an_item_with_its_own_options(published: Catalog) -> None:
    for card in published.questions.values():
        for seed in range(5):
            item = made(card.id, published, mix(seed, 0))
            assert sorted(option.text for option in item.options) == sorted(option.text for option in card.options)
            assert item.accepted == card.accepted
            assert (item.stem, item.flip, item.topic, item.kind) == (card.stem, card.flip, card.topic, card.kind)


def test_every_question_of_the_course_is_right_in_exactly_one_option(published: Catalog) -> None:
    for card in published.questions.values():
        item = made(card.id, published)
        if item.options:
            assert [option.right for option in item.options].count(True) == 1
            assert item.options[item.right].right


def test_every_question_of_the_course_explains_each_option_and_names_a_source(published: Catalog) -> None:
    for card in published.questions.values():
        item = made(card.id, published)
        assert all(option.explain for option in item.options)
        assert item.options or item.explain
        assert item.flip
        assert item.cites


def test_a_seed_always_gives_the_same_order() -> None:
    catalog = bank(question())

    assert made("session-store", catalog, 7) == made("session-store", catalog, 7)


def test_seeds_give_different_orders() -> None:
    catalog = bank(question())

    assert len({made("session-store", catalog, seed).options for seed in range(200)}) == 24


def test_the_right_answer_stands_in_each_place_equally_often(published: Catalog) -> None:
    places = Counter(
        made(card.id, published, mix(seed, 1)).right
        for card in published.questions.values()
        if len(card.options) == 4
        for seed in range(200)
    )

    assert all(0.2 < places[place] / places.total() < 0.3 for place in range(4))


def test_the_right_answer_of_one_question_stands_in_each_place_equally_often() -> None:
    catalog = bank(question())
    places = Counter(made("session-store", catalog, mix(seed, 1)).right for seed in range(2_000))

    assert all(0.2 < places[place] / 2_000 < 0.3 for place in range(4))


def test_a_source_is_cited_with_title_day_and_address() -> None:
    assert made("session-store", bank(question())).cites == (
        "The manual (seen 2026-11-22): https://example.org/manual",
    )


def test_a_judgement_of_ours_is_called_that() -> None:
    assert made("open-source-sql", bank(typed())).cites == (OUR_JUDGEMENT,)


def test_a_card_that_is_gone_makes_no_item() -> None:
    assert make("session-store", bank(typed()), 7) is None


def test_a_question_may_be_called_anything() -> None:
    catalog = bank(question("walk-before-you-run"))

    assert made("walk-before-you-run", catalog).stem == "Which one fits walk-before-you-run?"
