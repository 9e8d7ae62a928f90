"""The text form of what a check found: 80 columns, message first."""

import re
import textwrap

from autograder.engine import results
from autograder.engine.expression import CUT
from autograder.engine.picture import sketch
from autograder.laws.answers import short
from autograder.numbers import plain, quantity

WIDTH = 80

UNSTEADY = (
    "Asked the same thing twice, it gives different answers: does it keep something from one call to "
    "the next, or draw random numbers?"
)

SINGLE = "The answer has single precision (float32), which is good to about 7 digits: this needs float64."

_COUNT = "samples"  # of an array, which is as long as one sees

_STATE = {
    results.NOT_WRITTEN: "{id} is not written yet. Replace its `raise NotImplementedError` with "
    "your code, run the cell, then check again.",
    results.MISSING: "{id} is not defined. Run the cell that defines it, then check again.",
}

#: Why laws that hold earn nothing yet, by what is missing.
_POINTS = {
    "shape": " Points come once the answer is of the right kind and shape.",
    "anchor": " Points come once the known values are right, too.",
    "agreement": f" Points come once {100 * results.ENOUGH_AGREEMENT:.0f} % of the answers are right.",
}


def headline(result):
    """Return the first line: what came out, in one sentence."""
    if result.unwritten:
        return f"{result.id} calls {result.unwritten}, which is not written yet: write that first."
    if result.status in _STATE:
        return _STATE[result.status].format(id=result.id) + (
            f" {result.note}" if result.note else ""
        )
    held = sum(p.passed for p in result.properties)
    if result.handed:
        return (
            f"{result.id}: all {held} public properties hold, but {result.handed} gets the whole work. "
            "Write it without that: then its points come."
        )
    points = f"{result.score:g} of {result.max_score:g} points"
    if result.status == results.PASSED:
        return f"{result.id}: all {held} public properties passed ({points})."
    text = f"{result.id}: {held} of {result.total} public properties hold ({points})."
    if held and result.missing:
        text += _POINTS[result.missing]
    return text


def title(prop):
    """Return what heads a failure: the law, or what is wrong whatever the law says."""
    return prop.failure.sentence if prop.failure.kind else prop.law


def failure_lines(prop, units):
    """Return the rows of a failure, as ``[(label, text)]``, the sentence first.

    The sentence is "" where it is the title.
    """
    failure = prop.failure
    rows = [("", "" if failure.kind else failure.sentence)]
    names = dict.fromkeys(name for call in failure.calls for name in call.names)
    rows += [("where", name) for name in names]
    for call in {call.text: call for call in failure.calls}.values():
        rows.append(("call", call.text))
        if failure.relation and call.answer is not None:
            rows.append(("gives", short(call.answer)))
    told = " ".join([text for _, text in rows])
    if example := describe(failure.example, units, told):
        rows.append(("with", ", ".join(f"{k} = {v}" for k, v in example)))
    if failure.tolerance:
        rows.append(("tolerance", f"{failure.tolerance} ({failure.because})"))
    return rows


def describe(example, units, told=""):
    """Return ``[("gain", "2"), ("f", "440 Hz")]`` for a counterexample.

    Where the calls in `told` are whole, what stands in them is left out, and so is what has no unit:
    it only says how the call was made.
    """
    whole = told and CUT not in told
    return [
        (name, quantity(_text(value), units.get(name, "")))
        for name, value in example.items()
        if not whole or (units.get(name, _COUNT) != _COUNT and not _stands_in(value, told))
    ]


def _stands_in(value, told):
    """Whether a value is one of those in the calls; rows of values are what those were made of."""
    return isinstance(value, (list, dict)) or re.search(
        rf"(?<![\w.]){re.escape(repr(value))}(?![\w.])", told
    )


def _text(value):
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, dict):
        return ", ".join(f"{name} {_text(part)}" for name, part in value.items())
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return plain(value) if is_number else str(value)


def crash(crash, changes_its_arguments):
    """Return what to say where the function raised an exception.

    Parameters
    ----------
    crash : Crashed
    changes_its_arguments : callable
        Asked where an array could not be written: whether it is an argument.
    """
    where = f", line {crash.line}: `{crash.source}`" if crash.source else ""
    if "read-only" in crash.message:
        if changes_its_arguments():
            return (
                f"The function changes its argument in place{where}. Work on a copy: x = x.copy()."
            )
        return (
            f"The function stopped with {crash}{where}. Views such as those of sliding_window_view "
            "or broadcast_to cannot be written, nor can an argument: make a new array."
        )
    if crash.type == "RecursionError":
        return f"The function calls itself without end{where}."
    if crash.type == "TypeError" and not crash.source and "argument" in crash.message:
        return (
            f"The function cannot be called like this: {crash.message.rpartition('.')[2]}. Keep the "
            "parameters that the lesson gives it."
        )
    text = str(crash) if crash.message else crash.type
    return f"The function stopped with {text}{where}."


def probably(result):
    """Return the name of the mistake, and the function that it is in where that is another one."""
    name = result.first_failure.misconception
    if result.culprit != result.id:
        return f"Probably mistake {name}, in your {result.culprit}"
    if result.origin != result.id:
        return f"Probably mistake {name} of {result.origin}, made again here"
    return f"Probably mistake {name}"


def upstream(result):
    """Return what to mend first, where a function that this one calls does not pass its own check."""
    if not result.upstream or result.culprit == result.upstream:
        return ""
    return (
        f"{result.id} calls your {result.upstream}, which does not pass its own check: "
        "mend that first."
    )


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


def next_step(result, show=""):
    """Return what to do next; `show` is how to see the reference from here, if that is possible."""
    if result.status == results.PASSED:
        return f"See how the course does it: {show}" if show else ""
    if result.status in _STATE:
        return f"To begin, ask for a hint: hint({result.id})"
    return f"Next: mend it and check again, or ask for a hint: hint({result.id})"


def exercise_text(result, units, *, remark="", printed=None, show=""):
    """Return everything that a check found, as text.

    Parameters
    ----------
    result : ExerciseResult
    units : dict
        Units of the drawn parameters, by name.
    remark : str, optional
        What to know before all else.
    printed : tuple, optional
        A heading, and what the function printed.
    show : str, optional
        How to see the reference from here.
    """
    lines = [_fill(remark), ""] if remark else []
    lines.append(_fill(headline(result)))
    first = result.first_failure
    if first:
        lines += ["", _fill(f"✗ {title(first)}", "  ")]
        rows = [row for row in failure_lines(first, units) if row[1]]
        rows += sketch(first.failure)
        width = max((len(label) for label, _ in rows), default=0)
        for label, text in rows:
            pad = "  " + (f"{label:<{width}}  " if label else "")
            lines.append(_fill(pad + text, " " * len(pad)))
        if first.misconception:
            lines += ["", _fill(f"  {probably(result)}: {result.advice}", "  ")]
        if first_of_all := upstream(result):
            lines += ["", _fill(f"  {first_of_all}", "  ")]
        broken, held = others(result)
        if broken:
            lines += ["", "Also broken:"] + [_fill(f"✗ {p.law}", "  ") for p in broken]
        if held:
            lines += ["", "Holds:"] + [_fill(f"✓ {p.law}", "  ") for p in held]
        if rest := not_run(result):
            lines += ["", _fill(rest)]
    if not result.steady:
        lines += ["", _fill(UNSTEADY)]
    if printed:
        lines += ["", f"{printed[0]}:"]
        lines += [f"  {line}"[:WIDTH] for line in printed[1].split("\n")]
    if step := next_step(result, show):
        lines += ["", step]
    return "\n".join(lines)


def _fill(text, indent=""):
    return textwrap.fill(
        text, WIDTH, subsequent_indent=indent, break_on_hyphens=False, break_long_words=True
    )
