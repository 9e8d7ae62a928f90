"""A notebook's cells in a worker that is never waited for without end, and replaced when it fell."""

import itertools
import time
from dataclasses import dataclass

from autograder.engine.subject import Died, TimedOut
from autograder.grading import wire
from autograder.grading.answers import answer_call, checked_error, checked_reply
from autograder.grading.process import PlainProcess
from autograder.grading.sandbox import SandboxedProcess

START_SECONDS = 60.0  # a cold disk may take long to give us IPython
#: A call-back is a message there and back, which a notebook does not need: so much of the time until
#: the next one is not the learner's, all in all up to so many times the limit.
MESSAGE_SECONDS = 0.005
MOST_EXCUSED = 3
MANY_CALLS = 50  # more call-backs than this in one call are told where it is too slow
MAX_FALLS = 3  # workers that one function, or the cells of one notebook, may hang or kill


@dataclass(frozen=True)
class Limits:
    """How long, in seconds of wall time, and how large the learner's code may be.

    `call` is for one call, `exercise` for all the calls of one function and for one cell,
    `notebook` for all cells.
    """

    call: float = 2.0
    exercise: float = 20.0
    notebook: float = 120.0
    memory_mb: int = 1536


@dataclass(frozen=True)
class CellError:
    """What went wrong in a cell, counted from 0.

    `ours` tells that the text is the grader's: the cell hung, ended the process or is too large. Any
    other text, and the type too, are the notebook's own.
    """

    cell: int
    type: str
    message: str
    line: int | None = None
    source: str | None = None
    ours: bool = False


class Running:
    """The cells of one notebook in a worker.

    Parameters
    ----------
    cells : list of str
        Sources of the code cells. An error in one does not stop the later ones.
    limits : Limits
    sandbox : bool
        Lock the worker in.

    Attributes
    ----------
    worker : process or None
        None before the first run, and after the worker hung or died.
    excused : float
        Seconds of the last request that were not the learner's.
    """

    def __init__(self, cells, limits, sandbox):
        self.worker = None
        self.excused = 0.0
        self._cells = list(cells)
        self._limits = limits
        self._sandbox = sandbox
        self._fallen = {}  # CellError of each cell that hung or killed a worker
        self._room = 2 * limits.notebook  # seconds for the cells, however often they are run
        self._numbers = itertools.count()

    def close(self):
        """Kill the worker and remove its files."""
        if self.worker is not None:
            self.worker.kill()
            self.worker = None

    def run(self):
        """Run all cells in a fresh worker, and again without a cell that hung or killed it.

        Returns
        -------
        list of CellError

        Raises
        ------
        TimedOut
            The cells took longer than the notebook's limit, all in all.
        Died
            More than a few cells each hung or killed a worker, or no worker would start.
        """
        begin = time.monotonic()
        end = begin + min(self._limits.notebook, self._room)
        try:
            while True:
                try:
                    return self._try_cells(end)
                except _Fell as fall:
                    self._fallen[fall.error.cell] = fall.error
                    if len(self._fallen) > MAX_FALLS:
                        raise Died("More than a few cells hung or ended the process.") from None
        finally:
            self._room -= time.monotonic() - begin

    def _try_cells(self, end):
        self._start()
        errors = []
        for index, source in enumerate(self._cells):
            error = self._fallen.get(index) or self._run_cell(index, source, end)
            if error is not None:
                errors.append(error)
        return errors

    def _run_cell(self, index, source, end):
        too_long = f"The notebook's cells ran longer than {self._limits.notebook:g} s."
        left = end - time.monotonic()
        if left <= 0:
            self.close()
            raise TimedOut(too_long)
        limit = self._limits.exercise, f"The cell ran longer than {self._limits.exercise:g} s."
        try:
            message = {"op": "cell", "index": index, "source": source}
            reply = self.ask(message, min(limit, (left, too_long)))
            error = checked_error(reply["error"]) if "error" in reply else None
        except wire.WireError as error:
            return CellError(index, "TooLarge", f"This cell is {error}.", ours=True)
        except (TimedOut, Died) as error:
            kind = type(error).__name__
            raise _Fell(CellError(index, kind, str(error), ours=True)) from None
        return CellError(index, *error) if error else None

    def _start(self):
        # Processor time is only the net below the clock, for a worker that outlives its grader.
        cpu = int(4 * self._limits.notebook)
        message = {"op": "start", "memory_mb": self._limits.memory_mb, "cpu_seconds": cpu}
        for last_try in (False, True):
            self.close()
            self.worker = SandboxedProcess(self._cells) if self._sandbox else PlainProcess()
            try:
                return self.ask(message, (START_SECONDS, "The process was not ready in time."))
            except Died:  # before it ran any of the learner's code
                if last_try:
                    raise

    def ask(self, message, limit, callbacks=()):
        """Send a request and return the reply, serving call-backs meanwhile.

        `limit` is a pair: seconds, and what to say when they are over.
        """
        number = next(self._numbers)
        frame = wire.dump({**message, "id": number}, strict=True)
        end, called, self.excused = time.monotonic() + limit[0], 0, 0.0
        try:
            while True:
                sent = time.monotonic()
                left = end + self.excused - sent
                reply = checked_reply(self.worker.exchange(frame, left, limit[1]))
                if "callback" not in reply:
                    break
                called += 1
                ours = min(time.monotonic() - sent, MESSAGE_SECONDS) - time.monotonic()
                frame = answer_call(reply, callbacks)
                ours += time.monotonic()
                if callbacks:  # a cell is lent none: what it asks for is its own time
                    self.excused = min(self.excused + ours, MOST_EXCUSED * limit[0])
            if type(reply.get("id")) is not int or reply["id"] != number:
                raise Died("The process sent an answer to a question that was not asked.")
            return reply
        except TimedOut as late:
            self.close()
            if called < MANY_CALLS:
                raise
            raise TimedOut(
                f"{late} It called the function that it was given {called} times: call it once, with "
                "an array."
            ) from None
        except BaseException:  # even a key press: question and answer would be out of step
            self.close()
            raise


class _Fell(Exception):
    """A cell hung or killed the worker."""

    def __init__(self, error):
        self.error = error
