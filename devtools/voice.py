"""How dev.py speaks: one line for each thing it does, and one way of giving up."""

import sys


class GiveUpError(Exception):
    """Something a person has to do first; the text is the sentence that tells them."""


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    print(line, flush=True)


def progress(done: int, total: int, what: str) -> None:
    """Show a count that moves on one line of a terminal, and in a log at every tenth step."""
    line = f"  {done:>3} of {total}  {what}"
    if sys.stdout.isatty():
        print(f"\r{line:<70}", end="\n" if done == total else "", flush=True)
    elif done == total or done % 10 == 0:
        say(line)
