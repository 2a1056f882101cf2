"""The words a display schema may use, until RapidSOS's real list arrives (docs/contract.md#5.5): data, not code."""

import msgspec

from app.domain.additional_data.field import Kind

Names = tuple[str, ...]


class Keywords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Aliases in the order in which they are tried; settings may replace any of them."""

    schema: Names = ("schema", "display_schema", "display")
    data: Names = ("data",)
    source_name: Names = ("display_name", "label", "title")
    label: Names = ("display_name", "label", "title")
    label_in_properties: Names = ("display_name", "label", "title", "name")
    key: Names = ("key", "path", "name")
    kind: Names = ("render", "display", "format", "type")
    order: Names = ("order", "propertyOrder", "index")
    unit: Names = ("units", "unit")
    children: Names = ("properties", "fields", "items")
    hidden: Names = ("hidden",)
    visible: Names = ("visible",)
    hidden_kinds: Names = ("hidden", "none")
    text: Names = ("text", "string", "integer", "number", "float", "boolean", "enum", "phone", "phone-number", "email")
    phones: Names = ("phone", "phone-number")
    link: Names = ("link", "url", "uri", "web-url", "href")
    timestamp: Names = (
        "timestamp",
        "datetime",
        "date-time",
        "epoch",
        "epoch-ms",
        "epoch-milliseconds",
        "epoch-seconds",
    )
    date: Names = ("date", "date-only")
    image: Names = ("image", "image-url", "photo", "picture")
    section: Names = ("object", "section", "group")
    list: Names = ("array", "list")
    milliseconds: Names = ("millisecond", "milliseconds", "ms", "epoch-ms", "epoch-milliseconds")
    seconds: Names = ("second", "seconds", "s", "sec", "epoch-seconds")

    def kind_of(self, word: str) -> Kind | None:
        """The kind that a word stands for; None if it stands for none."""
        kinds = {
            Kind.TEXT: self.text,
            Kind.LINK: self.link,
            Kind.TIMESTAMP: self.timestamp,
            Kind.DATE: self.date,
            Kind.IMAGE: self.image,
            Kind.SECTION: self.section,
            Kind.LIST: self.list,
        }
        return next((kind for kind, words in kinds.items() if word in words), None)


CONTRACT_KEYWORDS = Keywords()
