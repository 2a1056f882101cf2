"""Leads an operator through one form: shows what it comes to, keeps its draft, and confirms it once."""

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from app.console.station.commands import TriggerCommands
from app.console.store import Store
from app.console.theme.text import one_line, span
from app.console.trigger import text as trigger_text
from app.console.trigger.definitions import DefinitionFiles
from app.console.trigger.form_page import FormPage
from app.console.trigger.form_state import FormContent, find, last_request, situation
from app.console.trigger.form_widgets import Shown
from app.console.trigger.hold_to_send import HoldState
from app.console.trigger.text import said
from app.domain.callflow.form import Answers, FieldAnswer, FormField, provenance
from app.domain.callflow.prechecks import Caution, CautionKind, cautions
from app.domain.incident.commands import Command, ConfirmTrigger, SaveForm
from app.domain.incident.model import Incident
from app.domain.location.parse_result import ParsedPlace
from app.protocol.sync import Pulse

SAVE_MS = 1_500
LOOKS = 2
"""Of two answers of the station the second was asked for after whatever happened before the first."""
ARMED_MS = 30_000
"""Digits that were typed count for so long: after that, whoever presses Space may not be who typed them."""


class FormController(QObject):
    """Between the form's page and the station.

    Signals:
        changed: what the drawer's head says may be other words now.
        sent: the ids by one of which the trigger will be known; the station has taken the confirmation.
    """

    changed = Signal()
    sent = Signal(object)

    def __init__(self, page: FormPage, watch: Store, commands: TriggerCommands, library: DefinitionFiles) -> None:
        super().__init__(page)
        self._page = page
        self._watch = watch
        self._commands = commands
        self._library = library
        self._pending: ConfirmTrigger | None = None
        self._doubt: str | None = None
        """The station's refusal of a repetition, while it is looked up whether the first sending came true."""
        self._doubted_by: Pulse | None = None
        self._looks = 0
        self._kept = ""
        self._weighed: frozenset[tuple[CautionKind, str]] = frozenset()
        self._typed_at: int | None = None
        """When the last digit was typed (UTC ms); None while there is none."""
        self._shows_foreign = False
        self._stranger = False
        """Somebody else unlocked this console, and the station does not know them yet."""
        self._last = ""
        """The callflow that was chosen last at this console: the next fresh form begins with it."""
        self.kept_at: int | None = None
        self.filling: FormContent | None = None
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(SAVE_MS)
        self._save.timeout.connect(self.keep)
        self._connect()

    @property
    def ids(self) -> frozenset[str]:
        """By one of these the trigger of the confirmation that is on its way will be known."""
        if self._pending is None or self.filling is None:
            return frozenset()
        return frozenset({self._pending.id, self.filling.event_id})

    def open(self, incident: int | None, again: tuple[str, Answers] | None = None) -> bool:
        """Open a form: as it was kept, as ``again`` (definition, answers) says, or fresh; False without callflows."""
        self._use_library()
        if self._is_open_for(incident) and again is None:
            return True
        if not self._library.shelf.definitions:
            return False
        self.leave()
        self._begin(incident, again)
        return True

    def go_to_start(self) -> None:
        """The keyboard begins at the choice of callflow in a fresh form, else at the first field with a problem."""
        filling, form = self.filling, self._page.form
        if filling is not None and filling.touched and filling.problems:
            form.go_to(filling.problems[0].key)
        else:
            form.picker.setFocus()

    def keep(self) -> None:
        """Have the station keep the form as it stands."""
        self._save.stop()
        filling = self.filling
        if filling is None or self._pending is not None or not filling.touched or filling.kept == self._kept:
            return
        if not self._is_mine(filling):
            return
        self._kept = filling.kept
        self._commands.save(filling.incident, filling.definition.file, self._kept)

    def leave(self) -> None:
        """Keep the draft, unless a confirmation of it is on its way."""
        self.keep()
        self.disarm()

    def disarm(self) -> None:
        """Whatever was typed or held to send counts no longer; the digits or a hold start anew."""
        self._typed_at = None
        if self.filling is not None and self._page.footer.hold.state is not HoldState.BLOCKED:
            self._page.footer.offer_anew()

    def lock(self, *, locked: bool) -> None:
        """The console was locked or unlocked: keep the draft for its operator, and disarm."""
        if locked:
            self.keep()
        self.disarm()

    def meet_stranger(self) -> None:
        """Somebody else unlocked the console: the form isn't theirs, even before the station knows who they are."""
        if self.filling is not None:
            self._stranger = True
            self._show()

    def take_over(self) -> None:
        """The operator who is signed on now makes another's form their own draft; it is a new one, not armed."""
        filling = self.filling
        if filling is None or self._watch.operator is None or self._pending is not None:
            return
        self._stranger = self._shows_foreign = False
        filling.operator = self._watch.operator
        self._kept, self.kept_at = "", None
        self._page.form.say("")
        self._page.form.lock(locked=False)
        filling.begin_anew()

    def discard(self) -> None:
        """Throw the form away, here and on the station; another's stays on the station for its operator."""
        self._save.stop()
        if self.filling is not None and not self._is_mine(self.filling):
            self._forget()
        elif self.filling is not None and self._pending is None:
            self._commands.discard(self.filling.incident, self.filling.definition.file)
            self._forget()

    def refresh(self) -> None:
        """Other incidents, agencies, triggers or another operator may change what is to be weighed."""
        filling = self.filling
        if filling is None:
            return
        if not self._is_mine(filling):
            self._show_foreign(filling)
        elif self._shows_foreign:
            self._shows_foreign = False
            self._page.form.say("")
            self._page.form.lock(locked=self._pending is not None)
            self._show_send(filling)
        elif self._is_stale():
            self.disarm()
        if self._pending is None:
            filling.stamp()
        self._show_ages(filling)
        self._review(filling)
        place = self.incident.place if self.incident else None
        self._page.form.use_location.setEnabled(place is not None and self._is_free(filling))

    def _review(self, filling: FormContent) -> None:
        """Show the request and what to weigh; something new to weigh disarms, as nobody armed knowing it."""
        phone = filling.admitted.phone if filling.admitted else None
        found = self._cautions(filling)
        if self._news(found) and self._pending is None:
            self.disarm()
        self._weighed = frozenset(map(_weight, found))
        self._page.review.show_filling(filling, last_request(self._watch.book, phone), found)

    def _news(self, found: tuple[Caution, ...]) -> bool:
        """Whether there is a caution that nobody was shown before."""
        return not self._weighed.issuperset(map(_weight, found))

    def _show_ages(self, filling: FormContent) -> None:
        for key, answer in filling.answers.items():
            source = provenance(answer, self._watch.now()) if answer.source else None
            box = self._page.form.boxes.get(key)
            if source is not None and box is not None:
                box.show_provenance(said(source))

    @property
    def incident(self) -> Incident | None:
        """The incident that the form is for."""
        return self._watch.incident(self.filling.incident) if self.filling else None

    def use_location(self) -> None:
        """The operator's own "use this location"."""
        incident = self.incident
        filling = self.filling
        if filling is None or not self._is_free(filling):
            return
        if incident is not None and incident.place is not None:
            filling.use_location(incident.place)

    def go_to_preview(self) -> None:
        """Ctrl+Enter: to the first field that needs somebody, or to the request; it never sends."""
        if self.filling is None:
            return
        self._page.form.insist()
        self._show()
        if self.filling.problems:
            self._page.form.go_to(self.filling.problems[0].key)
        else:
            self._page.go_to_preview()

    def finish(self) -> None:
        """The confirmation is in the journal; its form is done."""
        self._forget()

    def read_callflows(self) -> None:
        """Read the files anew, as the list of callflows is about to open."""
        self._library.read()
        self._use_library()

    def _use_library(self) -> None:
        """Offer what was read last; a form whose own file was changed meanwhile goes on by the new one."""
        self._page.form.show_shelf(self._library.shelf)
        filling = self.filling
        if filling is None:
            return
        definition = self._library.definitions.get(filling.definition.file)
        if definition is not None and definition != filling.definition and self._pending is None:
            filling.choose(definition)
            self._page.form.say("The file of this callflow was changed. Read the form again.")
        else:
            self._show()

    def _is_open_for(self, incident: int | None) -> bool:
        return self.filling is not None and self.filling.incident == incident and self._is_mine(self.filling)

    def _is_mine(self, filling: FormContent) -> bool:
        """Whether it belongs to who is signed on; one that nobody has touched belongs to whoever comes first."""
        if filling.operator is None and not filling.touched:
            filling.operator = self._watch.operator
        return filling.operator == self._watch.operator and not self._stranger

    def _is_free(self, filling: FormContent) -> bool:
        """Whether it may be changed now: it is the operator's own, and no confirmation of it is on its way."""
        return self._pending is None and self._is_mine(filling)

    def _is_stale(self) -> bool:
        """Whether digits were typed too long ago; a clock that went back counts as too long."""
        return self._typed_at is not None and not 0 <= self._watch.now() - self._typed_at < ARMED_MS

    def _show_foreign(self, filling: FormContent) -> None:
        """Another's form can be read, not changed and not sent, until somebody takes it over."""
        whose = one_line(filling.operator or "somebody who was not signed on")
        footer, form = self._page.footer, self._page.form
        self._shows_foreign = True
        form.lock(locked=True)
        if self._watch.operator is None:
            footer.block("Sign on to send")
        elif self._pending is not None:
            footer.block(f"Held by {whose}")
            footer.refuse("Its answer is still out. Look at the timeline before you start another callflow.")
        else:
            footer.block("Take the form over to send")
            form.offer_takeover(f"{whose} filled this form in. Read it, then take it over or leave it.")

    def _begin(self, incident: int | None, again: tuple[str, Answers] | None) -> None:
        definitions = self._library.definitions
        kept = self._watch.book.forms.get((self._watch.operator or "", incident))
        wanted = again[0] if again else kept.definition if kept else self._last
        known = self._watch.incident(incident)
        definition = definitions.get(wanted) or self._library.shelf.definitions[0]
        phone = known.phone if known else None
        self.filling = FormContent(definition, incident, phone, self._watch.now, self._watch.operator)
        self._stranger = self._shows_foreign = False
        self._pending = None
        self._kept, self.kept_at = "", None
        self._page.form.lock(locked=False)
        self._page.form.say("")
        if again is not None and definition.file == again[0]:
            self.filling.fill_as(again[1])
            self._page.form.say("Filled in as it was sent before. It gets a new eventId.")
        elif kept is not None:
            self._restore(self.filling, kept.answers, usable=definition.file == kept.definition)
        self.filling.changed.connect(self._changed)
        self._show()

    def _restore(self, filling: FormContent, untrusted_answers: str, *, usable: bool) -> None:
        if usable and filling.restore(untrusted_answers):
            self._kept = filling.kept
            since = max((one.taken_at for one in filling.answers.values() if one.taken_at is not None), default=None)
            ago = "" if since is None else f" {span(self._watch.now() - since)} ago"
            self._page.form.say(f"Your draft is back as you left it{ago}.")
        else:
            self._page.form.say("There is a draft for a callflow that can't be used here any more.")

    def _changed(self) -> None:
        self._show()
        self._save.start()

    def _show(self) -> None:
        filling = self.filling
        if filling is None:
            return
        self._page.footer.name(self._watch.environment)
        self._page.form.show_definition(filling.definition, filling.fields)
        self._page.form.show_fields({field.key: self._shown(filling, field) for field in filling.fields})
        self._page.picture.show_definition(filling.definition)
        self.refresh()
        self._show_send(filling)
        self.changed.emit()

    def _show_send(self, filling: FormContent) -> None:
        footer, count = self._page.footer, len(filling.problems)
        self._typed_at = None
        if self._pending is not None or not self._is_mine(filling):
            return
        if filling.definition.file not in self._library.definitions:
            footer.block("This callflow can't be sent")
            footer.refuse("Its file can't be used now. Choose another callflow, or have the file put right.")
        elif filling.admitted is not None:
            footer.offer(filling.admitted.phone, "Hold 1.5 s to send")
        elif filling.refusal is not None:
            footer.block("This callflow can't be sent")
            footer.refuse(said(filling.refusal))
        else:
            footer.block("Fix 1 field to send" if count == 1 else f"Fix {count} fields to send")

    def _shown(self, filling: FormContent, field: FormField) -> Shown:
        answer = filling.answers.get(field.key, FieldAnswer(text=""))
        source = provenance(answer, self._watch.now())
        edited = "edited" if filling.edited(field.key) else ""
        echo = trigger_text.echo(answer.text, self.incident) if field.is_place else ""
        notations = "DD, DMS, USNG or map link" if field.is_place and source is None else ""
        return Shown(
            text=answer.text,
            provenance=said(source) if source else edited or notations,
            help=echo or field.help,
            problem=next((one for one in filling.problems if one.key == field.key), None),
        )

    def _cautions(self, filling: FormContent) -> tuple[Caution, ...]:
        if filling.admitted is None:
            return ()
        library, watch = self._library, self._watch
        around = situation(watch.book, self.incident, watch.environment, library.agencies, library.definitions)
        return cautions(filling.admitted, msgspec.structs.replace(around, newer=filling.newer(self.incident)))

    def _meant(self) -> None:
        """One press makes one command; asking again after silence carries the same one."""
        filling = self.filling
        if filling is None:
            return
        if self._is_stale() or not self._is_mine(filling):
            self._show()
            return
        if self._pending is None and self._news(self._cautions(filling)):
            self._show()
            self._page.footer.refuse("There is something new to weigh. Nothing was sent: read it, then hold again.")
            return
        self._page.footer.block("On its way to the station…")
        self._page.form.lock(locked=True)
        self._save.stop()
        if self._pending is not None:
            self._pending = self._commands.held_again(self._pending)
            self._commands.send(self._pending)
            return
        filling.stamp()
        if filling.request is not None:
            self._review(filling)
            # Known before it is carried: a refusal may come at once.
            self._pending = self._commands.confirmation(filling.incident, filling.definition.file, filling.request)
            self._commands.send(self._pending)

    def _done(self, command: Command) -> None:
        if isinstance(command, SaveForm):
            self.kept_at = self._watch.now()
            self.changed.emit()
        elif command is self._pending:
            self.sent.emit(self.ids)

    def _refused(self, command: Command, sentence: str) -> None:
        if command is self._pending and self.filling is not None:
            self._pending = self._doubt = None
            self._page.form.lock(locked=not self._is_mine(self.filling))
            self.filling.begin_anew()
            self._page.footer.refuse(sentence)
        elif isinstance(command, SaveForm):
            self._kept = ""
            self._page.form.say(sentence)

    def _doubted(self, command: Command, sentence: str) -> None:
        """The first sending may have come true although its repetition was refused: the journal says it."""
        if command is self._pending and self.filling is not None:
            self._doubt, self._doubted_by, self._looks = sentence, self._watch.pulse, 0
            self._page.footer.block("Looking whether it was sent…")

    def _look_up(self) -> None:
        """Two whole answers of the station after the refusal hold all that was recorded before it."""
        if self._doubt is None or self._pending is None or not self._watch.caught_up:
            return
        if self._watch.pulse is not self._doubted_by:
            self._doubted_by = self._watch.pulse
            self._looks += 1
        if self._looks >= LOOKS and find(self._watch.book, self.ids) is None:
            self._refused(self._pending, self._doubt)

    def _unanswered(self, command: Command) -> None:
        if command is not self._pending or self.filling is None or not self._is_mine(self.filling):
            return
        if self.filling.admitted is not None:
            self._page.footer.offer(self.filling.admitted.phone, "Hold 1.5 s to ask again")
            self._page.footer.refuse(
                "The station did not answer; it may have it. Asking again carries the same one, never a second."
            )

    def _forget(self) -> None:
        self._pending = self._doubt = None
        self.filling = None
        self._typed_at = None
        self._stranger = False
        self.kept_at = None
        self._page.form.lock(locked=False)

    def _instead(self, key: str, reading: ParsedPlace) -> None:
        if self.filling is not None:
            self.filling.take_instead(key, reading)

    def _keep_as_typed(self, key: str) -> None:
        if self.filling is not None:
            self.filling.keep_as_typed(key)

    def _choose(self, file: str) -> None:
        definition = self._library.definitions.get(file)
        filling = self.filling
        if filling is None:
            return
        if definition is not None and definition != filling.definition and self._is_free(filling):
            self._last = file
            filling.choose(definition)
        else:
            # What was wanted is not what will be sent: the picker names the form's own callflow again.
            self._show()

    def _edited(self, key: str, text: str) -> None:
        if self.filling is not None and not self.filling.put(key, text):
            self._show()

    def _digit_typed(self) -> None:
        self._typed_at = self._watch.now()

    def _connect(self) -> None:
        form = self._page.form
        form.edited.connect(self._edited)
        form.instead.connect(self._instead)
        form.as_typed.connect(self._keep_as_typed)
        form.callflow_chosen.connect(self._choose)
        form.callflows_opening.connect(self.read_callflows)
        form.location_wanted.connect(self.use_location)
        self._page.review.line_chosen.connect(form.go_to)
        form.takeover_wanted.connect(self.take_over)
        self._page.footer.meant.connect(self._meant)
        self._page.footer.typed.connect(self._digit_typed)
        self._page.footer.hidden.connect(self.disarm)
        self._commands.done.connect(self._done)
        self._commands.refused.connect(self._refused)
        self._commands.unanswered.connect(self._unanswered)
        self._commands.doubted.connect(self._doubted)
        self._watch.pulsed.connect(self._look_up)


def _weight(caution: Caution) -> tuple[CautionKind, str]:
    """What makes a caution another one: that a caller moves on is no new one at every fix, or nobody could ever arm."""
    return caution.concern, "" if caution.concern is CautionKind.MOVED else said(caution.sentence)
