"""How each step stands, from facts alone: proven, not proven, or known not to work now."""

import enum

import msgspec

from app.console.look.plain_text import one_line
from app.console.welcome.first_run.facts import Facts
from app.console.welcome.first_run.steps import STEPS, Step
from app.domain.incident.pulse import Lamp, LampState


class Standing(enum.Enum):
    """How a step stands; what was skipped is not proven either."""

    PROVEN = "proven"
    NOT_PROVEN = "not proven"
    SKIPPED = "skipped"
    FAILING = "failing"


class Judged(msgspec.Struct, frozen=True):
    """How a step stands, the observation behind it, and when that was (UTC ms)."""

    standing: Standing
    seen: str = ""
    at: int | None = None
    next_step: str = ""


def judge(step: Step, facts: Facts) -> Judged:
    """How a step stands: an older proof counts until something speaks against it; what never worked does not fail."""
    found, before = _JUDGES[step](facts), facts.kept.get(step)
    match found.standing:
        case Standing.PROVEN:
            return msgspec.structs.replace(found, at=before) if found.at is None else found
        case Standing.NOT_PROVEN if before is not None:
            return msgspec.structs.replace(found, standing=Standing.PROVEN, at=before)
        case Standing.FAILING if before is not None:
            return found
        case _:
            left = Standing.SKIPPED if step in facts.skipped else Standing.NOT_PROVEN
            return msgspec.structs.replace(found, standing=left)


def unproven(facts: Facts) -> tuple[Step, ...]:
    """The steps that are not proven, skipped or failing ones among them."""
    return tuple(step for step in STEPS if judge(step, facts).standing is not Standing.PROVEN)


def _by_lamp(lamp: Lamp | None) -> Judged:
    if lamp is None:
        return Judged(Standing.NOT_PROVEN)
    standing = {LampState.SEEN: Standing.PROVEN, LampState.DOWN: Standing.FAILING}
    return Judged(
        standing.get(lamp.state, Standing.NOT_PROVEN), one_line(lamp.evidence), lamp.observed_at, lamp.next_step
    )


def _credentials(facts: Facts) -> Judged:
    return _by_lamp(facts.lamp("credentials"))


def _path(facts: Facts) -> Judged:
    listener = _by_lamp(facts.lamp("listener"))
    return listener if listener.standing is Standing.FAILING else _by_lamp(facts.lamp("path"))


def _secret(facts: Facts) -> Judged:
    tried = facts.proofs.get(Step.SECRET)
    lamp = _by_lamp(facts.lamp("signature"))
    if lamp.standing is not Standing.NOT_PROVEN:
        return lamp
    if tried is None:
        return lamp
    seen = "a signed sample was taken, a wrong one refused"
    return Judged(Standing.PROVEN, seen, tried.at) if tried.good else Judged(Standing.FAILING, "", tried.at)


def _recovery(facts: Facts) -> Judged:
    checked = None if facts.inventory is None else facts.inventory.recovery.checked_at
    if checked is None:
        return Judged(Standing.NOT_PROVEN)
    return Judged(Standing.PROVEN, "a block was typed back from paper", checked)


def _agencies(facts: Facts) -> Judged:
    if not facts.agencies:
        return Judged(Standing.NOT_PROVEN, "no list of ECCs is here")
    return Judged(Standing.PROVEN, f"{facts.agencies:,} ECCs on the list")


def _map(facts: Facts) -> Judged:
    return _by_lamp(facts.lamp("map"))


def _sound(facts: Facts) -> Judged:
    """A speaker that is switched off renders as well: only what a person heard is a proof."""
    found = _by_lamp(facts.lamp("sound"))
    if found.standing is Standing.PROVEN and found.next_step:
        return msgspec.structs.replace(found, standing=Standing.NOT_PROVEN)
    return found


def _operators(facts: Facts) -> Judged:
    if facts.operator is None:
        return Judged(Standing.NOT_PROVEN, "nobody is signed on here")
    seen = f"{one_line(facts.operator)} is signed on"
    lamp = facts.lamp("watch")
    return Judged(Standing.PROVEN, seen, None if lamp is None else lamp.observed_at)


def _unwatched(facts: Facts) -> Judged:
    tried = facts.proofs.get(Step.UNWATCHED)
    if facts.ways == 0:
        return Judged(Standing.NOT_PROVEN, "nobody is called")
    if tried is None:
        return Judged(Standing.NOT_PROVEN)
    seen = "a call for help was tried"
    return Judged(Standing.PROVEN if tried.good else Standing.FAILING, seen, tried.at)


def _drill(facts: Facts) -> Judged:
    score = facts.score
    if score is None:
        return Judged(Standing.NOT_PROVEN)
    if score.passed:
        seen = "{count} calls answered, the slowest in {seconds} s"
        slowest = f"{max(score.answered_ms) / 1000:.1f}"
        return Judged(Standing.PROVEN, seen.format(count=score.shared, seconds=slowest), score.at)
    seen = "tried, and not all of it was done"
    return Judged(Standing.NOT_PROVEN, seen, score.at)


_JUDGES = {
    Step.CREDENTIALS: _credentials,
    Step.PATH: _path,
    Step.SECRET: _secret,
    Step.RECOVERY: _recovery,
    Step.AGENCIES: _agencies,
    Step.MAP: _map,
    Step.SOUND: _sound,
    Step.OPERATORS: _operators,
    Step.UNWATCHED: _unwatched,
    Step.DRILL: _drill,
}
