"""Technologies in an answer: aliases, slips of the pen, everyday words, and who may stand for whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog import Catalog
from bot.grading.names import Lexicon, Names
from content.rubric import names

SMALL = Lexicon(
    Names(
        aliases={
            "kafka": ("kafka", "apache kafka"),
            "event_hubs": ("event hubs",),
            "sqs": ("sqs",),
            "sqs_fifo": ("sqs fifo",),
            "rabbitmq": ("rabbitmq", "rabbit"),
            "redis": ("redis",),
            "valkey": ("valkey",),
            "elasticsearch": ("elasticsearch",),
            "loop": ("loop",),
            "pool": ("pool",),
        },
        broader={"sqs_fifo": "sqs", "loop": "pool", "pool": "loop"},
        kin=(("redis", "valkey"),),
        phrases={"none": r"\bno cache\b"},
        everyday=frozenset({"rabbit"}),
        ordinary=frozenset({"redid"}),
    )
)


@pytest.fixture(scope="module")
def lexicon(course: Catalog) -> Lexicon:
    return Lexicon(names(course.technologies))


def ids(text: str, *expected: str) -> list[str]:
    return [mention.id for mention in SMALL.mentions(text, expected)]


@pytest.mark.parametrize("text", ["Kafka", "KAFKA", "apache kafka", "Apache-Kafka", "ApacheKafka", "apache_kafka"])
def test_a_name_is_found_however_its_words_are_joined(text: str) -> None:
    assert ids(f"We take {text}.") == ["kafka"]


def test_a_longer_name_wins_over_the_shorter_one_inside_it() -> None:
    assert ids("SQS FIFO, not SQS") == ["sqs_fifo", "sqs"]


@pytest.mark.parametrize("text", ["kafkaesque", "un-kafka", "mysqs", "sqsx"])
def test_a_name_inside_another_word_is_no_mention(text: str) -> None:
    assert ids(text) == []


def test_mentions_come_in_order_with_their_places() -> None:
    text = "no cache, then Redis; kafka last"
    assert [(m.id, text[m.start : m.end]) for m in SMALL.mentions(text)] == [
        ("none", "no cache"),
        ("redis", "Redis"),
        ("kafka", "kafka"),
    ]


@pytest.mark.parametrize("text", ["Kakfa", "kafkka", "kafca", "Rediss", "elasticsaerch", "elasticserch", "rabitmq"])
def test_a_slip_of_the_pen_is_forgiven(text: str) -> None:
    assert len(ids(f"We take {text} for it")) == 1


def test_a_long_name_forgives_two_slips_and_a_short_one_does_not() -> None:
    assert ids("elastcserch") == ["elasticsearch"]
    assert ids("kfaak") == []


def test_an_ordinary_word_is_no_slip() -> None:
    assert ids("we redid it") == []


def test_a_word_with_another_first_letter_is_no_slip() -> None:
    assert ids("a bedis and a nafka") == []


def test_an_everyday_word_counts_with_a_capital_or_where_it_is_expected() -> None:
    assert ids("a rabbit hole") == []
    assert ids("Rabbit routes it") == ["rabbitmq"]
    assert ids("we take rabbit", "rabbitmq") == ["rabbitmq"]


def test_an_id_that_no_list_knows_is_found_where_the_task_speaks_of_it() -> None:
    assert ids("Foo Base and foo-base and foobase", "foo_base") == ["foo_base"] * 3
    assert ids("Foo Base") == []


def test_one_may_stand_for_itself_its_wider_kind_and_its_kin() -> None:
    assert SMALL.matches("kafka", "kafka")
    assert SMALL.matches("sqs_fifo", "sqs")
    assert SMALL.matches("valkey", "redis")


def test_a_wider_kind_does_not_stand_for_the_special_one() -> None:
    assert not SMALL.matches("sqs", "sqs_fifo")
    assert not SMALL.matches("kafka", "sqs")


def test_kinds_that_lead_in_a_circle_are_looked_at_once() -> None:
    assert SMALL.matches("loop", "pool")
    assert not SMALL.matches("loop", "kafka")


def test_a_kind_of_itself_is_none() -> None:
    assert SMALL.kind_of("sqs_fifo", "sqs")
    assert not SMALL.kind_of("sqs", "sqs")
    assert not SMALL.kind_of("sqs", "sqs_fifo")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Casandra", "cassandra"),
        ("casssandra", "cassandra"),
        ("Cassanrda", "cassandra"),
        ("Dynmodb", "dynamodb"),
        ("mongdb", "mongodb"),
        ("postgress", "postgresql"),
        ("Postgers", "postgresql"),
        ("Redsi", "redis"),
        ("memcahced", "memcached"),
        ("Rabbit MQ", "rabbitmq"),
        ("kuberentes", "kubernetes"),
        ("k8s", "kubernetes"),
        ("Prometeus", "prometheus"),
        ("scylla db", "scylladb"),
        ("Scylla-DB", "scylladb"),
        ("elastic search", "elasticsearch"),
    ],
)
def test_products_are_known_as_people_type_them(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert [mention.id for mention in lexicon.mentions(f"We would take {typed} here.")] == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "The document store keeps customer stats for the whole system.",
        "A scanner reads the docket, thanks to temporary files in the container of the valley.",
        "Every request goes through the river of events; each process consults its own counter.",
        "We pivot to another posture and rescue the old rows.",
        "Readers reread, writers rewrite, and the balance stays consistent across regions.",
    ],
)
def test_plain_english_names_no_product(lexicon: Lexicon, text: str) -> None:
    assert lexicon.mentions(text) == ()


WORDS = st.sampled_from(
    [
        "kafka",
        "Kakfa",
        "apache",
        "sqs",
        "fifo",
        "rabbit",
        "no",
        "cache",
        "redis",
        "foo",
        "base",
        ",",
        ".",
        "-",
        "_",
        "we",
    ]
)


@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=20).map(" ".join)))
def test_mentions_never_overlap_and_never_lie_outside_the_text(text: str) -> None:
    end = 0
    for mention in SMALL.mentions(text, ["sqs", "rabbitmq"]):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
