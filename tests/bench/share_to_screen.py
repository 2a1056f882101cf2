"""From a share leaving RapidSOS to its row and its marker painted in the real console, which draws into memory.

Each call is taken and closed once it was seen, as an operator would, so that every new row is in sight.
"""

import http.client
import json
import pathlib
import statistics
import threading
import time
import urllib.parse
import uuid

from app.domain.data_share.signature import sign
from tests.bench.consoles.console_lines import Line, watched
from tests.bench.consoles.painted_lines import MAP_READY, MARKER, ROW
from tests.bench.share_to_200 import SECRET, body, station

COUNT = 100
EVERY_S = 0.5
FIRST = 2_000
"""Before it is measured, one share warms everything up."""


class Operator:
    """A second console of the desk, which takes and closes what was seen."""

    def __init__(self, folder: pathlib.Path) -> None:
        desk = json.loads((folder / "desk.json").read_text(encoding="utf-8"))
        self._door = http.client.HTTPConnection(urllib.parse.urlsplit(desk["url"]).netloc)
        self._headers = {"Authorization": f"Bearer {desk['token']}", "Content-Type": "application/json"}
        self._session = self._wish("SignOn", name="BENCH")["session"]

    def close(self, seen: Line) -> None:
        """Acknowledge an incident and close it."""
        number, session = seen["incident"], self._session
        self._wish("Acknowledge", session=session, incident=number, through=seen["through"])
        self._wish("CloseIncident", session=session, incident=number, reason="TEST")

    def _wish(self, command: str, **fields: object) -> Line:
        wish = {"id": str(uuid.uuid4()), "command": command, **fields}
        self._door.request("POST", "/commands", json.dumps(wish), self._headers)
        answer: Line = json.loads(self._door.getresponse().read())
        assert "refused" not in answer, answer
        return answer


class Sender:
    """Shares one call after the other, each when it is due, and keeps when each left (ns of the wall clock)."""

    def __init__(self, url: str) -> None:
        self._url = urllib.parse.urlsplit(url)
        self.left: dict[str, int] = {}

    def send(self, first: int, count: int) -> None:
        """Share so many calls at the bench's rate."""
        start = time.monotonic()
        for place in range(count):
            time.sleep(max(0.0, start + place * EVERY_S - time.monotonic()))
            content = body(first + place)
            phone = json.loads(content)["query"]["caller_id"]
            self.left[f"+{phone}"] = time.time_ns()
            self._post(content)

    def _post(self, content: bytes) -> None:
        door = http.client.HTTPConnection(self._url.netloc)
        door.request("POST", self._url.path, content, {"X-RapidSOS-Signature": sign(content, SECRET)})
        assert door.getresponse().status == http.client.OK
        door.close()


def told(name: str, waits: list[float]) -> str:
    """A line of the table."""
    p99 = statistics.quantiles(waits, n=100)[98]
    return f"{name:<28} {statistics.median(waits):>8.1f} {p99:>8.1f} {max(waits):>8.1f}   {len(waits)} shares"


def main() -> None:
    """Measure and print."""
    waits: dict[str, list[float]] = {ROW: [], MARKER: []}
    with station() as (url, folder), watched(folder) as lines:
        next(line for line in lines if line["seen"] == MAP_READY)
        sender, operator = Sender(url), Operator(folder)
        begun = threading.Thread(target=sender.send, args=(FIRST, COUNT + 1))
        begun.start()
        seen: dict[str, set[str]] = {}
        for line in lines:
            if line["seen"] not in waits:
                continue
            phone = line["phone"]
            waits[line["seen"]].append((line["at"] - sender.left[phone]) / 1e6)
            seen.setdefault(phone, set()).add(line["seen"])
            if len(seen[phone]) == len(waits):
                operator.close(line)
                if sum(len(both) == len(waits) for both in seen.values()) > COUNT:
                    break
        begun.join()
    print(f"{'share to screen, ms':<28} {'p50':>8} {'p99':>8} {'max':>8}")
    for what, name in ((ROW, "row painted"), (MARKER, "marker painted")):
        print(told(name, waits[what][1:]))


if __name__ == "__main__":
    main()
