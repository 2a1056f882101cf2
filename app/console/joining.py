"""Links and splits from the window: a person knows better than a phone number (docs/contract.md#3.5)."""

from PySide6.QtCore import QObject, Qt

from app.console import dialogs
from app.console.acts import Acts
from app.console.frame.window import Window
from app.console.incident.link_dialog import LinkDialog
from app.console.keys import Act
from app.console.look.plain_text import one_line
from app.console.times import clock
from app.console.watch import Watch
from app.domain.incident.incident import Share
from app.ground.tasks import Tasks


class Joining(QObject):
    """The acts that join and part incidents."""

    def __init__(self, window: Window, watch: Watch, acts: Acts, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._watch = watch
        self._acts = acts
        self._tasks = tasks
        self._asking = False
        window.actions_.on(Act.LINK, self.link)
        window.actions_.on(Act.SPLIT, self.split)
        window.actions_.on(Act.GO_TO_LINKED, self.go)
        window.centre.incident.go_to_linked.connect(self.go)

    def link(self) -> None:
        """Ask which incident is the same event as the shown one."""
        incident = self._watch.incident(self._window.number)
        if incident is None:
            return
        dialog = LinkDialog(self._window, self._window.theme, incident)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.linked.connect(lambda other: self._acts.link(incident.number, other))
        dialog.unlinked.connect(lambda other: self._acts.unlink(incident.number, other))
        dialog.open()

    def go(self) -> None:
        """Show the incident that the shown one is linked to, the newest link first; a filter may hide it."""
        incident = self._watch.incident(self._window.number)
        if incident is None or not incident.related:
            return
        there = [one for one in reversed(incident.related) if self._window.queue.model.row_of_number(one) is not None]
        if there:
            self._window.queue.view.select(there[0])
        else:
            words = "{number} is not in the queue: it is closed, or a filter hides it. Search for it."
            self._window.centre.incident.refuse(words.format(number=incident.related[-1]))

    def split(self) -> None:
        """Ask whether the share that joined last shall have an incident of its own."""
        incident = self._watch.incident(self._window.number)
        if incident is None or self._asking:
            return
        if len(incident.shares) <= 1:
            words = "Nothing joined it that could be split off: it has one share only."
            self._window.centre.incident.refuse(words)
            return
        self._asking = True
        self._tasks.start("split", self._ask(incident.number, incident.shares[-1]))

    async def _ask(self, number: int, share: Share) -> None:
        headline = f"Split the newest share from {number}?"
        sentence = (
            "The share of {time} from {ecc} gets an incident of its own, with its places and data. It rings until "
            "somebody takes it. Notes and callflows stay here. This can't be taken back."
        )
        ecc = one_line(share.ecc) if share.ecc else "an ECC that is not stated"
        said = sentence.replace("{time}", clock(share.received_at)).replace("{ecc}", ecc)
        answers = ("Split it", "Leave it as it is")
        try:
            answer = await dialogs.ask(self._window, self._window.theme, headline, said, answers)
        finally:
            self._asking = False
        if answer == 0:
            self._acts.split(number, share.share)
