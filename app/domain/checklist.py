"""Checklists and their steps: which of them an incident of some origin and priority has, in their order."""

import collections.abc
import enum
import re
import tomllib
import typing

import msgspec

ORIGINS = ("share", "center", "quarantine")
"""Where an incident comes from (``Incident.origin``)."""
LEAST_URGENT = 3
"""P3: a list for it is for every incident."""


class ChecklistAction(enum.Enum):
    """An act that does a step, so that "Do next" can do both at once."""

    CAPTURE = "capture"
    """Ask RapidSOS about it now."""
    COPY_COORDINATES = "copy_coordinates"
    COPY_SENTENCE = "copy_sentence"
    SHOW_DATA = "show_data"
    """Open the additional data."""
    SHOW_MAP = "show_map"
    OPEN_TRIGGER = "open_trigger"
    """Open the form of a callflow; the step is done when somebody says so, not when the form is open."""


class ChecklistStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do."""

    id: str
    """Stays the same when the words are written anew: what was checked stays checked."""
    words: str
    note: str = ""
    """What is asked when it is checked, which then needs an answer; empty: nothing is asked."""
    deed: ChecklistAction | None = None


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """Steps in their order, and which incidents they are for."""

    name: str
    origins: tuple[str, ...] = ORIGINS
    urgent: int = LEAST_URGENT
    """Only while an incident is of this priority or a more urgent one: 1 to 3."""
    steps: tuple[ChecklistStep, ...]


Checklists = tuple[Checklist, ...]


def wanted(lists: Checklists, origin: str, priority: int) -> tuple[ChecklistStep, ...]:
    """The steps of an incident of this origin while it is of this priority (1 to 3)."""
    return tuple(step for one in lists if origin in one.origins and priority <= one.urgent for step in one.steps)


FILE = "checklists.toml"
MOST_LISTS = 20
MOST_STEPS = 30
LONGEST_WORDS = 120
_ID = re.compile(r"[a-z0-9-]{1,40}")
_DEEDS = tuple(deed.value for deed in ChecklistAction)
_LIST_KEYS, _STEP_KEYS = ("name", "for", "urgent", "step"), ("id", "words", "note", "deed")

_Table = dict[str, typing.Any]
_Found = collections.abc.Iterator[str]


class NotAdopted(msgspec.Struct, frozen=True):
    """Why a checklist file can't be used: a sentence for each problem."""

    problems: tuple[str, ...]


def read(untrusted_text: str) -> Checklists | NotAdopted:
    """The checklists of a file's text, or every problem in it."""
    try:
        written = tomllib.loads(untrusted_text)
    except tomllib.TOMLDecodeError as error:
        return NotAdopted((f"It is no TOML: {error}.",))
    problems = tuple(_of_file(written))
    return NotAdopted(problems) if problems else tuple(_checklist(one) for one in written.get("checklist", []))


def _of_file(written: _Table) -> _Found:
    yield from _strange(written, ("checklist",), "The file")
    lists = written.get("checklist", [])
    if not isinstance(lists, list) or not all(isinstance(one, dict) for one in lists) or len(lists) > MOST_LISTS:
        yield f"Write each list under its own [[checklist]], at most {MOST_LISTS}."
        return
    for place, one in enumerate(lists, 1):
        yield from _of_list(one, f"Checklist {place}")
    ids = [step["id"] for one in lists for step in _steps(one) if isinstance(step.get("id"), str)]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"The id {twice!r} stands twice. Give each step of the file an id of its own."


def _of_list(one: _Table, where: str) -> _Found:
    yield from _strange(one, _LIST_KEYS, where)
    if not _is_line(one.get("name")):
        yield f"{where}: name is a line of 1 to {LONGEST_WORDS} characters."
    origins = one.get("for", list(ORIGINS))
    if not isinstance(origins, list) or not origins or any(origin not in ORIGINS for origin in origins):
        yield f"{where}: for is a list of some of {', '.join(ORIGINS)}."
    urgent = one.get("urgent", LEAST_URGENT)
    if type(urgent) is not int or not 1 <= urgent <= LEAST_URGENT:
        yield f"{where}: urgent is 1, 2 or {LEAST_URGENT}."
    if not 1 <= len(_steps(one)) <= MOST_STEPS or len(_steps(one)) != len(one["step"]):
        yield f"{where}: write 1 to {MOST_STEPS} steps, each under its own [[checklist.step]]."
    for place, step in enumerate(_steps(one), 1):
        yield from _of_step(step, f"{where}, step {place}")


def _of_step(step: _Table, where: str) -> _Found:
    yield from _strange(step, _STEP_KEYS, where)
    if not isinstance(step.get("id"), str) or not _ID.fullmatch(step["id"]):
        yield f"{where}: id is 1 to 40 small letters, digits and hyphens."
    if not _is_line(step.get("words")):
        yield f"{where}: words is a line of 1 to {LONGEST_WORDS} characters."
    if "note" in step and not _is_line(step["note"]):
        yield f"{where}: note is a question of 1 to {LONGEST_WORDS} characters; leave it out to ask nothing."
    if step.get("deed", _DEEDS[0]) not in _DEEDS:
        yield f"{where}: deed is one of {', '.join(_DEEDS)}; leave it out if no act does the step."


def _steps(one: _Table) -> list[_Table]:
    written = one.get("step")
    return [step for step in written if isinstance(step, dict)] if isinstance(written, list) else []


def _strange(table: _Table, known: tuple[str, ...], where: str) -> _Found:
    for name in table:
        if name not in known:
            yield f"{where}: {name!r} means nothing here. Known are {', '.join(known)}."


def _is_line(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value.strip()) <= LONGEST_WORDS and value.isprintable()


def _checklist(one: _Table) -> Checklist:
    return Checklist(
        name=one["name"].strip(),
        origins=tuple(one.get("for", ORIGINS)),
        urgent=one.get("urgent", LEAST_URGENT),
        steps=tuple(_step(step) for step in one["step"]),
    )


def _step(step: _Table) -> ChecklistStep:
    deed = ChecklistAction(step["deed"]) if "deed" in step else None
    return ChecklistStep(id=step["id"], words=step["words"].strip(), note=step.get("note", "").strip(), deed=deed)
