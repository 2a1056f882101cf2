"""What is medically known about each pretend person: the same in every source that speaks of them."""

import dataclasses
import datetime as dt

from app.simulator.caller.call import Call

DAY_MS = 86_400_000


@dataclasses.dataclass(frozen=True)
class Health:
    """One person's record; `born` is a day, not a moment."""

    born: dt.date
    gender: str
    blood_type: str
    height_inches: float
    weight_lbs: float
    conditions: tuple[str, ...]
    medications: tuple[str, ...]
    allergies: tuple[str, ...]
    note: str
    disability: str | None = None

    def born_ms(self) -> int:
        """Midnight UTC of the birthday in milliseconds; negative before 1970."""
        return (self.born - dt.date(1970, 1, 1)).days * DAY_MS


RECORDS = (
    Health(
        born=dt.date(1966, 1, 1),
        gender="Nonbinary",
        blood_type="O-",
        height_inches=66.5,
        weight_lbs=151.0,
        conditions=("Type 1 diabetes", "Asthma"),
        medications=("Insulin glargine",),
        allergies=("Penicillin", "Peanuts"),
        note="Insulin pump on left hip.\nService dog on premises.",
        disability="Hard of hearing",
    ),
    Health(
        born=dt.date(1941, 11, 30),
        gender="Female",
        blood_type="A+",
        height_inches=61.0,
        weight_lbs=118.5,
        conditions=("Atrial fibrillation", "Osteoporosis"),
        medications=("Apixaban 5 mg", "Metoprolol 25 mg"),
        allergies=(),
        note="Lives alone. Neighbor in 4B has a key.",
        disability="Walks with a frame",
    ),
    Health(
        born=dt.date(1969, 7, 4),
        gender="Male",
        blood_type="B+",
        height_inches=71.0,
        weight_lbs=204.0,
        conditions=("Epilepsy",),
        medications=("Levetiracetam 500 mg",),
        allergies=("Latex",),
        note="Seizures usually end within two minutes.",
    ),
    Health(
        born=dt.date(2008, 2, 29),
        gender="Female",
        blood_type="AB+",
        height_inches=64.0,
        weight_lbs=121.0,
        conditions=("Severe food allergy",),
        medications=("Epinephrine auto-injector",),
        allergies=("Tree nuts", "Sesame"),
        note="Auto-injector in the red pouch.",
    ),
)


def of(call: Call) -> Health:
    """The record of the person who calls."""
    return RECORDS[int(call.caller_id[-3:]) % len(RECORDS)]
