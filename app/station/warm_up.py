"""What a share would wait for later is done right after the station said that it is ready.

See docs/adr/0009-a-share-waits-for-the-disk-alone.md.
"""

import gc
import importlib
import typing

from app.domain.location import phone

EXAMPLE: typing.Final = "+12125550143"
LATER: typing.Final = ("app.station.rapidsos.wire", "anyio._backends._asyncio")
"""What the first question to RapidSOS needs; the HTTP library loads the second one only when it connects."""
YOUNG: typing.Final = (2_000, 5)
"""New objects until the collector looks at them, and looks until it looks at all of those: a ms or two at most."""


def warm_up() -> None:
    """Load what the first share and the first question to RapidSOS need; blocks, so run it in a thread.

    What is loaded by then stays for good: the collector never walks through it again while a share waits.
    """
    gc.freeze()
    gc.set_threshold(*YOUNG)
    phone.read(EXAMPLE)
    for name in LATER:
        importlib.import_module(name)
    gc.freeze()
