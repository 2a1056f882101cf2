"""Runs the simulator by itself: ``python -m app.simulator serve|share|play``."""

import argparse
import sys

from app.simulator import cli


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line and run one simulator command; returns the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m app.simulator", description=cli.DESCRIPTION)
    cli.add_arguments(parser.add_subparsers(dest="simulator_command", required=True))
    return cli.run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
