"""The station's settings in words: what each is called, what it does, and in which section it stands."""

import typing

import msgspec

from app.console.preferences.row import PreferenceField
from app.console.preferences.workplace import yes_no
from app.core.errors import RefusedError
from app.domain.incident.commands import Value
from app.protocol.settings import SettingInfo, SettingOrigin, SettingsReport
from app.settings import Environment, Settings, loader, schema
from app.settings.loader import Form, as_text


class SettingsDraft:
    """Typed texts of the station's settings, by name."""

    def __init__(self) -> None:
        self.report = SettingsReport(settings=(), file="", lock="")
        self._typed: dict[str, str] = {}

    def hear(self, report: SettingsReport) -> None:
        """Take the station's word; what was typed and is so by now is typed no more."""
        self.report = report
        self._typed = {name: text for name, text in self._typed.items() if text != self._text(name)}

    def type(self, name: str, text: str) -> None:
        """Keep what was typed or chosen; the value in force already is no change."""
        self._typed.pop(name, None)
        if text != self._text(name):
            self._typed[name] = text

    def drop(self) -> None:
        """Forget everything that was typed."""
        self._typed.clear()

    def text(self, name: str) -> str:
        """What stands in the row."""
        return self._typed.get(name, self._text(name))

    @property
    def typed(self) -> tuple[str, ...]:
        """Names of what differs from the station's word."""
        return tuple(self._typed)

    def problems(self) -> dict[str, str]:
        """What won't do, by name, in the words that a start would use; only what was typed is judged."""
        found = {name: sentence for name in self._typed if (sentence := self._problem(name))}
        return found or self._together()

    def values(self) -> dict[str, Value]:
        """The changes to send; a default is sent as None, which takes the setting out of the file.

        Raises:
            RefusedError: something won't do.
        """
        values = {name: loader.typed(name, text) for name, text in self._typed.items()}
        return {name: None if value == loader.default(name) else value for name, value in values.items()}

    def _problem(self, name: str) -> str:
        try:
            value = loader.typed(name, self._typed[name])
            if name in schema.OWN and isinstance(value, str):
                schema.own_url(name, self._environment, value)
            if name == "rapidsos_url" and isinstance(value, str):
                schema.rapidsos_url(self._environment, value)
        except RefusedError as refused:
            return str(refused)
        return ""

    def _together(self) -> dict[str, str]:
        """What fits no other value, beside each typed name that its sentence speaks of."""
        known = {one.name: one.value for one in self.report.settings if loader.known(one.name)}
        typed = {name: loader.typed(name, text) for name, text in self._typed.items()}
        try:
            schema.check_together(msgspec.convert(known | typed, Settings))
        except RefusedError as refused:
            return {name: str(refused) for name in typed if name in str(refused)}
        return {}

    @property
    def _environment(self) -> Environment:
        found = self._of("environment")
        value = None if found is None else found.in_force or found.value
        return "production" if value is None else value  # type: ignore[return-value]  # as the station tells it

    def _text(self, name: str) -> str:
        found = self._of(name)
        return "" if found is None else as_text(name, found.value)

    def _of(self, name: str) -> SettingInfo | None:
        return next((one for one in self.report.settings if one.name == name), None)


class SettingText(typing.NamedTuple):
    """A setting's row."""

    label: str
    help: str


def sections() -> dict[str, dict[str, SettingText]]:
    """Every setting of the station under the title of its section, in the order in which they are shown."""
    return {
        "Receiving shares": _receiving() | _door(),
        "When nobody watches": _watching(),
        "Keeping and forgetting": _keeping(),
        "Asking RapidSOS": _asking() | _feeds(),
        "Callflows": _callflows(),
    }


def _receiving() -> dict[str, SettingText]:
    return {
        "environment": SettingText(
            "Environment",
            "Which RapidSOS this data directory works with, for good.",
        ),
        "agencies": SettingText(
            "ECCs of this center",
            "Ids with commas between. A share of another ECC carries a warning.",
        ),
        "public_url": SettingText(
            "Public address",
            "How RapidSOS reaches this center, without a path. It is tested every few minutes.",
        ),
        "data_share_mapping": SettingText(
            "Mapping file",
            "Other names for the fields of a share, as a TOML file. Empty: the usual names.",
        ),
    }


def _door() -> dict[str, SettingText]:
    return {
        "host": SettingText(
            "Listens on",
            "127.0.0.1 lets in this computer's proxy only; 0.0.0.0 lets in every computer.",
        ),
        "port": SettingText("Port", "Where the proxy or RapidSOS sends shares to."),
        "tls_certificate": SettingText(
            "Certificate",
            "For TLS without a proxy: a PEM file with the whole chain.",
        ),
        "tls_key": SettingText(
            "Certificate's key",
            "The PEM file of its private key. Changed files are taken over by themselves.",
        ),
        "trusted_proxies": SettingText(
            "Trusted proxies",
            "Only these may say on whose behalf they call. Empty: nobody may.",
        ),
    }


def _watching() -> dict[str, SettingText]:
    return {
        "refuse_when_unwatched": SettingText(
            "Refuse shares while nobody watches",
            "New shares get a 503 while no signed-on console is there. They are not kept.",
        ),
        "escalate_open_console": SettingText(
            "Open a console",
            "When something rings and nobody watches, a console opens on this computer.",
        ),
        "escalate_command": SettingText(
            "Run a program",
            "A program and its arguments as a list. It runs without a shell.",
        ),
        "escalate_url": SettingText(
            "Call an address",
            "Gets a POST without any caller's data. Its value is never logged or exported.",
        ),
        "escalate_unanswered_s": SettingText(
            "Call the supervisor after",
            (
                "Seconds that a share may stay unacknowledged while somebody watches. Then the same ways are used "
                "every minute, until it is. 0: never."
            ),
        ),
    }


def _keeping() -> dict[str, SettingText]:
    return {
        "retention_days": SettingText(
            "Days until people are forgotten",
            "Counted from an incident's closing. Then what it says of people is erased; backups live no longer.",
        ),
        "answering_profile": SettingText(
            "Standard for answering times",
            "Reports measure by it. Both are made for 9-1-1 calls, not for shares.",
        ),
    }


def _asking() -> dict[str, SettingText]:
    return {
        "rapidsos_url": SettingText(
            "RapidSOS's address",
            "Empty: the usual one of the environment.",
        ),
        "rapidsos_proxy": SettingText(
            "Proxy",
            "Only requests to RapidSOS take it. Its value is never logged or exported.",
        ),
        "rapidsos_ca": SettingText(
            "More certificates",
            "A PEM file that is trusted too, for a proxy that opens TLS.",
        ),
        "oauth_path": SettingText(
            "Token path",
            "Where the station's token comes from.",
        ),
        "oauth_style": SettingText(
            "How credentials are sent",
            "In a form, as JSON, or in a Basic header: as RapidSOS agreed with this center.",
        ),
    }


def _feeds() -> dict[str, SettingText]:
    path = "Below RapidSOS's address."
    method = "POST keeps the caller's number out of addresses and proxy logs."
    access = "With the token of the share, or with the station's own."
    name = "What RapidSOS calls it; RapidSOS tells each center."
    return {
        "lei_path": SettingText("Location: path", path),
        "lei_method": SettingText("Location: method", method),
        "lei_auth": SettingText("Location: asked with", access),
        "lei_aliases": SettingText(
            "Location: names file",
            "Other names for a location's parts, as a TOML file. Empty: the usual names.",
        ),
        "rad_e_path": SettingText("Additional data: path", path),
        "rad_e_method": SettingText("Additional data: method", method),
        "rad_e_auth": SettingText("Additional data: asked with", access),
        "rad_e_phone_name": SettingText("Additional data: name of the phone", name),
        "rad_e_alert_name": SettingText("Additional data: name of the alert", name),
    }


def _callflows() -> dict[str, SettingText]:
    return {
        "trigger_path": SettingText("Trigger path", "Below RapidSOS's address."),
        "callflow_http_parameter": SettingText(
            "Message parameter",
            "Which parameter of RapidSOS's HTTP utility names the flow.",
        ),
        "callflow_http_answer": SettingText(
            "Answer to a GET",
            "What RapidSOS's HTTP utility gets when it asks instead of telling.",
        ),
    }


PREFIX = "station."


def station_fields(report: SettingsReport) -> list[PreferenceField]:
    """Every setting of the station, section by section; one without words here is named all the same."""
    known = {one.name: one for one in report.settings if loader.known(one.name)}
    named = [(title, name, words) for title, rows in sections().items() for name, words in rows.items()]
    return [_field(title, words, known[name]) for title, name, words in named if name in known]


def choices(name: str) -> tuple[tuple[str, str], ...]:
    """What may be chosen, and how each choice is called."""
    if loader.form(name) is Form.YES_NO:
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
    return tuple((choice, words.get(choice, choice)) for choice in loader.choices(name))


def _field(section: str, words: SettingText, report: SettingInfo) -> PreferenceField:
    name = report.name
    value = report.in_force if report.kept and report.value is None else report.value
    return PreferenceField(
        key=PREFIX + name,
        section=section,
        label=words.label,
        help=words.help,
        text=as_text(name, value),
        default=as_text(name, loader.default(name)),
        choices=choices(name),
        origin=_origin(report),
        fixed=_fixed(report),
        locked=report.origin is SettingOrigin.LOCK,
        waits=_waits(report),
    )


def _origin(report: SettingInfo) -> str:
    if report.kept:
        return "data directory"
    return {
        SettingOrigin.DEFAULT: "default",
        SettingOrigin.FILE: "settings file",
        SettingOrigin.ENVIRONMENT: "environment variable",
        SettingOrigin.COMMAND_LINE: "command line",
        SettingOrigin.LOCK: "locked",
    }[report.origin]


def _fixed(report: SettingInfo) -> str:
    if report.kept:
        return "This data directory was made for it. Another one needs another directory."
    sentence = {
        SettingOrigin.LOCK: "This computer's administrator locked it: {where}. Ask them to change it.",
        SettingOrigin.ENVIRONMENT: "The station was started with it ({where}), which wins over the settings file.",
        SettingOrigin.COMMAND_LINE: "The station was started with it ({where}), which wins over the settings file.",
    }.get(report.origin, "")
    return sentence.replace("{where}", report.where)


def _waits(report: SettingInfo) -> str:
    if report.kept or report.live or report.value == report.in_force:
        return ""
    now = as_text(report.name, report.in_force) or "nothing"
    return f"Counts when the station starts again; until then: {now}"
