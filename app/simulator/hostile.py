"""Texts that attack whoever shows them as anything but plain text."""

MARKUP = "<img src=x onerror=\"alert('caller')\"><b>BOLD</b><script>document.title='owned'</script>"
BIDI = "safe \u202eexe.tahw\u202c \u2066hidden\u2069"
CONTROL = "bell\x07 escape\x1b[31mred\x1b[0m null\x00 tab\tend"
LONG = "A very long value. " * 500
TEMPLATE = '{{7*7}} ${7*7} %s %n =HYPERLINK("http://evil.example.com") \'; DROP TABLE events; --'
COMBINING = "Z\u0351\u036b\u0343" * 40

TEXTS = (MARKUP, BIDI, CONTROL, LONG, TEMPLATE, COMBINING)

LOCATION: dict[str, object] = {
    "source": MARKUP,
    "estimated_floor_level": BIDI,
    "confidence": "0.9<script>",
    "civic": {"name": TEMPLATE, "street_1": MARKUP, "street_2": CONTROL, "city": COMBINING, "state": BIDI,
              "country": None, "zip_code": 0},
}  # fmt: skip
"""What replaces the civil parts of a location record; the numbers of the place itself stay good."""


def text(number: int) -> str:
    """The hostile text of that number; they go round."""
    return TEXTS[number % len(TEXTS)]


def spoil(value: object, number: int = 0) -> object:
    """The same value with every text in it replaced by a hostile one; keys and numbers stay."""
    if isinstance(value, str):
        return text(number)
    if isinstance(value, list):
        return [spoil(item, number + place) for place, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: spoil(item, number + place) for place, (key, item) in enumerate(value.items())}
    return value


def spoil_values(fields: dict[str, object]) -> dict[str, object]:
    """Self-describing fields (docs/contract.md#5.3) with hostile labels and values; their types and units stay."""
    spoiled: dict[str, object] = {}
    for place, (name, field) in enumerate(fields.items()):
        if isinstance(field, dict):
            spoiled[name] = field | {"display_name": text(place), "value": spoil(field.get("value"), place)}
    return spoiled
