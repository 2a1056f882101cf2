"""Names of people who do not exist."""

FIRST = (
    "Rowan", "Avery", "Morgan", "Jules", "Quill", "Marlow", "Wren", "Emerson", "Sage", "Linden",
    "Ellis", "Harper", "Indigo", "Kit", "Lark", "Merrit", "Oakley", "Perry", "Remy", "Tatum",
)  # fmt: skip
LAST = (
    "Testwell", "Placeholder", "Fictive", "Sample", "Mockingbird", "Standin", "Pretend", "Notional", "Dummett",
    "Imaginary", "Pseudonym",
)  # fmt: skip


def name(serial: int) -> str:
    """The name of that serial; 220 of them, then they repeat."""
    return f"{FIRST[serial % len(FIRST)]} {LAST[serial % len(LAST)]}"
