"""What the desk answers when somebody asks for a proof: what was tried, and what was seen (docs/operator.md#e1)."""

import msgspec


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was tried."""

    what: str
    """What would be so, as a short English claim."""
    good: bool | None
    """Whether it is; None when it can't be told from here."""
    seen: str
    """What was observed, without secrets."""
    figure: str = ""
    """The observation's one number or word, like ``401`` or ``184 ms``."""
    next_step: str = ""


class Proofs(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /proofs/…``: everything that was tried at one time, UTC ms."""

    at: int
    proofs: tuple[Proof, ...]

    @property
    def good(self) -> bool:
        """Whether something was tried and nothing of it failed or stayed open."""
        return bool(self.proofs) and all(proof.good for proof in self.proofs)
