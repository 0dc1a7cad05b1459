"""How each command starts and ends."""

import signal
import sys

from .install import Missing
from .progress import say
from .run import CommandFailed


def run(main):
    """Run a command and exit with what it returns; what a person can mend is told without a traceback.

    :param main: callable without arguments, returning the exit status (int or bool)
    """
    signal.signal(signal.SIGTERM, lambda *_arguments: sys.exit(143))  # so that what we started is stopped too
    try:
        status = main()
    except (CommandFailed, Missing) as failure:
        say(f"\n✗ {failure}")
        status = 1
    except KeyboardInterrupt:
        say("\nStopped.")
        status = 130
    sys.exit(int(status or 0))
