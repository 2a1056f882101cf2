import random

from app.domain.data_share import feed as data_share_feed
from app.domain.data_share.feed import Feed, FeedKind
from app.station.services.polling.queue import LONGEST_WAITING_EVERY, PollJob, PollTurns

NOW = 1_000_000


def asking(number: int, *, asked: bool = False) -> PollJob:
    feed = Feed(kind=FeedKind.LEI, received_at=NOW + number)
    feed = data_share_feed.asked(feed, NOW) if asked else feed
    return PollJob(incident=number, share=f"share-{number}", phone=None, alert_id=None, feed=feed)


def waiting(count: int, *, asked: bool = False) -> tuple[PollTurns, list[PollJob]]:
    turns, all_ = PollTurns(), [asking(number, asked=asked) for number in range(count)]
    for one in all_:
        turns.put(one, NOW - one.incident)
    return turns, all_


def test_the_newest_share_first_and_each_fourth_turn_to_who_waits_longest() -> None:
    turns, _ = waiting(6)
    taken = [turns.take(NOW, urgent=False) for _ in range(6)]
    assert [one.incident for one in taken if one is not None] == [5, 4, 3, 2, 1, 0]
    turns = PollTurns()
    for number in range(6):
        turns.put(asking(number), NOW + number)
    order = [one.incident for _ in range(6) if (one := turns.take(NOW + 10, urgent=False)) is not None]
    assert order == [5, 4, 3, 0, 2, 1]
    assert LONGEST_WAITING_EVERY == 4
    assert turns.take(NOW + 10, urgent=False) is None


def test_nobody_before_their_time() -> None:
    turns = PollTurns()
    turns.put(asking(1), NOW + 5)
    assert turns.take(NOW + 4, urgent=False) is None
    assert turns.take(NOW + 5, urgent=False) is not None


def test_the_urgent_alone_and_who_becomes_urgent_while_waiting() -> None:
    turns, all_ = waiting(3, asked=True)
    assert turns.take(NOW, urgent=True) is None
    all_[1].feed = data_share_feed.wanted(all_[1].feed, NOW + 1)
    turns.put(all_[1], NOW - 1)
    turns.put(all_[1], NOW - 1)
    assert turns.take(NOW, urgent=True) is all_[1]
    assert turns.take(NOW, urgent=True) is None
    assert turns.take(NOW, urgent=False) is all_[2]


def test_who_was_dropped_or_put_off_has_no_turn() -> None:
    turns, all_ = waiting(3)
    assert turns.take(NOW, urgent=False) is all_[2]
    turns.drop(all_[1])
    turns.put(all_[0], NOW + 60)
    assert turns.take(NOW, urgent=False) is None
    assert turns.take(NOW, urgent=True) is None
    assert turns.take(NOW + 60, urgent=True) is all_[0]
    assert all_[0].due is None


def test_many_come_and_go_and_each_has_exactly_one_turn() -> None:
    turns, chance, now = PollTurns(), random.Random(7), NOW  # noqa: S311 an order to try, nothing secret
    here = {number: asking(number, asked=chance.random() < 0.5) for number in range(40)}
    waits: dict[int, int] = {}
    for _ in range(5_000):
        now += 1
        number = chance.randrange(40)
        if chance.random() < 0.2:
            turns.drop(here[number])
            waits.pop(number, None)
        elif chance.random() < 0.5:
            turns.put(here[number], now + chance.randrange(5))
            waits[number] = here[number].due or 0
        else:
            one = turns.take(now, urgent=chance.random() < 0.3)
            if one is not None:
                assert waits.pop(one.incident) <= now
    left = {one.incident for _ in range(100) if (one := turns.take(now + 10, urgent=False)) is not None}
    assert left == set(waits)
