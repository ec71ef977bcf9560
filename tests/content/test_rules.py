"""The rules that cards are written by, and what must hold between them."""

from pathlib import Path

import pytest

from tests.content.cards import CASE, SHORT, SOUND, TREE, broken, faults_of, line_of, the_fault, written

CACHE = "questions/cache.toml"
WORDS_61 = "word " * 60 + "word"


def test_the_sound_bank_is_sound(tmp_path: Path) -> None:
    assert not faults_of(written(tmp_path, SOUND))


# Questions


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("right = true\n", "", "options", "0 options are right"),
        (
            'explain = "The job would lag."',
            'right = true\nexplain = "The job would lag."',
            "options",
            "2 options are right",
        ),
        (
            'stem = "A chat keeps 100M sessions that expire. Which store fits?"',
            f'stem = "{WORDS_61}"',
            "stem",
            "61 words",
        ),
        ('"Kafka with a topic"', f'"{"k" * 71}"', "options.2.text", "71 characters"),
        (
            '"Redis with a TTL"',
            f'"{"R" * 60}"',
            "options",
            "the right option has 60 characters, the others 17 on average",
        ),
        ('"Kafka with a topic"', '"mysql with a JOB"', "options", "two options read the same"),
        ('explain = "A log is no lookup."', 'explain = ""', "options.2", "no explanation"),
        ('"Kafka with a topic"', '"All of the above"', "options.2.text", "all or none of the above"),
        ('"Kafka with a topic"', '"None of these fits"', "options.2.text", "all or none of the above"),
        ('kind = "best_fit"', 'kind = "tree_walk"', "kind", "tree walks are drawn from trees"),
        ('kind = "best_fit"', 'kind = "short"', "accepted", "a typed item has accepted spellings and no options"),
        ('sources = ["manual"]', "sources = []", "sources", "no source"),
        ("difficulty = 2", "difficulty = 0", "difficulty", "0 is out of range"),
        ("difficulty = 2", "difficulty = 6", "difficulty", "6 is out of range"),
    ],
)
def test_a_question_that_breaks_a_rule_is_named_with_advice(
    tmp_path: Path, old: str, new: str, key: str, problem: str
) -> None:
    faults = [fault for fault in broken(tmp_path, CACHE, old, new) if fault.key == f"session-store.{key}"]

    assert [fault.problem for fault in faults] == [problem]
    assert faults[0].file == CACHE
    assert faults[0].advice


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('stem = "A chat keeps 100M sessions that expire. Which store fits?"', f'stem = "{"word " * 60}"'),
        ('"Kafka with a topic"', f'"{"k" * 70}"'),
        ('"Redis with a TTL"', '"Redis with a TTL on every key"'),
        ("difficulty = 2", "difficulty = 5"),
        ('sources = ["manual"]', 'sources = ["judgement"]'),
    ],
)
def test_a_question_at_the_edge_of_a_rule_is_sound(tmp_path: Path, old: str, new: str) -> None:
    assert not broken(tmp_path, CACHE, old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('reviewed_by = "reader"\n', ""),
        ('reviewed_by = "reader"', 'reviewed_by = ""'),
        ('reviewed_by = "reader"', 'reviewed_by = "writer"'),
        ("reviewed_on = 2026-11-22\n", ""),
    ],
)
def test_what_is_published_has_been_read_by_somebody_who_did_not_write_it(tmp_path: Path, old: str, new: str) -> None:
    fault = the_fault(tmp_path, CACHE, old, new)

    assert fault.key == "session-store.reviewed_by"
    assert fault.problem == "published without a reader who did not write it"
    assert 'status = "draft"' in fault.advice


def test_a_draft_needs_no_second_reader(tmp_path: Path) -> None:
    assert not broken(tmp_path, CACHE, 'reviewed_by = "reader"', 'status = "draft"')


@pytest.mark.parametrize("count", [0, 1, 6])
def test_a_choice_has_two_to_five_options(tmp_path: Path, count: int) -> None:
    head, *options = SOUND[CACHE].split("[[session-store.options]]")
    text = "[[session-store.options]]".join([head, *(options * 2)[:count]])
    (fault,) = faults_of(written(tmp_path, {**SOUND, CACHE: text}))

    assert fault.key == "session-store.options"
    assert fault.problem == f"{count} options"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('accepted = ["PostgreSQL", "postgres"]', "accepted = []", "open-source-sql.accepted"),
        ('explain = "Post-Ingres gave it its name."', "", "open-source-sql"),
    ],
)
def test_a_typed_question_has_spellings_and_an_explanation(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert the_fault(tmp_path, "questions/database.toml", old, new).key == key


def test_a_spelling_that_is_nothing_once_it_is_compared_is_refused(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, "questions/database.toml", '"postgres"]', '"++"]')

    assert fault.key.startswith("open-source-sql.accepted")


# Trees


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ('root = "model"', 'root = "nowhere"', "store.root", "'nowhere' is no node"),
        ('to = "kv"', 'to = "nowhere"', "store.nodes.model.edges.0", "'nowhere' is no node"),
        ('to = "kv"', 'to = "sql"', "store.nodes.kv", "cannot be reached from the root"),
        ('facts = ["Every read knows its key."]', "facts = []", "store.nodes.model.edges.0", "no facts"),
        ('leaf = ["mysql"]', 'leaf = ["mysql"]\nask = "And now?"', "store.nodes.sql", "neither a question nor a leaf"),
        ('leaf = ["mysql"]', "", "store.nodes.sql", "neither a question nor a leaf"),
        ('ask = "Which data model?"', "", "store.nodes.model", "neither a question nor a leaf"),
        (
            'ask = "Which data model?"',
            'ask = "Which?"\nleaf = ["redis"]',
            "store.nodes.model",
            "neither a question nor a leaf",
        ),
    ],
)
def test_a_tree_that_cannot_be_walked_is_named(tmp_path: Path, old: str, new: str, key: str, problem: str) -> None:
    faults = broken(tmp_path, "trees/store.toml", old, new)

    assert (key, problem) in {(fault.key, fault.problem) for fault in faults}
    assert {fault.file for fault in faults} == {"trees/store.toml"}


def test_a_question_with_one_way_on_is_no_question(tmp_path: Path) -> None:
    start = TREE.index('[[store.nodes.model.edges]]\nwhen = "Tables"')
    text = TREE[:start] + '[store.nodes.kv]\nleaf = ["redis"]\n'
    (fault,) = faults_of(written(tmp_path, {**SOUND, "trees/store.toml": text}))

    assert (fault.key, fault.problem) == ("store.nodes.model", "neither a question nor a leaf")


@pytest.mark.parametrize("back_to", ["model", "deeper"])
def test_a_tree_that_leads_back_into_itself_is_refused(tmp_path: Path, back_to: str) -> None:
    circle = f"""
[store.nodes.deeper]
ask = "Which scale?"

[[store.nodes.deeper.edges]]
when = "One region"
to = "kv"
facts = ["One town."]

[[store.nodes.deeper.edges]]
when = "Unsure"
to = "{back_to}"
facts = ["Nobody knows."]
"""
    text = TREE.replace('to = "kv"', 'to = "deeper"') + circle

    assert {fault.file for fault in faults_of(written(tmp_path, {**SOUND, "trees/store.toml": text}))} == {
        "trees/store.toml"
    }


def test_two_branches_of_one_node_never_read_the_same(tmp_path: Path) -> None:
    assert broken(tmp_path, "trees/store.toml", 'when = "Tables"', 'when = "Looked up by key"')


# Cases


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("value = 231_481", "value = 240_000", "chat.numbers.0", "500e6 * 40 / 86400 is 231481, not 240000"),
        ('expr = "500e6 * 40 / 86400"', 'expr = "500e6 *"', "chat.numbers.0.expr", "cannot work out"),
        ('expr = "500e6 * 40 / 86400"', 'expr = "9**9**9"', "chat.numbers.0.expr", "a power over 64"),
        (
            'expr = "500e6 * 40 / 86400"',
            "expr = \"__import__('os').getpid()\"",
            "chat.numbers.0.expr",
            "only numbers with + - * / ** and brackets",
        ),
        ('best = ["mysql"]', "best = []", "chat.decisions.0.best", "no best option is on offer"),
        ('accepted = ["redis"]', 'accepted = ["mysql"]', "chat.decisions.0.accepted", "['mysql'] are best already"),
        (', "I give up speed."]', "]", "chat.decisions.0.model_answer", "not three sentences"),
    ],
)
def test_a_case_whose_figures_or_decisions_do_not_hold_is_named(
    tmp_path: Path, old: str, new: str, key: str, problem: str
) -> None:
    fault = the_fault(tmp_path, "cases/chat.toml", old, new)

    assert fault.key == key
    assert problem in fault.problem
    assert fault.advice


@pytest.mark.parametrize("expression", ["(0-8)**0.5", "2**" * 1_000 + "2", "1e999 - 1e999", "0 * 1"])
def test_a_sum_that_has_no_value_is_a_fault_and_not_a_crash(tmp_path: Path, expression: str) -> None:
    assert the_fault(tmp_path, "cases/chat.toml", "500e6 * 40 / 86400", expression).key.startswith("chat.numbers.0")


@pytest.mark.parametrize("value", ["229_500", "233_500"])
def test_a_figure_may_be_rounded_by_one_per_cent(tmp_path: Path, value: str) -> None:
    assert not broken(tmp_path, "cases/chat.toml", "value = 231_481", f"value = {value}")


def test_a_decision_without_a_flip_is_named(tmp_path: Path) -> None:
    flips = CASE[CASE.index("[[chat.decisions.flips]]") : CASE.index("[[chat.scoping]]")]
    text = CASE.replace(flips, "").replace('lose = "Some speed."', 'lose = "Some speed."\nflips = []')
    (fault,) = faults_of(written(tmp_path, {**SOUND, "cases/chat.toml": text}))

    assert (fault.key, fault.problem) == ("chat.decisions.0", "no flip")


# Technologies, decisions, symptoms


def test_a_technology_has_two_myths_to_make_wrong_options_from(tmp_path: Path) -> None:
    text = SOUND["technologies/redis.toml"]
    myth = text[text.rindex("[[redis.myths]]") :]
    fault = the_fault(tmp_path, "technologies/redis.toml", myth, "")

    assert (fault.key, fault.problem) == ("redis.myths", "1 myths")


def test_a_figure_goes_stale_after_it_was_checked(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, "technologies/redis.toml", "2028-11-22", "2026-11-22")

    assert (fault.key, fault.problem) == ("redis.limits.0.stale_after", "not after checked_on")


@pytest.mark.parametrize("alias", ["mysql", "MySQL", "MYSQL"])
def test_a_name_means_one_technology(tmp_path: Path, alias: str) -> None:
    fault = the_fault(tmp_path, "technologies/redis.toml", 'name = "Redis"', f'name = "Redis"\naliases = ["{alias}"]')

    assert fault.problem == "'mysql' also means mysql"


def test_a_name_means_either_a_technology_or_a_metric(tmp_path: Path) -> None:
    """`/study sheet` looks both up by name, and could show only one of them."""
    assert broken(tmp_path, "technologies/redis.toml", 'name = "Redis"', 'name = "Redis"\naliases = ["consumer-lag"]')


def test_an_option_of_the_map_names_a_technology(tmp_path: Path) -> None:
    assert the_fault(tmp_path, "decisions/cache.toml", '["redis"]', "[]").line == line_of(
        "decisions/cache.toml", "technologies"
    )


def test_the_answer_to_a_symptom_is_not_also_a_near_miss(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, "symptoms/queue.toml", 'near = ["depth"]', 'near = ["lag"]')

    assert (fault.key, fault.problem) == ("late.near", "'lag' is the answer")


def test_a_draft_is_held_to_the_same_rules(tmp_path: Path) -> None:
    files = {**SOUND, "questions/database.toml": SHORT.replace("difficulty = 1", "difficulty = 7")}

    assert [fault.key for fault in faults_of(written(tmp_path, files))] == ["open-source-sql.difficulty"]
