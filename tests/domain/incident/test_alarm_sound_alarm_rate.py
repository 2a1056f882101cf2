from app.domain.incident.alarm_sound import Flood, Load, alarm_rate, load
from app.domain.incident.alarms import unanswered
from app.domain.incident.events import Acknowledged, GapFound
from tests.domain.incident.journalled import T0, Journal, share
from tests.domain.incident.test_projection import folded

MINUTE = 60_000


def test_the_rate_counts_shares_answered_or_not_and_what_else_is_unanswered() -> None:
    journal = Journal()
    journal.add(share("a" * 64, received_at=T0 - 11 * MINUTE))
    journal.add(share("b" * 64, received_at=T0 - 9 * MINUTE), incident=1002)
    journal.add(share("c" * 64, received_at=T0), incident=1003)
    journal.add(GapFound(since=T0 - MINUTE, until=T0, cause="It was not running."), incident=None, at=T0)
    for number in (1001, 1002, 1003):
        journal.add(Acknowledged(through=9), incident=number, operator="ANNA", at=T0 + 1)
    book = folded(journal)
    assert alarm_rate(book, unanswered(book, T0 + 2), T0 + 2) == 3


def test_a_load_is_one_persons() -> None:
    assert [load(rate, 2) for rate in (0, 2, 3, 4, 5)] == [Load.CALM, Load.CALM, Load.BUSY, Load.BUSY, Load.TOO_MUCH]
    assert load(2, 0) is Load.BUSY


def test_a_flood_begins_above_ten_and_ends_below_five() -> None:
    flood = Flood()
    assert [flood.observe(rate) for rate in (10, 11, 10, 5, 4, 10)] == [False, True, True, True, False, False]
