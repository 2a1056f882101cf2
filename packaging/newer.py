"""The next version's number: the tryout upgrades to a program that says it is that one."""

import re

_VERSION = re.compile(r'(?<=__version__ = ")(\d+\.\d+\.)(\d+)(?=")')


def calling_itself_newer(source: str) -> str:
    """The text of `app/__init__.py` with the last number of its version one higher."""
    return _VERSION.sub(lambda found: f"{found[1]}{int(found[2]) + 1}", source, count=1)
