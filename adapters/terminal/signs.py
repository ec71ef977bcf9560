"""Signs for screens that know fewer letters: a mark must not vanish with the letter that drew it."""

SPELLED_OUT = "spelled-out"
_SIGNS = dict(zip("✓✗→›─█░·“”", "+x>>-#.|''", strict=True)) | {"…": "..."}


def spelled_out(error: UnicodeError) -> tuple[str, int]:
    """Python's error handler: what cannot be written, in plain letters where we know them, else a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unknown = error.object[error.start : error.end]
    return "".join(_SIGNS.get(letter, "?") for letter in unknown), error.end
