"""What belongs together in a flood: rows of one phone, else of one ECC, are marked and stay where they are (c-7)."""

import collections
import collections.abc

from PySide6.QtCore import QCoreApplication

from app.domain.incident.incident import Incident

translate = QCoreApplication.translate
LEAST = 2


def group_marks(incidents: collections.abc.Collection[Incident]) -> dict[int, str]:
    """A mark for each incident that is not alone: how many open ones there are of its phone, else of its ECC."""
    phones = collections.Counter(one.phone for one in incidents if one.phone)
    eccs = collections.Counter(one.ecc for one in incidents if one.ecc)
    marks = {}
    for one in incidents:
        if one.phone and phones[one.phone] >= LEAST:
            marks[one.number] = translate("Row", "1 of {count}, this phone").format(count=phones[one.phone])
        elif one.ecc and eccs[one.ecc] >= LEAST:
            marks[one.number] = translate("Row", "1 of {count}, this ECC").format(count=eccs[one.ecc])
    return marks
