"""The steps of the first run, in their order, and what each is called (docs/operator.md#e1)."""

import collections.abc
import enum
import typing

import msgspec

from app.console.preferences.secret_actions import SecretInventory
from app.console.setup.drill import DrillScore
from app.console.theme.text import one_line
from app.domain.lamp import Lamp, LampState
from app.protocol.settings import CheckResults


class SetupStep(enum.Enum):
    """One step; the value is its name in ``console.ini``."""

    CREDENTIALS = "credentials"
    PATH = "path"
    SECRET = "secret"  # noqa: S105 the name of a step
    RECOVERY = "recovery"
    AGENCIES = "agencies"
    MAP = "map"
    SOUND = "sound"
    OPERATORS = "operators"
    UNWATCHED = "unwatched"
    DRILL = "drill"

    @property
    def number(self) -> int:
        """Its place, from 1."""
        return STEPS.index(self) + 1


STEPS = tuple(SetupStep)


class StepText(typing.NamedTuple):
    """What a step is called, and why it is there."""

    title: str
    why: str


def words(step: SetupStep) -> StepText:
    """A step in words."""
    return (_reaching() | _of_the_center() | _of_the_floor())[step]


def _reaching() -> dict[SetupStep, StepText]:
    return {
        SetupStep.CREDENTIALS: StepText(
            "Environment and credentials",
            "RapidSOS gave this center a client id and a secret. A real token is fetched with them.",
        ),
        SetupStep.PATH: StepText(
            "Listener and public address",
            (
                "RapidSOS must reach this computer from the internet. The station calls itself by its public address "
                "and watches whether that arrives."
            ),
        ),
        SetupStep.SECRET: StepText(
            "Shared secret",
            (
                "RapidSOS signs every share with it. The station signs a sample and a wrong one, and sends both to "
                "itself: they never become an incident."
            ),
        ),
    }


def _of_the_center() -> dict[SetupStep, StepText]:
    return {
        SetupStep.RECOVERY: StepText(
            "Recovery copy",
            (
                "All records are sealed with a key in this computer's keyring. Write its copy down and type a part "
                "of it back."
            ),
        ),
        SetupStep.AGENCIES: StepText(
            "Your ECCs",
            (
                "Names and numbers of the ECCs that you work for: whom to call when a callflow fails. A share of "
                "another ECC carries a warning."
            ),
        ),
    }


def _of_the_floor() -> dict[SetupStep, StepText]:
    return {
        SetupStep.MAP: StepText(
            "Map",
            (
                "A map of borders and places is built in. Streets come from a file or a server of your own. A caller's "
                "location shows without any of them."
            ),
        ),
        SetupStep.SOUND: StepText(
            "Sound and volume",
            "Choose where alarms play and how loud, test it, and say that you heard it.",
        ),
        SetupStep.OPERATORS: StepText(
            "Operators",
            "Whoever signs on stands in the journal with everything that they do.",
        ),
        SetupStep.UNWATCHED: StepText(
            "When nobody watches",
            (
                "When something rings and no signed-on console has asked for 60 s, somebody is called, again and "
                "again, until it is acknowledged."
            ),
        ),
        SetupStep.DRILL: StepText(
            "A drill of 60 seconds",
            (
                "Two pretend calls in a window of their own, marked SIMULATOR. Answer both, write a note on one, "
                "and close it."
            ),
        ),
    }


class SetupState(msgspec.Struct, frozen=True, kw_only=True):
    """Facts of one moment; times are UTC ms."""

    lamps: collections.abc.Mapping[str, Lamp] = {}
    """The station's and this console's own, by name."""
    proofs: collections.abc.Mapping[SetupStep, CheckResults] = {}
    """What was tried since this console started."""
    operator: str | None = None
    inventory: SecretInventory | None = None
    """None until the keyring was asked."""
    agencies: int = 0
    """ECCs on the list."""
    ways: int | None = None
    """How many ways to call somebody are chosen; None until the station's settings came."""
    score: DrillScore | None = None
    kept: collections.abc.Mapping[SetupStep, int] = {}
    """When each step was last seen to be proven."""
    skipped: frozenset[SetupStep] = frozenset()

    def lamp(self, name: str) -> Lamp | None:
        """A lamp by its name."""
        return self.lamps.get(name)

    def state(self, name: str) -> LampState | None:
        """How a lamp stands; None while it is not known."""
        lamp = self.lamps.get(name)
        return None if lamp is None else lamp.state


class StepStatus(enum.Enum):
    """How a step stands; what was skipped is not proven either."""

    PROVEN = "proven"
    NOT_PROVEN = "not proven"
    SKIPPED = "skipped"
    FAILING = "failing"


class StepResult(msgspec.Struct, frozen=True):
    """How a step stands, the observation behind it, and when that was (UTC ms)."""

    standing: StepStatus
    seen: str = ""
    at: int | None = None
    next_step: str = ""


def judge(step: SetupStep, facts: SetupState) -> StepResult:
    """How a step stands: an older proof counts until something speaks against it; what never worked does not fail."""
    found, before = _JUDGES[step](facts), facts.kept.get(step)
    match found.standing:
        case StepStatus.PROVEN:
            return msgspec.structs.replace(found, at=before) if found.at is None else found
        case StepStatus.NOT_PROVEN if before is not None:
            return msgspec.structs.replace(found, standing=StepStatus.PROVEN, at=before)
        case StepStatus.FAILING if before is not None:
            return found
        case _:
            left = StepStatus.SKIPPED if step in facts.skipped else StepStatus.NOT_PROVEN
            return msgspec.structs.replace(found, standing=left)


def unproven(facts: SetupState) -> tuple[SetupStep, ...]:
    """The steps that are not proven, skipped or failing ones among them."""
    return tuple(step for step in STEPS if judge(step, facts).standing is not StepStatus.PROVEN)


def _by_lamp(lamp: Lamp | None) -> StepResult:
    if lamp is None:
        return StepResult(StepStatus.NOT_PROVEN)
    standing = {LampState.SEEN: StepStatus.PROVEN, LampState.DOWN: StepStatus.FAILING}
    return StepResult(
        standing.get(lamp.state, StepStatus.NOT_PROVEN), one_line(lamp.evidence), lamp.observed_at, lamp.next_step
    )


def _credentials(facts: SetupState) -> StepResult:
    return _by_lamp(facts.lamp("credentials"))


def _path(facts: SetupState) -> StepResult:
    listener = _by_lamp(facts.lamp("listener"))
    return listener if listener.standing is StepStatus.FAILING else _by_lamp(facts.lamp("path"))


def _secret(facts: SetupState) -> StepResult:
    tried = facts.proofs.get(SetupStep.SECRET)
    lamp = _by_lamp(facts.lamp("signature"))
    if lamp.standing is not StepStatus.NOT_PROVEN:
        return lamp
    if tried is None:
        return lamp
    seen = "a signed sample was taken, a wrong one refused"
    return StepResult(StepStatus.PROVEN, seen, tried.at) if tried.good else StepResult(StepStatus.FAILING, "", tried.at)


def _recovery(facts: SetupState) -> StepResult:
    checked = None if facts.inventory is None else facts.inventory.recovery.checked_at
    if checked is None:
        return StepResult(StepStatus.NOT_PROVEN)
    return StepResult(StepStatus.PROVEN, "a block was typed back from paper", checked)


def _agencies(facts: SetupState) -> StepResult:
    if not facts.agencies:
        return StepResult(StepStatus.NOT_PROVEN, "no list of ECCs is here")
    return StepResult(StepStatus.PROVEN, f"{facts.agencies:,} ECCs on the list")


def _map(facts: SetupState) -> StepResult:
    return _by_lamp(facts.lamp("map"))


def _sound(facts: SetupState) -> StepResult:
    """A speaker that is switched off renders as well: only what a person heard is a proof."""
    found = _by_lamp(facts.lamp("sound"))
    if found.standing is StepStatus.PROVEN and found.next_step:
        return msgspec.structs.replace(found, standing=StepStatus.NOT_PROVEN)
    return found


def _operators(facts: SetupState) -> StepResult:
    if facts.operator is None:
        return StepResult(StepStatus.NOT_PROVEN, "nobody is signed on here")
    seen = f"{one_line(facts.operator)} is signed on"
    lamp = facts.lamp("watch")
    return StepResult(StepStatus.PROVEN, seen, None if lamp is None else lamp.observed_at)


def _unwatched(facts: SetupState) -> StepResult:
    tried = facts.proofs.get(SetupStep.UNWATCHED)
    if facts.ways == 0:
        return StepResult(StepStatus.NOT_PROVEN, "nobody is called")
    if tried is None:
        return StepResult(StepStatus.NOT_PROVEN)
    seen = "a call for help was tried"
    return StepResult(StepStatus.PROVEN if tried.good else StepStatus.FAILING, seen, tried.at)


def _drill(facts: SetupState) -> StepResult:
    score = facts.score
    if score is None:
        return StepResult(StepStatus.NOT_PROVEN)
    if score.passed:
        seen = "{count} calls answered, the slowest in {seconds} s"
        slowest = f"{max(score.answered_ms) / 1000:.1f}"
        return StepResult(StepStatus.PROVEN, seen.format(count=score.shared, seconds=slowest), score.at)
    seen = "tried, and not all of it was done"
    return StepResult(StepStatus.NOT_PROVEN, seen, score.at)


_JUDGES = {
    SetupStep.CREDENTIALS: _credentials,
    SetupStep.PATH: _path,
    SetupStep.SECRET: _secret,
    SetupStep.RECOVERY: _recovery,
    SetupStep.AGENCIES: _agencies,
    SetupStep.MAP: _map,
    SetupStep.SOUND: _sound,
    SetupStep.OPERATORS: _operators,
    SetupStep.UNWATCHED: _unwatched,
    SetupStep.DRILL: _drill,
}
