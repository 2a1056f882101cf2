"""Lines that say the same again fold into one: fixes of one minute, and a form that was kept as it was typed."""

import collections.abc
import itertools

import msgspec

from app.console.incident.timeline.timeline_words import Entry, Fold

MINUTE_MS = 60_000


def folded(lines: collections.abc.Iterable[Entry], opened: collections.abc.Container[int] = ()) -> list[Entry]:
    """The lines, newest first, with neighbours of a kind as one; what is ``opened`` stands under its own line.

    A fold is known by the seq of its oldest line, which stays when newer ones join it.
    """
    shown: list[Entry] = []
    for kind, group in itertools.groupby(lines, _alike):
        members = list(group)
        if not kind or len(members) == 1:
            shown += members
            continue
        key = members[-1].seq
        shown.append(_one(members, key))
        if key in opened:
            shown += [msgspec.structs.replace(one, folded_in=key) for one in members]
    return shown


def _alike(line: Entry) -> tuple[object, ...]:
    match line.fold:
        case Fold.FIX:
            return (Fold.FIX, line.at // MINUTE_MS)
        case Fold.FORM:
            return (Fold.FORM, line.detail)
        case _:
            return ()


def _one(members: list[Entry], key: int) -> Entry:
    newest = members[0]
    if newest.fold is Fold.FIX:
        text = f"{len(members)} fixes in this minute, the last {newest.text}"
    else:
        text = f"{newest.text}, {len(members)} times"
    same = {one.right for one in members} == {newest.right}
    right = newest.right if same else ""
    return msgspec.structs.replace(newest, text=text, right=right, folds=key)
