"""Phone numbers that belong to nobody: 555-0100 to 555-0199 of many area codes."""

AREA_CODES = (
    "202", "207", "208", "303", "304", "305", "307", "319", "334", "402", "404", "405", "406", "414", "415", "502",
    "503", "504", "505", "515", "601", "602", "603", "605", "609", "612", "614", "615", "701", "702", "801", "802",
    "803", "804", "808", "812", "816", "860", "901", "907", "912", "913", "915", "918", "919", "920", "941", "970",
)  # fmt: skip
"""Area codes that the shipped scenarios do not name themselves, so that copies meet nobody else's number."""

PER_AREA = 100


def number(serial: int) -> str:
    """The fictional number of that serial, digits with country code; they repeat after 4,800."""
    area = AREA_CODES[serial // PER_AREA % len(AREA_CODES)]
    return f"1{area}55501{serial % PER_AREA:02d}"
