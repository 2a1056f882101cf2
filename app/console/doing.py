"""Works through the checklist of the shown incident: does a step's deed, asks what it asks, and checks it."""

from PySide6.QtCore import QObject, Qt

from app.console.acts import Acts
from app.console.frame.window import Window
from app.console.incident.checklist.step_dialog import StepDialog
from app.console.incident.incident_pane import Tab
from app.console.keys import Act
from app.console.watch import Watch
from app.domain.checklist.checklist import Deed, Step
from app.domain.incident.incident import Incident
from app.domain.incident.steps import open_steps, standing


class Doing(QObject):
    """The acts of the checklist; the keyboard stays where it is, so that one key goes from step to step."""

    def __init__(self, window: Window, watch: Watch, acts: Acts) -> None:
        super().__init__(window)
        self._window = window
        self._pane = window.centre.incident
        self._watch = watch
        self._acts = acts
        window.actions_.on(Act.DO_NEXT, self.do_next)
        window.actions_.on(Act.CHECK_NEXT, self.check_next)
        self._pane.do_next.connect(self.do_next)
        self._pane.step_pressed.connect(self.toggle)

    def do_next(self) -> None:
        """Do the deed of the next step, if it has one, and check the step."""
        found = self._next()
        if found is None:
            return
        incident, step = found
        if step.deed is Deed.OPEN_TRIGGER and not incident.triggers:
            # Done when the flow was confirmed, or when somebody says so; not when its form is open.
            self._window.actions_.at(Act.NEW_TRIGGER).trigger()
            return
        self._do(step.deed)
        self._check(incident, step)

    def check_next(self) -> None:
        """Check the next step without its deed: somebody did it another way."""
        found = self._next()
        if found is not None:
            self._check(*found)

    def toggle(self, step_id: str) -> None:
        """Check a step, or take its check back."""
        incident = self._watch.incident(self._window.number)
        if incident is None:
            return
        steps = standing(incident, self._watch.book.checklists, self._watch.now())
        one = next((one for one in steps if one.step.id == step_id), None)
        if one is None:
            return
        if one.check is None:
            self._check(incident, one.step)
        else:
            self._acts.uncheck(incident.number, one.step.id)

    def _next(self) -> tuple[Incident, Step] | None:
        """The shown incident and its next step; says why when there is none."""
        incident = self._watch.incident(self._window.number)
        if incident is None or not incident.is_open:
            return None
        if incident.unacknowledged:
            self._pane.refuse("Acknowledge it first: something in it nobody has seen.")
            return None
        steps = open_steps(incident, self._watch.book.checklists, self._watch.now())
        if not steps:
            self._pane.refuse("Nothing is open on its checklist.")
            return None
        return incident, steps[0]

    def _check(self, incident: Incident, step: Step) -> None:
        if not step.note:
            self._acts.check(incident.number, step.id)
            return
        dialog = StepDialog(self._window, self._window.theme, incident, step)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.answered.connect(lambda note: self._acts.check(incident.number, step.id, note))
        dialog.open()

    def _do(self, deed: Deed | None) -> None:
        match deed:
            case Deed.CAPTURE:
                self._window.actions_.at(Act.CAPTURE).trigger()
            case Deed.COPY_COORDINATES:
                self._pane.copy_coordinates()
            case Deed.COPY_SENTENCE:
                self._pane.copy_sentence()
            case Deed.SHOW_DATA:
                self._pane.open_tab(Tab.ADDITIONAL_DATA)
            case Deed.SHOW_MAP:
                self._window.split.open_map()
            case _:
                pass
