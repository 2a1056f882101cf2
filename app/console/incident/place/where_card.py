"""Where the caller is, in words: one sentence to read aloud and the ages under it."""

from app.console.controls.card import Card
from app.console.controls.prose import Prose
from app.console.incident.place.ages_row import AgesRow
from app.console.incident.place.place_words import metres, runs
from app.console.look.plain_text import PlainLabel, one_line
from app.console.look.theme import Theme
from app.console.look.type_faces import BODY
from app.console.times import span
from app.console.watch import Watch
from app.domain.incident.incident import Incident
from app.domain.location.fix import Fix
from app.domain.location.sentence import Place, ages, facts

NOT_STATED = "\N{EN DASH}"


class WhereCard(Card):
    """Address as reported above, sentence, ages; without any location it says so and what to do."""

    def __init__(self, theme: Theme, watch: Watch) -> None:
        super().__init__(theme)
        self._watch = watch
        self._address = PlainLabel(theme, BODY, wraps=True)
        self.sentence = Prose(theme)
        self._ages = AgesRow(theme)
        for widget in (self._address, self.sentence, self._ages):
            self.column.addWidget(widget)
        self.column.setSpacing(8)

    def show_incident(self, incident: Incident, nearest: Place | None = None) -> None:
        """Show where an incident is at the present time."""
        place = incident.place
        self._ages.setVisible(place is not None)
        self._address.setVisible(bool(place and place.address))
        if place is None:
            nowhere = "No location has come with this call."
            self.sentence.say([(nowhere, True), (" " + "Ask the ECC where the caller is.", False)])
            return
        now = self._watch.now()
        trail = [sighting.fix for sighting in incident.sightings if sighting.fix is not place]
        said = facts(place, now, box=incident.box, ecc=incident.ecc, trail=trail, nearest=nearest)
        self.sentence.say(runs(said))
        if place.address:
            self._address.show_text(f"Address as reported: {one_line(place.address)}")
        self._ages.show_figures(self._figures(incident, place, now))

    def _figures(self, incident: Incident, place: Fix, now: int) -> tuple[tuple[str, str], ...]:
        feed = self._watch.feed(incident.number, "lei")
        sighting = incident.sighting
        share = incident.newest_share
        answers = (feed.last_answered if feed else None, share.lei.answered_at if share else None)
        answered = max((at for at in answers if at is not None), default=None)
        known = ages(place, answered_at=answered, changed_at=sighting.at if sighting else None, now=now)
        figures = [
            (_age(known.fix), "fix age" if known.fix is not None else "fix time not stated"),
            (_age(known.answer), "last answer" if known.answer is not None else "no answer yet"),
            (_age(known.change), "last change"),
        ]
        if place.altitude_m is not None:
            datum = one_line(place.altitude_datum) if place.altitude_datum else "datum not stated"
            figures.append((metres(place.altitude_m), f"height, {datum}"))
        if place.floor:
            figures.append((one_line(place.floor), "floor as reported"))
        return tuple(figures)


def _age(ms: int | None) -> str:
    return NOT_STATED if ms is None else span(ms)
