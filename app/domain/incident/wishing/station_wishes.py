"""Wishes that concern no incident: what the station told of itself was seen."""

from app.domain.incident.book import Book
from app.domain.incident.commands import Refused, SeeNotice
from app.domain.incident.events import NoticeSeen
from app.domain.incident.record import Draft


def decide(wish: SeeNotice, operator: str, book: Book) -> Draft | Refused:
    """The event that makes the wish of a signed-on operator true, or the refusal."""
    if wish.notice not in book.notices:
        return Refused(refused="Somebody has seen it already, or it is over.")
    return Draft(event=NoticeSeen(notice=wish.notice), operator=operator, command_id=wish.id)
