"""Nobody watching, and somebody again."""

import asyncio

from app.domain.incident.events import BecameUnwatched, WatchedAgain
from app.station.services.escalation import LOOK_EVERY_S, UnwatchedCheck
from app.station.sessions import Sessions
from tests.fake_clock import T0, FakeClock
from tests.station.services.test_watchdog import Written


async def looking(clock: FakeClock, unwatched: UnwatchedCheck, seconds: float) -> None:
    for _ in range(int(seconds / LOOK_EVERY_S)):
        await clock.advance(LOOK_EVERY_S)
        await unwatched.look()


async def test_sixty_seconds_after_the_last_question_nobody_watches() -> None:
    clock, sessions, written = FakeClock(), Sessions(), Written()
    unwatched = UnwatchedCheck(sessions, clock, written)
    session = sessions.begin("ANNA", "id", clock.now())
    await looking(clock, unwatched, 58)
    assert not unwatched.is_so
    await looking(clock, unwatched, 2)
    assert unwatched.since == T0
    await looking(clock, unwatched, 60)
    assert written.events == [BecameUnwatched(since=T0)]
    sessions.asked(session, clock.now())
    await looking(clock, unwatched, 2)
    assert not unwatched.is_so
    assert written.events == [BecameUnwatched(since=T0), WatchedAgain(since=T0)]


async def test_a_console_that_asks_without_a_session_is_nobody() -> None:
    clock, sessions, written = FakeClock(), Sessions(), Written()
    unwatched = UnwatchedCheck(sessions, clock, written)
    for _ in range(30):
        sessions.asked(None, clock.now())
        await looking(clock, unwatched, 2)
    assert unwatched.is_so


async def test_after_sleep_consoles_get_their_time_again() -> None:
    clock, sessions, written = FakeClock(), Sessions(), Written()
    unwatched = UnwatchedCheck(sessions, clock, written)
    await looking(clock, unwatched, 20)
    await clock.advance(3_600)
    await unwatched.look()
    assert not unwatched.is_so
    await looking(clock, unwatched, 60)
    assert unwatched.since == T0 + 3_620_000


async def test_it_looks_until_it_is_cancelled() -> None:
    clock, written = FakeClock(), Written()
    unwatched = UnwatchedCheck(Sessions(), clock, written)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(unwatched.run())
        await clock.advance(60)
        task.cancel()
    assert written.events == [BecameUnwatched(since=T0)]
