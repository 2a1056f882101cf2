"""What the built program is made of, as CycloneDX JSON. `bill_of_materials.py [FOLDER]` prints it.

Python packages come with the lock's hashes and their own word on their license; with the built folder given, also the
libraries that PyInstaller took from the building system, with the Debian package that each is from. A package that the
lock does not know, or that names no license, ends the run: `dev.py check` asks for that.
"""

import datetime as dt
import json
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tomllib
import uuid
from importlib import metadata
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[1]
NAME = re.compile(r"^([A-Za-z0-9._-]+)")
EXTRA = re.compile(r"extra\s*==")
Component = dict[str, Any]


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, tuple[str, list[str]]]:
    """Version and SHA-256 digests of each locked package, by name."""
    found: dict[str, tuple[str, list[str]]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line[:1].isalnum():
            name, _, rest = line.partition("==")
            found[normal(name)] = (rest.split()[0].rstrip(";"), [])
        elif "--hash=sha256:" in line:
            found[normal(name)][1].append(line.partition("sha256:")[2].split()[0])
    return found


def shipped() -> dict[str, metadata.Distribution]:
    """The installed packages that the program needs, and those that these need, by name."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    found: dict[str, metadata.Distribution] = {}
    waiting = list(declared)
    while waiting:
        wanted = waiting.pop()
        match = NAME.match(wanted)
        name = normal(match[1]) if match else ""
        if name in found or EXTRA.search(wanted):
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system: its marker does not hold here
        waiting += found[name].requires or []
    return dict(sorted(found.items()))


def license_of(package: metadata.Distribution) -> str:
    """What the package says of its license, empty when it says nothing."""
    said = package.metadata.json
    classified = [line.rpartition(" :: ")[2] for line in said.get("classifier", []) if "License ::" in line]
    whole = str(said.get("license", ""))
    short = "" if "\n" in whole or whole.upper() == "UNKNOWN" else whole
    return str(said.get("license_expression") or short or (classified or [whole.partition("\n")[0]])[0]).strip()


def python_packages() -> list[Component]:
    """A component for each Python package.

    Raises:
        SystemExit: one is not in the lock, is there in another version, or names no license.
    """
    lock = locked()
    components, wrong = [], []
    for name, package in shipped().items():
        version, digests = lock.get(name, ("", []))
        license_words = license_of(package)
        if package.version != version or not digests:
            wrong.append(f"{name} {package.version}: the lock has {version or 'nothing'}")
        if not license_words:
            wrong.append(f"{name} {package.version}: names no license")
        components.append(
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{package.version}",
                "name": name,
                "version": package.version,
                "purl": f"pkg:pypi/{name}@{package.version}",
                "licenses": [{"license": {"name": license_words}}],
                "properties": [{"name": "watchfloor:locked-sha256", "value": digest} for digest in digests],
            }
        )
    if wrong:
        raise SystemExit("\n".join(wrong))
    return components


def system_libraries(folder: pathlib.Path) -> list[Component]:
    """A component for each Debian package whose libraries lie in the folder; none where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return []
    names = sorted({file.name for file in (folder / "_internal").glob("*.so*") if not file.is_symlink()})
    asked = ["dpkg-query", "--search", *(f"*/{name}" for name in names)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    owners = {line.split(":")[0] for line in answer.splitlines() if line.rpartition("/")[2] in names}
    shown = ["dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture}\n", *sorted(owners)]
    listed = subprocess.run(shown, capture_output=True, text=True, check=False).stdout if owners else ""
    return [_debian(*line.split()) for line in listed.splitlines()]


def _debian(name: str, version: str, architecture: str) -> Component:
    address = f"pkg:deb/debian/{name}@{version}?arch={architecture}"
    return {"type": "library", "bom-ref": address, "name": name, "version": version, "purl": address}


def bill(folder: pathlib.Path | None) -> dict[str, Any]:
    """The whole document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = re.search(r'__version__ = "(.+)"', (ROOT / "app" / "__init__.py").read_text(encoding="utf-8"))
    python = platform.python_version()
    interpreter = {
        "type": "platform",
        "bom-ref": f"pkg:generic/python@{python}",
        "name": "python",
        "version": python,
        "purl": f"pkg:generic/python@{python}",
        "licenses": [{"license": {"id": "Python-2.0"}}],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "component": {
                "type": "application",
                "bom-ref": "watchfloor",
                "name": "watchfloor",
                "version": version[1] if version else "",
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
            },
        },
        "components": [interpreter, *python_packages(), *(system_libraries(folder) if folder else [])],
    }


if __name__ == "__main__":
    print(json.dumps(bill(pathlib.Path(sys.argv[1]) if sys.argv[1:] else None), indent=1))
