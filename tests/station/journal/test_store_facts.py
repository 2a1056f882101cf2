"""Facts for reports hold no word of any caller, and survive erasing and a locked keyring."""

import asyncio

import msgspec

from app.domain.incident.events import Acknowledged, OperatorSignedOn, ShareRepeated
from app.domain.reports import Fact
from tests.fake_clock import T0
from tests.station.journal.made import PHONE, Home, arrive, note, share, write

ALL = (0, 2 * T0)


async def fill(home: Home, *, late: bool = False) -> list[Fact]:
    with home.opened() as journal:
        await journal.decide(write(OperatorSignedOn()))
        outcome = await journal.decide(arrive(share(1)))
        await journal.decide(note(1001, "a word of a person"))
        await home.clock.advance(8)
        await journal.decide(write(Acknowledged(through=outcome.records[0].seq), 1001))
        again = ShareRepeated(share="x", request_sha256="0" * 64, received_at=T0, quiet=not late)
        await journal.decide(write(again, 1001))
        return list(journal.facts(ALL, 0, 100))


def test_only_times_kinds_operators_and_eccs_leave(home: Home) -> None:
    facts = asyncio.run(fill(home))
    assert [(fact.kind, fact.rings) for fact in facts] == [
        ("OperatorSignedOn", False),
        ("ShareReceived", True),
        ("Acknowledged", False),
        ("ShareRepeated", False),
    ]
    assert (facts[1].ecc, facts[1].incident, facts[2].through) == ("IL_0142", 1001, facts[1].seq)
    assert facts[2].at - facts[1].at == 8_000
    told = msgspec.json.encode(facts).decode()
    assert PHONE not in told
    assert "a word of a person" not in told


def test_a_late_repeat_rings_for_the_ecc_of_its_incident(home: Home) -> None:
    repeat = asyncio.run(fill(home, late=True))[-1]
    assert (repeat.kind, repeat.rings, repeat.ecc) == ("ShareRepeated", True, "IL_0142")


def test_spans_and_pages(home: Home) -> None:
    facts = asyncio.run(fill(home))
    with home.opened() as journal:
        assert [fact.kind for fact in journal.facts((T0 + 1, 2 * T0), 0, 100)] == ["Acknowledged", "ShareRepeated"]
        assert [fact.kind for fact in journal.facts((0, T0 + 1), 0, 100)] == ["OperatorSignedOn", "ShareReceived"]
        first = journal.facts(ALL, 0, 2)
        assert [*first, *journal.facts(ALL, first[-1].seq, 100)] == facts
        assert journal.facts((2 * T0, 3 * T0), 0, 100) == ()


def test_a_locked_keyring_leaves_times_and_eccs(home: Home) -> None:
    asyncio.run(fill(home))
    home.keyring.locked = True
    with home.opened() as journal:
        _, arrived, answered, repeated = journal.facts(ALL, 0, 100)
        assert (arrived.rings, arrived.ecc) == (True, "IL_0142")
        assert answered.through is None
        assert not repeated.rings
