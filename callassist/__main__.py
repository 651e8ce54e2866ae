"""`python -m callassist`, and the command `callassist`."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line. Imports take a moment, and Ctrl-C in it ends the program as at any other time."""
    try:
        from callassist.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
