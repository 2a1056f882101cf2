"""The union of events is whole: what no reader of the journal knows would be lost to every screen and report."""

import typing

from app.domain.incident import events


def leaves(kind: type[events.Event]) -> set[type[events.Event]]:
    """The classes below a base that have none below them."""
    below = kind.__subclasses__()
    return set().union(*(leaves(one) for one in below)) if below else {kind}


def test_every_kind_of_event_is_in_the_union() -> None:
    ours = {kind for kind in leaves(events.Event) if kind.__module__.startswith("app.")}
    assert ours - set(typing.get_args(events.AnyEvent)) == set()
