"""``watchfloor doctor``: every lamp as text, with what was seen, how old that is, and the next step."""

import argparse
import sys
import textwrap

import msgspec

from app import settings
from app.domain.incident.pulse import Events, Hello, Lamp, LampState, Pulse
from app.ground.exits import Exit
from app.station.desk import caller, door

_WORDS = {
    LampState.SEEN: "seen to work",
    LampState.NOT_PROVEN: "not proven",
    LampState.WARNING: "WARNING",
    LampState.DOWN: "DOWN",
    LampState.OFF: "off",
}
_INDENT = " " * 26


def run(arguments: argparse.Namespace) -> int:
    """Print the lamps of a data directory's station; 1 when one is red or no station answers."""
    directory = settings.data_directory(arguments.data_dir)
    file = door.read(directory)
    hello = None if file is None else caller.ask(file, "GET", "/hello")
    if file is None or hello is None:
        sys.stdout.write(f"No station answers for {directory}: nothing is received. Start one: watchfloor station\n")
        return Exit.FOUND
    last_seq = msgspec.json.decode(hello, type=Hello).last_seq
    answer = caller.ask(file, "GET", f"/events?after={last_seq}")
    if answer is None:
        sys.stdout.write(f"The station of {directory} stopped answering.\n")
        return Exit.FOUND
    pulse = msgspec.json.decode(answer, type=Events).pulse
    sys.stdout.write("".join(_told(lamp, pulse) for lamp in pulse.lamps))
    return Exit.FOUND if any(lamp.state is LampState.DOWN for lamp in pulse.lamps) else Exit.DONE


def _told(lamp: Lamp, pulse: Pulse) -> str:
    seen = "" if lamp.observed_at is None else f" ({_age(pulse.now - lamp.observed_at)})"
    lines = textwrap.wrap(f"{lamp.evidence}{seen}", 90)
    if lamp.next_step:
        lines += textwrap.wrap(f"Next: {lamp.next_step}", 90)
    return f"{lamp.name:<12}{_WORDS[lamp.state]:<14}" + f"\n{_INDENT}".join(lines) + "\n"


def _age(milliseconds: int) -> str:
    seconds = max(0, milliseconds) // 1000
    if seconds < 1:
        return "now"
    return f"{seconds} s ago" if seconds < 120 else f"{seconds // 60} min ago"  # noqa: PLR2004 two minutes
