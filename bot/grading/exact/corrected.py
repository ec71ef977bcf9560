"""The last word of somebody who corrects themselves: "Kafka, no wait, RabbitMQ" says RabbitMQ."""

import re

_PAUSE = r"[\s,.;:!?…()–—-]{0,9}"
_TURN = re.compile(
    rf"(?:\bno{_PAUSE}wait\b|\bwait{_PAUSE}no\b|\bhold on\b|\bscratch that\b|\b(?:no{_PAUSE})?sorry\b"
    r"|\bi mean\b|\bi meant\b|\bor rather\b|\bon second thoughts?\b|\bcorrection\s?:|^actually\b|^wait\b,"
    r"|[,.;!?…–—-]\s?(?:(?:or|oh|hmm|ah|well),? ){0,2}"
    r"(?:actually\b|wait\s?[,.…!]|make (?:that|it)\b|no\s?[,.;:!…–—-](?=\W{0,9}\w)))" + _PAUSE,
    re.IGNORECASE,
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def corrected(text: str) -> str:
    """What stands after the last correction; `text` itself if nothing was corrected."""
    said = [part for part in _TURN.split(text) if _LETTER_OR_DIGIT.search(part)]
    return said[-1] if said else text
