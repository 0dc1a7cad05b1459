"""Progress a person can watch: which step runs, for how long, and what ended how."""

import contextlib
import sys
import threading
import time

HEARTBEAT = 15  # seconds between signs of life where lines cannot be redrawn


class _Ticker(threading.Thread):
    def __init__(self, label, started):
        super().__init__(daemon=True)
        self.label, self.started, self.ended = label, started, threading.Event()
        self.redraw = sys.stderr.isatty()

    def run(self):
        while not self.ended.wait(1 if self.redraw else HEARTBEAT):
            line = f"· {self.label} … {time.monotonic() - self.started:.0f} s"
            print(f"\r{line}\033[K" if self.redraw else line, end="" if self.redraw else "\n", file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(label):
    """Show a step while it runs and how long it took.

    :param str label: what is being done, as the user would say it
    """
    started = time.monotonic()
    print(f"· {label} …", end="" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)
    ticker = _Ticker(label, started)
    ticker.start()
    mark = "✗"
    try:
        yield
        mark = "✓"
    finally:
        ticker.ended.set()
        ticker.join()
        start = "\r" if sys.stderr.isatty() else ""
        print(f"{start}{mark} {label} ({time.monotonic() - started:.1f} s)\033[K" if start else
              f"{mark} {label} ({time.monotonic() - started:.1f} s)", file=sys.stderr, flush=True)


def say(text=""):
    print(text, file=sys.stderr, flush=True)
