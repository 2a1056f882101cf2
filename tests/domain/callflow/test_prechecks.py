import pytest

from app.domain.callflow.agency import Agencies, Agency
from app.domain.callflow.outcome import OutcomeReason, Refused, Unknown
from app.domain.callflow.prechecks import CautionKind, Situation, cautions
from app.domain.callflow.request import Admitted, of_text
from app.domain.location.fix import Box, Fix
from tests.domain.callflow.flows import sent

BOX = Box(south=41.6, west=-88.0, north=42.1, east=-87.5)
SAMPLE_COUNTY = Agency(
    ecc_id="IL_0127", name="Sample County 911", phone="+13125550160", time_zone="America/Chicago", authorised=True
)


def request(
    latitude: float = 41.8,
    longitude: float = -87.7,
    uncertainty_m: float | None = 12,
    phone: str = "+13125550127",
) -> Admitted:
    return Admitted(
        request=of_text("{}"),
        phone=phone,
        latitude=latitude,
        longitude=longitude,
        uncertainty_m=uncertainty_m,
        event_id=None,
    )


def told(found: Admitted, situation: Situation) -> list[tuple[CautionKind, str]]:
    return [(caution.concern, str(caution.sentence)) for caution in cautions(found, situation)]


REAL = Situation(environment="production", box=BOX)


def test_nothing_to_say_is_said_as_nothing() -> None:
    assert told(request(), REAL) == []
    assert told(request(), Situation(environment="production")) == []


@pytest.mark.parametrize(
    ("longitude", "uncertainty_m", "distance"),
    [
        (-87.7, 12.0, None),
        (-87.69986, 12.0, None),
        (-87.6998, 12.0, 17),
        (-87.6998, None, 17),
        (-87.7000001, None, None),
    ],
)
def test_a_newer_location_outside_the_radius_is_told(
    longitude: float, uncertainty_m: float | None, distance: int | None
) -> None:
    newer = Fix(latitude=41.8, longitude=longitude, source="lei")
    found = told(request(uncertainty_m=uncertainty_m), Situation(environment="production", newer=newer))
    words = f"The incident has a newer location, {distance} m from the one in this form. Use it, or know why not"
    assert found == ([] if distance is None else [(CautionKind.MOVED, words)])


def test_outside_and_straddling_are_told_with_the_distance() -> None:
    assert told(request(longitude=-88.01), REAL) == [
        (CautionKind.OUTSIDE, "The location is outside the ECC's jurisdiction, 829 m from its edge")
    ]
    assert told(request(longitude=-87.999, uncertainty_m=300), REAL) == [
        (CautionKind.STRADDLING, "The location may be outside the ECC's jurisdiction: its edge is 83 m away")
    ]


def test_0_0_is_told_and_so_is_what_follows_from_it() -> None:
    concerns = [concern for concern, _ in told(request(0, 0), REAL)]
    assert concerns == [CautionKind.ZERO, CautionKind.OUTSIDE]


@pytest.mark.parametrize("box", [BOX, None])
def test_a_swapped_pair_is_told_by_the_box_or_by_the_home_region(box: Box | None) -> None:
    swapped = told(request(-87.7, 41.8), Situation(environment="production", box=box))
    assert swapped[0] == (CautionKind.SWAPPED, "Latitude and longitude look swapped")


def test_swapped_by_the_box_alone() -> None:
    abroad = Box(south=10, west=50, north=20, east=60)
    found = told(request(55, 15), Situation(environment="production", box=abroad))
    assert [concern for concern, _ in found] == [CautionKind.SWAPPED, CautionKind.OUTSIDE]


def test_another_active_trigger_for_this_phone_is_told() -> None:
    other_phone = sent(name="event-2", phone="+13125550199")
    refused = sent(Refused(why=OutcomeReason.VALIDATION), name="event-3")
    unknown = sent(Unknown(why=OutcomeReason.CUT), name="event-4")
    situation = Situation(environment="production", running=(other_phone, refused, unknown))
    assert told(request(), situation) == [
        (
            CautionKind.ACTIVE_TRIGGER,
            "Another trigger for this phone may be running: company_dataconnect_v1, confirmed by ANNA",
        )
    ]


@pytest.mark.parametrize(
    ("phone", "concern"),
    [
        ("+19115550127", CautionKind.PHONE_WITHOUT_SERVICE),
        ("+10125550127", CautionKind.PHONE_INVALID),
    ],
)
def test_a_phone_that_can_not_be_called_back_is_told(phone: str, concern: CautionKind) -> None:
    assert [found for found, _ in told(request(phone=phone), REAL)] == [concern]


@pytest.mark.parametrize(
    ("ecc", "agency", "expected"),
    [
        ("IL_0127", SAMPLE_COUNTY, []),
        (
            "IL_0999",
            SAMPLE_COUNTY,
            [(CautionKind.ECC_UNLISTED, "IL_0999 is not on the agency list")],
        ),
        (
            "IL_0127",
            Agency(
                ecc_id="IL_0127",
                name="Sample County 911",
                phone="+13125550160",
                time_zone="America/Chicago",
                authorised=False,
            ),
            [(CautionKind.ECC_NOT_AUTHORISED, "Sample County 911 is not authorised by this center")],
        ),
    ],
)
def test_an_ecc_that_is_unlisted_or_not_authorised_is_told(
    ecc: str, agency: Agency, expected: list[tuple[CautionKind, str]]
) -> None:
    situation = Situation(environment="production", ecc=ecc, agencies=Agencies((agency,)))
    assert told(request(), situation) == expected


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ("simulator", "Simulator: no real 9-1-1 call is made"),
        ("rapidsos-sandbox", "Test environment rapidsos-sandbox: no real 9-1-1 call is made"),
    ],
)
def test_what_is_not_production_is_told(environment: str, words: str) -> None:
    assert told(request(), Situation(environment=environment)) == [(CautionKind.NOT_REAL, words)]
