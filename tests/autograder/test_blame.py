"""A function is blamed only for what it does: the same in a notebook and in a terminal."""

import textwrap

import pytest

from autograder.course.content import function_source
from autograder.course.model import find_course
from autograder.engine.words import exercise_text
from autograder.grading.grade import Grader
from autograder.grading.reading import Cell, Notebook
from autograder.learner import notebook

COURSE = find_course()
GRADER = Grader(COURSE, sandbox=False)
STUB = "raise NotImplementedError"
IMPORTS = "import functools, math\nimport numpy as np\nfrom autograder.studio import as_signal"

MEAN_SQUARE = "def rms(x): return float(np.mean(np.square(as_signal(x))))"
OWN_PEAK = """
def level_db(x, ref):
    if not (math.isfinite(ref) and ref > 0): raise ValueError
    r = np.abs(as_signal(x)).max()
    return -math.inf if r == 0 else 20 * math.log10(r / ref)
"""
#: What is written in place of the course's own, what is checked, and then: the name, the function
#: that it is made in, one that is to be mended first, one that is not written.
CASES = {
    "the helper's mistake": (
        "decibels", [MEAN_SQUARE], "level_db", ("DB-02", "rms", "rms", "")),
    "the helper's mistake, two calls away": (
        "decibels", [MEAN_SQUARE], "spl_db", ("DB-02", "rms", "rms", "")),
    "the helper by another name": (
        "decibels", [MEAN_SQUARE + "\nhelper = rms", """
def level_db(x, ref):
    if not (math.isfinite(ref) and ref > 0): raise ValueError
    value = (lambda: helper(x))()
    return 20 * math.log10(value / ref) if value else -math.inf
"""], "level_db", ("DB-02", "rms", "rms", "")),
    "the same mistake once more, here": (
        "decibels", [OWN_PEAK], "level_db", ("DB-03", "level_db", "", "")),
    "a wrong helper that is not called": (
        "decibels", ["def rms(x): return float(np.abs(as_signal(x)).max())", OWN_PEAK],
        "level_db", ("DB-03", "level_db", "", "")),
    "a helper with a mistake that nobody knows": (
        "decibels", ["def rms(x): return 3.7 * float(np.sqrt(np.mean(np.square(as_signal(x)))))"],
        "level_db", (None, "", "rms", "")),
    "the first of two wrong helpers": (
        "decibels", ["def rms(x): return 3.7 * float(np.sqrt(np.mean(np.square(as_signal(x)))))"],
        "spl_db", (None, "", "rms", "")),
    "a wrong caller of a right helper": (
        "decibels", ["def spl_db(p_pa): return level_db(p_pa, 1.0)"],
        "spl_db", ("DB-12", "spl_db", "", "")),
    "a right caller of a helper that is not written": (
        "decibels", [f"def rms(x): {STUB}"], "spl_db", (None, "", "", "rms")),
    "a stub": ("decibels", [f"def spl_db(p_pa):\n    {STUB}"], "spl_db", (None, "", "", "")),
    "a stub under a decorator": (
        "decibels", [f"@functools.cache\ndef level_at_distance(level, r1, r2): {STUB}\n"],
        "level_at_distance", (None, "", "", "")),
    "exchanged in the angle, not in the helper": (
        "oracle", ["""
def oracle_phase(s, f, n_blocks, samples_per_block):
    c, d = correlate_block(fold_average(s, f, n_blocks, samples_per_block))
    return math.atan2(d, c)
"""], "oracle_phase", ("OR-28", "oracle_phase", "", "")),
    "one block, and the helper averages": (
        "oracle", ["""
def oracle(s, f, n_blocks, samples_per_block):
    return math.hypot(*correlate_block(fold_average(s, f, 1, samples_per_block)))
"""], "oracle", ("OR-10", "oracle", "", "")),
}  # fmt: skip


def cells(module, changed):
    """Return the sources of a solved notebook, with some functions written otherwise."""
    ids = [exercise.id for exercise in module.exercises]
    path = COURSE.solution(module)
    return (
        [IMPORTS] + [function_source(path, id) for id in ids] + list(map(textwrap.dedent, changed))
    )


def told(result):
    first = result.first_failure
    return first and first.misconception, result.culprit, result.upstream, result.unwritten


def in_notebook(module, sources, id, monkeypatch):
    monkeypatch.chdir(COURSE.folder)
    space, kept = {"__name__": "__main__", "check": notebook.check}, []
    examine = type(notebook._checker(COURSE.folder, module.id)).examine

    def keeping(self, *args, **options):
        result = examine(self, *args, **options)
        if "callees" in options:
            kept.append(result)
        return result

    monkeypatch.setattr("autograder.engine.checker.ModuleChecker.examine", keeping)
    for source in sources:
        exec(source, space)
    exec(f"report = check({id})", space)
    return kept[-1]


@pytest.mark.parametrize("case", CASES)
def test_blame_is_right_in_a_notebook_and_in_a_terminal(case, monkeypatch):
    module, changed, id, right = CASES[case]
    module = COURSE.module(module)
    sources = cells(module, changed)
    here = in_notebook(module, sources, id, monkeypatch)
    there = GRADER.grade(Notebook(list(map(Cell, sources)), None, ""), module, only=[id]).exercises
    assert (told(here), told(there[0])) == (right, right)


def test_the_words_say_whose_mistake_it_is(monkeypatch):
    def text(case):
        module, changed, id, _ = CASES[case]
        module = COURSE.module(module)
        result = in_notebook(module, cells(module, changed), id, monkeypatch)
        return " ".join(exercise_text(result, {}).split())

    assert "Probably mistake DB-02, in your rms: This is the mean" in text("the helper's mistake")
    again = "Probably mistake DB-03 of rms, made again here: This is the largest magnitude"
    assert again in text("the same mistake once more, here")
    first = "level_db calls your rms, which does not pass its own check: mend that first."
    assert first in text("a helper with a mistake that nobody knows")
    unwritten = "spl_db calls rms, which is not written yet: write that first."
    assert unwritten in text("a right caller of a helper that is not written")
