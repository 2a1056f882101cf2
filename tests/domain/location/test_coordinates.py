# ruff: noqa: RUF001 (typographic signs and foreign digits are what is tested)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.location import coordinates
from app.domain.location.fix import Box, distance_m
from app.domain.location.parse_result import Doubt, Notation, ParsedPlace, ParseProblem, english

HERE = (39.798912, -89.644021)
ANYWHERE = (Box(south=-90, west=-180, north=90, east=180),)

places = st.tuples(st.floats(-90, 90), st.floats(-180, 180)).filter(lambda place: max(map(abs, place)) > 0.001)
places_of_utm = st.tuples(st.floats(-79.9, 83.9), st.floats(-180, 180))


def read(text: str) -> tuple[float, float, Notation]:
    reading = coordinates.read(text)
    assert isinstance(reading, ParsedPlace), reading
    return round(reading.latitude, 6), round(reading.longitude, 6), reading.notation


def problem(text: str) -> ParseProblem:
    found = coordinates.read(text)
    assert isinstance(found, ParseProblem), found
    return found


@pytest.mark.parametrize(
    ("notation", "plain", "shown"),
    [
        (Notation.DD, "39.798912, -89.644021", "39.798912, −89.644021"),
        (Notation.DDM, "39 47.9347 N, 89 38.6413 W", "39°47.9347′ N  89°38.6413′ W"),
        (Notation.DMS, "39 47 56.08 N, 89 38 38.48 W", "39°47′56.08″ N  89°38′38.48″ W"),
        (Notation.UTM, "16S 273631mE 4408783mN", "16S 273631mE 4408783mN"),
        (Notation.USNG, "16S BK 73631 08783", "16S BK 73631 08783"),
        (Notation.LINK, "geo:39.798912,-89.644021", "geo:39.798912,-89.644021"),
    ],
)
def test_writes_plain_and_shows_typographic(notation: Notation, plain: str, shown: str) -> None:
    assert coordinates.write(*HERE, notation) == plain
    assert coordinates.show(*HERE, notation) == shown


def test_decimal_degrees_are_the_default() -> None:
    assert coordinates.write(*HERE) == "39.798912, -89.644021"
    assert coordinates.show(-1.5, 2.5) == "−1.500000, 2.500000"


@pytest.mark.parametrize(
    ("notation", "text"),
    [
        (Notation.DD, "0.000000, 0.000000"),
        (Notation.DDM, "0 00.0000 N, 0 00.0000 E"),
        (Notation.DMS, "0 00 00.00 N, 0 00 00.00 E"),
    ],
)
def test_a_hair_south_of_nothing_is_not_minus_nothing(notation: Notation, text: str) -> None:
    assert coordinates.write(-1e-9, -1e-9, notation) == text


def test_seconds_never_round_up_to_sixty() -> None:
    assert coordinates.write(39.9999999, -89.9999999, Notation.DMS) == "40 00 00.00 N, 90 00 00.00 W"
    assert coordinates.write(39.9999999, -89.9999999, Notation.DDM) == "40 00.0000 N, 90 00.0000 W"


@pytest.mark.parametrize("latitude", [84.5, 90, -80.5, -90])
def test_utm_ends_before_the_poles_and_usng_does_not(latitude: float) -> None:
    assert coordinates.write(latitude, 10, Notation.UTM) is None
    assert coordinates.write(latitude, 10, Notation.USNG) is not None


@pytest.mark.parametrize(
    ("text", "latitude", "longitude", "notation"),
    [
        ("39.798912, -89.644021", *HERE, Notation.DD),
        ("39.798912,-89.644021", *HERE, Notation.DD),
        ("39.798912 -89.644021", *HERE, Notation.DD),
        ("39.798912; -89.644021", *HERE, Notation.DD),
        ("39.798912, −89.644021", *HERE, Notation.DD),
        ("39.798912-89.644021", *HERE, Notation.DD),
        ("(39.798912, -89.644021)", *HERE, Notation.DD),
        ("lat: 39.798912 lon: -89.644021", *HERE, Notation.DD),
        ("Latitude 39.798912, Longitude -89.644021", *HERE, Notation.DD),
        ("39.798912 N 89.644021 W", *HERE, Notation.DD),
        ("39.798912N89.644021W", *HERE, Notation.DD),
        ("N39.798912 W89.644021", *HERE, Notation.DD),
        ("89.644021 W, 39.798912 N", *HERE, Notation.DD),
        ("89.644021 West / 39.798912 North", *HERE, Notation.DD),
        ("39.798912 N, -89.644021", *HERE, Notation.DD),
        ("-89.644021, 39.798912 N", *HERE, Notation.DD),
        ("39.798912°, -89.644021°", *HERE, Notation.DD),
        ("40 -90", 40, -90, Notation.DD),
        ("39 47.93472 N 89 38.64126 W", *HERE, Notation.DDM),
        ("39°47.93472′N, 89°38.64126′W", *HERE, Notation.DDM),
        ("39 47.93472, -89 38.64126", *HERE, Notation.DDM),
        ("39°47'56.0832\"N 89°38'38.4756\"W", *HERE, Notation.DMS),
        ("39°47′56.0832″ N  89°38′38.4756″ W", *HERE, Notation.DMS),
        ("N 39 47 56.0832 W 89 38 38.4756", *HERE, Notation.DMS),
        ("14 16 30 S, 170 41 0 W", -14.275, -170.683333, Notation.DMS),
        ("16S BK 73631 08783", 39.798915, -89.644021, Notation.USNG),
        ("16sbk7363108783", 39.798915, -89.644021, Notation.USNG),
        ("16SBK 73631 08783", 39.798915, -89.644021, Notation.USNG),
        ("16S 273631mE 4408783mN", 39.798915, -89.644021, Notation.UTM),
        ("16S 273631 4408783", 39.798915, -89.644021, Notation.UTM),
        ("16S 273631.5 4408783.5", 39.798915, -89.644021, Notation.UTM),
        ("zone 16 North 273631 4408783", 39.798915, -89.644021, Notation.UTM),
        ("16N 273631, 4408783", 39.798915, -89.644021, Notation.UTM),
        ("2L 317000 8420000", -14.285765, -172.696483, Notation.UTM),
        ("16S 273631 1408783", -77.238771, -96.216203, Notation.UTM),
        ("16 South 273631 1408783", -77.238771, -96.216203, Notation.UTM),
        ("geo:39.798912,-89.644021", *HERE, Notation.LINK),
        ("geo:39.798912,-89.644021;u=35", *HERE, Notation.LINK),
        ("geo:0,0?q=39.798912,-89.644021(Caller)", *HERE, Notation.LINK),
        ("https://www.google.com/maps/@39.798912,-89.644021,17z", *HERE, Notation.LINK),
        ("https://www.google.com/maps?q=39.798912,-89.644021", *HERE, Notation.LINK),
        ("https://www.google.com/maps?q=39.798912%2C+-89.644021", *HERE, Notation.LINK),
        ("https://maps.google.com/?q=loc:39.798912,-89.644021", *HERE, Notation.LINK),
        ("https://www.google.com/maps/place/39.798912,-89.644021/@1.5,2.5,9z", *HERE, Notation.LINK),
        ("https://www.google.com/maps/search/?api=1&query=39.798912,-89.644021", *HERE, Notation.LINK),
        ("https://www.google.com/maps/place/X/@1.5,2.5,9z/data=!3d39.798912!4d-89.644021", *HERE, Notation.LINK),
        ("https://maps.apple.com/?ll=39.798912,-89.644021&z=9", *HERE, Notation.LINK),
        ("https://www.openstreetmap.org/?mlat=39.798912&mlon=-89.644021#map=9/1.5/2.5", *HERE, Notation.LINK),
        ("https://www.openstreetmap.org/#map=17/39.798912/-89.644021", *HERE, Notation.LINK),
        ("https://www.bing.com/maps?cp=39.798912~-89.644021", *HERE, Notation.LINK),
        ("https://waze.com/ul?ll=39.798912%2C-89.644021", *HERE, Notation.LINK),
        ("48.1374, 11.5755", 48.1374, 11.5755, Notation.DD),
    ],
)
def test_reads_what_people_write(text: str, latitude: float, longitude: float, notation: Notation) -> None:
    *place, as_what = read(text)
    assert place == pytest.approx([latitude, longitude], abs=5e-6)
    assert as_what is notation


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("", Doubt.UNREADABLE),
        ("Springfield", Doubt.UNREADABLE),
        ("39.798912", Doubt.UNREADABLE),
        ("39 47 56 89", Doubt.MINUTES_OR_SECONDS),
        ("39 47 56 89 38", Doubt.UNREADABLE),
        ("39,798912 -89,644021", Doubt.UNREADABLE),
        ("٣٩.٧, -٨٩.٦", Doubt.UNREADABLE),
        ("1" * 2001, Doubt.UNREADABLE),
        ("39 60.0 N 89 38.6 W", Doubt.MINUTES_OR_SECONDS),
        ("39.5 47.9 N 89 38.6 W", Doubt.MINUTES_OR_SECONDS),
        ("39 47.5 30 N 89 38 60 W", Doubt.MINUTES_OR_SECONDS),
        ("39.8 N, -89.6 W", Doubt.SIGN_AND_LETTER),
        ("39.8 N, 89.6 N", Doubt.LETTERS),
        ("39.8 E, 89.6 W", Doubt.LETTERS),
        ("91.0 N, 89.6 W", Doubt.OUT_OF_RANGE),
        ("39.8, -189.6", Doubt.OUT_OF_RANGE),
        ("-189.6, 239.8", Doubt.OUT_OF_RANGE),
        ("geo:91,-89", Doubt.OUT_OF_RANGE),
        ("https://maps.app.goo.gl/abc123", Doubt.NO_COORDINATES_IN_LINK),
        ("https://www.google.com/maps?q=Springfield", Doubt.NO_COORDINATES_IN_LINK),
        ("https://[not-a-host/?q=x", Doubt.NO_COORDINATES_IN_LINK),
        ("61S BK 73631 08783", Doubt.NO_SUCH_GRID),
        ("16S BK 7363 08783", Doubt.NO_SUCH_GRID),
        ("16S BK 736", Doubt.NO_SUCH_GRID),
        ("16S ZZ 73631 08783", Doubt.NO_SUCH_GRID),
        ("61S 273631 4408783", Doubt.NO_SUCH_GRID),
        ("16T 273631 4408783", Doubt.NO_SUCH_GRID),
        ("16C 273631 4408783", Doubt.NO_SUCH_GRID),
        ("16 South 273631 99999999", Doubt.NO_SUCH_GRID),
    ],
)
def test_says_why_it_cannot_be_taken(text: str, doubt: Doubt) -> None:
    assert problem(text) == ParseProblem(doubt=doubt)


@pytest.mark.parametrize("text", ["0, 0", "0.0,-0.0", "0 N 0 E", "geo:0,0"])
def test_zero_needs_confirming(text: str) -> None:
    found = problem(text)
    assert found.doubt is Doubt.ZERO
    assert found.as_typed is not None
    assert (found.as_typed.latitude, found.as_typed.longitude) == (0, 0)


@pytest.mark.parametrize(
    ("text", "doubt", "legal"),
    [
        ("-89.644021, 39.798912", Doubt.SWAPPED, True),
        ("-112.07, 33.45", Doubt.SWAPPED, False),
        ("39.798912, 89.644021", Doubt.MINUS_MISSING, True),
    ],
)
def test_a_common_slip_is_offered_put_right(text: str, doubt: Doubt, legal: bool) -> None:
    found = problem(text)
    assert found.doubt is doubt
    assert (found.as_typed is not None) is legal
    assert found.instead is not None
    assert found.instead.latitude > 30
    assert found.instead.longitude < -80


def test_letters_leave_no_doubt_about_the_axes() -> None:
    assert read("39.798912 N, 89.644021 E")[:2] == (39.798912, 89.644021)


def test_a_square_that_its_band_cuts_off_is_read_without_a_warning() -> None:
    found = coordinates.read("5C JB", ANYWHERE)
    assert isinstance(found, ParsedPlace)
    assert found.square_m == 100_000.0


def test_a_square_is_as_large_as_its_digits_are_few() -> None:
    kilometre = coordinates.read("16S BK 73 08")
    metre = coordinates.read("16S BK 73631 08783")
    assert isinstance(kilometre, ParsedPlace)
    assert isinstance(metre, ParsedPlace)
    assert (kilometre.square_m, metre.square_m) == (1000.0, 1.0)
    apart = distance_m((kilometre.latitude, kilometre.longitude), (metre.latitude, metre.longitude))
    assert apart < 708


@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_has_its_sentence(doubt: Doubt) -> None:
    assert english(doubt)[0].isupper() or english(doubt).startswith("0, 0")


@given(places, st.sampled_from([Notation.DD, Notation.DDM, Notation.DMS]))
def test_angles_read_back_to_the_very_same_text(place: tuple[float, float], notation: Notation) -> None:
    for text in (coordinates.write(*place, notation), coordinates.show(*place, notation)):
        assert text is not None
        reading = coordinates.read(text, ANYWHERE)
        assert isinstance(reading, ParsedPlace)
        assert reading.notation is notation
        assert coordinates.write(reading.latitude, reading.longitude, notation) == coordinates.write(*place, notation)


def test_a_square_that_the_library_cannot_find_again_is_not_written() -> None:
    assert coordinates.write(63.99999, 2.9999999999, Notation.UTM) is None


def test_a_hair_south_of_the_equator_is_on_it() -> None:
    assert coordinates.write(-1e-9, 11.9, Notation.UTM) == "32N 822836mE 0mN"


@given(places_of_utm, st.sampled_from([Notation.UTM, Notation.USNG]))
def test_grids_read_back_to_the_very_same_square(place: tuple[float, float], notation: Notation) -> None:
    text = coordinates.write(*place, notation)
    assert text is not None
    reading = coordinates.read(text, ANYWHERE)
    assert isinstance(reading, ParsedPlace)
    assert reading.notation is notation
    assert distance_m(place, (reading.latitude, reading.longitude)) < 1.5
    again = coordinates.write(reading.latitude, reading.longitude, notation)
    assert again is not None
    on_the_border_of_a_zone = again.split()[0] != text.split()[0]
    assert again == text or on_the_border_of_a_zone


@given(st.one_of(st.text(), st.text(alphabet="0123456789.,-NSEW °'\"@?=:/geoqBK")))
def test_reading_never_raises(untrusted: str) -> None:
    found = coordinates.read(untrusted)
    assert isinstance(found, ParsedPlace | ParseProblem)
