"""How far a batch is: one line that moves on a terminal, a line now and then elsewhere."""

import sys
import time
from contextlib import contextmanager

_SECONDS = 10.0  # between two lines where nothing can move


@contextmanager
def progress(title, total):
    """Yield a function to call after each step, with the number of flags so far (or nothing)."""
    if sys.stderr.isatty():
        with _moving(title, total) as step:
            yield step
    else:
        yield _Plain(title, total).step


@contextmanager
def _moving(title, total):
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        Remaining(),
        TextColumn("{task.fields[flags]}"),
    )
    begin, done = time.monotonic(), 0
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total, rate="", flags="")

        def step(flags=0):
            nonlocal done
            done += 1
            rate = done / max(time.monotonic() - begin, 1e-3)
            bar.update(task, advance=1, rate=f"{rate:.1f}/s", flags=_flagged(flags))

        yield step


class _Plain:
    def __init__(self, title, total):
        self._title, self._total, self._done = title, total, 0
        self._begin = self._said = time.monotonic()

    def step(self, flags=0):
        self._done += 1
        now = time.monotonic()
        if now - self._said < _SECONDS or self._done == self._total:
            return
        self._said = now
        rate = self._done / (now - self._begin)
        left = (self._total - self._done) / rate
        told = [f"{self._done} of {self._total}", f"{rate:.1f}/s", f"about {left:.0f} s left"]
        print(
            ", ".join([f"{self._title}: {told[0]}", *told[1:], *filter(None, [_flagged(flags)])]),
            file=sys.stderr,
            flush=True,
        )


def _flagged(count):
    return f"{count} flagged" if count else ""
