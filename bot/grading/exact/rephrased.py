"""Turns of speech made plain before a short answer is read."""

import re

_PERCENTILE = r"(?:percentile|pctl|pctile|centile)s?"
_REPHRASED = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"['’`´]", ""),  # isn't, it's
        (rf"\b(?:the )?(\d+(?:[.,]\d+)?)(?:st|nd|rd|th)?[ -]?{_PERCENTILE}", r"p\1"),
        (rf"\b{_PERCENTILE} (\d+(?:[.,]\d+)?)", r"p\1"),
        (rf"\bninety[ -]?fifth(?: {_PERCENTILE})?", "p95"),
        (rf"\bninety[ -]?ninth(?: {_PERCENTILE})?", "p99"),
        (r"\bp[ -](?=\d)", "p"),
        (r"(?<=\d),(?=\d)", "."),
        (r"\d+ ?%(?: (?:sure|certain|positive))?", " "),
        (r"^\s*\(?\d{1,2}[.)]\s+", ""),  # the mark of a list
        (r"\bpub ?/ ?sub\b", "pubsub"),
        (r"\b(?:any|every|no|all)(?:thing|one|body)?,? (?:but|except|besides)\b(?: for)?", " not "),
        (r"\b(?:other than|apart from|aside from|instead of|rather than|as opposed to|in place of)\b", " unlike "),
        (r"\b(?:as well as|together with|along with|combined with|in addition to)\b", " and "),
        (r"\b(?:no|without (?:a|any)) doubts?\b|\bwhy not\b|\bif (?:i am|im) not (?:wrong|mistaken)\b", " "),
        (r"\b(?:im |i am )?not (?:(?:so|really|very|entirely|totally|quite) )?(?:sure|certain)\b(?: but)?", " "),
        (r"\bi (?:might|may|could) be wrong\b|\bcorrect me if i(?:m| am) wrong\b", " "),
        (
            r"\b(?:i )?(?:have )?no (?:idea|clue)\b|\bidk\b|\bdunno\b"
            r"|\b(?:i )?(?:really )?(?:dont|do not) (?:know|remember)\b",
            " ",
        ),
        (r"\bor (?:so|something|whatever|similar|the like)\b(?: like that| similar)?|\betc\b", " "),
    )
)


def rephrased(text: str) -> str:
    """`text` with percentiles as p99, "anything but" as "not", and hedges left out."""
    for pattern, words in _REPHRASED:
        text = pattern.sub(words, text)
    return text
