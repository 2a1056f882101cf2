"""Secrets in words: what each is for, and how it stands."""

import datetime as dt
import typing

from PySide6.QtCore import QCoreApplication

from app.console.secrets.secret_door import Recovery, Secret

translate = QCoreApplication.translate


class Words(typing.NamedTuple):
    """What a secret is called, and what it is for."""

    label: str
    help: str


def secrets() -> dict[str, Words]:
    """Every secret by its name, in the order in which they are shown."""
    return {
        "client-id": Words(
            translate("Secrets", "Client id"),
            translate("Secrets", "RapidSOS gives it to this center, one for each environment."),
        ),
        "client-secret": Words(
            translate("Secrets", "Client secret"),
            translate("Secrets", "Comes with the client id. Without both, RapidSOS answers this center nothing."),
        ),
        "shared-secret": Words(
            translate("Secrets", "Shared secret"),
            translate("Secrets", "RapidSOS signs every share with it. This center makes it and hands it over."),
        ),
        "shared-secret-next": Words(
            translate("Secrets", "Next shared secret"),
            translate("Secrets", "While the secret is being changed both are good. Switch when RapidSOS uses it."),
        ),
        "status-secret": Words(
            translate("Secrets", "Secret of callflow messages"),
            translate("Secrets", "RapidSOS signs messages about running callflows with it."),
        ),
    }


def stands(secret: Secret) -> str:
    """How a secret stands, in a few words."""
    if secret.given:
        return translate("Secrets", "given to the station when it started, which goes before the keyring")
    return translate("Secrets", "in the keyring") if secret.kept else translate("Secrets", "not there yet")


def copied(recovery: Recovery) -> str:
    """How the recovery copy stands."""
    if recovery.checked_at is not None:
        return translate("Secrets", "Written down and checked on {day}.").format(day=_day(recovery.checked_at))
    if recovery.shown_at is not None:
        return translate("Secrets", "Shown on {day}; nobody has proven that it was written down.").format(
            day=_day(recovery.shown_at)
        )
    return translate("Secrets", "Not shown yet. If this computer is lost, so is every record.")


def _day(at: int) -> str:
    return f"{dt.datetime.fromtimestamp(at / 1000, dt.UTC):%d %b %Y} UTC"
