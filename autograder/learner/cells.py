"""What the notebook itself tells: cells that failed, and names that nobody has defined yet."""

import difflib
import inspect
import linecache
import re
import traceback
from functools import cache

_ASKS = re.compile(r"\s*(check|hint|show)\(\s*(\w+)\s*[,)]")
_DEFINES = re.compile(r"^\s*(?:def\s+(\w+)|(\w+)\s*=[^=])", re.MULTILINE)

# By the name that a cell would have defined: the error that kept it from doing so.
_failed = {}


@cache
def register(shell):
    """Have the notebook's shell say which cells failed, and answer check(rms) where rms is missing."""
    shell.events.register("post_run_cell", _after)
    shell.set_custom_exc((NameError,), _unknown_name)


def outdated(name, function):
    """Return why `function` is not what its cell says now, or an empty string."""
    error = _failed.get(name)
    if error is None:
        return ""
    return (
        f"The cell of {name} stopped with {error} when it ran last, so this is about the "
        f"{name} that was there before. Mend the cell and run it first."
    )


def _after(result):
    """Remember what a cell was to define and did not."""
    cell = result.info.raw_cell or ""
    names = {a or b for a, b in _DEFINES.findall(cell)}
    for name in names:
        error = result.error_before_exec
        if result.error_in_exec is not None and not _is_of(name, cell):
            error = result.error_in_exec
        if error is None:
            _failed.pop(name, None)
        else:
            _failed[name] = type(error).__name__


def _is_of(name, cell):
    """Whether the function `name` was made by this cell, which may have failed further down."""
    from IPython import get_ipython

    shell = get_ipython()
    code = getattr(inspect.unwrap(shell.user_ns.get(name)), "__code__", None)
    if code is None:
        return False
    lines = "".join(linecache.getlines(code.co_filename))
    return lines.strip() == shell.transform_cell(cell).strip()


def _unknown_name(shell, kind, error, trace, tb_offset=None):
    """Answer check(rms), hint(rms) and show(rms) before rms is there; show other errors as usual."""
    frames = traceback.extract_tb(trace)
    asked = _ASKS.match(frames[-1].line or "") if frames else None
    answer = _answer(*asked.groups()) if asked and asked[2] == error.name else None
    if answer is None:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
        return
    from IPython.display import display

    display(answer)


def _answer(verb, name):
    from autograder.course.model import CourseError, find_course
    from autograder.learner import notebook

    try:
        exercises = {e.id for m in find_course().modules for e in m.exercises}
    except CourseError:
        return None
    if name in exercises:
        return getattr(notebook, verb)(name)
    near = difflib.get_close_matches(name, exercises, 1)
    return notebook.Report(f"There is no {name}. Did you mean {verb}({near[0]})?") if near else None
