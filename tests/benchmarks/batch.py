"""How many submissions a minute: ``python tests/benchmarks/batch.py --students 200``.

Everything grades the same right answers of the first lesson: one stock `nbgrader autograde` call
(its Execute and a real kernel, in which `check` runs the same laws), ours with each number of
processes, and the bare laws on the reference in one warm process, which is the least that the
properties cost. Gradebook and graded notebooks are written, as by the stock command.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat

from autograder.classroom import run
from autograder.classroom.create import create_class
from autograder.classroom.stock import NbGrader
from autograder.classroom.students import answered, solved
from autograder.course import fingerprints, record
from autograder.course.model import load_course
from autograder.engine.checker import ModuleChecker
from autograder.engine.subject import local

ROOT = Path(__file__).parents[2]
_SOUNDCHECK = [sys.executable, "-c", "from autograder.cli import main; main()"]
_TICK, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--stock", type=int, default=3, help="calls of the stock command")
    options = parser.parse_args()
    course = load_course(ROOT)
    print(f"{options.students} submissions; load before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        stock, cpu = stock_seconds(Path(folder, "stock"), course, options.stock)
        print(f"one stock call:     {stock:7.3f} s a submission   {60 / stock:7.1f} a minute")
        print(f"    CPU of all processes: {cpu:.3f} s a submission")
        for jobs in options.jobs:
            ours(Path(folder, f"ours-{jobs}"), course, options.students, jobs, stock)
    seconds = bare_seconds(course)
    print(f"bare properties:    {seconds:7.3f} s of CPU a submission")


def stock_seconds(folder, course, calls):
    """Return the median time and the CPU time of one stock call that grades one submission."""
    classroom = a_class(folder, course, calls)
    config = folder / "nbgrader_config.py"
    # As nbgrader comes: everything that this class does otherwise in autograding is taken away.
    lines = config.read_text().splitlines()
    lines = [x for x in lines if not x.startswith(("c.OverwriteCells", "c.Autograde.exporter"))]
    text = "\n".join(lines)
    for name in ("sanitize", "autograde"):
        before, _, rest = text.partition(f"c.Autograde.{name}_preprocessors = [")
        text = before + rest.partition("\n]\n")[2]
    config.write_text(text)
    module = course.modules[0]
    times, before = [], os.times()
    for student in names(calls):
        command = [sys.executable, "-m", "nbgrader", "autograde", module.id, "--student", student]
        begin = time.perf_counter()
        subprocess.run(
            command,
            cwd=folder,
            check=True,
            capture_output=True,
            env={**os.environ, "SOUNDCHECK_COURSE": str(course.folder)},
        )
        times.append(time.perf_counter() - begin)
    after = os.times()
    cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    check_marks(classroom, calls)
    return statistics.median(times), cpu / calls


def ours(folder, course, students, jobs, stock):
    """Grade a class and print what it took."""
    classroom = a_class(folder, course, students)
    times = folder / "times.json"
    command = [*_SOUNDCHECK, "grade", "--class", folder, "--jobs", str(jobs), "--timings", times]
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watch = Watch(process.pid)
    assert process.wait() == 0
    seconds = time.perf_counter() - begin
    watch.join()
    check_marks(classroom, students)
    each, told = seconds / students, json.loads(times.read_text())
    print(
        f"ours, {jobs} process{'es' if jobs > 1 else '':2}: {each:9.3f} s a submission   "
        f"{60 / each:7.1f} a minute   {stock / each:5.1f} times stock"
    )
    work = {key: [s[key] for s in told["submissions"]] for key in ("wall", "cpu")}
    middle = {key: statistics.median(values) for key, values in work.items()}
    print(f"    a grader's median: {middle['wall']:.3f} s, of it {middle['cpu']:.3f} s its own CPU")
    phases = told["coordinator"]
    start, cpu = phases.pop("start"), phases.pop("cpu")
    print(
        f"    the coordinator: {start:.1f} s to start, {cpu:.1f} s CPU; a submission (ms):", end=""
    )
    print("".join(f" {name} {1000 * spent / students:.1f}" for name, spent in phases.items()))
    print(f"    CPU of all processes: {watch.cpu / students:.3f} s a submission")
    for kind, sizes in watch.memory.items():
        quarter = max(1, len(sizes) // 4)
        parts = [
            statistics.median(part) for part in (sizes[quarter : 2 * quarter], sizes[-quarter:])
        ]
        print(f"    memory, {kind}: {parts[0]:.0f} MB early, {parts[1]:.0f} MB late")


def bare_seconds(course, calls=5):
    """Return the CPU time of the laws on a right answer, examples of a class seed included."""
    module = course.modules[0]
    checker = ModuleChecker(course, module)
    own = fingerprints.prints(record.record(course, module, 1))
    prints = {id: public.joined(own[id]) for id, public in checker.prints.items()}
    times = []
    for _ in range(calls):
        begin = time.process_time()
        for exercise in module.exercises:
            function = local(getattr(checker.solution, exercise.id))
            checker.examine(exercise.id, function, prints=prints)
        times.append(time.process_time() - begin)
    return statistics.median(times)


def a_class(folder, course, students):
    """Return a class in which so many students have everything right."""
    classroom, module = create_class(folder, course), course.modules[0]
    with open(os.devnull, "w") as nowhere:
        printed, sys.stdout = sys.stdout, nowhere
        run.release(folder, [module.id])
        sys.stdout = printed
    released = nbformat.read(folder / "release" / module.id / f"{module.stem}.ipynb", 4)
    text = nbformat.writes(answered(released, solved(course, module)))
    for student in names(students):
        path = classroom.submission(student, module)
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return classroom


def names(students):
    return [f"s{number:04d}" for number in range(students)]


def check_marks(classroom, students):
    """Fail unless the gradebook has full marks for everybody, and the notebooks are there."""
    module = classroom.course.modules[0]
    with NbGrader(classroom).gradebook() as gradebook:
        marks = [s.score for s in gradebook.assignment_submissions(module.id)]
    graded = list((classroom.folder / "autograded").glob("*/*/*.ipynb"))
    assert marks == [module.points] * students and len(graded) == students, marks


class Watch(threading.Thread):
    """Samples CPU and memory of a process and of all below it, four times a second."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.cpu, self.memory = 0.0, {"coordinator": [], "graders": [], "sandboxes": []}
        self._pid = pid
        self.start()

    def run(self):
        while family := self._family():
            self.cpu = max(self.cpu, sum(cpu for _, cpu, _ in family))
            for kind, sizes in self.memory.items():
                sizes.append(sum(size for found, _, size in family if found == kind))
            time.sleep(0.25)

    def _family(self):
        """Return (kind, CPU seconds with those of its dead children, MB) of each process."""
        found = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                name, _, rest = path.read_text().partition("(")[2].rpartition(")")
            except OSError:
                continue  # gone in the meantime
            found[int(path.parent.name)] = rest.split(), name
        family, kinds = [], {}
        if self._pid not in found or found[self._pid][0][0] == "Z":
            return family
        ahead = [(self._pid, "coordinator")]
        while ahead:
            pid, kind = ahead.pop()
            fields, name = found[pid]
            kinds[pid] = kind = "sandboxes" if name == "bwrap" else kind
            cpu = sum(int(ticks) for ticks in fields[11:15]) / _TICK
            family.append((kind, cpu, int(fields[21]) * _PAGE / 1e6))
            below = "graders" if kind == "coordinator" else kind
            ahead += [(p, below) for p, (rest, _) in found.items() if int(rest[1]) == pid]
        return family


if __name__ == "__main__":
    main()
