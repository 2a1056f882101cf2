"""Running an edge under atheris for some seconds: what was run, what was reached, and which inputs stay."""

import dataclasses
import importlib.util
import pathlib
import re
import subprocess
import sys
import tempfile

from tests.fuzz.edges import CORPUS, EDGES
from tests.fuzz.smallest import smallest_together

ROOT = pathlib.Path(__file__).parents[2]
LONGEST = 6_000
_REACHED = re.compile(r"#(\d+)\s+(INITED|DONE)\s+cov: (\d+) ft: (\d+) corp: (\d+)")


@dataclasses.dataclass(frozen=True)
class Guided:
    """What one run came to; coverage is in libFuzzer's counts of edges in the code."""

    executions: int
    covered_first: int
    covered_last: int
    features_last: int
    inputs: int
    kept: int
    findings: tuple[tuple[str, bytes], ...]


def there_is_atheris() -> bool:
    """Whether atheris is installed; it is optional."""
    return importlib.util.find_spec("atheris") is not None


def guide(edge: str, seconds: int, *, keep: bool) -> Guided:
    """Run one edge in a process of its own, beginning with all samples and what earlier runs kept."""
    with tempfile.TemporaryDirectory() as name:
        corpus, findings = pathlib.Path(name, "corpus"), pathlib.Path(name, "findings")
        corpus.mkdir()
        findings.mkdir()
        _seed(edge, corpus)
        said = _run(edge, seconds, corpus, findings)
        reached = {found[2]: [int(found[group]) for group in (1, 3, 4, 5)] for found in _REACHED.finditer(said)}
        if "DONE" not in reached:
            raise SystemExit(f"{edge}: libFuzzer stopped early:\n{said[-3000:]}")
        executions, covered, features, inputs = reached["DONE"]
        kept = _keep(edge, [path.read_bytes() for path in corpus.iterdir()]) if keep else 0
        return Guided(
            executions=executions,
            covered_first=reached["INITED"][1],
            covered_last=covered,
            features_last=features,
            inputs=inputs,
            kept=kept,
            findings=tuple(
                (path.read_text(), path.with_suffix(".bin").read_bytes()) for path in findings.glob("*.txt")
            ),
        )


def _seed(edge: str, corpus: pathlib.Path) -> None:
    earlier = [path.read_bytes() for path in (CORPUS / edge).glob("*.bin")]
    for number, sample in enumerate([*EDGES[edge][1](), *earlier]):
        (corpus / f"{number:04}").write_bytes(sample)


def _run(edge: str, seconds: int, corpus: pathlib.Path, findings: pathlib.Path) -> str:
    bounds = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
    ]
    command = [sys.executable, "-m", "tests.fuzz.guided", edge, str(findings), *bounds]
    command += [f"-artifact_prefix={findings}/", str(corpus)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return ran.stderr.decode("utf-8", "replace") + ran.stdout.decode("utf-8", "replace")


def _keep(edge: str, found: list[bytes]) -> int:
    folder = CORPUS / edge
    earlier = [path.read_bytes() for path in sorted(folder.glob("*.bin"))]
    new = smallest_together(EDGES[edge][0], known=[*EDGES[edge][1](), *earlier], found=found)
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in new.items():
        (folder / f"{name}.bin").write_bytes(body)
    return len(new)
