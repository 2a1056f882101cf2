"""What the simulator says on standard output: one JSON object a line, at once."""

import sys

import msgspec


def print_line(fields: object) -> None:
    """Write one JSON line and flush it, since whoever started the simulator waits for it."""
    sys.stdout.write(msgspec.json.encode(fields).decode() + "\n")
    sys.stdout.flush()


def complain(sentence: str) -> None:
    """Say something to the person at the terminal, on standard error."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
