"""The grader's data: names, classes of words, misconceptions with their own sentences, learned weights."""

import json
import re
import subprocess
import sys
from math import isfinite
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.catalog import Catalog
from bot.grading.facts import METRIC, contradictions
from bot.grading.knowledge import Knowledge
from bot.grading.model import Blend, Linear, Weights
from bot.grading.names import Lexicon
from bot.grading.reading import read, stem
from bot.grading.rubric import CRITERIA, MAX_CHARS
from content.rubric import Claim, claims, cues, knowledge, misconceptions, names, weights, written

CLAIMS = tuple(claims())
KNOWN = names({})
IDS = {*KNOWN.aliases, *(KNOWN.phrases or {})}
PATIENCE_S = 120  # all searches together take about a second; a catastrophic one takes days
SEARCHES = """
import json, re, sys
for name, pattern, texts in json.load(sys.stdin):
    print(name, flush=True)
    for text in texts:
        re.search(pattern, text, re.IGNORECASE)
"""

every_claim = pytest.mark.parametrize("claim", CLAIMS, ids=[claim.id for claim in CLAIMS])


@pytest.fixture(scope="module")
def known(course: Catalog) -> Knowledge:
    return knowledge(course.technologies)


def found(known: Knowledge, claim: Claim, sentence: str) -> list[str]:
    """The ids of all claims that are seen in a sentence on the first technology of `claim`."""
    subject = None if claim.about[0] == METRIC else claim.about[0]
    seen = contradictions(read(sentence, known.lexicon), subject, known.misconceptions)
    return [contradiction.claim.id for contradiction in seen]


@every_claim
def test_a_misconception_is_seen_in_its_own_sentences(known: Knowledge, claim: Claim) -> None:
    assert [sentence for sentence in claim.must if claim.id not in found(known, claim, sentence)] == []


@every_claim
def test_no_misconception_at_all_is_seen_in_a_true_sentence(known: Knowledge, claim: Claim) -> None:
    seen = {sentence: found(known, claim, sentence) for sentence in claim.must_not}
    assert {sentence: ids for sentence, ids in seen.items() if ids} == {}


@every_claim
def test_a_misconception_brings_sentences_a_truth_and_a_source(claim: Claim) -> None:
    assert claim.must
    assert claim.must_not
    assert claim.truth.strip() == claim.truth
    assert claim.truth.endswith(".")
    assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(?:/\S*)?", claim.source, re.IGNORECASE)


@every_claim
def test_a_misconception_is_about_something_that_is_known(claim: Claim) -> None:
    assert claim.about
    assert len(set(claim.about)) == len(claim.about)
    assert set(claim.about) - IDS - {METRIC} == set()


@every_claim
def test_the_pattern_of_a_misconception_needs_words(claim: Claim) -> None:
    for pattern in filter(None, (claim.says, claim.unless)):
        assert not re.search(pattern, "", re.IGNORECASE)
        assert not re.search(pattern, " . , ; - ", re.IGNORECASE)


def test_the_ids_of_misconceptions_are_unique() -> None:
    ids = [claim.id for claim in CLAIMS]
    assert sorted(set(ids)) == sorted(ids)


def test_every_misconception_is_ready_to_match() -> None:
    assert [made.id for made in misconceptions()] == [claim.id for claim in CLAIMS]


def hostile(claim: Claim, pattern: str) -> list[str]:
    """Texts that begin to match again and again and never end: the pattern's own words, repeated."""
    own = re.findall(r"[a-z]{2,}", re.sub(r"\\.", " ", pattern))
    said = " ".join(sentence.rstrip(".") for sentence in claim.must)
    seeds = {" ".join(own), said, "a", " ", "a ", "1 ", "- ", *own}
    return [(f"{seed} " * MAX_CHARS)[:MAX_CHARS] for seed in sorted(seeds)]


def test_no_pattern_runs_away_on_a_hostile_answer() -> None:
    asked = [
        (f"{claim.id} {key}", pattern, hostile(claim, pattern))
        for claim in CLAIMS
        for key, pattern in (("says", claim.says), ("unless", claim.unless))
        if pattern
    ]
    command = [sys.executable, "-c", SEARCHES]
    try:
        done = subprocess.run(
            command, check=False, input=json.dumps(asked).encode(), capture_output=True, timeout=PATIENCE_S
        )
    except subprocess.TimeoutExpired as late:
        pytest.fail(f"runs away: {(late.stdout or b'').decode().splitlines()[-1:]}")
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.splitlines()) == len(asked)


def misconceptions_in(folder: Path, text: str) -> None:
    (folder / "misconceptions").mkdir()
    (folder / "misconceptions" / "one.toml").write_text(text, encoding="utf-8")


ONE = '[[claim]]\nid = "x"\nabout = ["redis"]\nsays = "never"\ntruth = "It is so."\nsource = "https://redis.io/docs"\n'


def test_a_misconception_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    misconceptions_in(tmp_path, ONE)
    (made,) = misconceptions(tmp_path)
    assert (made.id, made.about, made.truth, made.unless, made.denial) == ("x", ("redis",), "It is so.", None, False)
    assert made.says.search("NEVER")


def test_an_unknown_key_in_a_misconception_is_refused(tmp_path: Path) -> None:
    misconceptions_in(tmp_path, ONE + 'musnt = ["a"]\n')
    with pytest.raises(ValidationError, match="musnt"):
        misconceptions(tmp_path)


def test_a_broken_pattern_is_refused(tmp_path: Path) -> None:
    misconceptions_in(tmp_path, ONE.replace("never", "(never"))
    with pytest.raises(re.error):
        misconceptions(tmp_path)


def test_no_name_belongs_to_two_products(course: Catalog) -> None:
    owners: dict[str, set[str]] = {}
    for tech, known in names(course.technologies).aliases.items():
        for alias in known:
            owners.setdefault(alias.casefold().replace("-", " ").replace("_", " "), set()).add(tech)
    assert {alias: techs for alias, techs in owners.items() if len(techs) > 1} == {}


def test_every_name_is_found_as_the_product_it_belongs_to(course: Catalog) -> None:
    made = names(course.technologies)
    lexicon = Lexicon(made)
    lost = [
        (tech, alias)
        for tech, known in made.aliases.items()
        for alias in known
        if [mention.id for mention in lexicon.mentions(alias, [tech])] != [tech]
    ]
    assert lost == []


def test_wider_kinds_and_kin_are_products_that_are_known() -> None:
    assert {tech for pair in KNOWN.broader.items() for tech in pair} - IDS == set()
    assert {tech for group in KNOWN.kin for tech in group} - IDS == set()
    assert [group for group in KNOWN.kin if len(set(group)) < 2] == []


def test_everyday_and_ordinary_words_are_written_without_case_and_kept_apart() -> None:
    assert [word for word in KNOWN.everyday | KNOWN.ordinary if word != word.casefold()] == []
    assert KNOWN.everyday & KNOWN.ordinary == set()


def test_an_ordinary_word_is_the_name_of_no_product() -> None:
    aliases = {alias.casefold() for known in KNOWN.aliases.values() for alias in known}
    assert aliases & KNOWN.ordinary == set()


def test_patterns_for_choices_without_a_name_need_words() -> None:
    for pattern in (KNOWN.phrases or {}).values():
        assert not re.search(pattern, "", re.IGNORECASE)


def test_classes_of_words_are_kept_by_stem_and_named_once() -> None:
    classes = cues()
    assert classes
    assert [word for word, of in classes.items() if not of or len(set(of)) != len(of)] == []
    assert [word for word in classes if word != word.casefold() or " " in word] == []


def test_every_word_of_a_class_is_found_by_its_stem(tmp_path: Path) -> None:
    (tmp_path / "cues.toml").write_text('cost = "lose losing price"\nmoney = "price"\n', encoding="utf-8")
    assert cues(tmp_path) == {stem("lose"): ("cost",), stem("losing"): ("cost",), stem("price"): ("cost", "money")}


def test_the_weights_know_every_part_of_a_verdict() -> None:
    made = weights()
    labels = {
        "reason": {*CRITERIA["decision"].values(), *CRITERIA["why"].values(), "tf", "plain"},
        "metric": {*CRITERIA["metric"].values(), "says", "plain"},
    }
    for family, wanted in labels.items():
        assert wanted <= set(made.blends[family])
        assert wanted <= set(made.answers[family].labels)
        assert set(made.clauses[family].labels) <= set(made.answers[family].labels)
        assert {*CRITERIA["decision" if family == "reason" else "metric"].values()} <= set(made.clauses[family].labels)


def test_every_weight_is_a_finite_number_and_every_row_is_whole() -> None:
    made = weights()
    for linear in (made.choice, *made.answers.values(), *made.clauses.values()):
        assert len(linear.bias) == len(linear.labels)
        assert [name for name, row in linear.rows.items() if len(row) != len(linear.labels)] == []
        assert [name for name, row in linear.rows.items() if not all(map(isfinite, row))] == []


def test_thresholds_are_chances() -> None:
    made = weights()
    thresholds = [blend.threshold for blends in made.blends.values() for blend in blends.values()]
    assert [chance for chance in (made.choice_threshold, *thresholds) if not 0 < chance < 1] == []


def test_the_weights_are_the_same_after_they_were_written_and_read(tmp_path: Path) -> None:
    made = weights()
    (tmp_path / "weights.json").write_text(written(made), encoding="utf-8")
    assert weights(tmp_path) == made


def linear(**rows: tuple[float, ...]) -> Linear:
    return Linear(("a", "b"), (0.12344, -1.0), rows)


def test_weights_are_written_in_rough_figures_and_without_what_weighs_nothing(tmp_path: Path) -> None:
    blend = Blend((0.5, 1.0, 0.0, -2.0, 0.25), 0.4)
    rough = linear(kept=(0.500004, -3.0), tiny=(0.00004, -0.00004), nothing=(0.0, 0.0))
    made = Weights("v", rough, 0.3, {"metric": rough}, {"metric": rough}, {"metric": {"a": blend}})
    (tmp_path / "weights.json").write_text(written(made), encoding="utf-8")
    read_again = weights(tmp_path)
    assert read_again.choice == Linear(("a", "b"), (0.1234, -1.0), {"kept": (0.5, -3.0)})
    assert read_again.blends == made.blends
    assert (read_again.version, read_again.choice_threshold) == ("v", 0.3)


def test_the_same_weights_are_written_alike_whatever_the_order_of_their_rows() -> None:
    def text(rows: Linear) -> str:
        return written(Weights("v", rows, 0.5, {}, {}, {}))

    assert text(linear(x=(1.0, 2.0), y=(3.0, 4.0))) == text(linear(y=(3.0, 4.0), x=(1.0, 2.0)))
