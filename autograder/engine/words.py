"""The text form of what a check found: 80 columns, message first."""

import textwrap

from autograder.engine import results
from autograder.engine.examine import describe
from autograder.engine.picture import sketch

WIDTH = 80

UNSTEADY = (
    "Asked the same thing twice, it gives different answers: does it keep something from one call to "
    "the next, or draw random numbers?"
)

_STATE = {
    results.NOT_WRITTEN: "{id} is not written yet. Replace its `raise NotImplementedError` with "
    "your code, run the cell, then check again.",
    results.MISSING: "{id} is not defined. Run the cell that defines it, then check again.",
}


def headline(result):
    """Return the first line: what came out, in one sentence."""
    if result.status in _STATE:
        return _STATE[result.status].format(id=result.id) + (
            f" {result.note}" if result.note else ""
        )
    held = sum(p.passed for p in result.properties)
    points = f"{result.score:g} of {result.max_score:g} points"
    if result.status == results.PASSED:
        return f"{result.id}: all {held} public properties passed ({points})."
    text = f"{result.id}: {held} of {result.total} public properties hold ({points})."
    if held and not result.score:
        text += " Points come once the shape, the known values and half of the answers are right."
    return text


def failure_lines(prop, units):
    """Return the rows of a failure, as ``[(label, text)]``, the sentence first."""
    failure = prop.failure
    rows = [("", failure.sentence)]
    if failure.call:
        rows.append(("call", failure.call))
    if failure.example:
        rows.append(("with", ", ".join(f"{k} = {v}" for k, v in describe(failure.example, units))))
    if failure.tolerance:
        rows.append(("tolerance", f"{failure.tolerance} ({failure.because})"))
    return rows


def probably(result):
    """Return the name of the mistake, and the function that it is in where that is another one."""
    name = f"Probably {result.first_failure.misconception}"
    return name if result.culprit == result.id else f"{name}, in your {result.culprit}"


def others(result):
    """Return the properties after the first failure that broke too, and those that hold."""
    first = result.first_failure
    broken = [p for p in result.properties if not p.passed and p is not first]
    return broken, [p for p in result.properties if p.passed]


def not_run(result):
    """Return a sentence about laws that were not run, or an empty string."""
    left = result.total - len(result.properties)
    if not left or result.status in _STATE:
        return ""
    return f"{left} more {'was' if left == 1 else 'were'} not run: they build on this one."


def next_step(result):
    """Return what to do next."""
    if result.status == results.PASSED:
        return f"See how the course does it: show({result.id})"
    if result.status in _STATE:
        return f"To begin, ask for a hint: hint({result.id})"
    return f"Next: mend it and check again, or ask for a hint: hint({result.id})"


def exercise_text(result, units):
    """Return everything that a check found, as text.

    Parameters
    ----------
    result : ExerciseResult
    units : dict
        Units of the drawn parameters, by name.
    """
    lines = [_fill(headline(result))]
    first = result.first_failure
    if first:
        lines += ["", _fill(f"✗ {first.law}", "  ")]
        rows = failure_lines(first, units)
        rows += sketch(first.failure)
        width = max(len(label) for label, _ in rows)
        for label, text in rows:
            pad = "  " + (f"{label:<{width}}  " if label else "")
            lines.append(_fill(pad + text, " " * len(pad)))
        if first.misconception:
            lines += ["", _fill(f"  {probably(result)}: {result.advice}", "  ")]
        broken, held = others(result)
        if broken:
            lines += ["", "Also broken:"] + [_fill(f"✗ {p.law}", "  ") for p in broken]
        if held:
            lines += ["", "Holds:"] + [_fill(f"✓ {p.law}", "  ") for p in held]
        if rest := not_run(result):
            lines += ["", _fill(rest)]
    if not result.steady:
        lines += ["", _fill(UNSTEADY)]
    if step := next_step(result):
        lines += ["", step]
    return "\n".join(lines)


def _fill(text, indent=""):
    return textwrap.fill(
        text, WIDTH, subsequent_indent=indent, break_on_hyphens=False, break_long_words=True
    )
