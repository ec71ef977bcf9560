"""The loader: a sound bank becomes a catalog, a broken one every fault at once, each with its place and advice."""

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from content.faults import BankError, Fault
from content.load import KINDS, load
from content.reading import MAX_FILE_BYTES
from tests.content.cards import QUESTION, SHORT, SOUND, TREE, broken, faults_of, line_of, the_fault, written

CACHE = "questions/cache.toml"


def test_a_sound_bank_holds_every_card_under_its_id(tmp_path: Path) -> None:
    catalog = load(written(tmp_path, SOUND))

    assert sorted(catalog.technologies) == ["mysql", "redis"]
    assert catalog.questions["session-store"].options[0].text == "Redis with a TTL"
    assert [getattr(catalog, kind) != {} for kind in KINDS] == [True] * len(KINDS)


def test_a_card_may_move_to_another_file_of_its_folder(tmp_path: Path) -> None:
    files = {name: text for name, text in SOUND.items() if name != CACHE}

    assert not faults_of(written(tmp_path, {**files, "questions/deeper/still/anything.toml": QUESTION}))


def test_any_change_of_a_file_is_another_version(tmp_path: Path) -> None:
    before = load(written(tmp_path, SOUND)).version
    after = load(written(tmp_path, {CACHE: QUESTION.replace("100M", "200M")})).version

    assert before == load(written(tmp_path, SOUND)).version != after


def test_a_draft_is_kept_and_marked(tmp_path: Path) -> None:
    assert load(written(tmp_path, SOUND)).questions["open-source-sql"].status == "draft"


# One fault each


def test_an_unknown_key_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, CACHE, "difficulty = 2", "dificulty = 2\ndifficulty = 2")

    assert fault == Fault(
        CACHE,
        line_of(CACHE, "difficulty"),
        "session-store.dificulty",
        "unknown key 'dificulty'",
        "did you mean 'difficulty'?",
    )


def test_an_unknown_key_like_no_other_is_answered_with_all_that_are_known(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, CACHE, "difficulty = 2", "zzz = 2\ndifficulty = 2")

    assert fault.problem == "unknown key 'zzz'"
    assert fault.advice.startswith("known here: accepted, author, bloom")


@pytest.mark.parametrize(
    ("file", "before", "wrong", "key", "meant"),
    [
        (CACHE, 'text = "Kafka with a topic"', "explian", "session-store.options.2.explian", "explain"),
        ("technologies/redis.toml", 'what = "Size of a value"', "valeu", "redis.limits.0.valeu", "value"),
        ("technologies/redis.toml", 'myth = "It is free"', "trueth", "redis.myths.1.trueth", "truth"),
        ("cases/chat.toml", 'what = "Average writes"', "exprr", "chat.numbers.0.exprr", "expr"),
        ("cases/chat.toml", 'when = "nothing must last"', "thn", "chat.decisions.0.flips.0.thn", "then"),
        ("assignments/course.toml", 'ask = "Which store?"', "look_fro", "course.tasks.0.look_fro", "look_for"),
        ("trees/store.toml", 'ask = "Which data model?"', "leef", "store.nodes.model.leef", "leaf"),
        ("trees/store.toml", 'when = "Tables"', "fact", "store.nodes.model.edges.1.fact", "facts"),
    ],
)
def test_an_unknown_key_deep_in_a_card_is_named_with_its_line_and_the_nearest(
    tmp_path: Path, *, file: str, before: str, wrong: str, key: str, meant: str
) -> None:
    fault = the_fault(tmp_path, file, before, f'{before}\n{wrong} = "x"')

    assert (fault.file, fault.line, fault.key) == (file, line_of(file, before) + 1, key)
    assert fault.advice == f"did you mean {meant!r}?"


def test_a_missing_key_is_named_at_its_card(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, CACHE, 'flip = "If nothing expired, Memcached would do."\n', "")

    assert fault == Fault(CACHE, 1, "session-store.flip", "the key 'flip' is missing", "add it")


def test_a_missing_key_deep_in_a_card_is_named_at_its_table(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, CACHE, 'explain = "A log is no lookup."\n', "")

    assert fault.key == "session-store.options.2.explain"
    assert fault.line == line_of(CACHE, 'text = "Kafka') - 1  # the line of its [[session-store.options]]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "problem"),
    [
        (CACHE, "difficulty = 2", 'difficulty = "hard"', "session-store.difficulty", "integer"),
        (CACHE, "difficulty = 2", "difficulty = [2]", "session-store.difficulty", "integer"),
        (CACHE, 'kind = "best_fit"', 'kind = "best"', "session-store.kind", "'best_fit', 'simplest'"),
        (CACHE, 'topic = "cache"', "topic = 7", "session-store.topic", "'framework', 'database'"),
        (CACHE, 'sources = ["manual"]', 'sources = "manual"', "session-store.sources", "array"),
        (CACHE, 'sources = ["manual"]', "sources = [7]", "session-store.sources.0", "string"),
        (CACHE, "right = true", 'right = "perhaps"', "session-store.options.0.right", "boolean"),
        (CACHE, "reviewed_on = 2026-11-22", 'reviewed_on = "lately"', "session-store.reviewed_on", "date"),
        ("trees/store.toml", 'leaf = ["redis"]', 'leaf = "redis"', "store.nodes.kv.leaf", "array"),
        ("cases/chat.toml", "value = 231_481", 'value = "many"', "chat.numbers.0.value", "number"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_with_its_line(
    tmp_path: Path, *, file: str, old: str, new: str, key: str, problem: str
) -> None:
    fault = the_fault(tmp_path, file, old, new)

    assert (fault.file, fault.line, fault.key) == (file, line_of(file, old), key)
    assert problem in fault.problem
    assert fault.advice


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("right = true", 'right = "no"'),
        ("right = true", 'right = "on"'),
        ("right = true", "right = 1"),
        ("difficulty = 2", 'difficulty = "2"'),
        ("difficulty = 2", "difficulty = true"),
        ("reviewed_on = 2026-11-22", "reviewed_on = 1"),
    ],
)
def test_a_word_for_a_yes_and_a_number_in_quotes_are_not_guessed_at(tmp_path: Path, old: str, new: str) -> None:
    assert the_fault(tmp_path, CACHE, old, new).line == line_of(CACHE, old)


def test_an_id_that_two_files_use_is_named_with_both_places(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, {**SOUND, "questions/later.toml": f"\n{QUESTION}"}))

    assert faults == (
        Fault(
            "questions/later.toml",
            2,
            "session-store",
            "the id 'session-store' is taken by questions/cache.toml:1",
            "give one of the two another id",
        ),
    )


def test_an_id_may_be_used_once_in_each_kind(tmp_path: Path) -> None:
    files = {**SOUND, "antipatterns/design.toml": SOUND["antipatterns/design.toml"].replace("[fashion]", "[redis]")}

    assert not faults_of(written(tmp_path, files))


def test_an_id_inside_the_card_is_refused(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, CACHE, 'kind = "best_fit"', 'id = "session-store"\nkind = "best_fit"')

    assert fault == Fault(CACHE, 2, "session-store.id", "the table's name is the id", "remove this key")


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "missing"),
    [
        (CACHE, 'sources = ["manual"]', 'sources = ["manual", "gone"]', "session-store.sources.1", "sources"),
        ("technologies/redis.toml", 'source = "manual"', 'source = "gone"', "redis.limits.0.source", "sources"),
        ("decisions/cache.toml", '["redis"]', '["gone"]', "cache.options.0.technologies.0", "technologies"),
        ("trees/store.toml", 'leaf = ["redis"]', 'leaf = ["redis", "gone"]', "store.nodes.kv.leaf.1", "technologies"),
        ("trees/store.toml", 'sources = ["manual"]', 'sources = ["gone"]', "store.sources.0", "sources"),
        ("prices/cache.toml", '["redis"]', '["gone"]', "ram.technologies.0", "technologies"),
        ("prices/cache.toml", 'near = ["disk"]', 'near = ["gone"]', "ram.near.0", "prices"),
        ("symptoms/queue.toml", 'first = "lag"', 'first = "gone"', "late.first", "metrics"),
        ("symptoms/queue.toml", 'near = ["depth"]', 'near = ["gone"]', "late.near.0", "metrics"),
        ("cases/chat.toml", 'metrics = ["lag"]', 'metrics = ["gone"]', "chat.metrics.0", "metrics"),
        (
            "cases/chat.toml",
            'accepted = ["redis"]',
            'accepted = ["gone"]',
            "chat.decisions.0.accepted.0",
            "technologies",
        ),
        ("assignments/course.toml", 'case = "chat"', 'case = "gone"', "course.case", "cases"),
    ],
)
def test_a_reference_to_a_card_that_is_not_there_is_named(
    tmp_path: Path, *, file: str, old: str, new: str, key: str, missing: str
) -> None:
    fault = the_fault(tmp_path, file, old, new)

    lines = SOUND[file].replace(old, new).split("\n")
    assert (fault.problem, fault.key) == (f"'gone' is no card in {missing}/", key)
    assert "gone" in lines[fault.line - 1]
    assert fault.advice


def test_what_is_not_toml_is_named_with_its_line(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, CACHE, 'topic = "cache"', "topic = cache")

    assert (fault.file, fault.line) == (CACHE, line_of(CACHE, "topic"))
    assert fault.problem.startswith("not TOML")
    assert fault.advice


def test_a_card_that_a_file_holds_twice_is_named(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, {**SOUND, CACHE: QUESTION + "\n" + QUESTION}))

    assert len(faults) == 1
    assert faults[0].file == CACHE
    assert "session-store" in faults[0].problem


@pytest.mark.parametrize(
    ("raw", "line"),
    [(QUESTION.encode("utf-16"), 1), (b'[a]\nname = "\xff"\n', 2), (b"\x00\x01\x02\xfe", 1)],
)
def test_what_is_not_utf_8_is_named_with_its_line(tmp_path: Path, raw: bytes, line: int) -> None:
    faults = faults_of(written(tmp_path, {**SOUND, "questions/other.toml": raw}))

    assert [(fault.file, fault.line) for fault in faults] == [("questions/other.toml", line)]
    assert "UTF-8" in faults[0].problem


def test_a_byte_order_mark_is_read_over_or_called_by_its_name(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, {**SOUND, CACHE: b"\xef\xbb\xbf" + QUESTION.encode()}))

    assert not faults or "byte order mark" in str(faults[0]).lower()


def test_a_file_over_the_limit_is_refused_with_both_figures(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, {**SOUND, "questions/big.toml": "#" * 300 * 1024}))

    assert [(fault.file, fault.line) for fault in faults] == [("questions/big.toml", 1)]
    assert faults[0].problem == f"the file has 307,200 bytes, {MAX_FILE_BYTES:,} is the limit"


@pytest.mark.parametrize(
    "nested",
    [
        pytest.param("a = " + "[\n" * 100_000, id="arrays"),
        pytest.param("a = " + "[\n" * 50_000 + "]" * 3_000, id="arrays that close"),
        pytest.param("[a]\nb = " + "[" * 250 + "]" * 250, id="arrays that toml still reads"),
        pytest.param("a = " + "{a = " * 700, id="inline tables"),
        pytest.param("[" + "a." * 1_900 + "a]", id="dotted names"),
        pytest.param("a" + ".a" * 1_900 + " = 1", id="dotted keys"),
        pytest.param("[a]\nb" + ".b" * 1_900 + " = 1", id="dotted keys in a card"),
        pytest.param("[a." + "b." * 900 + "b]\nc" + ".c" * 1_900 + " = 1", id="dotted keys below dotted names"),
    ],
)
def test_deep_nesting_is_a_fault_and_not_a_crash(tmp_path: Path, nested: str) -> None:
    faults = faults_of(written(tmp_path, {**SOUND, "questions/deep.toml": nested}))

    assert {fault.file for fault in faults} == {"questions/deep.toml"}
    assert all(len(str(fault)) < 1_000 for fault in faults)


def test_a_line_over_the_limit_is_refused_with_both_figures(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, {**SOUND, "questions/long.toml": "\n# " + "x" * 5_000}))

    assert faults[0].problem == "a line of 5,002 characters, 4,000 is the limit"
    assert [(fault.file, fault.line) for fault in faults] == [("questions/long.toml", 2)]


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e999"])
def test_a_figure_that_is_no_number_is_a_fault(tmp_path: Path, value: str) -> None:
    assert the_fault(tmp_path, "cases/chat.toml", "value = 231_481", f"value = {value}").key.startswith(
        "chat.numbers.0"
    )


@pytest.mark.parametrize(
    ("value", "what"),
    [("0x" + "f" * 3_900, "hexadecimal"), ("9" * 3_900, "decimal"), ("0b" + "1" * 3_900, "binary")],
    ids=lambda value: value[:8],
)
def test_an_endless_number_is_a_fault_and_not_a_crash(tmp_path: Path, value: str, what: str) -> None:
    fault = the_fault(tmp_path, CACHE, "difficulty = 2", f"difficulty = {value}")

    assert what
    assert len(str(fault)) < 500


@pytest.mark.parametrize(
    "new",
    ["difficulty = 2026-11-22", "difficulty = 2026-11-22T10:00:00Z", "difficulty = 10:00:00"],
)
def test_a_time_where_a_number_belongs_is_a_fault(tmp_path: Path, new: str) -> None:
    assert the_fault(tmp_path, CACHE, "difficulty = 2", new).line == line_of(CACHE, "difficulty")


@pytest.mark.parametrize("stem", ["2026-11-22", "2026-11-22T10:00:00Z", "10:00:00"])
def test_a_time_where_text_belongs_is_a_fault(tmp_path: Path, stem: str) -> None:
    old = 'stem = "A chat keeps 100M sessions that expire. Which store fits?"'

    assert the_fault(tmp_path, CACHE, old, f"stem = {stem}").line == line_of(CACHE, "stem")


@pytest.mark.parametrize(
    "slow",
    [
        pytest.param("a" + ".a" * 6_000 + " = 1", id="a dotted key of 12 KB"),
        pytest.param("[" + "a." * 10_000 + "a]", id="a dotted name of 20 KB"),
        pytest.param("[a]\nb = [\n[" + " " * 3_900 + "1\n]]", id="an array with a wide gap"),
        pytest.param("\n".join(f"k{n}" + ".a" * 1_900 + " = 1" for n in range(10)), id="ten dotted keys of 4 KB"),
        pytest.param("\n".join([" " * 3_900 + "#"] * 5), id="five lines of spaces"),
        pytest.param(" " * 9_000 + "#", id="a line of 9 KB of spaces"),
        pytest.param("\n".join(f"[k{n}" + ".a" * 1_900 + "]" for n in range(20)), id="twenty dotted names of 4 KB"),
    ],
)
def test_a_file_within_the_limit_is_read_in_no_time(tmp_path: Path, slow: str) -> None:
    root = written(tmp_path, {"questions/slow.toml": slow})
    started = process_time()

    faults_of(root)

    assert process_time() - started < 0.2  # a thousand times what a page of cards takes


def test_a_text_of_short_sentences_is_not_taken_for_a_deep_key(tmp_path: Path) -> None:
    about = 'about = """\nOne. Two. Three. Four. Five. Six. Seven. Eight. Nine.\n"""'

    assert not broken(tmp_path, "cases/chat.toml", 'about = "People write to each other."', about)


def test_a_key_outside_of_any_card_is_refused(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, CACHE, "[session-store]", 'topic = "cache"\n[session-store]')

    assert fault == Fault(CACHE, 1, "topic", "'topic' stands outside of any card", "put it below a [card-id] line")


def test_a_folder_of_no_kind_is_refused_with_the_nearest(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, {**SOUND, "qestions/cache.toml": QUESTION}))

    assert faults == (
        Fault("qestions/cache.toml", 1, "", "no kind of card is called 'qestions'", "did you mean 'questions'?"),
    )


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_without_cards_is_no_bank(tmp_path: Path, *, there: bool) -> None:
    (fault,) = faults_of(tmp_path if there else tmp_path / "gone")

    assert fault.problem == "no card was found"
    assert str(tmp_path) in fault.advice


def test_a_folder_that_is_called_like_a_file_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    written(tmp_path, SOUND)
    (tmp_path / "questions" / "folder.toml").mkdir()

    assert {fault.file for fault in faults_of(tmp_path)} <= {"questions/folder.toml"}


def test_a_link_that_leads_nowhere_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    written(tmp_path, SOUND)
    (tmp_path / "questions" / "link.toml").symlink_to(tmp_path / "nowhere")

    assert [fault.file for fault in faults_of(tmp_path)] == ["questions/link.toml"]


@pytest.mark.parametrize("card_id", ["Session Store", "session/store", "session.store", "", "sesión", "x" * 200])
def test_an_id_that_is_no_slug_is_refused(tmp_path: Path, card_id: str) -> None:
    fault = the_fault(tmp_path, "antipatterns/design.toml", "[fashion]", f'["{card_id}"]')

    assert fault.line == 1
    assert fault.advice


# Many at once


def test_faults_of_several_files_come_in_one_go_sorted_by_place(tmp_path: Path) -> None:
    faults = faults_of(
        written(
            tmp_path,
            {
                **SOUND,
                CACHE: QUESTION.replace("difficulty = 2", "difficulty = 9").replace('"manual"', '"gone"'),
                "questions/database.toml": SHORT.replace("status", "statsu"),
                "questions/syntax.toml": "[a",
                "technologies/mysql.toml": SOUND["technologies/mysql.toml"].replace("2028", "2026"),
                "trees/store.toml": TREE.replace('root = "model"', 'root = "nowhere"'),
            },
        )
    )

    assert [(fault.file, fault.key) for fault in faults] == [
        (CACHE, "session-store.sources.0"),
        (CACHE, "session-store.difficulty"),
        ("questions/database.toml", "open-source-sql.statsu"),
        ("questions/syntax.toml", ""),
        ("technologies/mysql.toml", "mysql.limits.0.stale_after"),
        ("trees/store.toml", "store.root"),
    ]


def test_several_faults_of_one_card_come_in_one_go(tmp_path: Path) -> None:
    text = QUESTION.replace("bloom", "blom").replace("difficulty = 2", 'difficulty = "hard"').replace("flip", "filp")
    faults = faults_of(written(tmp_path, {**SOUND, CACHE: text}))

    assert {fault.key for fault in faults} == {
        "session-store.blom",
        "session-store.bloom",
        "session-store.difficulty",
        "session-store.filp",
        "session-store.flip",
    }


def test_a_card_with_a_fault_is_not_also_called_missing_wherever_it_is_named(tmp_path: Path) -> None:
    faults = broken(tmp_path, "technologies/redis.toml", 'model = "A store"', 'modle = "A store"')

    assert {fault.file for fault in faults} == {"technologies/redis.toml"}


def test_the_error_shows_every_fault_on_a_line_of_its_own(tmp_path: Path) -> None:
    root = written(tmp_path, {**SOUND, CACHE: QUESTION.replace("difficulty = 2", "difficulty = 9"), "x/y.toml": ""})

    with pytest.raises(BankError) as refused:
        load(root)

    assert str(refused.value).splitlines() == [
        f"{CACHE}:7 session-store.difficulty: 9 is out of range; 1 (recall) to 5 (expert)",
        str(replace(refused.value.faults[1])),
    ]
    assert str(refused.value).splitlines()[1].startswith("x/y.toml:1: no kind of card is called 'x'; known here: ")
