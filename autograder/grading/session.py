"""The grader's side of the two processes: calls to the functions of a notebook, and what they may cost."""

import time
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from autograder.engine.subject import Died, TimedOut, Trouble
from autograder.grading import wire
from autograder.grading.answers import checked_error, checked_names, checked_outcome, trouble
from autograder.grading.running import MAX_FALLS, CellError, Limits, Running

_LIMITS = Limits()
MAX_BATCH = 256  # calls in one frame
MAX_BATCH_BYTES = 2**18  # of their arrays: what fits a cache is moved faster


@dataclass(frozen=True)
class Loaded:
    """The outcome of running a notebook: the names that can be called, and the cells' errors."""

    defined: tuple[str, ...]
    errors: tuple[CellError, ...]


class Session:
    """A notebook in a worker, and calls to the functions that it defines.

    After a worker hung or died the next call starts a new one and runs the cells again, without
    those that hung or killed a worker before.

    Parameters
    ----------
    limits : Limits
    sandbox : bool
        Lock the worker in. False is for a learner's own code on the learner's own machine.
    """

    def __init__(self, limits=_LIMITS, sandbox=True):
        self.limits = limits
        self._sandbox = sandbox
        self._running = Running([], limits, sandbox)
        self._accounts = {}  # of each function called through function() and call_many()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        """Kill the worker and remove its files."""
        self._running.close()

    def load(self, cells, names):
        """Run a notebook's cells in a fresh worker.

        Parameters
        ----------
        cells : list of str
            Sources of the code cells. An error in one does not stop the later ones.
        names : list of str
            Functions to look for.

        Returns
        -------
        Loaded

        Raises
        ------
        TimedOut, Died
            As :meth:`Running.run` says.
        """
        self.close()
        self._running, self._accounts = Running(cells, self.limits, self._sandbox), {}
        errors = self._running.run()
        names = list(names)
        reply = self._running.ask({"op": "names", "names": names}, self._call_limit())
        return Loaded(checked_names(reply.get("defined"), names), tuple(errors))

    def reached(self, name, names):
        """Return those of `names` that the function `name` leads to, as far as the worker tells."""
        if self._running.worker is None:
            self._running.run()
        message = {"op": "reached", "name": name, "names": list(names)}
        return checked_names(self._running.ask(message, self._call_limit()).get("reached"), names)

    def handed(self, name, arguments, names):
        """Return which of some functions of libraries gets the whole work in a call, or "".

        That is as far as the worker tells: see :mod:`autograder.engine.without`.
        """
        if self._running.worker is None:
            self._running.run()
        message = {"op": "handed", "name": name, "names": list(names)}
        message["kwargs"] = [list(item) for item in arguments.items()]
        told = self._running.ask(message, self._call_limit()).get("handed")
        return told if told in names else ""

    def call(self, name, args=(), kwargs=None):
        """Call a function of the notebook.

        Parameters
        ----------
        name : str
        args, kwargs : sequence and dict
            Plain values, arrays (the function sees them read-only), and callables, which are
            called back in this process, with positional arguments.

        Returns
        -------
        object
            Plain values and read-only arrays only; :class:`Other` in place of anything else.

        Raises
        ------
        Crashed, NotWritten
            The function raised.
        TimedOut, Died
            It hung, or its process is gone.
        """
        if self._running.worker is None:
            self._running.run()
        return self._call(name, args, kwargs or {}, self._call_limit())

    def call_many(self, name, calls):
        """Call a function of the notebook many times, at a tenth of the cost of single calls.

        Each call has the limit that a single one has, and all together, with those through
        :meth:`function`, have the exercise's. Calls that do not answer cost only themselves.

        Parameters
        ----------
        name : str
        calls : iterable of (args, kwargs)
            As for :meth:`call`.

        Returns
        -------
        list
            For each call what it returned, or the :class:`Trouble` in its place.
        """
        calls, outcomes = list(calls), []
        account = self._account(name)
        while len(outcomes) < len(calls):
            batch = _next_batch(calls, len(outcomes))
            if len(batch) > 1 and not account.alone:
                try:
                    outcomes += self._call_batch(name, batch)
                    continue
                except (TimedOut, Died, wire.WireError):
                    pass
            # One of them is the culprit, or takes or sends too much for company.
            falls = account.falls
            for args, kwargs in batch:
                try:
                    outcomes.append(self._call_once(name, args, kwargs))
                except Trouble as reason:
                    outcomes.append(reason)
                    if account.falls > falls:
                        break
            else:
                account.alone = len(batch) > 1  # only batches make it fall
        return outcomes

    def function(self, name):
        """Return a callable that calls `name`, within the exercise's limit over all its calls.

        Raises what :meth:`call` raises, and the last TimedOut or Died again, without a new try,
        once the function has hung or killed a few workers.
        """

        def call(*args, **kwargs):
            return self._call_once(name, args, kwargs)

        call.__name__ = name
        return call

    def renew(self):
        """Give every function the time of an exercise, and its falls, once more."""
        self._accounts = {}

    def _account(self, name):
        return self._accounts.setdefault(name, _Account())

    @contextmanager
    def _charged(self, name, falls=1):
        """Have the time limit of one request to a function, and book its time and its fall."""
        account = self._account(name)
        too_long = TimedOut.ALL.format(self.limits.exercise)
        left = self.limits.exercise - account.seconds
        if left <= 0:
            raise TimedOut(too_long)
        if account.falls >= MAX_FALLS:
            times = account.falls
            raise Died(f"It hung or ended its process {times} times and is not called again.")
        begin = time.monotonic()
        try:
            if self._running.worker is None:
                self._running.run()
                begin = time.monotonic()  # another function may have been the cause
            yield min(self._call_limit(), (left, too_long))
        except (TimedOut, Died):
            account.falls += falls
            raise
        finally:
            account.seconds += max(0.0, time.monotonic() - begin - self._running.excused)

    def _call_once(self, name, args, kwargs):
        with self._charged(name) as limit:
            return self._call(name, args, kwargs, limit)

    def _call_batch(self, name, batch):
        """Return the outcomes of the first calls of a batch: as many as were done in good time."""
        with self._charged(name, falls=0) as limit:
            message = {
                "op": "calls",
                "name": name,
                "args": [list(args) for args, _ in batch],
                "kwargs": [[list(item) for item in kwargs.items()] for _, kwargs in batch]
                if any(kwargs for _, kwargs in batch)
                else [],
                "seconds": limit[0] / 8,
            }
            outcomes = self._running.ask(message, limit).get("outcomes")
            if type(outcomes) is not list or not 0 < len(outcomes) <= len(batch):
                raise Died("The process sent answers that cannot be read.")
            return [checked_outcome(items) for items in outcomes]

    def _call_limit(self):
        return self.limits.call, TimedOut.CALL.format(self.limits.call)

    def _call(self, name, args, kwargs, limit):
        callbacks = []

        def outgoing(value):
            if not callable(value):
                return value
            callbacks.append(value)
            return wire.Callback(len(callbacks) - 1)

        message = {
            "op": "call",
            "name": name,
            "args": [outgoing(value) for value in args],
            "kwargs": [[key, outgoing(value)] for key, value in kwargs.items()],
        }
        reply = self._running.ask(message, limit, callbacks)
        if "error" not in reply:
            return reply.get("value")
        raise trouble(checked_error(reply["error"]))


@dataclass
class _Account:
    """What the calls of one function have cost so far."""

    seconds: float = 0.0
    falls: int = 0
    alone: bool = False  # call it in no batch


def _next_batch(calls, start):
    """Return the calls, from the one at `start`, that may travel together: at least one."""
    room = MAX_BATCH_BYTES
    for end in range(start, min(start + MAX_BATCH, len(calls))):
        args, kwargs = calls[end]
        for value in (*args, *kwargs.values()):
            if isinstance(value, np.ndarray):
                room -= value.nbytes
            elif callable(value):
                room = -1  # it is lent for one call only
        if room < 0:
            return calls[start : max(end, start + 1)]
    return calls[start : end + 1]
