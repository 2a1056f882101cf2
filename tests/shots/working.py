"""Shots of working an incident: checklist."""

import functools

from PySide6.QtWidgets import QDialog

from app.console.incident.checklist.step_dialog import StepDialog
from app.console.incident.close_dialog import CloseDialog
from app.console.incident.incident_pane import Tab
from app.console.theme import Choice
from app.console.window import Window
from app.domain.incident.incident import Incident
from app.domain.incident.steps import open_steps
from tests.shots import work_scenes
from tests.shots.drawing import SMALL, Shot, select
from tests.shots.scenes import Scene


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
WORKING_SHOTS = CHECKLIST_SHOTS
