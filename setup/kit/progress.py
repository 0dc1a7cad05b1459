"""Progress a person can watch: which step runs, for how long, and what ended how."""

import contextlib
import sys
import threading
import time

HEARTBEAT = 15  # seconds between signs of life where lines cannot be redrawn


class Step(threading.Thread):
    """One step on the screen: a line that counts the seconds, then the outcome."""

    def __init__(self, label):
        super().__init__(daemon=True)
        self.label, self.started, self.ended = label, time.monotonic(), threading.Event()
        self.redraw = sys.stderr.isatty()
        self.failed = False

    @property
    def seconds(self):
        return time.monotonic() - self.started

    def show(self, mark, text, last=False):
        line = f"{mark} {self.label} {text}"
        if self.redraw:
            print(f"\r{line}\033[K", end="\n" if last else "", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)

    def run(self):
        self.show("·", "…")
        while not self.ended.wait(1 if self.redraw else HEARTBEAT):
            self.show("·", f"… {self.seconds:.0f} s")

    def end(self):
        self.ended.set()
        self.join()
        self.show("✗" if self.failed else "✓", f"({self.seconds:.1f} s)", last=True)


@contextlib.contextmanager
def step(label):
    """Show a step while it runs and how long it took.

    :param str label: what is being done, as the user would say it
    :return: the step; set its `failed` when it did not succeed (Step)
    """
    current = Step(label)
    current.start()
    try:
        yield current
    except BaseException:
        current.failed = True
        raise
    finally:
        current.end()


def say(text=""):
    """Tell the user something, beside what the command answers on its standard output."""
    print(text, file=sys.stderr, flush=True)
