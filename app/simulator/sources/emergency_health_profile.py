"""Emergency Health Profile: fields that describe themselves.

See dialect D1, the only sourced one; docs/contract.md#5.3.
"""

from app.simulator.sources.moment import Moment, Part

BIRTHDAY_MS = -126_230_400_000
"""1966-01-01: before 1970, so negative."""


def part(moment: Moment) -> Part:
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
