"""``%%needs``: a cell that waits, in one friendly line, for a function to be written."""

import ast
import sys
from contextlib import suppress

from IPython import get_ipython
from IPython.core.magic import output_can_be_silenced

from autograder.studio.output import grading


def register():
    """Make ``%%needs`` known to the notebook in which this runs, if there is one."""
    shell = get_ipython()
    if shell is not None:
        shell.register_magic_function(needs, "cell", "needs")


@output_can_be_silenced
def needs(line, cell):
    """Run a cell that calls functions which the learner may not have written yet.

    ``%%needs rms level_db`` names them; what follows a ``#`` is a comment. If one of them is not
    defined or does not pass its check, or any function of the notebook raises NotImplementedError,
    the cell says so in one line and counts as run. Every other error is shown as usual. When a
    notebook is graded, the cell is not run at all.

    Returns
    -------
    object
        The value of the cell's last expression, which IPython then displays.
    """
    if grading():
        return None
    shell, names = get_ipython(), line.partition("#")[0].split()
    if name := _broken(names, shell.user_ns):
        print(
            f"This cell needs your {name}, which does not pass its check yet: mend it, "
            f"check({name}), then run this cell again."
        )
        return None
    try:
        return _run(shell, shell.transform_cell(cell))
    except Exception as error:
        name = _missing(error, names, shell.user_ns)
        if name is None:
            _render_plainly(shell, error)
            raise
        print(
            f"{name} is not written yet: fill it in above, run its cell, then run this one again."
        )
        _close_figures()
        return None


def _run(shell, source):
    # The shell's cache knows the source by this file name, for the lines of a traceback.
    filename = shell.compile.cache(source, shell.execution_count)
    tree = shell.compile.ast_parse(source, filename)
    value = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    else:
        last = None
    exec(shell.compile(tree, filename, "exec"), shell.user_ns)  # noqa: S102 (the cell itself)
    if last is not None:
        value = eval(shell.compile(last, filename, "eval"), shell.user_ns)
    return value


def _broken(names, user_ns):
    """Return the first of the learner's functions that is written and wrong, or None."""
    from autograder.engine import results
    from autograder.learner import verdicts

    for name in names:
        with suppress(Exception):  # no course, or another one: then the cell must do without
            status = verdicts.status_of(name, user_ns[name])
            if status not in (results.PASSED, results.NOT_WRITTEN):
                return name
    return None


def _missing(error, names, user_ns):
    """Return the name of the learner's function that is not written, or None."""
    if isinstance(error, NameError):
        return error.name if error.name in names else None
    if not isinstance(error, NotImplementedError):
        return None
    traceback = error.__traceback__
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    code = traceback.tb_frame.f_code
    raised_by_it = getattr(user_ns.get(code.co_name), "__code__", None) is code
    return code.co_name if raised_by_it else None


def _render_plainly(shell, error):
    """Give the error a traceback that begins in the learner's cell, not in this magic."""
    traceback = error.__traceback__
    while traceback.tb_frame.f_code.co_filename == __file__ and traceback.tb_next:
        traceback = traceback.tb_next
    lines = shell.InteractiveTB.structured_traceback(type(error), error, traceback, tb_offset=0)
    error._render_traceback_ = lambda: lines  # IPython's own way to replace what is shown


def _close_figures():
    # A figure that was begun before the missing function would be shown half empty.
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
