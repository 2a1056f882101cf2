"""A screen reader as far as the journeys need one: finds things by role and name, acts on them, hears what is told.

It speaks AT-SPI's own D-Bus interfaces, and sees of the program nothing else than a real one would.
"""

import collections
import collections.abc
import time
import typing

from jeepney import DBusAddress, MatchRule, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

ATSPI = "org.a11y.atspi"
ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
PATIENCE_S = 40.0
LOOK_EVERY_S = 0.1
FOCUSABLE, SHOWING, ENABLED = 11, 25, 8
"""Places of states in AT-SPI's set of states (atspi-constants.h)."""


class Thing(typing.NamedTuple):
    """Something accessible: where it is reached, and what a screen reader says of it."""

    bus: str
    path: str
    role: str
    name: str
    description: str
    states: frozenset[int]

    @property
    def focusable(self) -> bool:
        """Whether the keyboard can reach it."""
        return FOCUSABLE in self.states

    @property
    def showing(self) -> bool:
        """Whether it is on the screen."""
        return SHOWING in self.states


class ScreenReader:
    """Connected to the accessibility bus of a session."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (address,) = session.send_and_get_reply(new_method_call(where, "GetAddress"), timeout=PATIENCE_S).body
        self._bus: DBusConnection = open_dbus_connection(address)
        self._said: collections.deque[typing.Any] = collections.deque()
        rule = MatchRule(type="signal", interface=f"{ATSPI}.Event.Object", member="Announcement")
        Proxy(message_bus, self._bus).AddMatch(rule)
        self._bus.filter(rule, queue=self._said)
        self.listen()

    def listen(self) -> None:
        """Tell every program that announcements are wanted; one that was starting meanwhile may have missed it."""
        self._call(REGISTRY, "/org/a11y/atspi/registry", "Registry", "RegisterEvent", "s", ("object:announcement",))

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def everything(self) -> collections.abc.Iterator[Thing]:
        """Every accessible thing of every program on the bus, from the outside in."""
        for bus, path in self._children(REGISTRY, ROOT):
            yield from self._below(bus, path)

    def find(self, role: str, name: str) -> Thing:
        """The thing on the screen with this role, whose name begins so; waits for it."""
        end = time.monotonic() + PATIENCE_S
        while True:
            seen = [one for one in self.everything() if one.showing]
            found = next((one for one in seen if one.role == role and one.name.startswith(name)), None)
            if found is not None:
                return found
            assert time.monotonic() < end, f"no {role} {name!r} among {[(one.role, one.name) for one in seen]}"
            time.sleep(LOOK_EVERY_S)

    def gone(self, role: str, name: str) -> None:
        """Wait until nothing like this is on the screen any more."""
        end = time.monotonic() + PATIENCE_S
        while any(one.showing and one.role == role and one.name.startswith(name) for one in self.everything()):
            assert time.monotonic() < end, f"the {role} {name!r} is still there"
            time.sleep(LOOK_EVERY_S)

    def act(self, thing: Thing) -> None:
        """Do the first action that a thing offers, as a screen reader's user does."""
        (done,) = self._call(thing.bus, thing.path, "Action", "DoAction", "i", (0,))
        assert done, f"{thing.name} did not act"

    def write(self, thing: Thing, text: str) -> None:
        """Put a text into a field."""
        (done,) = self._call(thing.bus, thing.path, "EditableText", "SetTextContents", "s", (text,))
        assert done, f"{thing.name} took no text"

    def select(self, parent: Thing, place: int) -> None:
        """Select a child of a list."""
        (done,) = self._call(parent.bus, parent.path, "Selection", "SelectChild", "i", (place,))
        assert done, f"{parent.name} selected nothing"

    def children(self, thing: Thing) -> list[Thing]:
        """What lies directly in a thing."""
        return [self._thing(bus, path) for bus, path in self._children(thing.bus, thing.path)]

    def hear(self, words: str) -> str:
        """Wait for an announcement that holds these words; what was said before counts too."""
        end = time.monotonic() + PATIENCE_S
        heard: list[str] = []
        while time.monotonic() < end:
            while self._said:
                said = str(self._said.popleft().body[3][1])
                heard.append(said)
                if words in said:
                    return said
            self._wait()
        message = f"nobody said {words!r}; heard {heard}"
        raise AssertionError(message)

    def _wait(self) -> None:
        try:
            self._bus.recv_messages(timeout=LOOK_EVERY_S)
        except TimeoutError:
            return

    def _below(self, bus: str, path: str) -> collections.abc.Iterator[Thing]:
        yield self._thing(bus, path)
        for child_bus, child in self._children(bus, path):
            yield from self._below(child_bus, child)

    def _thing(self, bus: str, path: str) -> Thing:
        (role,) = self._call(bus, path, "Accessible", "GetRoleName")
        ((low, high),) = self._call(bus, path, "Accessible", "GetState")
        states = frozenset(place for place in range(64) if (low | high << 32) >> place & 1)
        name, description = (self._property(bus, path, one) for one in ("Name", "Description"))
        return Thing(bus, path, role, name, description, states)

    def _children(self, bus: str, path: str) -> list[tuple[str, str]]:
        (found,) = self._call(bus, path, "Accessible", "GetChildren")
        return list(found)

    def _property(self, bus: str, path: str, name: str) -> str:
        asked = Properties(DBusAddress(path, bus, f"{ATSPI}.Accessible")).get(name)
        answer = self._bus.send_and_get_reply(asked, timeout=PATIENCE_S).body
        return str(answer[0][1])

    def _call(
        self, bus: str, path: str, interface: str, method: str, signature: str = "", given: tuple[object, ...] = ()
    ) -> tuple[typing.Any, ...]:
        where = DBusAddress(path, bus, f"{ATSPI}.{interface}")
        asked = new_method_call(where, method, signature or None, given)
        return tuple(self._bus.send_and_get_reply(asked, timeout=PATIENCE_S).body)
