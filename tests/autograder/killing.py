"""Kills the grading of a class at random moments and looks at what was lost: nothing may be.

``python tests/autograder/killing.py --kills 50`` does it fifty times.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gradebooks import notebooks, rows
from small import STUDENTS, copied, write_class

_GRADE = "import sys; from autograder.cli import main; sys.argv[0] = 'soundcheck'; main()"
_GONE_SECONDS = 10.0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = torment(write_class(Path(folder)), options.kills, random.Random(options.seed))
    print(f"{options.kills} kills; graded when killed: {sorted(kept)}")
    print("nothing lost, nothing graded twice, gradebook and notebooks as without a kill")


def fall_over_x(name):
    """Be a task that kills its process for one name. (A process finds it here by its module.)"""
    if name == "X":
        os._exit(1)
    return name * 2


def torment(fresh, kills, chance):
    """Kill the grading of copies of a class `kills` times, three times each, and compare.

    Returns
    -------
    list of int
        How many submissions had been graded at each kill.

    Raises
    ------
    AssertionError
        If something was lost, graded twice, or stayed behind.
    """
    calm = copied(fresh, "calm")
    grade(calm)
    wanted = rows(calm), notebooks(calm), {k: v[0] for k, v in records(calm).items()}
    kept = []
    while len(kept) < kills:
        classroom = copied(fresh, f"killed-{len(kept)}")
        before = {}
        for count in sorted(chance.choices(range(len(STUDENTS) + 1), k=min(3, kills - len(kept)))):
            grade(classroom, kill_at=count, delay=chance.choice((0.03, 0.3, 2.0)) * chance.random())
            now = records(classroom)
            assert {name: now[name] for name in before} == before  # nothing lost, nothing twice
            before = now
            kept.append(len(now))
        grade(classroom)
        assert {name: records(classroom)[name] for name in before} == before
        found = rows(classroom), notebooks(classroom)
        assert (*found, {k: v[0] for k, v in records(classroom).items()}) == wanted
        assert not [p for p in classroom.folder.rglob(".*") if p.name.endswith((".tmp", ".new"))]
    return kept


def records(classroom):
    """Return {student: (bytes, time of writing)} of the stored results."""
    return {
        path.parent.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (classroom.folder / "results").glob("*/*.json")
    }


def grade(classroom, kill_at=None, delay=0.0):
    """Grade a class in a process of its own.

    `kill_at` kills it `delay` seconds after so many results are stored, unless it ends before.
    """
    command = [sys.executable, "-c", _GRADE, "grade", "--class", classroom.folder, "--jobs", "2"]
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        while kill_at is not None and process.poll() is None:
            if len(records(classroom)) >= kill_at:
                time.sleep(delay)
                _kill(process)
                return
            time.sleep(0.002)
        code = process.wait(timeout=300)
        out.seek(0)
        assert code == 1, out.read().decode()  # 1: a submission that cannot be read is flagged


def _kill(process):
    family = descendants(process.pid)
    process.kill()
    process.wait()
    end = time.monotonic() + _GONE_SECONDS
    while left := [pid for pid in family if _alive(pid)]:
        assert time.monotonic() < end, f"still there: {left}"
        time.sleep(0.02)


def descendants(pid):
    """Return the ids of all processes below one."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            pass  # gone in the meantime
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return family - {pid}


def _alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


if __name__ == "__main__":
    main()
