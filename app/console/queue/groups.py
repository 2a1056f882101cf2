"""What belongs together in a flood: rows of one phone, else of one ECC, are marked and stay where they are (c-7)."""

import collections
import collections.abc

from app.domain.incident.incident import Incident

LEAST = 2


def group_marks(incidents: collections.abc.Collection[Incident]) -> dict[int, str]:
    """A mark for each incident that is not alone: how many open ones there are of its phone, else of its ECC."""
    # Each is asked once: a flood may be a thousand incidents, and both are looked for in their shares.
    known = [(one.number, one.phone, one.ecc) for one in incidents]
    phones = collections.Counter(phone for _, phone, _ in known if phone)
    eccs = collections.Counter(ecc for _, _, ecc in known if ecc)
    same_phone, same_ecc = "1 of {count}, this phone", "1 of {count}, this ECC"
    marks = {}
    for number, phone, ecc in known:
        if phone and phones[phone] >= LEAST:
            marks[number] = same_phone.format(count=phones[phone])
        elif ecc and eccs[ecc] >= LEAST:
            marks[number] = same_ecc.format(count=eccs[ecc])
    return marks
