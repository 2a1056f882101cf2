"""Shots of working an incident: checklist, handover."""

import functools
import zoneinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.console.frame.window import Window
from app.console.handover.handover_window import HandoverWindow
from app.console.handover.parting import PartingDialog
from app.console.incident.checklist.step_dialog import StepDialog
from app.console.incident.close_dialog import CloseDialog
from app.console.incident.incident_pane import Tab
from app.console.incident.link_dialog import LinkDialog
from app.console.look.theme import Choice
from app.domain.handover.facts import Facts
from app.domain.handover.sheet import Seat, made
from app.domain.incident.incident import Incident
from app.domain.incident.signed_sheet import Signature, SignedSheet
from app.domain.incident.steps import open_steps
from app.export import handover
from tests.shots import work_scenes
from tests.shots.drawing import SMALL, ZONE, Prepare, Shot, select
from tests.shots.scenes import NOW, Scene


def _incident(window: Window, scene: Scene) -> Incident:
    select(1044)(window, scene)
    incident = scene.watch.incident(1044)
    assert incident is not None
    return incident


def _step(window: Window, scene: Scene) -> QDialog:
    incident = _incident(window, scene)
    return StepDialog(window, window.theme, incident, scene.watch.book.checklists[0].steps[0])


def _close(window: Window, scene: Scene) -> QDialog:
    incident = _incident(window, scene)
    left = open_steps(incident, scene.watch.book.checklists, scene.watch.now())
    return CloseDialog(window, window.theme, incident, left)


HALF = functools.partial(work_scenes.checklist, done=2)
CHECKLIST_SHOTS = (
    Shot("checklist", HALF, select(1044)),
    Shot("checklist-1280", HALF, select(1044), size=SMALL),
    Shot("checklist-1280-200", HALF, select(1044), size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("checklist-done", functools.partial(work_scenes.checklist, done=5), select(1044)),
    Shot("checklist-timeline", HALF, select(1044, Tab.TIMELINE)),
    Shot("checklist-step", HALF, _step),
    Shot("checklist-close", HALF, _close),
)


def _parting(names: list[str]) -> Prepare:
    def prepare(window: Window, scene: Scene) -> QDialog:
        select(1044)(window, scene)
        return PartingDialog(window, window.theme, "You have 2 open: 1042, 1044. To whom do they go?", names)

    return prepare


def _sheet(window: Window, scene: Scene) -> QWidget:
    facts = Facts(head="20431:" + "4f1e" * 16, shift_began=NOW - 8 * 3_600_000, happened=(), quarantined=1)
    lamps = (*window.strip.lamps,)
    seat = Seat(operator="M. Okafor", environment="simulator", lamps=lamps, silent_ms=43_000)
    text = handover.as_text(made(scene.watch.book, facts, seat, NOW), zoneinfo.ZoneInfo(ZONE))
    signed = SignedSheet(
        sha256=handover.sha256(text), text=text, signatures=(Signature(operator="J. Tran", at=NOW - 60_000),)
    )
    shown = HandoverWindow(window.theme, zoneinfo.ZoneInfo(ZONE))
    shown.setParent(window, Qt.WindowType.Window)
    shown.show_sheet(text, signed, "M. Okafor")
    return shown


HANDOVER_SHOTS = (
    Shot("handover-floor", work_scenes.on_the_floor, select(1039)),
    Shot("handover-floor-1280", work_scenes.on_the_floor, select(1039), size=SMALL),
    Shot("handover-parting", HALF, _parting(["R. Keller", "J. Tran"])),
    Shot("handover-parting-alone", HALF, _parting([]), themes=(Choice.LIGHT,)),
    Shot("handover-sheet", work_scenes.on_the_floor, _sheet),
    Shot("handover-sheet-200", work_scenes.on_the_floor, _sheet, scale=2.0, themes=(Choice.LIGHT,)),
)


def _link(window: Window, scene: Scene) -> QDialog:
    return LinkDialog(window, window.theme, _incident(window, scene))


LINK_SHOTS = (
    Shot("linked", work_scenes.linked, select(1044)),
    Shot("linked-1280", work_scenes.linked, select(1044), size=SMALL),
    Shot("linked-1280-200", work_scenes.linked, select(1044), size=SMALL, scale=2.0, themes=(Choice.LIGHT,)),
    Shot("linked-dialog", work_scenes.linked, _link),
)
DELIVERY_SHOTS = (
    Shot("delivery", work_scenes.delivered, select(1044, Tab.TIMELINE)),
    Shot("delivery-1280", work_scenes.delivered, select(1044, Tab.TIMELINE), size=SMALL),
)
WORKING_SHOTS = (*DELIVERY_SHOTS, *LINK_SHOTS, *CHECKLIST_SHOTS, *HANDOVER_SHOTS)
