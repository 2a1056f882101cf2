"""What RapidSOS may call the parts of a location record: data, so that the real names need no code change."""

import msgspec

Names = tuple[str, ...]


class Aliases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The names of docs/contract.md#4.4, tried in their order; settings may replace any of them."""

    containers: Names = ("locations", "location", "records", "results", "data")
    """Where a list of records, or a single one, may stand."""
    nests: Names = ("geodetic", "location", "coordinates")
    """Objects inside a record that may hold its parts."""
    latitude: Names = ("latitude", "lat")
    longitude: Names = ("longitude", "lon", "lng")
    uncertainty_m: Names = (
        "uncertainty_radius",
        "uncertainty",
        "horizontal_uncertainty",
        "accuracy",
        "location_accuracy",
    )
    confidence: Names = ("confidence", "location_confidence", "horizontal_confidence")
    altitude_m: Names = ("altitude", "elevation")
    altitude_datum: Names = ("altitude_datum", "vertical_datum", "datum")
    vertical_uncertainty_m: Names = ("vertical_uncertainty", "uncertainty_altitude")
    floor: Names = ("estimated_floor_level", "floor", "location_floor")
    fixed_at: Names = ("location_time", "created_time", "timestamp", "time", "created_at")
    reported_source: Names = ("source", "application", "provided_location", "location_source")
    """All that are given are shown, verbatim."""
    address: Names = ("civic", "address", "civic_address")
    """A text, or an object of the parts below; the parts may also stand in the record itself."""
    address_name: Names = ("name",)
    """Only inside an address object: elsewhere a name may be a person's."""
    address_parts: tuple[Names, ...] = (
        ("street_1", "street_address", "street"),
        ("street_2",),
        ("city", "locality"),
        ("state", "region"),
        ("zip_code", "postal_code", "zip"),
        ("country", "country_code"),
    )
    address_anchors: Names = ("street_1", "street_address", "street", "city")
    """Without one of these, parts that stand in the record itself (a bare ``state``) are no address."""


CONTRACT_ALIASES = Aliases()
