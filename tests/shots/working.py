"""Shots of working an incident: checklist, handover."""

import functools
import zoneinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.console.controllers.links import TransferDialog
from app.console.incident.checklist import StepDialog
from app.console.incident.dialogs import CloseDialog, LinkDialog
from app.console.incident.pane import Tab
from app.console.theme.theme import Choice
from app.console.tools.handover import HandoverWindow
from app.console.window.window import MainWindow
from app.domain.handover import Seat, ShiftFacts, make_sheet
from app.domain.incident.handlers.incident import open_steps
from app.domain.incident.model import HandoverSignature, Incident, SignedSheet
from app.export import sheets
from tests.shots import work_scenes
from tests.shots.drawing import SMALL, ZONE, Prepare, Shot, select
from tests.shots.scenes import NOW, Scene


def _incident(window: MainWindow, scene: Scene) -> Incident:
    select(1044)(window, scene)
    incident = scene.watch.incident(1044)
    assert incident is not None
    return incident


def _step(window: MainWindow, scene: Scene) -> QDialog:
    incident = _incident(window, scene)
    return StepDialog(window, window.theme, incident, scene.watch.book.checklists[0].steps[0])


def _close(window: MainWindow, scene: Scene) -> QDialog:
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
    def prepare(window: MainWindow, scene: Scene) -> QDialog:
        select(1044)(window, scene)
        return TransferDialog(window, window.theme, "You have 2 open: 1042, 1044. To whom do they go?", names)

    return prepare


def _sheet(window: MainWindow, scene: Scene) -> QWidget:
    facts = ShiftFacts(head="20431:" + "4f1e" * 16, shift_began=NOW - 8 * 3_600_000, happened=(), quarantined=1)
    lamps = (*window.strip.lamps,)
    seat = Seat(operator="M. Okafor", environment="simulator", lamps=lamps, silent_ms=43_000)
    text = sheets.handover_text(make_sheet(scene.watch.book, facts, seat, NOW), zoneinfo.ZoneInfo(ZONE))
    signed = SignedSheet(
        sha256=sheets.sha256(text), text=text, signatures=(HandoverSignature(operator="J. Tran", at=NOW - 60_000),)
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


def _link(window: MainWindow, scene: Scene) -> QDialog:
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
