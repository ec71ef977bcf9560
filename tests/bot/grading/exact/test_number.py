"""Numbers as answers: units, spellings, sums and ranges, within a factor."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.grading.exact.number import number

WRITES = (231_000.0, "writes/s", 2.0)
THREE_NINES = (99.9, "%", 1.0005)
QUARTER = (15.0, "min", 1.1)
FLOW = (138.9, "MB/s", 1.2)
GROWTH = (1.2, "GB/day", 1.2)
YEAR = (4_380.0, "TB", 1.1)
NODES = (260.0, "nodes", 1.2)
BILL = (40.0, "USD/month", 1.2)
BLOCK = (1_073_741_824.0, "bytes", 1.01)
FAST = (0.5, "ms", 1.1)
MEGABYTE = (1.0, "MB/s", 1.1)

Asked = tuple[float, str, float]


@pytest.mark.parametrize(
    "answer",
    [
        "231K",
        "231k?",
        "231 K",
        "231,000",
        "231 000",
        "231\u202f000",
        "231\u2009000",
        "231\u00a0000",
        "231'000",
        "231_000",
        "2,31,000",
        "231000.",
        "231.000,0",
        "231,5K",
        "0.231M",
        "2.3 lakh",
        "2.3e5",
        "2.31e+5",
        "2e5/s",
        "2.3*10^5",
        "2.3 x 10^5",
        "2.3 × 10⁵",
        "2.3 * 10**5 per second",
        "2*10^5/s",
        "~231K",
        "<250K",
        ">=200K",
        "≈ 231K",
        "about 230 thousand/s",
        "a quarter million per second",
        "quarter of a million per second",
        "two hundred and thirty thousand",
        "two hundred thirty thousand writes each second",
        "231k requests each second",
        "peak 231K writes/s",
        "the p99 is 231K",
        "231krps",
        "231k qps",
        "231k w/s",
        "14M per minute",
        "834M per hour",
        "20 billion messages a day",
        "20B/day",
        "600 billion per month",
        "7.3 trillion per year",
        "20B writes daily",
        "٢٣١٠٠٠",
        "２３１Ｋ",
        "231K (231,000)",
        "~231k (20B/day)",
        "462K, no wait, 231K",
        "1M... actually 231K",
    ],
)
def test_every_spelling_of_a_rate_is_read(answer: str) -> None:
    assert number(*WRITES, answer).right, number(*WRITES, answer)


@pytest.mark.parametrize(
    "answer",
    [
        "20B / 86,400 = 231K",
        "20B / 86,400 ≈ 231K/s",
        "20B/86400 ~ 231K",
        "500M × 40 = 20B; 20B / 86,400 = 231K",
        "20B messages/day is 231K/s",
        "20B/86400",
        "20B/86400 =",
        "500M * 40 / 86,400",
        "(500M * 40) / 86,400",
        "500M users × 40 messages ÷ 86,400 s",
        "20B messages per day / 86,400",
        "20B messages/day / 86,400 s/day",
        "20 billion divided by 86400",
        "5 x 46K",
        "200K + 31K",
        "300K - 70K + 1K",
        "600K/3",
    ],
)
def test_sums_count_by_their_result_stated_or_worked_out(answer: str) -> None:
    assert number(*WRITES, answer).right, number(*WRITES, answer)


@pytest.mark.parametrize(
    "answer",
    [
        "200-250K",
        "200K - 250K/s",
        "200–250K",
        "200K..250K",
        "200K to 250K per second",
        "between 200 and 250 thousand",
        "between 200K and 250K/s",
        "150K-500K",
    ],
)
def test_a_range_counts_by_its_middle(answer: str) -> None:
    assert number(*WRITES, answer).right, number(*WRITES, answer)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("10K-1M", "too wide"),
        ("100K-500K", "too wide"),
        ("1M-2M", "too high"),
        ("between 1 and 2 thousand", "too low"),
        ("0-500K", "the middle of that range"),
        ("231", "About 1,000 times too low: units slipped?"),
        ("231M", "About 1,000 times too high: units slipped?"),
        ("231.000", "I read 231.000 as 231"),
        ("20 billion", "days and seconds?"),
        ("231K/min", "About 60 times too low: minutes and seconds?"),
        ("231K per hour", "hours and seconds?"),
        ("231K a day", "days and seconds?"),
        ("1.231.000", "About 5 times too high"),
        ("10^5", "About 2 times too low"),
        ("one million", "About 4 times too high"),
        ("half a million", "too high"),
        ("231 GB", "That is a size; a rate in writes/s was asked for."),
        ("231 ms", "That is a time; a rate in writes/s was asked for."),
        ("99.9%", "That is a share; a rate in writes/s was asked for."),
        ("$231K", "That is a sum of money"),
        ("231K bytes/s", "That is an amount of data over time"),
        ("20B / 86,400 = 20B", "too high"),
        ("231K = 12", "too low"),
        ("231K, no wait, 2M", "too high"),
        ("200K 300K", "please give one number"),
        ("200K or 300K", "please give one number"),
        ("200K, 300K", "please give one number"),
        ("231K average, 694K peak", "please give one number"),
        ("1 2 3 4 5 6 7 8 9", "please give one number"),
        ("not 231K", "what it is not"),
        ("anything but 231K", "what it is not"),
        ("-231K", "Zero or less"),
        ("0", "Zero or less"),
        ("1/0", "beyond every number"),
        ("1e999", "beyond every number"),
        ("9" * 400, "beyond every number"),
        ("10^99999", "beyond every number"),
        ("1.2.3", "I cannot read that number"),
        ("192.168.1.1", "I cannot read that number"),
        ("nan", "I found no number"),
        ("inf", "I found no number"),
        ("", "I found no number"),
        ("🔥", "I found no number"),
        ("no idea", "I found no number"),
        ("the p99", "I found no number"),
        ("K", "I found no number"),
        ("1" * 5_000, "too long"),
    ],
)
def test_a_wrong_rate_is_told_why(answer: str, reason: str) -> None:
    judged = number(*WRITES, answer)
    assert not judged.right, judged
    assert reason in judged.reason


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (THREE_NINES, "99.9%"),
        (THREE_NINES, "99,9 %"),
        (THREE_NINES, "99.9 percent"),
        (THREE_NINES, "99.9 per cent"),
        (THREE_NINES, "0.999"),
        (THREE_NINES, "99.9"),
        (THREE_NINES, "three nines"),
        (THREE_NINES, "3 nines"),
        (THREE_NINES, "three 9s"),
        (THREE_NINES, "999‰"),
        ((0.999, "share", 1.0005), "99.9%"),
        ((0.999, "share", 1.0005), "0.999"),
        ((0.999, "", 1.0005), "99.9%"),
        ((0.5, "%", 1.2), "0.5"),
        ((0.5, "%", 1.2), "0.005"),
        ((50.0, "%", 1.2), "half"),
        (QUARTER, "15 min"),
        (QUARTER, "15m"),
        (QUARTER, "15-minute"),
        (QUARTER, "900 s"),
        (QUARTER, "900,000 ms"),
        (QUARTER, "a quarter of an hour"),
        (QUARTER, "a quarter hour"),
        (QUARTER, "¼ h"),
        (QUARTER, "0.25 hours"),
        (QUARTER, "15 min or 900 s"),
        ((90.0, "min", 1.1), "1 h 30 min"),
        ((90.0, "min", 1.1), "1h30m"),
        ((90.0, "min", 1.1), "1½ h"),
        ((90.0, "min", 1.1), "an hour and a half"),
        ((90.0, "min", 1.1), "one and a half hours"),
        ((60.0, "s", 1.1), "a minute"),
        ((14.0, "days", 1.1), "two weeks"),
        ((14.0, "days", 1.1), "336 h"),
        (FAST, "500 us"),
        (FAST, "500 µs"),
        (FAST, "500 μs"),
        (FAST, "500,000 ns"),
        (FAST, "half a millisecond"),
        (GROWTH, "1.2 GB per day"),
        (GROWTH, "1200 MB daily"),
        (GROWTH, "1.2 GB of new data a day"),
        (GROWTH, "50 MB per hour"),
        (GROWTH, "1.2G/day"),
        (GROWTH, "9.6 Gbit per day"),
        (FLOW, "139 MB/s"),
        (FLOW, "139M"),
        (FLOW, "139M/s"),
        (FLOW, "139"),
        (FLOW, "1.1 Gbps"),
        (FLOW, "1.1 Gbit/s"),
        (FLOW, "132 MiB/s"),
        (FLOW, "12 TB per day"),
        (FLOW, "694K writes/s * 200 B"),
        (MEGABYTE, "8 Mbit/s"),
        (MEGABYTE, "8Mb/s"),
        (MEGABYTE, "8 Mbps"),
        (MEGABYTE, "1 MBps"),
        (MEGABYTE, "1 mb/s"),
        (MEGABYTE, "8 megabits per second"),
        (BLOCK, "1 GiB"),
        (BLOCK, "1024 MiB"),
        (BLOCK, "2^30"),
        (YEAR, "4.38 PB"),
        (YEAR, "4 PiB"),
        (YEAR, "4T * 365 * 3 = 4.4PB"),
        (YEAR, "4 TB/day * 365 days * 3"),
        (YEAR, "4 TB x 365 days x 3 copies"),
        ((4.0, "TB", 1.3), "4T"),
        ((4.0, "TB", 1.3), "200 bytes * 20B"),
        ((4.0, "TB", 1.3), "32 Tbit"),
        (NODES, "260"),
        (NODES, "260 servers"),
        (NODES, "100M / 500K * 1.3"),
        (BILL, "$40 per month"),
        (BILL, "40 dollars a month"),
        (BILL, "$480 per year"),
        ((43.2, "min/month", 1.1), "10 min per week"),
        ((3.0, "", 1.0), "three copies"),
        ((1.0, "", 1.0), "just one"),
    ],
)
def test_units_are_converted(asked: Asked, answer: str) -> None:
    assert number(*asked, answer).right, number(*asked, answer)


@pytest.mark.parametrize(
    ("asked", "answer", "reason"),
    [
        (THREE_NINES, "99%", "A little too low"),
        (THREE_NINES, "0.99", "A little too low"),
        (THREE_NINES, "four nines", "A little too high"),
        ((99.9, "%", 2.0), "150%", "above the whole"),
        ((0.5, "%", 1.2), "50%", "About 100 times too high"),
        (QUARTER, "half an hour", "About 2 times too high"),
        (QUARTER, "15 s", "About 60 times too low: minutes and seconds?"),
        (QUARTER, "15 MB", "That is a size; a time in min was asked for."),
        (QUARTER, "15/s", "That is a rate"),
        (FAST, "500", "About 1,000 times too high: units slipped?"),
        (GROWTH, "1.2 GB", "That is a size"),
        (GROWTH, "1.2 TB/day", "About 1,000 times too high: units slipped?"),
        (FLOW, "139 MB", "That is a size"),
        (FLOW, "139 Mbit/s", "About 8 times too low: bits and bytes?"),
        (MEGABYTE, "1 Mb/s", "bits and bytes?"),
        (BLOCK, "1 GB", "A little too low"),
        (YEAR, "4.38", "About 1,000 times too low"),
        (YEAR, "4TB a day", "That is an amount of data over time"),
        (YEAR, "2-9 PB", "too wide"),
        ((4.0, "TB", 1.3), "9-5 TB", "too wide"),
        (NODES, "260 ms", "That is a time; a count in nodes was asked for."),
        (NODES, "260 per second", "That is a rate"),
        (NODES, "99%", "That is a share"),
        (BILL, "$40", "That is a sum of money"),
        ((3.0, "", 1.0), "4", "A little too high"),
    ],
)
def test_a_wrong_unit_or_size_is_told(asked: Asked, answer: str, reason: str) -> None:
    judged = number(*asked, answer)
    assert not judged.right, judged
    assert reason in judged.reason


@pytest.mark.parametrize(
    ("asked", "answer", "note"),
    [
        (WRITES, "231K", "You gave no unit, so I took writes/s."),
        (QUARTER, "15", "You gave no unit, so I took min."),
        (THREE_NINES, "0.999", "I read it as a share"),
        (WRITES, "231,5K", "I read 231,5 as 231.5"),
        (WRITES, "200-250K", "I took the middle of the range"),
        (WRITES, "20B/86400", "I worked out your sum"),
    ],
)
def test_the_reason_says_how_the_number_was_read(asked: Asked, answer: str, note: str) -> None:
    judged = number(*asked, answer)
    assert judged.right
    assert note in judged.reason


@pytest.mark.parametrize("answer", ["231K/s", "260 nodes"])
def test_nothing_is_assumed_where_a_unit_was_given(answer: str) -> None:
    assert "no unit" not in number(*(WRITES if "K" in answer else NODES), answer).reason


@pytest.mark.parametrize("answer", ["5", "5M", "5K", "12 GB", "100K to 900K", "-1", "1.5M/min", "77", "3 or 4"])
def test_a_wrong_answer_never_gives_the_value_away(answer: str) -> None:
    judged = number(231_481.0, "writes/s", 2.0, answer)
    assert not judged.right
    assert not any(leak in judged.reason for leak in ("231,481", "231481", "231K", "231,5", "230,000"))


def test_the_edges_of_the_factor_are_inside() -> None:
    assert number(100.0, "ms", 2.0, "50 ms").right
    assert number(100.0, "ms", 2.0, "200 ms").right
    assert not number(100.0, "ms", 2.0, "49 ms").right
    assert not number(100.0, "ms", 2.0, "201 ms").right


FRAGMENTS = (
    *(
        "1",
        "2.5",
        "10^5",
        "K",
        "M",
        " ",
        "/",
        "s",
        "per",
        "day",
        "GB",
        "%",
        "-",
        "=",
        "(",
        ")",
        "*",
        "x",
        "~",
        ",",
        ".",
    ),
    *("two", "half", "a", "nines", "$", "⁵", "½", "٣", "1e999", "to", "between", "and", "not", "Mbit", "h", "\ud800"),
)
ANY_VALUE = st.floats() | st.sampled_from([0.0, -1.0, math.inf, math.nan, 231_000.0])


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join) | st.text(st.characters(), max_size=120))
@settings(max_examples=500, deadline=None)
def test_no_answer_raises(answer: str) -> None:
    assert all(number(*asked, answer).reason for asked in (WRITES, FLOW, THREE_NINES, QUARTER))


ANY_UNIT = st.sampled_from(["", "%", "GB", "nodes", "s"]) | st.text(max_size=10)


@given(ANY_VALUE, ANY_UNIT, st.floats(), st.sampled_from(["3", "0", "-2 GB", "1-2"]))
@settings(max_examples=300, deadline=None)
def test_no_question_raises(value: float, unit: str, factor: float, answer: str) -> None:
    assert number(value, unit, factor, answer).reason


@given(st.floats(1e-3, 1e12), st.floats(1.1, 10))
def test_the_value_itself_is_always_right(value: float, factor: float) -> None:
    assert number(value, "writes/s", factor, f"{value!r} writes/s").right
