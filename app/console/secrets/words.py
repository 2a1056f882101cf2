"""Secrets in words: what each is for, and how it stands."""

import datetime as dt
import typing

from app.console.secrets.secret_door import Recovery, Secret


class Words(typing.NamedTuple):
    """What a secret is called, and what it is for."""

    label: str
    help: str


def secrets() -> dict[str, Words]:
    """Every secret by its name, in the order in which they are shown."""
    return {
        "client-id": Words(
            "Client id",
            "RapidSOS gives it to this center, one for each environment.",
        ),
        "client-secret": Words(
            "Client secret",
            "Comes with the client id. Without both, RapidSOS answers this center nothing.",
        ),
        "shared-secret": Words(
            "Shared secret",
            "RapidSOS signs every share with it. This center makes it and hands it over.",
        ),
        "shared-secret-next": Words(
            "Next shared secret",
            "While the secret is being changed both are good. Switch when RapidSOS uses it.",
        ),
        "status-secret": Words(
            "Secret of callflow messages",
            "RapidSOS signs messages about running callflows with it.",
        ),
    }


def stands(secret: Secret) -> str:
    """How a secret stands, in a few words."""
    if secret.given:
        return "given to the station when it started, which goes before the keyring"
    return "in the keyring" if secret.kept else "not there yet"


def copied(recovery: Recovery) -> str:
    """How the recovery copy stands."""
    if recovery.checked_at is not None:
        return f"Written down and checked on {_day(recovery.checked_at)}."
    if recovery.shown_at is not None:
        return f"Shown on {_day(recovery.shown_at)}; nobody has proven that it was written down."
    return "Not shown yet. If this computer is lost, so is every record."


def _day(at: int) -> str:
    return f"{dt.datetime.fromtimestamp(at / 1000, dt.UTC):%d %b %Y} UTC"
