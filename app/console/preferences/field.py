"""A value that somebody may prefer otherwise, as a row shows it."""

import msgspec


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One row: a setting of the station or a value of this console."""

    key: str
    """``station.`` or ``console.`` and the name."""
    section: str
    label: str
    help: str
    text: str
    """The value as a person types it."""
    default: str
    choices: tuple[tuple[str, str], ...] = ()
    """What may be chosen, and how each choice is called; empty when it is typed."""
    origin: str = ""
    """Where the value comes from."""
    fixed: str = ""
    """Why it can't be changed here, and who can; empty when it can."""
    locked: bool = False
    """Whether an administrator's file holds it."""
    waits: str = ""
    """What counts until the station starts again; empty when the value counts already."""

    @property
    def changed(self) -> bool:
        """Whether it is another than the default."""
        return self.text != self.default

    def says(self, words: str) -> bool:
        """Whether each of the words stands somewhere in what the row says."""
        name = self.key.partition(".")[2]
        whole = f"{name} {self.section} {self.label} {self.help} {self.text} {self.origin}".casefold()
        return all(word in whole for word in words.casefold().split())
