#!/usr/bin/env python3
"""The developers' one door: `python3 dev.py` lists the commands. Standard library only, from a bare checkout on."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python still reads
    sys.exit("dev.py needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

from devtools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
