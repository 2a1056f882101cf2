"""Commands and answers cross the wire by name."""

import msgspec

from app.domain.incident.commands import Acknowledge, Answer, AnyCommand, Done, Refused


def test_a_command_is_named_by_its_class() -> None:
    raw = b'{"id": "c1", "command": "Acknowledge", "session": "s", "incident": 1001, "through": 3}'
    assert msgspec.json.decode(raw, type=AnyCommand) == Acknowledge(id="c1", session="s", incident=1001, through=3)


def test_an_answer_is_a_seq_or_a_sentence() -> None:
    assert msgspec.json.encode(Done(seq=4)) == b'{"seq":4}'
    assert msgspec.json.encode(Refused(refused="No.")) == b'{"refused":"No."}'
    assert Done in Answer.__args__
