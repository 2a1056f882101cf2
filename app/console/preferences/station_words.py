"""The station's settings in words: what each is called, what it does, and in which section it stands."""

import typing


class Words(typing.NamedTuple):
    """A setting's row."""

    label: str
    help: str


def sections() -> dict[str, dict[str, Words]]:
    """Every setting of the station under the title of its section, in the order in which they are shown."""
    return {
        "Receiving shares": _receiving() | _door(),
        "When nobody watches": _watching(),
        "Keeping and forgetting": _keeping(),
        "Asking RapidSOS": _asking() | _feeds(),
        "Callflows": _callflows(),
    }


def _receiving() -> dict[str, Words]:
    return {
        "environment": Words(
            "Environment",
            "Which RapidSOS this data directory works with, for good.",
        ),
        "agencies": Words(
            "ECCs of this center",
            "Ids with commas between. A share of another ECC carries a warning.",
        ),
        "public_url": Words(
            "Public address",
            "How RapidSOS reaches this center, without a path. It is tested every few minutes.",
        ),
        "data_share_mapping": Words(
            "Mapping file",
            "Other names for the fields of a share, as a TOML file. Empty: the usual names.",
        ),
    }


def _door() -> dict[str, Words]:
    return {
        "host": Words(
            "Listens on",
            "127.0.0.1 lets in this computer's proxy only; 0.0.0.0 lets in every computer.",
        ),
        "port": Words("Port", "Where the proxy or RapidSOS sends shares to."),
        "tls_certificate": Words(
            "Certificate",
            "For TLS without a proxy: a PEM file with the whole chain.",
        ),
        "tls_key": Words(
            "Certificate's key",
            "The PEM file of its private key. Changed files are taken over by themselves.",
        ),
        "trusted_proxies": Words(
            "Trusted proxies",
            "Only these may say on whose behalf they call. Empty: nobody may.",
        ),
    }


def _watching() -> dict[str, Words]:
    return {
        "refuse_when_unwatched": Words(
            "Refuse shares while nobody watches",
            "New shares get a 503 while no signed-on console is there. They are not kept.",
        ),
        "escalate_open_console": Words(
            "Open a console",
            "When something rings and nobody watches, a console opens on this computer.",
        ),
        "escalate_command": Words(
            "Run a program",
            "A program and its arguments as a list. It runs without a shell.",
        ),
        "escalate_url": Words(
            "Call an address",
            "Gets a POST without any caller's data. Its value is never logged or exported.",
        ),
        "escalate_unanswered_s": Words(
            "Call the supervisor after",
            (
                "Seconds that a share may stay unacknowledged while somebody watches. Then the same ways are used "
                "every minute, until it is. 0: never."
            ),
        ),
    }


def _keeping() -> dict[str, Words]:
    return {
        "retention_days": Words(
            "Days until people are forgotten",
            "Counted from an incident's closing. Then what it says of people is erased; backups live no longer.",
        ),
        "answering_profile": Words(
            "Standard for answering times",
            "Reports measure by it. Both are made for 9-1-1 calls, not for shares.",
        ),
    }


def _asking() -> dict[str, Words]:
    return {
        "rapidsos_url": Words(
            "RapidSOS's address",
            "Empty: the usual one of the environment.",
        ),
        "rapidsos_proxy": Words(
            "Proxy",
            "Only requests to RapidSOS take it. Its value is never logged or exported.",
        ),
        "rapidsos_ca": Words(
            "More certificates",
            "A PEM file that is trusted too, for a proxy that opens TLS.",
        ),
        "oauth_path": Words(
            "Token path",
            "Where the station's token comes from.",
        ),
        "oauth_style": Words(
            "How credentials are sent",
            "In a form, as JSON, or in a Basic header: as RapidSOS agreed with this center.",
        ),
    }


def _feeds() -> dict[str, Words]:
    path = "Below RapidSOS's address."
    method = "POST keeps the caller's number out of addresses and proxy logs."
    access = "With the token of the share, or with the station's own."
    name = "What RapidSOS calls it; RapidSOS tells each center."
    return {
        "lei_path": Words("Location: path", path),
        "lei_method": Words("Location: method", method),
        "lei_auth": Words("Location: asked with", access),
        "lei_aliases": Words(
            "Location: names file",
            "Other names for a location's parts, as a TOML file. Empty: the usual names.",
        ),
        "rad_e_path": Words("Additional data: path", path),
        "rad_e_method": Words("Additional data: method", method),
        "rad_e_auth": Words("Additional data: asked with", access),
        "rad_e_phone_name": Words("Additional data: name of the phone", name),
        "rad_e_alert_name": Words("Additional data: name of the alert", name),
    }


def _callflows() -> dict[str, Words]:
    return {
        "trigger_path": Words("Trigger path", "Below RapidSOS's address."),
        "callflow_http_parameter": Words(
            "Message parameter",
            "Which parameter of RapidSOS's HTTP utility names the flow.",
        ),
        "callflow_http_answer": Words(
            "Answer to a GET",
            "What RapidSOS's HTTP utility gets when it asks instead of telling.",
        ),
    }
