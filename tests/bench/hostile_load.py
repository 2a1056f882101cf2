"""Good shares while 1,000 bad connections a minute come: their waits beside those of a quiet time, in one run.

The bad ones are the hostile battery's requests, each on a connection of its own, and peers that send half a header,
half a body, or nothing at all until they are closed.
"""

import argparse
import asyncio
import collections
import contextlib
import statistics
import urllib.parse

from tests.bench.share_to_200 import RATE, WARM_UP, shares, station, table
from tests.hostile.battery import CASES

BAD_A_MINUTE = 1_000
SLOW = (b"", b"POST /data_share_handler HTTP/1.1\r\nHost: x\r\nX-", b"POST /data_share_handler HTTP/1.1\r\nHost: x\r\n")
SLOW_BODY = b"POST /data_share_handler HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\n{"
HELD_S = 15.0
COUNT = 1_500


async def bad(port: int, number: int, answered: collections.Counter[str]) -> None:
    """One bad connection; every third is a slow one."""
    raw = (*SLOW, SLOW_BODY)[number // 3 % 4] if number % 3 == 0 else CASES[number % len(CASES)].raw
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        answered["not connected"] += 1
        return
    try:
        writer.write(raw)
        async with asyncio.timeout(HELD_S):
            line = await reader.readline()
        answered[line.split()[1].decode("latin-1", "replace") if len(line.split()) > 1 else "closed"] += 1
    except TimeoutError:
        answered[f"held for {HELD_S:g} s"] += 1
    except (OSError, ValueError):
        answered["closed"] += 1
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def flood(port: int, until: asyncio.Event, answered: collections.Counter[str]) -> None:
    """A thousand a minute, evenly, until the good ones are through."""
    number = 0
    async with asyncio.TaskGroup() as group:
        while not until.is_set():
            group.create_task(bad(port, number, answered))
            number += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(until.wait(), 60 / BAD_A_MINUTE)


async def measure(url: str, count: int, rate: float) -> None:
    """Quiet, then under the flood; prints both."""
    port = urllib.parse.urlsplit(url).port or 80
    await shares(url, 1_000_000, WARM_UP, rate)
    quiet, quiet_statuses = await shares(url, 0, count, rate)
    answered: collections.Counter[str] = collections.Counter()
    over = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(flood(port, over, answered))
        loud, loud_statuses = await shares(url, 2_000_000, count, rate)
        over.set()
    print(f"{'good shares, ms':<28} {'p50':>8} {'p99':>8} {'max':>8}")
    print(table("quiet", quiet, quiet_statuses))
    print(table(f"{BAD_A_MINUTE:,} bad a minute", loud, loud_statuses))
    before, after = (statistics.quantiles(waits, n=100)[98] for waits in (quiet, loud))
    print(f"p99 {after / before:.1f} times quiet; asked: at most 3 times, or 25 ms, whichever is larger")
    print("bad ones: " + ", ".join(f"{count} x {what}" for what, count in sorted(answered.items())))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--rate", type=float, default=RATE)
    given = parser.parse_args()
    with station() as (url, _):
        asyncio.run(measure(url, given.count, given.rate))


if __name__ == "__main__":
    main()
