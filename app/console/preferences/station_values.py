"""The station's settings as rows: their values, where they come from, and what that means."""

from app.console.preferences.field import Field
from app.console.preferences.own_values import yes_no
from app.console.preferences.station_words import Words, sections
from app.domain.incident.settings_told import Origin, SettingsTold, Told
from app.settings import reading
from app.settings.reading import Form, as_text

PREFIX = "station."


def station_fields(told: SettingsTold) -> list[Field]:
    """Every setting that the station tells, section by section; one without words here is named all the same."""
    known = {one.name: one for one in told.settings if reading.known(one.name)}
    named = [(title, name, words) for title, rows in sections().items() for name, words in rows.items()]
    return [_field(title, words, known[name]) for title, name, words in named if name in known]


def choices(name: str) -> tuple[tuple[str, str], ...]:
    """What may be chosen, and how each choice is called."""
    if reading.form(name) is Form.YES_NO:
        return yes_no()
    words = {
        "production": "Production",
        "rapidsos-sandbox": "RapidSOS sandbox",
        "simulator": "Simulator",
        "share": "The share's token",
        "own": "The station's own token",
        "form": "In a form",
        "json": "As JSON",
        "basic": "In a Basic header",
    }
    return tuple((choice, words.get(choice, choice)) for choice in reading.choices(name))


def _field(section: str, words: Words, told: Told) -> Field:
    name = told.name
    value = told.in_force if told.kept and told.value is None else told.value
    return Field(
        key=PREFIX + name,
        section=section,
        label=words.label,
        help=words.help,
        text=as_text(name, value),
        default=as_text(name, reading.default(name)),
        choices=choices(name),
        origin=_origin(told),
        fixed=_fixed(told),
        locked=told.origin is Origin.LOCK,
        waits=_waits(told),
    )


def _origin(told: Told) -> str:
    if told.kept:
        return "data directory"
    return {
        Origin.DEFAULT: "default",
        Origin.FILE: "settings file",
        Origin.ENVIRONMENT: "environment variable",
        Origin.COMMAND_LINE: "command line",
        Origin.LOCK: "locked",
    }[told.origin]


def _fixed(told: Told) -> str:
    if told.kept:
        return "This data directory was made for it. Another one needs another directory."
    sentence = {
        Origin.LOCK: "This computer's administrator locked it: {where}. Ask them to change it.",
        Origin.ENVIRONMENT: "The station was started with it ({where}), which wins over the settings file.",
        Origin.COMMAND_LINE: "The station was started with it ({where}), which wins over the settings file.",
    }.get(told.origin, "")
    return sentence.replace("{where}", told.where)


def _waits(told: Told) -> str:
    if told.kept or told.live or told.value == told.in_force:
        return ""
    now = as_text(told.name, told.in_force) or "nothing"
    return f"Counts when the station starts again; until then: {now}"
