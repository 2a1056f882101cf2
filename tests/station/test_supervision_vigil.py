"""The vigil of a whole station: a setting changed while it runs calls the supervisor."""

import asyncio
import pathlib
import sys

from app.domain.data_share.signature import sign
from tests.station.given import SECRET, body
from tests.station.running import running

LIMIT_S = 30


async def test_a_share_that_nobody_answers_runs_the_command_though_somebody_is_signed_on(
    tmp_path: pathlib.Path,
) -> None:
    out = tmp_path / "called"
    script = "import os, sys; open(sys.argv[1], 'a').write(os.environ['WATCHFLOOR_INCIDENTS'] + '\\n')"
    values = {"escalate_command": [sys.executable, "-c", script, str(out)], "escalate_unanswered_s": 1}
    async with asyncio.timeout(LIMIT_S), running(tmp_path) as station:
        session = (await station.command({"command": "SignOn", "name": "J. Tran"}))["session"]
        assert "seq" in await station.command({"command": "ChangeSettings", "session": session, "values": values})
        content = body()
        assert await station.post(content, sign(content, SECRET)) == 200
        called: list[dict[str, object]] = []
        after = "0"
        while not called:
            answer = await station.ask(f"/events?after={after}&wait=5&session={session}")
            after = str(answer["next"])
            called = [one for one in answer["events"] if one["kind"] == "Escalated"]
        assert called[0]["incident"] == 1001
        assert called[0]["body"] == {"way": "command", "problem": "", "because": "unanswered"}
        assert out.read_text(encoding="utf-8") == "1001\n"
