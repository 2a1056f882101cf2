"""Settings: one source of each value, and errors in the operator's words.

What an administrator locked wins over the command line, that over the environment (``WATCHFLOOR_`` and the setting's
name), that over ``settings.toml`` in the data directory, that over the default. Secrets are no settings: they never
lie in a plain file.
"""

from app.settings.loader import FILE_NAME, PREFIX, SettingsSources, data_directory, load
from app.settings.schema import (
    DEFAULT_PORT,
    HOSTS,
    MAY_CARRY_A_SECRET,
    NAMES,
    Access,
    Environment,
    Method,
    OAuthStyle,
    Settings,
    is_loopback,
    own_url,
    rapidsos_url,
)

__all__ = [
    "DEFAULT_PORT",
    "FILE_NAME",
    "HOSTS",
    "MAY_CARRY_A_SECRET",
    "NAMES",
    "PREFIX",
    "Access",
    "Environment",
    "Method",
    "OAuthStyle",
    "Settings",
    "SettingsSources",
    "data_directory",
    "is_loopback",
    "load",
    "own_url",
    "rapidsos_url",
]
