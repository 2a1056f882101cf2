"""Scenes of working an incident: its checklist in every stage."""

from app.core import paths
from app.domain import checklist as domain_checklist
from app.domain.checklist import Checklists, NotAdopted
from app.domain.incident.events import (
    ChecklistsAdopted,
    HandedOver,
    IncidentHeard,
    IncidentOpened,
    IncidentShown,
    IncidentsLinked,
    StepChecked,
)
from tests.shots import scenes
from tests.shots.scenes import NOW, Scene

ANSWERS = {"match-number": "Sample account 12", "tell-ecc": "Told 0142's desk: she is at the north door"}


def shipped() -> Checklists:
    """The lists that Watchfloor brings along."""
    file = paths.resources() / "checklists" / domain_checklist.FILE
    lists = domain_checklist.read(file.read_text(encoding="utf-8"))
    assert not isinstance(lists, NotAdopted)
    return lists


def checklist(*, done: int) -> Scene:
    """The flood, with so many steps of the selected incident done."""
    scene = scenes.flood()
    lists = shipped()
    scene.event(None, 180_000, ChecklistsAdopted(checklists=lists))
    for place, step in enumerate(lists[0].steps[:done]):
        event = StepChecked(step=step.id, words=step.words, note=ANSWERS.get(step.id, ""))
        scene.event(1044, 120_000 - place * 20_000, event, "M. Okafor")
    return scene


def on_the_floor() -> Scene:
    """The flood after J. Tran left: one incident is nobody's, one went to the operator of this console."""
    scene = checklist(done=2)
    scene.event(1039, 20_000, HandedOver(to=None), "J. Tran")
    scene.event(1041, 20_000, HandedOver(to="M. Okafor"), "J. Tran")
    return scene


def linked() -> Scene:
    """The flood, with two shares in the selected incident, which is linked to two others."""
    scene = checklist(done=2)
    scene.share(1044, "+12175550143", 30_000, share="f" * 16, ecc="IL_0142")
    scene.acknowledge(1044, 25_000, "M. Okafor")
    for other in (1042, 1039):
        scene.event(1044, 20_000, IncidentsLinked(other=other), "M. Okafor")
        scene.event(other, 20_000, IncidentsLinked(other=1044), "M. Okafor")
    return scene


def delivered() -> Scene:
    """One call whose ring was painted and sounded at this console, then acknowledged."""
    scene = Scene()
    ring = scene.share(1044, "+12175550143", 199_000).seq
    scene.fix(1044, 199_000, 39.80195, -89.63482, uncertainty_m=160.0)
    scene.event(1044, 198_000, IncidentShown(through=ring, shown_at=NOW - 198_700, console="M. Okafor"))
    heard = IncidentHeard(through=ring, heard_at=NOW - 196_900, console="M. Okafor", device="Headset")
    scene.event(1044, 196_000, heard)
    scene.acknowledge(1044, 192_000, "M. Okafor")
    return scene


def opened_here() -> Scene:
    """An incident that this center opened for a callflow."""
    scene = Scene()
    scene.event(None, 180_000, ChecklistsAdopted(checklists=shipped()))
    scene.event(1044, 60_000, IncidentOpened(phone="+12175550143"), "M. Okafor")
    return scene
