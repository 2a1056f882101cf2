"""``python -m tests.fuzz.guided EDGE FINDINGS [...]``: one edge under atheris, guided by what it reaches.

atheris is optional and stands in no lock: it exists for Linux and few Pythons only, and no test needs it. Install it by
hand (``pip install atheris``). What raises is written to the folder FINDINGS, one file for each place, and the run
goes on. Half of the inputs are changed as libFuzzer likes, half as JSON.
"""

import contextlib
import hashlib
import importlib
import pathlib
import random
import sys
import traceback

import atheris

from tests.fuzz.mutate import mutated


def main(arguments: list[str]) -> None:
    """Run until libFuzzer's own limits end the process."""
    edge, findings = arguments[1], pathlib.Path(arguments[2])
    with atheris.instrument_imports(include=["app"]):
        read, _ = importlib.import_module("tests.fuzz.edges").EDGES[edge]
    places: set[str] = set()

    def one(body: bytes) -> None:
        try:
            read(body)
        except Exception:  # noqa: BLE001 any exception is the finding
            last = traceback.format_exc().strip().splitlines()
            place = f"{last[-1].split(':')[0]} {last[-3].strip()}"
            if place not in places:
                places.add(place)
                name = hashlib.sha256(place.encode()).hexdigest()[:12]
                (findings / f"{name}.bin").write_bytes(body)
                (findings / f"{name}.txt").write_text("\n".join(last))

    atheris.Setup([arguments[0], *arguments[3:]], one, custom_mutator=_other, internal_libfuzzer=True)
    atheris.Fuzz()


def _other(body: bytes, most: int, seed: int) -> bytes:
    chance = random.Random(seed)  # noqa: S311 an input, no secret
    if chance.random() < 0.5:
        with contextlib.suppress(ValueError, UnicodeEncodeError, RecursionError):
            return mutated(chance, [body])[:most]
    return bytes(atheris.Mutate(body, most))


if __name__ == "__main__":
    main(sys.argv)
