"""How long RapidSOS waits for its 200: an open loop of signed shares against a real station on a real disk.

Latency counts from the moment a share was due, so a station that stalls is charged for all that queued meanwhile.
"""

import argparse
import asyncio
import collections.abc
import contextlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import aiohttp

from app.domain.data_share.signature import sign

SECRET = "bench-secret-not-real"
RATE = 50
COUNT = 450
WARM_UP = 50


@contextlib.contextmanager
def station(*options: str) -> collections.abc.Iterator[tuple[str, pathlib.Path]]:
    """A station of its own with these options more; gives its handler's URL and its data directory."""
    with tempfile.TemporaryDirectory(prefix="watchfloor-bench-") as folder:
        command = [sys.executable, "-m", "app", "station", "--environment", "simulator", "--port", "0"]
        process = subprocess.Popen(
            [*command, "--data-dir", folder, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "WATCHFLOOR_SHARED_SECRET": SECRET},
        )
        assert process.stdout is not None
        try:
            yield str(json.loads(process.stdout.readline())["handler_url"]), pathlib.Path(folder)
        finally:
            process.terminate()
            process.communicate()


def keep_bytecode(folder: pathlib.Path) -> None:
    """Let programs started from here keep Python's bytecode, as an installation does."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")


def body(number: int) -> bytes:
    """A share of about 1 kB, each of another caller."""
    return json.dumps(
        {
            "access_token": f"bench-token-{number:08}-" + "t" * 600,
            "query": {"caller_id": f"1212555{number % 10_000:04}"},
            "bounding_box": {"min_lat": 40.70, "min_lon": -74.03, "max_lat": 40.88, "max_lon": -73.90},
            "location": {"latitude": 40.7484, "longitude": -73.9857, "uncertainty_radius": 18.5},
            "account_id": "NY_0161",
        }
    ).encode()


async def shares(url: str, first: int, count: int, rate: float) -> tuple[list[float], collections.Counter[int]]:
    """Send ``count`` shares, each when it is due; returns milliseconds and statuses."""
    waits: list[float] = []
    statuses: collections.Counter[int] = collections.Counter()
    connector = aiohttp.TCPConnector(limit=256)
    async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:
        start = time.perf_counter()

        async def one(number: int, due: float) -> None:
            content = body(number)
            headers = {"X-RapidSOS-Signature": sign(content, SECRET)}
            await asyncio.sleep(due - time.perf_counter())
            async with session.post(url, data=content, headers=headers) as answer:
                statuses[answer.status] += 1
            waits.append((time.perf_counter() - due) * 1000)

        for index in range(count):
            group.create_task(one(first + index, start + index / rate))
    return waits, statuses


def table(name: str, waits: list[float], statuses: collections.Counter[int]) -> str:
    """One line: how many, and p50, p99 and the longest in milliseconds."""
    p99 = statistics.quantiles(waits, n=100)[98]
    told = ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items()))
    return f"{name:<28} {statistics.median(waits):>8.1f} {p99:>8.1f} {max(waits):>8.1f}   {told}"


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--rate", type=float, default=RATE)
    given = parser.parse_args(arguments)
    with station() as (url, _):
        asyncio.run(shares(url, 1_000_000, WARM_UP, RATE))
        found = asyncio.run(shares(url, 0, given.count, given.rate))
    print(f"{'share to 200, ms':<28} {'p50':>8} {'p99':>8} {'max':>8}")
    print(table(f"{given.rate:g}/s, no console", *found))


if __name__ == "__main__":
    main()
