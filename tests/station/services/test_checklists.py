"""The center's checklists: taken over while the station runs, and a mistake in the file costs only the change."""

import pathlib

from app.domain.incident.commands import Acknowledge, CheckStep, CloseIncident, Done, Refused, SignOn, UncheckStep
from app.domain.incident.envelope import received
from app.domain.incident.events import ChecklistsAdopted, IncidentClosed
from app.domain.lamp import LampState
from app.station.journal.journal import Journal
from app.station.services.checklists import LARGEST_FILE, ChecklistService
from tests.station.journal.made import Home, arrive, share
from tests.station.services.test_commands import Station

OWN = """
[[checklist]]
name = "Ours"
[[checklist.step]]
id = "call"
words = "Call back"
note = "Who answered?"
[[checklist.step]]
id = "tell"
words = "Tell the ECC"
"""


def adopted(journal: Journal) -> list[list[str]]:
    """The names of the lists in force, one list for each time that they changed."""
    events = [received(record).event for record in journal.after(0, 1_000)]
    return [[one.name for one in event.checklists] for event in events if isinstance(event, ChecklistsAdopted)]


async def test_the_shipped_list_is_adopted_once_until_the_center_has_its_own(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    with home.opened() as journal:
        duty = ChecklistService(tmp_path, journal, home.clock)
        for _ in range(2):
            await duty.look()
        assert len(adopted(journal)) == 1
        (tmp_path / "checklists.toml").write_text(OWN, encoding="utf-8-sig")
        await duty.look()
        assert adopted(journal)[1:] == [["Ours"]]
        assert duty.lamp() is None
    with home.opened() as journal:
        await ChecklistService(tmp_path, journal, home.clock).look()
        assert len(adopted(journal)) == 2


async def test_a_mistake_is_told_by_a_lamp_and_the_list_before_stays(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    own = tmp_path / "checklists.toml"
    with home.opened() as journal:
        duty = ChecklistService(tmp_path, journal, home.clock)
        await duty.look()
        for content, said in (
            (b"[[checklist]]\n", "Checklist 1: name is a line of 1 to 120 characters. And 1 more."),
            (b"\xff", "checklists.toml is no UTF-8 text."),
            (b"#" * (LARGEST_FILE + 1), "checklists.toml is larger than 256 KiB."),
        ):
            own.write_bytes(content)
            await duty.look()
            lamp = duty.lamp()
            assert lamp is not None
            assert (lamp.name, lamp.state, lamp.evidence) == ("checklist", LampState.WARNING, said)
        own.unlink()
        own.mkdir()
        await duty.look()
        lamp = duty.lamp()
        assert lamp is not None
        assert "can't be read" in lamp.evidence
        own.rmdir()
        await duty.look()
        assert duty.lamp() is None
        assert len(adopted(journal)) == 1


async def test_steps_are_checked_and_closing_says_what_stayed_open(tmp_path: pathlib.Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "checklists.toml").write_text(OWN)
    with home.opened() as journal:
        station = Station(home, journal)
        await ChecklistService(tmp_path, journal, home.clock).look()
        await journal.decide(arrive(share()))
        answer = await station.obey(SignOn(id="on", name="ANNA"))
        assert isinstance(answer, Done)
        session = answer.session
        await station.obey(Acknowledge(id="1", session=session, incident=1001, through=9))
        refused = await station.obey(CheckStep(id="2", session=session, incident=1001, step="call"))
        assert isinstance(refused, Refused)
        assert "Who answered?" in refused.refused
        for command in (
            CheckStep(id="3", session=session, incident=1001, step="call", note="She did."),
            CheckStep(id="4", session=session, incident=1001, step="tell"),
            UncheckStep(id="5", session=session, incident=1001, step="tell"),
        ):
            assert isinstance(await station.obey(command), Done)
        closing = CloseIncident(id="6", session=session, incident=1001, reason="CALLER_SAFE")
        assert isinstance(await station.obey(closing), Refused)
        closing = CloseIncident(id="7", session=session, incident=1001, reason="CALLER_SAFE", text="She is home")
        assert isinstance(await station.obey(closing), Done)
        nobodys = CloseIncident(id="8", session=session, incident=7, reason="TEST")
        assert isinstance(await station.obey(nobodys), Refused)
        closed = [one.event for one in map(received, journal.incident(1001)) if isinstance(one.event, IncidentClosed)]
        assert closed == [IncidentClosed(reason="CALLER_SAFE", text="She is home", open_steps=("Tell the ECC",))]
