"""What rings, and in which order the queue stands."""

from app.domain.incident.alarms import Priority, priority, queue_order, ringing
from app.domain.incident.events import Acknowledged
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_book import folded, quarantined


def test_what_nobody_has_acknowledged_rings_oldest_first() -> None:
    journal = Journal()
    journal.add(share("a" * 64))
    journal.add(quarantined(rings=True), incident=None)
    journal.add(share("b" * 64), incident=1002)
    journal.add(share("c" * 64), incident=1003)
    journal.add(Acknowledged(through=4), incident=1003, operator="ANNA")
    alarms = ringing(folded(journal))
    assert [(alarm.incident, alarm.reason) for alarm in alarms] == [
        (1001, "unacknowledged"),
        (None, "quarantined"),
        (1002, "unacknowledged"),
    ]


def test_the_queue_puts_the_unacknowledged_first_then_the_oldest() -> None:
    journal = Journal()
    journal.add(share("a" * 64, received_at=T0))
    journal.add(share("b" * 64, received_at=T0 + 1), incident=1002)
    journal.add(share("c" * 64, received_at=T0 + 2), incident=1003)
    journal.add(Acknowledged(through=1), operator="ANNA")
    book = folded(journal)
    assert [one.number for one in sorted(book.open_incidents, key=queue_order)] == [1002, 1003, 1001]
    assert priority(book.incidents[1001]) is Priority.P3
    assert priority(book.incidents[1002]) is Priority.P1
