"""What somebody has typed and not yet applied: judged while it is typed, by the same rules that the station goes by."""

import msgspec

from app.domain.incident.settings_told import SettingsTold, Told, Value
from app.ground.exits import RefusedError
from app.settings import Environment, Settings, addresses, reading, together
from app.settings.reading import as_text


class Draft:
    """Typed texts of the station's settings, by name."""

    def __init__(self) -> None:
        self.told = SettingsTold(settings=(), file="", lock="")
        self._typed: dict[str, str] = {}

    def hear(self, told: SettingsTold) -> None:
        """Take the station's word; what was typed and is so by now is typed no more."""
        self.told = told
        self._typed = {name: text for name, text in self._typed.items() if text != self._text(name)}

    def type(self, name: str, text: str) -> None:
        """Somebody typed or chose; the value that counts already is no change."""
        self._typed.pop(name, None)
        if text != self._text(name):
            self._typed[name] = text

    def drop(self) -> None:
        """Forget everything that was typed."""
        self._typed.clear()

    def text(self, name: str) -> str:
        """What stands in the row."""
        return self._typed.get(name, self._text(name))

    @property
    def typed(self) -> tuple[str, ...]:
        """Names of what differs from the station's word."""
        return tuple(self._typed)

    def problems(self) -> dict[str, str]:
        """What won't do, by name, in the words that a start would use; only what was typed is judged."""
        found = {name: sentence for name in self._typed if (sentence := self._problem(name))}
        return found or self._together()

    def values(self) -> dict[str, Value]:
        """The changes to wish for; a default is wished for by taking the setting out of the file.

        Raises:
            RefusedError: something won't do.
        """
        values = {name: reading.typed(name, text) for name, text in self._typed.items()}
        return {name: None if value == reading.default(name) else value for name, value in values.items()}

    def _problem(self, name: str) -> str:
        try:
            value = reading.typed(name, self._typed[name])
            if name in addresses.OWN and isinstance(value, str):
                addresses.own_url(name, self._environment, value)
            if name == "rapidsos_url" and isinstance(value, str):
                addresses.rapidsos_url(self._environment, value)
        except RefusedError as refused:
            return str(refused)
        return ""

    def _together(self) -> dict[str, str]:
        """What fits no other value, beside each typed name that its sentence speaks of."""
        known = {one.name: one.value for one in self.told.settings if reading.known(one.name)}
        typed = {name: reading.typed(name, text) for name, text in self._typed.items()}
        try:
            together.check(msgspec.convert(known | typed, Settings))
        except RefusedError as refused:
            return {name: str(refused) for name in typed if name in str(refused)}
        return {}

    @property
    def _environment(self) -> Environment:
        found = self._of("environment")
        value = None if found is None else found.in_force or found.value
        return "production" if value is None else value  # type: ignore[return-value]  # as the station tells it

    def _text(self, name: str) -> str:
        found = self._of(name)
        return "" if found is None else as_text(name, found.value)

    def _of(self, name: str) -> Told | None:
        return next((one for one in self.told.settings if one.name == name), None)
