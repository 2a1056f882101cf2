"""The cards of additional data: fields in their order, each already safe to show as plain text.

See docs/contract.md#5.5.
"""

import enum

import msgspec

Value = str | int | float | bool | None


class FieldKind(enum.Enum):
    """How a field is drawn; hidden ones never become fields."""

    TEXT = "text"
    LINK = "link"
    """``value`` is an http or https address that may be opened on a click, after a warning when it is http."""
    TIMESTAMP = "timestamp"
    """``value`` is UTC ms, possibly before 1970; shown local, UTC and as an age."""
    DATE = "date"
    """``value`` is ``YYYY-MM-DD`` and belongs to no time zone: it never moves."""
    IMAGE = "image"
    """``value`` is an https address; loaded only on a click."""
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "list"
    """``children`` are its elements, one a line, without labels."""
    SECTION = "section"
    """``children`` are its fields."""


class DataField(msgspec.Struct, frozen=True, kw_only=True):
    """One field; ``path`` is a JSON pointer, unique within its source."""

    path: str
    label: str
    kind: FieldKind
    value: Value = None
    unit: str | None = None
    phone: bool = False
    """A phone number: offer to copy it, never to dial it."""
    children: tuple["DataField", ...] = ()


class Dialect(enum.Enum):
    """How a source described itself."""

    PLAIN = "D0"
    SELF_DESCRIBING = "D1"
    PROPERTIES = "D2"
    FIELDS = "D3"


class DataSource(msgspec.Struct, frozen=True, kw_only=True):
    """One source's card: supplied by a partner, supplemental, to be verified."""

    key: str
    name: str
    dialect: Dialect
    fields: tuple[DataField, ...]
    other: tuple[DataField, ...] = ()
    """Data that the source's schema doesn't mention: shown collapsed, after the rest."""
    cut: bool = False
    """More was sent than a card shows; the raw record has it."""


class Display(msgspec.Struct, frozen=True, kw_only=True):
    """An answer of RAD-E: the cards, and the names of sources that answered without any data."""

    sources: tuple[DataSource, ...] = ()
    without_record: tuple[str, ...] = ()
    cut: bool = False
    """More sources answered than are shown; the raw record has them."""
    unreadable: bool = False
    """RapidSOS answered something that is no JSON; the raw record has it."""
