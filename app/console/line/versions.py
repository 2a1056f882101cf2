"""Which of two versions is older: the program that was installed last wins, so that an upgrade reaches the station."""

import re

_NUMBERS = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[.+~-].*)?")


def is_older(theirs: str, ours: str) -> bool:
    """Whether ``theirs`` is surely older; what can't be read as a version is not."""
    read_theirs, read_ours = _NUMBERS.fullmatch(theirs), _NUMBERS.fullmatch(ours)
    if read_theirs is None or read_ours is None:
        return False
    return tuple(map(int, read_theirs.groups())) < tuple(map(int, read_ours.groups()))
