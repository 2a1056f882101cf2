"""What came out of trying a base map; apart from the trial, which loads httpx."""

import msgspec


class Trial(msgspec.Struct, frozen=True):
    """What came out."""

    good: bool
    sentence: str
