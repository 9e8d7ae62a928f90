"""check, hint, show and status: what a learner calls in a notebook.

Wrong use is answered with a sentence, never with a traceback. Where the learner's code is only being
loaded to be graded, all four do nothing.
"""

import functools
import json
import os
import re
import sys
from pathlib import Path

#: Beside the notebooks: how far the learner is in each ladder of hints.
_MEMORY = Path(".soundcheck-hints.json")


def check(function=None, *, module=None):
    """Check the function that you wrote and say what you find.

    Parameters
    ----------
    function : callable
        The function itself, for example ``check(rms)``; or its name.
    module : str, optional
        The lesson, only needed when two lessons have a function of this name.
    """
    if _grading():
        return None
    found = find(function, module, "check")
    if isinstance(found, str):
        return Report(found)
    checker, id, function = found
    if function is None:
        return Report(_undefined(id, "check"))
    from autograder.engine.page import exercise_html
    from autograder.engine.picture import picture_html
    from autograder.engine.reach import reached
    from autograder.engine.words import exercise_text
    from autograder.learner import verdicts
    from autograder.learner.cells import outdated
    from autograder.learner.watch import Watch

    space = _space(function)

    def callees():
        names = reached(function, space, [e.id for e in checker.module.exercises])
        return {name: watch.anew(space[name]) for name in names}

    with Watch(checker.course.limits) as watch:
        try:
            result = checker.examine(id, watch(function), survey=True, callees=callees)
        except KeyboardInterrupt:
            return Report(
                f"{id}: stopped. If it did not end by itself, look for a loop without an end."
            )
    verdicts.remember(id, function, result)
    broken = result.first_failure
    about = {
        "remark": outdated(id, function) or _missing(broken, checker.module),
        "printed": watch.printed.summary(),
        "show": _offer(id) if checker.course.complete else "",
    }
    picture = picture_html(broken.failure) if broken else ""
    return Report(
        exercise_text(result, checker.units, **about),
        exercise_html(result, checker.units, picture, **about),
        result.score,
    )


def hint(function=None, *, module=None):
    """Show the next hint for a function; each call goes one step further, also after a restart."""
    if _grading():
        return None
    found = find(function, module, "hint")
    if isinstance(found, str):
        return Report(found)
    checker, id, _ = found
    hints = checker.module.exercise(id).hints
    step = _next_step(f"{checker.module.id}/{id}", len(hints))
    left = len(hints) - step
    more = f"{left} more: call hint({id}) again." if left else "That was the last one."
    return Report(f"Hint {step} of {len(hints)} for {id}: {hints[step - 1]}\n{more}")


def _next_step(key, last):
    """Return the number of the next hint, and remember it where the folder can be written."""
    try:
        seen = json.loads(_MEMORY.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        seen = {}
    before = seen.get(key) if isinstance(seen, dict) else None
    step = min(before + 1, last) if isinstance(before, int) else 1
    try:
        _MEMORY.write_text(
            json.dumps({**(seen if isinstance(seen, dict) else {}), key: step}) + "\n",
            encoding="utf-8",
        )
    except OSError:
        pass  # a hint is worth more than its memory
    return step


def show(function=None, *, module=None):
    """Show the course's own solution beside yours, once yours passes, and another way to do it."""
    if _grading():
        return None
    found = find(function, module, "show")
    if isinstance(found, str):
        return Report(found)
    checker, id, function = found
    if function is None:
        return Report(_undefined(id, "show"))
    if not checker.course.complete:
        return Report(
            f"The reference for {id} is not on this machine: your instructor releases it."
        )
    from autograder.learner import verdicts
    from autograder.learner.compare import comparison

    if not verdicts.passes(checker, id, function):
        return Report(f"show({id}) opens the reference once your own version passes check({id}).")
    return Report(*comparison(checker, id, function))


def status(folder="."):
    """Show how far you are in the course, from the saved notebooks in `folder`."""
    if _grading():
        return None
    from IPython import get_ipython
    from IPython.display import clear_output

    from autograder.course.model import CourseError
    from autograder.learner.status import progress, progress_html, progress_text

    inside = get_ipython() is not None

    def tell(name):
        if inside:
            clear_output(wait=True)
            print(f"Running {name} ...")

    try:
        rows = progress(folder, tell)
    except CourseError as error:
        return Report(str(error))
    saved = "Unsaved work is not counted: press Ctrl+S first."
    if inside:
        clear_output(wait=True)  # the report takes the place of the line above
    return Report(f"{progress_text(rows)}\n{saved}", f"{progress_html(rows)}<div>{saved}</div>")


class Report:
    """What a cell shows: text in a terminal, HTML in a notebook."""

    def __init__(self, text, html=None, score=None):
        self.text = text
        self.html = html
        self.score = score

    def __repr__(self):
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None):
        from html import escape

        html = self.html
        if html is None:
            html = f'<div style="white-space:pre-wrap;max-width:50em">{escape(self.text)}</div>'
        # nbgrader's validate and stock autograde read a plain number as partial credit, and anything
        # else as full marks.
        if os.environ.get("NBGRADER_EXECUTION"):
            return {"text/plain": repr(float(self.score or 0.0)), "text/html": html}
        return {"text/plain": self.text, "text/html": html}


def _grading():
    return bool(os.environ.get("SOUNDCHECK_WORKER"))


def find(function, module_id, verb):
    """Return the checker, the exercise's id and the function, or a sentence about what is wrong.

    By name the function may be missing: None.
    """
    from autograder.course.model import CourseError, find_course

    try:
        course = find_course()
        if isinstance(function, str):
            id, function = function, _space(None).get(function)
        elif callable(function):
            id = _name(function, course)
        else:
            return f"{verb} takes the function itself: {verb}(rms), without calling it."
        if module_id:
            module = course.module(module_id)
            module.exercise(id)
            return _checker(course.folder, module.id), id, function
        homes = [m for m in course.modules if any(e.id == id for e in m.exercises)]
        if not homes:
            return f"No lesson has an exercise {id!r}: is the function's name as in the lesson?"
        if len(homes) > 1:
            names = " or ".join(f'module="{m.id}"' for m in homes)
            return f"Several lessons have an exercise {id!r}: add {names}."
        return _checker(course.folder, homes[0].id), id, function
    except CourseError as error:
        return str(error)


def _name(function, course):
    """Return the exercise that a function stands for: by its own name, else by its variable's."""
    own = getattr(function, "__name__", type(function).__name__)
    ids = {e.id for m in course.modules for e in m.exercises}
    if own in ids:
        return own
    names = [k for k, v in _space(function).items() if v is function and k in ids]
    return names[0] if names else own


def _space(function):
    """Return the names that a function knows; those of the notebook, if it is an object or partial."""
    frame = sys._getframe()
    while frame.f_back and frame.f_globals.get("__name__", "").startswith("autograder."):
        frame = frame.f_back
    return getattr(function, "__globals__", frame.f_globals)


def _missing(broken, module):
    """Return what to do where the function needs another one that has not been run, or ""."""
    said = broken.failure.sentence if broken and broken.failure.crash else ""
    found = re.search(r"NameError: name '(\w+)' is not defined", said)
    if found and found[1] in [e.id for e in module.exercises]:
        return f"It needs your {found[1]}: run the cell that defines it, then check again."
    return ""


def _undefined(id, verb):
    return f"{id} is not defined yet: run the cell that defines it, then {verb}({id}) again."


def _offer(id):
    """Return how to see the reference from where `check` was called."""
    imported = _space(None).get("show") is show
    return f"show({id})" if imported else f"from autograder import show; show({id})"


@functools.cache
def _checker(folder, module_id):
    from autograder.course.model import load_course
    from autograder.engine.checker import ModuleChecker

    course = load_course(folder)
    return ModuleChecker(course, course.module(module_id))


if "IPython" in sys.modules:  # in a notebook
    from IPython import get_ipython

    from autograder.learner import cells

    if get_ipython() is not None:
        cells.register(get_ipython())
