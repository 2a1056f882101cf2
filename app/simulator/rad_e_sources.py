"""Additional data of the pretend sources (docs/contract.md#5.2), an unknown one among them, and hostile texts."""

import dataclasses
import datetime as dt
from collections.abc import Callable

from app.simulator import callers
from app.simulator.callers import Call
from app.simulator.process import ScenarioClock
from app.simulator.scenario import RoutePlan, SourceName

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


Part = dict[str, object]
"""One source's part of the answer, schema and data together."""

MPH = 2.236936


@dataclasses.dataclass(frozen=True)
class SourceContext:
    """A call and the scenario seconds since it was shared."""

    call: Call
    since_share_s: float
    clock: ScenarioClock

    def wall_ms(self, since_share_s: float) -> int:
        """The UTC millisecond that lies so many scenario seconds from the share."""
        return self.clock.wall_ms(self.call.shared_at_s + since_share_s)

    def tag(self) -> str:
        """The last three digits of the number: makes one caller's ids differ from another's."""
        return self.call.caller_id[-3:]

    def other_number(self, step: int) -> str:
        """Another fictional number of the same area."""
        return f"{self.call.caller_id[:-2]}{(int(self.call.caller_id[-2:]) + step) % 100:02d}"

    def speed_mph(self) -> int:
        """How fast the caller moves now."""
        plan = self.call.plan
        arrival = callers.arrival_s(plan.movement)
        standing = arrival is not None and self.since_share_s - plan.device.first_fix_s >= arrival
        return 0 if standing or not isinstance(plan.movement, RoutePlan) else round(plan.movement.speed_mps * MPH)

    def stage(self, every_s: float, *values: str) -> str:
        """One value after the other, each for so many seconds, then the last one for good."""
        number = int(max(0.0, self.since_share_s) // every_s)
        return values[min(number, len(values) - 1)]


def brand_new_source(moment: SourceContext) -> Part:
    """A gauge of an unknown kind, and one unlisted value."""
    return {
        "display_name": "Brand New Source",
        "schema": {"properties": {"gauge": {"title": "Gauge", "format": "hologram", "order": 1}}},
        "data": {"gauge": {"a": 1, "b": moment.stage(20, "rising", "falling")}, "unlisted": "still visible"},
    }


def cove(moment: SourceContext) -> Part:
    """The alarm as it develops: sensors follow whoever is in the house."""
    return {
        "display_name": "Cove",
        "schema": COVE_SCHEMA,
        "data": {
            "description": moment.stage(25, "Glass break at rear window", "Motion inside after glass break"),
            "visually_verified": moment.since_share_s > 40,  # noqa: PLR2004 - when somebody looked at the camera
            "zone": moment.stage(15, "Back door", "Kitchen", "Hallway", "Stairs"),
            "permit": f"SMP-{moment.tag()}",
            "instructions": "Two dogs, friendly. Key under planter is NOT there.",
            "site_phone": moment.other_number(4),
            "contacts": [
                {"name": "Jules Fictive", "phone": moment.other_number(5)},
                {"name": "Linden Sample", "phone": moment.other_number(6)},
            ],
        },
    }


COVE_SCHEMA = {
    "type": "object",
    "properties": {
        "description": {"title": "Description", "type": "string", "order": 1},
        "visually_verified": {"title": "Visually Verified", "type": "boolean", "order": 2},
        "zone": {"title": "Zone/Sensor", "type": "string", "order": 3},
        "permit": {"title": "Alarm Permit Number", "type": "string", "order": 4},
        "instructions": {"title": "Instructions", "type": "string", "order": 5},
        "site_phone": {"title": "Site Phone", "type": "string", "format": "phone", "order": 6},
        "contacts": {
            "title": "Emergency Contacts",
            "type": "array",
            "order": 7,
            "items": {
                "type": "object",
                "properties": {"name": {"title": "Name"}, "phone": {"title": "Phone", "format": "phone"}},
            },
        },
    },
}


BIRTHDAY_MS = -126_230_400_000
"""1966-01-01: before 1970, so negative."""


def emergency_health_profile(moment: SourceContext) -> Part:
    """A profile as its owner filled it in; the heart rate is the one thing that changes."""
    call = moment.call
    return {
        "full_name": _field("Name", "string", call.person),
        "birthday": _field("Birthday", "timestamp", BIRTHDAY_MS, units="millisecond"),
        "gender": _field("Gender", "string", "Nonbinary"),
        "blood_type": _field("Blood Type", "string", "O-"),
        "height": _field("Height", "float", 66.5, units="inches"),
        "weight": _field("Weight", "float", 151.0, units="lbs"),
        "heart_rate": _field("Heart Rate", "integer", int(moment.stage(15, "88", "104", "121", "132")), units="bpm"),
        "allergy": _field("Allergies", "string", "Penicillin", "Peanuts"),
        "medication": _field("Medications", "string", "Insulin glargine"),
        "medical_condition": _field("Medical Conditions", "string", "Type 1 diabetes", "Asthma"),
        "medical_note": _field("Medical Notes", "string", "Insulin pump on left hip.\nService dog on premises."),
        "disability": _field("Disabilities", "string", "Hard of hearing"),
        "language": _field(
            "Languages",
            "language",
            {"language_code": "es", "preference": 1},
            {"language_code": "en", "preference": 2},
        ),
        "phone_number": _field(
            "Known Phone Numbers", "phone-number", {"number": call.caller_id, "label": "mobile", "note": ""}
        ),
        "emergency_contact": _field(
            "Emergency Contacts",
            "emergency-contact",
            _contact("Avery Testwell", moment.other_number(1), "avery@example.com", "Sibling"),
            _contact("Dr. Quill Sample", moment.other_number(2), "", "Physician"),
        ),
        "photo": _field(
            "Profile Picture", "image-url", {"url": "https://img.example.com/p/143.jpg", "label": "", "note": ""}
        ),
    }


def _field(display_name: str, kind: str, *value: object, units: str | None = None) -> dict[str, object]:
    """One field; its value is always a list."""
    field: dict[str, object] = {"display_name": display_name, "type": kind, "value": list(value)}
    return field if units is None else field | {"units": units}


def _contact(full_name: str, phone: str, email: str, label: str) -> dict[str, str]:
    return {"full_name": full_name, "phone": phone, "email": email, "label": label, "note": ""}


RECORD_UPDATED_S = -3_456_000.0


def medicalert(moment: SourceContext) -> Part:
    """Conditions, allergies and what to do; nothing of it changes during a call."""
    tag = moment.tag()
    return {
        "display_name": "MedicAlert",
        "schema": MEDICALERT_SCHEMA,
        "data": {
            "member_id": f"SMPL-0{tag}",
            "conditions": ["Epilepsy", "Atrial fibrillation"],
            "medications": ["Apixaban 5 mg", "Levetiracetam 500 mg"],
            "allergies": [],
            "dnr": False,
            "dob": "1969-07-04",
            "last_updated": moment.wall_ms(RECORD_UPDATED_S),
            "id_photo": f"https://img.example.com/m/0{tag}.png",
        },
    }


MEDICALERT_SCHEMA = {
    "type": "object",
    "properties": {
        "member_id": {"title": "Member ID", "type": "string", "order": 1},
        "conditions": {"title": "Conditions", "type": "array", "items": {"type": "string"}, "order": 2},
        "medications": {"title": "Medications", "type": "array", "items": {"type": "string"}, "order": 3},
        "allergies": {"title": "Allergies", "type": "array", "items": {"type": "string"}, "order": 4},
        "dnr": {"title": "DNR on file", "type": "boolean", "order": 5},
        "dob": {"title": "Date of Birth", "type": "string", "format": "date", "order": 6},
        "last_updated": {
            "title": "Record Updated",
            "type": "integer",
            "format": "epoch-milliseconds",
            "order": 7,
        },
        "id_photo": {"title": "Photo", "type": "string", "format": "image", "order": 8},
    },
}


def nine11inform(moment: SourceContext) -> Part:
    """Room, plan, doors and cameras; the doors are locked while the call lasts."""
    return {
        "display_name": "911 Inform",
        "schema": {"fields": NINE11INFORM_FIELDS},
        "data": {
            "building": "Example Hall",
            "floor": "2",
            "room": f"2{moment.tag()[-2:]}B",
            "floor_plan": "https://plans.example.com/eh/2.png",
            "doors": "https://access.example.com/eh",
            "lockdown": moment.stage(30, "Not started", "Started", "All doors locked"),
            "occupancy": {"badge_ins": 214, "wheelchair_users": 2},
            "cameras": [
                {"name": "Lobby", "url": "https://cam.example.com/1"},
                {"name": "Stair B", "url": "https://cam.example.com/2"},
            ],
        },
    }


NINE11INFORM_FIELDS = [
    {"key": "building", "label": "Building", "type": "text"},
    {"key": "floor", "label": "Floor", "type": "text"},
    {"key": "room", "label": "Room", "type": "text"},
    {"key": "lockdown", "label": "Lockdown", "type": "text"},
    {"key": "floor_plan", "label": "Floor Plan", "type": "image-url"},
    {"key": "doors", "label": "Door Controls", "type": "uri"},
    {
        "key": "occupancy",
        "label": "Occupancy",
        "type": "section",
        "fields": [
            {"key": "badge_ins", "label": "Badges In", "type": "integer"},
            {"key": "wheelchair_users", "label": "Wheelchair Users", "type": "integer"},
        ],
    },
    {
        "key": "cameras",
        "label": "Cameras",
        "type": "list",
        "fields": [
            {"key": "name", "label": "Camera", "type": "text"},
            {"key": "url", "label": "Open", "type": "uri"},
        ],
    },
]


SEEN_EVERY_S = 30.0


def nine11secure(moment: SourceContext) -> Part:
    """Extension, site and when its handset was last seen."""
    seen_s = max(0.0, moment.since_share_s) // SEEN_EVERY_S * SEEN_EVERY_S
    seen = dt.datetime.fromtimestamp(moment.wall_ms(seen_s) / 1000, dt.UTC)
    return {
        "display_name": "911Secure",
        "data": {
            "station_name": f"Ext 4{moment.tag()}",
            "site_code": "SMP-HQ",
            "elin": moment.other_number(6),
            "last_seen": seen.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    }


CRASHED_S = -70.0


def siriusxm(moment: SourceContext) -> Part:
    """The crash, and what the car still reports; the belts change as people leave it."""
    tag = moment.tag()
    return {
        "display_name": "SiriusXM Connected Vehicle",
        "display_schema": {"fields": SIRIUSXM_FIELDS},
        "data": {
            "event": "Automatic crash notification",
            "event_time": moment.wall_ms(CRASHED_S),
            "airbag": True,
            "delta_v_mph": 23,
            "speed_mph": moment.speed_mph(),
            "seat_belts": int(moment.stage(25, "2", "1", "0")),
            "engine": moment.stage(40, "Running", "Stopped"),
            "vehicle": {
                "make": "Fictional Motors",
                "model": "Pickup 7",
                "color": "White",
                "vin": f"SMPL0000000000{tag}",
            },
            "telematics_url": f"https://crash.example.com/r/{tag}",
            "internal_ref": f"do-not-show-{tag}",
        },
    }


SIRIUSXM_FIELDS = [
    {"key": "event", "label": "Event", "type": "text"},
    {"key": "event_time", "label": "Crash Time", "type": "timestamp"},
    {"key": "airbag", "label": "Airbag Deployed", "type": "text"},
    {"key": "delta_v_mph", "label": "Change of Speed", "type": "text", "units": "mph"},
    {"key": "speed_mph", "label": "Speed", "type": "text", "units": "mph"},
    {"key": "seat_belts", "label": "Belts Fastened", "type": "text"},
    {"key": "engine", "label": "Engine", "type": "text"},
    {"key": "vehicle.make", "label": "Make", "type": "text"},
    {"key": "vehicle.model", "label": "Model", "type": "text"},
    {"key": "vehicle.color", "label": "Color", "type": "text"},
    {"key": "vehicle.vin", "label": "VIN", "type": "text"},
    {"key": "telematics_url", "label": "Crash Report", "type": "link"},
    {"key": "internal_ref", "type": "hidden"},
]


PICKED_UP_S = -540.0


def uber(moment: SourceContext) -> Part:
    """Rider, driver, vehicle and how the trip stands."""
    tag = moment.tag()
    return {
        "display_name": "Uber",
        "schema": UBER_SCHEMA,
        "data": {
            "trip_id": f"trip-000{tag}",
            "rider_name": moment.call.person,
            "driver": {"name": "Morgan Placeholder", "phone": moment.other_number(3)},
            "vehicle": {"make": "Fictional Motors", "model": "Sedan 3", "color": "Blue", "plate": f"SMPL {tag}"},
            "trip_status": moment.stage(20, "On trip", "On trip, off the planned route", "Stopped", "On trip"),
            "speed": moment.speed_mph(),
            "trip_start": moment.wall_ms(PICKED_UP_S),
            "live_map": f"https://trips.example.com/live/000{tag}",
        },
    }


UBER_SCHEMA = {
    "type": "object",
    "properties": {
        "trip_id": {"title": "Trip ID", "type": "string", "hidden": True, "order": 0},
        "rider_name": {"title": "Rider", "type": "string", "order": 1},
        "driver": {
            "title": "Driver",
            "type": "object",
            "order": 2,
            "properties": {
                "name": {"title": "Name", "type": "string", "order": 1},
                "phone": {"title": "Phone", "type": "string", "format": "phone", "order": 2},
            },
        },
        "vehicle": {
            "title": "Vehicle",
            "type": "object",
            "order": 3,
            "properties": {
                "make": {"title": "Make", "type": "string", "order": 1},
                "model": {"title": "Model", "type": "string", "order": 2},
                "color": {"title": "Color", "type": "string", "order": 3},
                "plate": {"title": "License Plate", "type": "string", "order": 4},
            },
        },
        "trip_status": {"title": "Trip Status", "type": "string", "order": 4},
        "speed": {"title": "Speed", "type": "integer", "units": "mph", "order": 5},
        "trip_start": {"title": "Trip Started", "type": "integer", "format": "timestamp", "order": 6},
        "live_map": {"title": "Live Trip", "type": "string", "format": "link", "order": 7},
    },
}


__all__ = ["SourceContext", "part"]

_MADE_BY: dict[SourceName, Callable[[SourceContext], Part]] = {
    "911inform": nine11inform,
    "911secure": nine11secure,
    "brand_new_source": brand_new_source,
    "cove": cove,
    "emergency_health_profile": emergency_health_profile,
    "medicalert": medicalert,
    "siriusxm": siriusxm,
    "uber": uber,
}


def part(name: SourceName, moment: SourceContext) -> object:
    """What that source knows at that moment; a hostile call's texts are attacks, schemas stay as they are."""
    known = _MADE_BY[name](moment)
    if moment.since_share_s < moment.call.plan.rad_e.data_after_s:
        # Fields that describe themselves have no schema to send alone.
        return known | {"data": {}} if "data" in known else {}
    if not moment.call.plan.hostile:
        return known
    if "data" not in known:
        return spoil_values(known)
    return known | {"data": spoil(known["data"]), "display_name": text(len(name))}
