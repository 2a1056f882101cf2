"""The station's settings in words: what each is called, what it does, and in which section it stands."""

import typing

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Words(typing.NamedTuple):
    """A setting's row."""

    label: str
    help: str


def sections() -> dict[str, dict[str, Words]]:
    """Every setting of the station under the title of its section, in the order in which they are shown."""
    return {
        translate("Preferences", "Receiving shares"): _receiving() | _door(),
        translate("Preferences", "When nobody watches"): _watching(),
        translate("Preferences", "Keeping and forgetting"): _keeping(),
        translate("Preferences", "Asking RapidSOS"): _asking() | _feeds(),
        translate("Preferences", "Callflows"): _callflows(),
    }


def _receiving() -> dict[str, Words]:
    return {
        "environment": Words(
            translate("Preferences", "Environment"),
            translate("Preferences", "Which RapidSOS this data directory works with, for good."),
        ),
        "agencies": Words(
            translate("Preferences", "ECCs of this center"),
            translate("Preferences", "Ids with commas between. A share of another ECC carries a warning."),
        ),
        "public_url": Words(
            translate("Preferences", "Public address"),
            translate(
                "Preferences", "How RapidSOS reaches this center, without a path. It is tested every few minutes."
            ),
        ),
        "data_share_mapping": Words(
            translate("Preferences", "Mapping file"),
            translate("Preferences", "Other names for the fields of a share, as a TOML file. Empty: the usual names."),
        ),
    }


def _door() -> dict[str, Words]:
    return {
        "host": Words(
            translate("Preferences", "Listens on"),
            translate("Preferences", "127.0.0.1 lets in this computer's proxy only; 0.0.0.0 lets in every computer."),
        ),
        "port": Words(
            translate("Preferences", "Port"), translate("Preferences", "Where the proxy or RapidSOS sends shares to.")
        ),
        "tls_certificate": Words(
            translate("Preferences", "Certificate"),
            translate("Preferences", "For TLS without a proxy: a PEM file with the whole chain."),
        ),
        "tls_key": Words(
            translate("Preferences", "Certificate's key"),
            translate("Preferences", "The PEM file of its private key. Changed files are taken over by themselves."),
        ),
        "trusted_proxies": Words(
            translate("Preferences", "Trusted proxies"),
            translate("Preferences", "Only these may say on whose behalf they call. Empty: nobody may."),
        ),
    }


def _watching() -> dict[str, Words]:
    return {
        "refuse_when_unwatched": Words(
            translate("Preferences", "Refuse shares while nobody watches"),
            translate("Preferences", "New shares get a 503 while no signed-on console is there. They are not kept."),
        ),
        "escalate_open_console": Words(
            translate("Preferences", "Open a console"),
            translate("Preferences", "When something rings and nobody watches, a console opens on this computer."),
        ),
        "escalate_command": Words(
            translate("Preferences", "Run a program"),
            translate("Preferences", "A program and its arguments as a list. It runs without a shell."),
        ),
        "escalate_url": Words(
            translate("Preferences", "Call an address"),
            translate("Preferences", "Gets a POST without any caller's data. Its value is never logged or exported."),
        ),
        "escalate_unanswered_s": Words(
            translate("Preferences", "Call the supervisor after"),
            translate(
                "Preferences",
                "Seconds that a share may stay unacknowledged while somebody watches. Then the same ways are used "
                "every minute, until it is. 0: never.",
            ),
        ),
    }


def _keeping() -> dict[str, Words]:
    return {
        "retention_days": Words(
            translate("Preferences", "Days until people are forgotten"),
            translate(
                "Preferences",
                "Counted from an incident's closing. Then what it says of people is erased; backups live no longer.",
            ),
        ),
        "answering_profile": Words(
            translate("Preferences", "Standard for answering times"),
            translate("Preferences", "Reports measure by it. Both are made for 9-1-1 calls, not for shares."),
        ),
    }


def _asking() -> dict[str, Words]:
    return {
        "rapidsos_url": Words(
            translate("Preferences", "RapidSOS's address"),
            translate("Preferences", "Empty: the usual one of the environment."),
        ),
        "rapidsos_proxy": Words(
            translate("Preferences", "Proxy"),
            translate("Preferences", "Only requests to RapidSOS take it. Its value is never logged or exported."),
        ),
        "rapidsos_ca": Words(
            translate("Preferences", "More certificates"),
            translate("Preferences", "A PEM file that is trusted too, for a proxy that opens TLS."),
        ),
        "oauth_path": Words(
            translate("Preferences", "Token path"),
            translate("Preferences", "Where the station's token comes from."),
        ),
        "oauth_style": Words(
            translate("Preferences", "How credentials are sent"),
            translate("Preferences", "In a form, as JSON, or in a Basic header: as RapidSOS agreed with this center."),
        ),
    }


def _feeds() -> dict[str, Words]:
    path = translate("Preferences", "Below RapidSOS's address.")
    method = translate("Preferences", "POST keeps the caller's number out of addresses and proxy logs.")
    access = translate("Preferences", "With the token of the share, or with the station's own.")
    name = translate("Preferences", "What RapidSOS calls it; RapidSOS tells each center.")
    return {
        "lei_path": Words(translate("Preferences", "Location: path"), path),
        "lei_method": Words(translate("Preferences", "Location: method"), method),
        "lei_auth": Words(translate("Preferences", "Location: asked with"), access),
        "lei_aliases": Words(
            translate("Preferences", "Location: names file"),
            translate("Preferences", "Other names for a location's parts, as a TOML file. Empty: the usual names."),
        ),
        "rad_e_path": Words(translate("Preferences", "Additional data: path"), path),
        "rad_e_method": Words(translate("Preferences", "Additional data: method"), method),
        "rad_e_auth": Words(translate("Preferences", "Additional data: asked with"), access),
        "rad_e_phone_name": Words(translate("Preferences", "Additional data: name of the phone"), name),
        "rad_e_alert_name": Words(translate("Preferences", "Additional data: name of the alert"), name),
    }


def _callflows() -> dict[str, Words]:
    return {
        "trigger_path": Words(
            translate("Preferences", "Trigger path"), translate("Preferences", "Below RapidSOS's address.")
        ),
        "callflow_http_parameter": Words(
            translate("Preferences", "Message parameter"),
            translate("Preferences", "Which parameter of RapidSOS's HTTP utility names the flow."),
        ),
        "callflow_http_answer": Words(
            translate("Preferences", "Answer to a GET"),
            translate("Preferences", "What RapidSOS's HTTP utility gets when it asks instead of telling."),
        ),
    }
