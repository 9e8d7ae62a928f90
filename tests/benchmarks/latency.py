"""How long a learner waits, and how large what they get is: ``python tests/benchmarks/latency.py``.

For each module: the time of ``check`` for right answers (references and alternatives) and for wrong
ones (misconceptions, with the counterexample shrunk), from the call to the HTML with its picture and
players; of the very first check in a new kernel; of every cell of every lesson, solved, with those
that take longer than a learner should wait; the sizes of the notebook and of the site.
"""

import contextlib
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nbformat.v4 import new_code_cell

from autograder.course import execute, notebooks
from autograder.course.content import load_alternatives, load_misconceptions, load_solution
from autograder.course.model import find_course
from autograder.course.site import make_site
from autograder.engine.checker import ModuleChecker
from autograder.learner.notebook import check

REPEATS = 3
# Runs in the kernel, around every cell.
CLOCK = """
def _clock(times=[]):
    import time

    from IPython import get_ipython

    events, now = get_ipython().events, lambda: (time.perf_counter(), time.process_time())
    begin = []
    events.register("pre_run_cell", lambda info: begin.append(now()))
    events.register(
        "post_run_cell",
        lambda result: begin and times.append([b - a for a, b in zip(begin.pop(), now())]),
    )
    return times
soundcheck_times = _clock()
"""
PATIENCE = 3.0  # s: what a cell of a lesson may take on an idle core


def main():
    course = find_course()
    print(
        f"{'module':<14}{'answers':<9}{'checks':>7}{'median':>10}{'p95':>10}{'worst':>10}{'p95, CPU':>10}{'pictures':>10}"
    )
    for module in course.modules:
        checker = ModuleChecker(course, module)
        for kind, functions in (("right", right(checker)), ("wrong", wrong(checker))):
            answers = [once(module, *pair) for pair in functions for _ in range(REPEATS)]
            times = sorted(waited for waited, _, _ in answers)
            # On a busy machine the time that the processor took says more than the time waited.
            busy = sorted(worked for _, worked, _ in answers)
            shown = [statistics.median(times), _p95(times), times[-1], _p95(busy)]
            print(
                f"{module.id:<14}{kind:<9}{len(times):>7}"
                + "".join(f"{1000 * seconds:>7.0f} ms" for seconds in shown)
                + f"{sum('<img ' in html for *_, html in answers):>10}"
            )
    first = course.modules[0].exercises[0].id
    code = (
        f"import time; begin = time.perf_counter(); from autograder import check\n"
        f"def {first}(x): return 0.0\n"
        f"check({first}).html; print(time.perf_counter() - begin)"
    )
    seconds = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(REPEATS)]
    print(f"first check in a new process, imports included: {statistics.median(seconds):.2f} s")
    cells(course)
    sizes(course)


def once(module, id, function):
    """Return the seconds waited for one check, those that the processor took, and the HTML."""
    function.__name__ = id
    waited, worked = time.perf_counter(), time.process_time()
    html = check(function, module=module.id).html
    return time.perf_counter() - waited, time.process_time() - worked, html


def _p95(times):
    return times[int(0.95 * (len(times) - 1))]


def right(checker):
    yield from ((e.id, getattr(checker.solution, e.id)) for e in checker.module.exercises)
    yield from ((f.alternative, f) for f in load_alternatives(checker.course, checker.module))


def wrong(checker):
    for function in load_misconceptions(checker.course, checker.module):
        of = function.misconception["of"]
        variant = load_solution(checker.course, checker.module, {of: function})
        yield of, getattr(variant, of)


def cells(course):
    """Print how long the cells of each lesson take: waited, and as the processor took it.

    On a busy machine only the processor's time says what an idle core would need.
    """
    print(f"{'lesson':<22}{'cells':>7}{'all':>10}{'slowest':>10}{'slowest, CPU':>14}")
    slow = []
    for module in course.modules:
        notebook = notebooks.source_notebook(course, module)
        sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        notebook.cells = [
            new_code_cell(CLOCK),
            *notebook.cells,
            new_code_cell("print(soundcheck_times)"),
        ]
        done, _ = execute.run(notebook, course.folder)
        times = json.loads(done.cells[-1].outputs[0].text)[: len(sources)]
        waited, worked = zip(*times, strict=True)
        print(
            f"{module.stem:<22}{len(times):>7}{sum(waited):>8.1f} s{max(waited):>8.2f} s"
            f"{max(worked):>12.2f} s"
        )
        slow += [(t, module.stem, s) for t, s in zip(worked, sources, strict=True) if t > PATIENCE]
    for seconds, stem, source in slow:
        print(f"{seconds:.1f} s of the processor, more than {PATIENCE:g}: {stem}, {source[:60]!r}")


def sizes(course):
    """Print what a learner downloads, and what a reader of the site does."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            make_site(course, site)
        for module in course.modules:
            print(f"{module.stem}.ipynb: {os.path.getsize(course.notebook(module)) / 1000:.0f} kB")
        total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        print(f"{said.getvalue().strip()}\nsite: {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
