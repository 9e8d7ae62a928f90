"""The attack corpus: each attack earns what it honestly would, and leaves nothing behind.

What is tried stands in ``attacks/``, one file for each theme.
"""

import json
import os
import socket
import threading
import time
import zlib
from pathlib import Path

import pytest
from attacks import corpus
from caged import family, wait_until, warm_parent

from autograder.classroom.students import solved
from autograder.course.model import Limits, load_course
from autograder.engine.checker import ModuleChecker
from autograder.engine.foresight import foresee
from autograder.engine.page import exercise_html
from autograder.grading import sandbox
from autograder.grading.grade import Grader
from autograder.grading.reading import Cell, Notebook

pytestmark = pytest.mark.needs("sandbox")
COURSE = load_course(Path(__file__).parents[2])
HASTY = COURSE.model_copy(update={"limits": Limits(call=0.5, exercise=2.0, notebook=8.0)})
MODULES = {module.id: module for module in COURSE.modules}
OTHERS = {"decibels": "level_at_distance", "oracle": "block_phases"}  # what no attack is about
BEGINNING = "import math\nimport numpy as np\nfrom autograder.studio import as_signal"
END = "if globals().get('won'):\n    TARGET = lambda *args: 'won'"
CASES = [
    pytest.param(one, module, target, id=f"{one.theme}: {one.title} ({module})")
    for one in corpus.load().values()
    for module, target in one.on
]
SECRET = "s3cret"


@pytest.fixture(scope="module")
def graders():
    """A grader, one with a class's seed and one with short limits; all share one warm parent."""
    seeded = Grader(COURSE, class_seed=20260101)
    for id in {case.values[1] for case in CASES}:
        seeded.units(MODULES[id])  # records the class's examples
    return {"plain": Grader(COURSE), "seeded": seeded, "hasty": Grader(HASTY)}


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Plant what the attacks look for: a file, a variable, a server, sockets."""
    sandbox.close()  # the warm parent must be one that was started with the secret around
    folder = tmp_path_factory.mktemp("outside")
    secret = folder / "secret.txt"
    secret.write_text(SECRET)
    patch = pytest.MonkeyPatch()
    patch.setenv("SOUNDCHECK_SECRET", SECRET)
    server = socket.create_server(("127.0.0.1", 0))
    named, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
    named.bind(f"{secret}.socket")
    abstract.bind(f"\0soundcheck-attack-{os.getpid()}")
    for listener in named, abstract:
        listener.listen()
    yield {
        "SECRET_FILE": str(secret),
        "COURSE_FOLDER": str(COURSE.folder),
        "TCP_PORT": str(server.getsockname()[1]),
        "soundcheck-attack": f"soundcheck-attack-{os.getpid()}",
        "GRADER_PID": str(os.getpid()),
    }
    for listener in server, named, abstract:
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()  # nobody has called
        listener.close()
    patch.undo()
    assert sorted(os.listdir(folder)) == ["secret.txt", "secret.txt.socket"]


def notebook_of(attack, module, target, places):
    """Return right solutions of all exercises, with the attack behind them."""
    text = f"{attack.code}\n# %%\n{END}" if attack.wins else attack.code
    for word, value in {**places, "TARGET": target}.items():
        text = text.replace(word, value)
    if "PUBLIC_CALLS" in text:
        text = text.replace("PUBLIC_CALLS", repr(public_calls(MODULES[module], target)))
    right = solved(COURSE, MODULES[module]).values()
    sources = [BEGINNING, *right, *text.split("# %%\n")]
    return Notebook([Cell(source) for source in sources], module, MODULES[module].stem)


def public_calls(module, target):
    """Return a digest of each question that the recorded examples of an exercise ask."""
    checker = ModuleChecker(COURSE, module)
    calls = foresee(checker.laws[target], getattr(checker.solution, target), checker.prints[target])
    return {
        zlib.crc32(repr(args).encode())
        for rows in calls.values()
        for row in rows
        for args, _ in row
    }


def traces():
    """Return what a worker might leave: its sandbox's processes, files of its owner, descriptors."""
    files = [path for place in ("/tmp", "/dev/shm", "/var/tmp") for path in Path(place).iterdir()]
    return (
        len(family(warm_parent())),
        {path for path in files if path.name.startswith(("soundcheck-", "from-an-attacker"))},
        len(os.listdir("/proc/self/fd")),
        threading.active_count(),
        [line for line in Path("/proc/sysvipc/shm").read_text().splitlines()],
    )


@pytest.fixture(scope="module", autouse=True)
def clean(places, graders):
    """Nothing is left of all attacks together, beside the warm parent."""
    right = corpus.Attack("", "", "pass")
    grade(graders, right, "decibels", "rms", places)
    wait_until(lambda: len(family(warm_parent())) == 3)
    before = traces()
    yield
    assert traces() == before
    sandbox.close()


def grade(graders, attack, module, target, places):
    notebook = notebook_of(attack, module, target, places)
    kind = "hasty" if attack.hasty else "seeded" if attack.seeded else "plain"
    return graders[kind].grade(notebook, MODULES[module], [target, OTHERS[module]])


@pytest.mark.parametrize("attack, module, target", CASES)
def test_attack(attack, module, target, graders, places):
    begin = time.monotonic()
    report = grade(graders, attack, module, target, places)
    if attack.twice:
        report = grade(graders, attack, module, target, places)
    assert time.monotonic() - begin < 30.0
    results = {result.id: result for result in report.exercises}
    mine, other = results[target], results[OTHERS[module]]
    told = summary(report)
    if attack.earns is None:
        assert mine.score < mine.max_score or attack.spoils, told
    else:
        assert mine.score == attack.earns * mine.max_score, told
    assert attack.spoils or (other.score, other.status) == (other.max_score, "passed"), told
    if attack.status:
        assert mine.status == attack.status, told
    if attack.flag is not None:
        assert any(attack.flag in flag for flag in report.flags), report.flags
    elif attack.earns is not None or not attack.spoils:
        assert not report.flags, told
    assert_harmless(report)
    processes = len(family(warm_parent()))
    wait_until(lambda: len(family(warm_parent())) == 3 or processes == 3)


def summary(report):
    """Return what a failed test should say of a report."""
    lines = [f"{e.id}: {e.status} {e.score:g}/{e.max_score:g} {e.note}" for e in report.exercises]
    lines += [
        f"  {p.name}: {p.message[:100]}"
        for e in report.exercises
        for p in e.properties
        if not p.passed
    ]
    return "\n".join([*lines, *(f"flag: {flag[:200]}" for flag in report.flags)])


def assert_harmless(report):
    """The report is short plain JSON, and its HTML has nothing that a browser would run."""
    told = report.to_json()
    assert json.loads(told) and len(told) < 100_000
    assert SECRET not in told
    for text in report.flags:
        assert text.isprintable()
    for result in report.exercises:
        html = exercise_html(result, {})
        assert "<script" not in html and "<img" not in html


def test_the_corpus_is_large_and_runs_on_both_modules():
    attacks = corpus.load().values()
    assert len(attacks) >= 60
    assert sum(len(one.on) == 2 for one in attacks) >= len(attacks) / 3
