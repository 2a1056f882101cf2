"""Standards for answering, as docs/operator.md#c-1 to #c-3 cites them; they are meant for 9-1-1 calls, not shares."""

import msgspec


class Target(msgspec.Struct, frozen=True):
    """So many percent within so many milliseconds."""

    percent: int
    within_ms: int


class Profile(msgspec.Struct, frozen=True):
    """A standard by its code and name."""

    code: str
    name: str
    targets: tuple[Target, ...]

    @property
    def missed_after_ms(self) -> int:
        """An unanswered share counts as missed after the longest of its times."""
        return max(target.within_ms for target in self.targets)


NENA = Profile("nena-sta-020.1", "NENA-STA-020.1", (Target(90, 15_000), Target(95, 20_000)))
NFPA = Profile("nfpa-1225", "NFPA 1225", (Target(90, 10_000),))
PROFILES = {profile.code: profile for profile in (NENA, NFPA)}


def of(code: str) -> Profile:
    """The profile of a code; one of a newer program is measured by NENA's."""
    return PROFILES.get(code, NENA)
