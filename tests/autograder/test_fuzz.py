"""Broken and hostile notebooks, and broken and hostile replies: the grader never crashes or hangs.

A few hundred cases by default; ``SOUNDCHECK_FUZZ=10000 pytest tests/autograder/test_fuzz.py`` runs as
many of each kind as the number says. A case is made from its number alone, so it can be run again.
"""

import copy
import json
import os
import random
import time
import warnings
from pathlib import Path

import msgpack
import nbformat
import numpy as np
import pytest

from autograder.classroom.paper import put_in_order, write_scores
from autograder.classroom.paper import read_notebook as read_paper
from autograder.classroom.restore import Original
from autograder.classroom.sheet import Sheet
from autograder.classroom.store import nothing
from autograder.classroom.students import solved
from autograder.course.model import Limits, load_course
from autograder.course.notebooks import learner_notebook
from autograder.grading import running, wire
from autograder.grading.grade import Grader
from autograder.grading.process import Process
from autograder.grading.reading import Unreadable, read_notebook

CASES = int(os.environ.get("SOUNDCHECK_FUZZ", "0"))
BATCH = 50  # cases of one test
COURSE = load_course(Path(__file__).parents[2]).model_copy(
    update={"limits": Limits(call=0.3, exercise=1.0, notebook=2.0)}
)
MODULE, TARGET = COURSE.module("decibels"), "level_at_distance"
ORACLE = COURSE.module("oracle")
GROWTH = 400 * 2**20  # bytes that the grader may take more than before, at any time
HOSTILE = [
    None, True, 0, -1, 2**31, 2**63, 2**64 - 1, -(2**63), 0.0, -0.0, 1e308, float("nan"),
    float("inf"), "", "x", "rms", "\x1b[2J", "�", "x" * 10_000, b"", b"\0" * 100, [], [[]], {},
    [None] * 1000, {"id": 1}, [1.5, "x", []], ["TimedOut", "text", 1, "source"], ["x", 1, [], {}],
]  # fmt: skip
TAGGED = [
    {"a": ["float64", 2**40]}, {"a": ["float64", -1]}, {"a": ["float64", 2**62, 2**62]},
    {"a": ["float64", 0, 2**62]}, {"a": ["object", 1]}, {"a": ["float64"] + [1] * 64}, {"a": []},
    {"a": ["bool", 3]}, {"a": ["int8", 2]}, {"a": ["complex128", 1]}, {"a": [["float64"], 1]},
    {"i": b"\xff" * 2000}, {"i": b"\x7f" * 1000}, {"i": 3}, {"f": 0}, {"f": -1}, {"f": "x"},
    {"t": []}, {"t": [1, 2]}, {"t": {}}, {"c": [0.0, 0]}, {"c": [float("nan"), 1.0]}, {"c": []},
    {"o": "name"}, {"o": "<script>"}, {"o": 3}, {"m": []}, {"m": [["id", 1]]}, {"?": 1}, {1: 2},
]  # fmt: skip


def batches(default):
    count = CASES or default
    return pytest.mark.parametrize("start", range(0, count, BATCH))


def numbers(start, default):
    return range(start, min(start + BATCH, CASES or default))


def memory():
    """Return the most memory that this process has had at once, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def deep(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def places(tree, path=()):
    """Yield the path of every value in a tree of lists and dicts."""
    yield path
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()  # fmt: skip
    for key, value in items:
        yield from places(value, (*path, key))


def changed(tree, rng, values):
    """Return a copy of a tree in which a few values are others."""
    tree = copy.deepcopy(tree)
    for _ in range(rng.randint(1, 4)):
        path = rng.choice(list(places(tree)))
        if not path:
            return copy.deepcopy(rng.choice(values))
        parent = tree
        for key in path[:-1]:
            parent = parent[key]
        if rng.random() < 0.2 and isinstance(parent, dict):
            del parent[path[-1]]
        else:
            parent[path[-1]] = copy.deepcopy(rng.choice(values))
    return tree


def bent(data, rng):
    """Return bytes with a few wrong, missing or surplus ones."""
    data = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(data) + 1)
        kind = rng.randrange(6)
        if kind == 0:
            del data[at:]
        elif kind == 1 and at < len(data):
            data[at] ^= 1 << rng.randrange(8)
        elif kind == 2:
            data[at:at] = rng.randbytes(rng.choice([1, 4, 100]))
        elif kind == 3:
            data[at : at + rng.choice([1, 4, 1000])] = b""
        elif kind == 4:
            data[at : at + 4] = rng.choice([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\3\xff\xff\xff"])
        else:
            data[at:at] = data[: rng.randrange(2000)]
        if not data:
            break
    return bytes(data)


# Notebooks


HOSTILE_JSON = [value for value in HOSTILE if not isinstance(value, bytes)] + [
    deep(100), "\ud800", "import os; os._exit(0)", "while True: pass", "1/0",
    ["a", 1], ["x = 1\n", None], 10**400, {"nbgrader": {"grade": True, "points": float("nan")}},
    {"nbgrader": [1]}, {"soundcheck": {"module": ["decibels"]}}, {"soundcheck": "x"}, "markdown",
]  # fmt: skip


@pytest.fixture(scope="module")
def notebook():
    """A notebook with right answers, as a learner would hand it in."""
    data = json.loads(COURSE.notebook(MODULE).read_text(encoding="utf-8"))
    right = solved(COURSE, MODULE)
    cells = [cell for cell in data["cells"] if cell.get("id") in right]
    for cell in cells:
        cell["source"] = right[cell["id"]]
    first = {**cells[0], "id": "first", "source": "import math\nimport numpy as np\n"}
    text = {"cell_type": "markdown", "id": "text", "metadata": {}, "source": ["# Levels\n", "x"]}
    data["cells"] = [first, text, *cells]
    return data


@pytest.mark.needs("sandbox")
@batches(100)
def test_notebooks(start, notebook, tmp_path):
    grader, path = Grader(COURSE), tmp_path / "01_decibels.ipynb"
    most = memory() + GROWTH
    for number in numbers(start, 100):
        rng = random.Random(number)
        begin = time.monotonic()
        if rng.random() < 0.5:
            path.write_bytes(bent(json.dumps(notebook).encode(), rng))
        else:
            text = json.dumps(changed(notebook, rng, HOSTILE_JSON))
            deeper = "[" * rng.choice([10, 10**5])
            path.write_text(text.replace('"metadata"', deeper) if rng.random() < 0.05 else text)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # nbformat's, about old formats
                read = read_notebook(path)
        except Unreadable as reason:
            assert "\n" not in str(reason), number
            continue
        report = grader.grade(read, MODULE, [TARGET])
        assert_sound(report, number)
        assert time.monotonic() - begin < 15.0, number
        assert memory() < most, number


# JSON that Python's own writer would not write, put into a notebook's text.
DEEP = ['{"a":' * depth + "1" + "}" * depth for depth in (300, 600, 950, 20_000)]
ODD_JSON = [*DEEP, "NaN", "-Infinity", "1e999", "9" * 4000, "9" * 9000, '"\\ud800"', '"\\udfff\\u0000"',
            '"' + "\\n" * 100_000 + '"', '"' + "`" * 100_000 + '"', '"' + " " * 300_000 + '"',
            "[" + "{}," * 20_000 + "1]", '{"nbgrader": {"grade": true, "grade_id": "\\ud800"}}',
            '{"nbgrader": {"grade": true, "points": [' + DEEP[0] + "]}}"]  # fmt: skip
ENCODINGS = ["utf-8"] * 5 + ["utf-8-sig", "utf-16", "latin-1", "utf-7"]


@pytest.fixture(scope="module")
def sheet():
    """The lesson as a class's gradebook has it."""
    cells = learner_notebook(COURSE, MODULE).cells
    claims = [(cell, cell.metadata.get("nbgrader")) for cell in cells]
    originals = [
        Original(claim.grade_id, cell.cell_type, cell.source, None, claim.locked, claim.solution,
                 claim.get("points"))
        for cell, claim in claims if claim
    ]  # fmt: skip
    return Sheet(originals, {cell.source for cell in cells}, {}, [MODULE.stem])


@batches(150)
def test_papers(start, notebook, sheet, tmp_path):
    """Whatever is handed in becomes a notebook that can be written, with a number in each check."""
    path = tmp_path / "01_decibels.ipynb"
    for number in numbers(start, 150):
        rng = random.Random(number)
        text = json.dumps(changed(notebook, rng, HOSTILE_JSON))
        for key in rng.choices(["metadata", "source", "id", "grade_id", "points", "cells"], k=2):
            parts = text.split(f'"{key}": ')
            at = rng.randrange(len(parts))
            parts[at:at] = [f"{rng.choice(ODD_JSON)}, {json.dumps(key)}: "] * (0 < at < len(parts))
            text = f'"{key}": '.join(parts).replace(f', "{key}": "{key}": ', f', "{key}": ')
        path.write_bytes(text.encode(rng.choice(ENCODINGS), "replace"))
        begin = time.monotonic()
        paper = put_in_order(read_paper(path), sheet)
        write_scores(paper, nothing(MODULE, "x") | {"flags": paper.flags, "notes": paper.notes})
        written = nbformat.reads(nbformat.writes(paper.nb).encode().decode(), 4)
        nbformat.validate(written)
        scores = [
            output.data["text/plain"]
            for cell in written.cells
            for output in cell.get("outputs", [])
            if output.output_type == "execute_result"
        ]
        assert scores == ["0.0"] * len(MODULE.exercises), number
        assert len(paper.flags) < 50 and max(map(len, [*paper.flags, ""])) < 400, number
        json.dumps(paper.flags, ensure_ascii=False).encode()
        assert time.monotonic() - begin < 5.0, number


# Replies


class Babbler(Process):
    """A worker that answers wrong in every way: its replies are right ones, changed."""

    rng = None  # of the case
    wrong = 0.0  # share of replies that are changed
    right = {}  # what the functions return

    def __init__(self):
        back, self._write = os.pipe()
        super().__init__(open(os.devnull, "wb", buffering=0), open(back, "rb", buffering=0))
        os.set_blocking(self._write, False)
        self._request = None

    def exchange(self, frame, seconds, too_late):
        message = wire.load(frame)
        if "op" in message:  # else it is the answer to a call-back
            self._request = message
        for stream in self.stream(self._request):
            try:
                os.write(self._write, stream)
            except OSError:
                break  # full, or closed before
        return super().exchange(frame, min(seconds, 0.02), too_late)

    def stream(self, request):
        """Yield the bytes that answer a request."""
        rng, reply = self.rng, self.reply(request)
        kind = rng.random() / self.wrong
        if kind > 1.0:
            yield wire.framed(wire.dump(reply))
        elif kind < 0.3:
            yield bent(wire.framed(wire.dump(reply)), rng)
        elif kind < 0.6:
            yield wire.framed(self.rebuilt(wire.dump(reply)))
        elif kind < 0.9:
            for key in rng.sample(
                ["id", "value", "error", "outcomes", "defined", "callback", "args"], 3
            ):
                reply[key] = self.hostile()
            yield wire.framed(wire.dump(reply))
        else:
            yield rng.choice([b"", b"\xff" * 9, b"\0\0\0\0", b"\4\0\0\0", rng.randbytes(50)])

    def rebuilt(self, frame):
        """Return a frame with other values in its tree."""
        size = int.from_bytes(frame[:4], "big")
        tree = msgpack.unpackb(frame[4 : 4 + size], strict_map_key=False)
        tree = msgpack.packb(changed(tree, self.rng, HOSTILE + TAGGED))
        return len(tree).to_bytes(4, "big") + tree + frame[4 + size :]

    def hostile(self):
        arrays = [
            np.ones(2),
            np.ones((2, 0)),
            np.array(3),
            np.zeros((3, 1)),
            np.array([True, False]),
        ]
        return self.rng.choice([*(v for v in HOSTILE if type(v) is not dict), *arrays, deep(5), 1j])

    def reply(self, request):
        """Return what an honest worker would say."""
        reply = {"id": request["id"]}
        if request["op"] == "names":
            reply["defined"] = request["names"]
        elif request["op"] == "call":
            if self.rng.random() < 0.02:
                return {"callback": self.rng.choice([0, 0, 1, -1]), "args": [self.hostile()]}
            outcome = self.outcome(request["name"], request["args"])
            reply.update({"value": outcome[0]} if len(outcome) == 1 else {"error": outcome})
        elif request["op"] == "calls":
            outcomes = [self.outcome(request["name"], args) for args in request["args"]]
            reply["outcomes"] = outcomes[: self.rng.choice([1, 10, 1000])]
        return reply

    def value(self, name, args):
        if self.rng.random() < 0.01:
            return self.hostile()
        if any(type(value) is wire.Callback for value in args):
            return 1.0
        return self.right[name](*args)

    def outcome(self, name, args):
        try:
            return [self.value(name, args)]
        except ValueError as error:
            return ["ValueError", str(error), None, None]

    def kill(self):
        self._pipes.close()
        os.close(self._write)


@batches(400)
def test_replies(start, monkeypatch):
    from autograder.course.content import load_solution
    from autograder.grading.reading import Cell, Notebook

    monkeypatch.setattr(running, "PlainProcess", Babbler)
    grader = Grader(COURSE, sandbox=False)
    most = memory() + GROWTH
    for number in numbers(start, 400):
        Babbler.rng = rng = random.Random(number)
        Babbler.wrong = rng.choice([0.02, 0.1, 0.5])
        module, target = rng.choice([(MODULE, TARGET), (MODULE, "rms"), (ORACLE, "oracle")])
        solution = load_solution(COURSE, module)
        Babbler.right = {e.id: getattr(solution, e.id) for e in module.exercises}
        begin = time.monotonic()
        notebook = Notebook([Cell("1"), Cell("2")], module.id, module.stem)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the reference's, about hostile arguments
            report = grader.grade(notebook, module, [target])
        assert_sound(report, number)
        assert time.monotonic() - begin < 10.0, number
        assert memory() < most, number


def assert_sound(report, number):
    """The report is plain JSON, short, and its points are within what there is to earn."""
    text = report.to_json()
    assert len(text) < 200_000, number
    told = json.loads(text)
    assert 0.0 <= told["score"] <= told["max_score"], number
    assert all(flag.isprintable() for flag in report.flags), number
