"""The station's answers about its settings, and about checks that a person asked for (docs/operator.md#e1)."""

import enum

import msgspec

from app.domain.incident.commands import Value


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was tried."""

    what: str
    """What would be so, as a short English claim."""
    good: bool | None
    """Whether it is; None when it can't be found out from here."""
    seen: str
    """What was observed, without secrets."""
    figure: str = ""
    """The observation's one number or word, like ``401`` or ``184 ms``."""
    next_step: str = ""


class CheckResults(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /proofs/…``: everything that was tried at one time, UTC ms."""

    at: int
    proofs: tuple[CheckResult, ...]

    @property
    def good(self) -> bool:
        """Whether something was tried and nothing of it failed or stayed open."""
        return bool(self.proofs) and all(proof.good for proof in self.proofs)


class SettingOrigin(enum.Enum):
    """Where a value comes from; the later ones win over the earlier."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    COMMAND_LINE = "command line"
    LOCK = "lock"
    """The administrator's file, whose values nobody else changes."""


class SettingInfo(msgspec.Struct, frozen=True, kw_only=True):
    """One setting."""

    name: str
    value: Value
    origin: SettingOrigin
    where: str
    """The file, the variable or the option that it comes from; empty for a default."""
    in_force: Value
    """What the running station goes by: another than ``value`` until it starts again."""
    live: bool
    """Whether a change counts at once."""
    kept: bool = False
    """Whether nothing may change it here: the data directory was made for it."""


class SettingsReport(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /settings``."""

    settings: tuple[SettingInfo, ...]
    file: str
    """The settings file of the data directory."""
    lock: str
    """The administrator's file, whether it is there or not."""
    problem: str = ""
    """Why the sources can't be read now; ``settings`` is then empty."""
