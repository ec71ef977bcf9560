"""`/study [page] [value]`: help, settings, course pages and sheets."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from unicodedata import category
from zoneinfo import ZoneInfo, available_timezones

from bot.catalog import Catalog
from bot.errors import Refusal
from bot.outcome import Outcome
from bot.ports import Profile
from bot.study import pages, sheets, view
from bot.text import folded, nearest
from bot.turn import Turn
from bot.widgets import Message

MAX_NAME_CHARS = 40
_ON = frozenset({"on", "yes", "in", "show"})
_OFF = frozenset({"off", "no", "out", "hide"})


def show(turn: Turn, args: Mapping[str, str], me: Profile) -> Outcome:
    """The page that was asked for; settings are kept at once."""
    page, value = args.get("page", "help"), args.get("value", "")
    if change := _SETTINGS.get(page):
        changed = change(me, value)
        if changed != me:
            turn.ledger.save_profile(changed, turn.moment.at)
        message = view.settings(changed)
    elif page == "sheet":
        message = sheets.find(value, turn.catalog)
    else:
        message = _PAGES[page](turn.catalog)
    return Outcome((turn.reply(message),))


@cache
def _zones() -> Mapping[str, str]:
    """All zones by their folded names; asking reads a folder."""
    return {name.casefold(): name for name in available_timezones()}


def _zone(me: Profile, value: str) -> Profile:
    if not value:
        raise Refusal(view.ASK_ZONE)
    known = _zones()
    found = known.get(value.casefold().replace(" ", "_"))
    if found is None:
        raise Refusal(view.no_zone(value, nearest(value.replace(" ", "_"), known), known))
    return replace(me, zone=ZoneInfo(found).key)


def _name(me: Profile, value: str) -> Profile:
    name = " ".join(value.split())
    if not any(category(letter)[0] in "LNS" for letter in name) or len(name) > MAX_NAME_CHARS:
        raise Refusal(view.ask_name(MAX_NAME_CHARS))
    return replace(me, name=name)


def _board(me: Profile, value: str) -> Profile:
    if folded(value) in _ON:
        return replace(me, on_board=True)
    if folded(value) in _OFF:
        return replace(me, on_board=False)
    raise Refusal(view.ASK_BOARD)


def _unchanged(me: Profile, value: str) -> Profile:
    return me


_SETTINGS: Mapping[str, Callable[[Profile, str], Profile]] = {
    "settings": _unchanged,
    "zone": _zone,
    "name": _name,
    "board": _board,
}
_PAGES: Mapping[str, Callable[[Catalog], Message]] = {
    "help": view.help_page,
    "about": view.about,
    "framework": pages.framework,
    "map": pages.decision_map,
    "tree": pages.tree,
    "case": pages.case,
    "assignment": pages.assignment,
    "antipatterns": pages.antipatterns,
}
