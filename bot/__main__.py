"""`yinju …`, also `python -m bot …`."""

from __future__ import annotations

import logging
import os
import sys
import threading


def main() -> None:
    """Run the command line and leave with its exit status."""
    # Imported here because each process that embeds or reads files beside this one imports this module, and nothing of that.
    from bot.cli import run  # noqa: PLC0415

    status = run(sys.argv[1:])
    if any(thread.daemon for thread in threading.enumerate()):
        # The bot was stopped while its documents were still opening. Native code in that thread would bring the
        # interpreter's own end down; what it writes is written aside, so there is nothing to wait for.
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    main()
