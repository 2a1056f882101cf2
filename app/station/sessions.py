"""Signed-on operators by session, in memory only; a console signs on again when the station restarts."""

import dataclasses
import secrets

ASKING_MS = 5_000
"""A console that has not asked for this long is not there; its own window says "station lost" after the same time."""


@dataclasses.dataclass
class _Seat:
    name: str
    asked_at: int


class Sessions:
    """Times are UTC milliseconds."""

    def __init__(self) -> None:
        self._seats: dict[str, _Seat] = {}
        self._of_command: dict[str, str] = {}
        self.last_asked_at = 0
        """When any signed-on console last asked, UTC ms."""

    def begin(self, name: str, command_id: str, now: int) -> str:
        """The session of a sign-on; the same command gets the same one."""
        session = self._of_command.get(command_id)
        if session is None or session not in self._seats:
            session = secrets.token_urlsafe(16)
            self._of_command[command_id] = session
            self._seats[session] = _Seat(name, now)
            self.last_asked_at = now
        return session

    def operator(self, session: str | None) -> str | None:
        """The name behind a session; None when there is no such session."""
        seat = self._seats.get(session or "")
        return None if seat is None else seat.name

    def asked(self, session: str | None, now: int) -> None:
        """A console of this session asked something."""
        seat = self._seats.get(session or "")
        if seat is not None:
            seat.asked_at = self.last_asked_at = now

    def end(self, session: str) -> None:
        """Nobody sits there any more."""
        self._seats.pop(session, None)
        self._of_command = {command: one for command, one in self._of_command.items() if one != session}

    def sits_elsewhere(self, name: str, session: str, now: int) -> bool:
        """Whether the same operator's console asks by another session than this one."""
        others = (seat for key, seat in self._seats.items() if key != session)
        return any(seat.name == name and now - seat.asked_at < ASKING_MS for seat in others)

    def asking(self, now: int) -> tuple[str, ...]:
        """Names of signed-on operators whose consoles are asking, in alphabetical order."""
        return tuple(sorted({seat.name for seat in self._seats.values() if now - seat.asked_at < ASKING_MS}))
