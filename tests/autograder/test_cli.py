"""The command line's contract: exit codes, one-line errors, the JSON report."""

import json
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from tiny import write_course
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course.notebooks import source_notebook, text


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(autouse=True)
def in_the_course(course, monkeypatch, tmp_path):
    monkeypatch.chdir(course.folder)


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def solved(course, folder, name="01_gain.ipynb"):
    path = folder / name
    path.write_text(text(source_notebook(course, course.modules[0])))
    return path


def written(folder, *sources, name="01_gain.ipynb"):
    path = folder / name
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources]), path)
    return path


def report(folder, notebook, *options):
    out = folder / "report.json"
    result = run("grade", notebook, "--json", out, *options)
    return result, json.loads(out.read_text())


@pytest.mark.needs("sandbox")
def test_a_solved_notebook_earns_everything(course, tmp_path):
    result, data = report(tmp_path, solved(course, tmp_path))
    assert result.exit_code == 0
    assert (data["module"], data["score"], data["max_score"]) == ("gain", 10.0, 10.0)
    exercise = data["exercises"][0]
    assert exercise["status"] == "passed"
    assert exercise["properties"][0] == {
        "name": "keeps_the_shape",
        "passed": True,
        "message": "holds",
        "counterexample": None,
        "misconception": None,
    }
    assert data["flags"] == [] and set(data["provenance"]) == {"course", "tests", "seed", "engine"}


def test_grading_without_the_sandbox_warns_and_is_flagged(course, tmp_path, monkeypatch):
    monkeypatch.setenv("SOUNDCHECK_UNSAFE_NO_SANDBOX", "")  # put back after the test
    result, data = report(tmp_path, solved(course, tmp_path), "--unsafe-no-sandbox")
    assert "Every result is flagged." in result.stderr
    assert data["score"] == 10.0 and "without the sandbox" in data["flags"][0]
    assert result.exit_code == 1


@pytest.mark.needs("sandbox")
def test_the_starter_earns_nothing(course, tmp_path):
    result, data = report(tmp_path, course.notebook(course.modules[0]))
    assert result.exit_code == 1
    assert data["score"] == 0.0 and data["exercises"][0]["status"] == "not_implemented"


@pytest.mark.parametrize(
    "source, status",
    [
        ("def double(x): return x + 1", "failed"),
        ("def double(x): return x.nothing", "error"),
        ("def triple(x): return x", "missing"),
        ("def double(x):\n    while True: pass", "timeout"),
        ("import os\ndef double(x): os._exit(0)", "killed"),
    ],
)
@pytest.mark.needs("sandbox")
def test_each_status(tmp_path, source, status):
    _, data = report(tmp_path, written(tmp_path, source))
    assert data["exercises"][0]["status"] == status


@pytest.mark.needs("sandbox")
def test_the_last_definition_counts(tmp_path):
    _, data = report(
        tmp_path,
        written(
            tmp_path,
            "def double(x): return 0",
            "import numpy as np\ndef double(x): return 2.0 * np.asarray(x)",
        ),
    )
    assert data["score"] == 10.0


@pytest.mark.needs("sandbox")
def test_a_counterexample_and_a_misconception_are_reported(tmp_path):
    _, data = report(tmp_path, written(tmp_path, "def double(x): return 1.5 * x * x"))
    first = next(p for p in data["exercises"][0]["properties"] if not p["passed"])
    assert (first["name"], first["misconception"]) == ("of_one", "GA-01")
    assert first["message"] == "Expected 2 Pa at index 0, got 1.5 Pa."


@pytest.mark.needs("sandbox")
def test_the_same_notebook_gives_the_same_bytes(tmp_path):
    notebook = written(tmp_path, "def double(x): return x + x.size")
    one, again = tmp_path / "1.json", tmp_path / "2.json"
    run("grade", notebook, "--json", one)
    run("grade", notebook, "--json", again, "--timings", tmp_path / "times.json")
    assert one.read_bytes() == again.read_bytes()
    assert json.loads((tmp_path / "times.json").read_text())["seconds"] > 0


@pytest.mark.needs("sandbox")
def test_the_module_is_given_where_the_notebook_does_not_say(tmp_path):
    notebook = written(
        tmp_path,
        "import numpy as np\ndef double(x): return 2.0 * np.asarray(x)",
        name="homework.ipynb",
    )
    result = run("grade", notebook)
    assert result.exit_code == 2 and "add --module" in result.stderr
    assert run("grade", notebook, "--module", "gain").exit_code == 0


def test_check_says_in_a_terminal_what_it_says_in_the_notebook(course, tmp_path):
    good = run("check", solved(course, tmp_path))
    assert good.exit_code == 0 and "1 of 1 exercises pass" in good.stdout
    bad = run("check", written(tmp_path, "def double(x): return x + 1"), "double")
    assert bad.exit_code == 1
    assert "✗ Twice one is two." not in bad.stdout  # 1 + 1 is 2: the anchor holds
    assert "✗ The double of a sum is the sum of the doubles." in bad.stdout
    assert "Probably mistake GA-02" in bad.stdout
    assert max(map(len, bad.stdout.splitlines())) <= 80


def test_status_shows_what_is_next(course, tmp_path):
    solved(course, tmp_path)
    done = run("status", tmp_path)
    assert "##########  10 of 10 points, 1 of 1 exercises" in done.stdout
    (tmp_path / "01_gain.ipynb").write_text("{")
    assert "The file is not JSON." in run("status", tmp_path).stdout
    started = run("status", course.folder / "exercises")
    assert "Next: double in 01_gain.ipynb." in started.stdout
    written(tmp_path, "import os\nos._exit(1)")
    ended = run("status", tmp_path).stdout
    assert "0 of 10 points" in ended and "Cell 1: " in ended


def test_status_finds_the_lessons_wherever_they_are_now(course, tmp_path, monkeypatch):
    clone = tmp_path / "clone"
    (clone / "my-lessons").mkdir(parents=True)
    solved(course, clone / "my-lessons")
    monkeypatch.setenv("SOUNDCHECK_COURSE", str(course.folder))

    def done(folder):
        monkeypatch.chdir(folder)
        return "10 of 10 points, 1 of 1 exercises" in run("status").stdout

    assert done(clone) and done(clone / "my-lessons")
    moved = (clone / "my-lessons").rename(tmp_path / "elsewhere")
    assert done(moved)
    # As nbgrader fetches assignments: from beside them, and from inside one.
    moved.rename(moved := tmp_path / "gain")
    assert done(tmp_path) and done(moved)
    monkeypatch.chdir(clone)
    assert run("status").stderr.startswith("No lesson in clone/: run 'soundcheck learn' first")


@pytest.mark.parametrize(
    "words, mend",
    [
        (["grade", "nothing.ipynb"], "nothing.ipynb: There is no such file."),
        (["grade", "exercises"], "exercises: This is a directory."),
        (["grade", "course.yml"], "course.yml: The file is not JSON."),
        (["check", "nothing.ipynb"], "nothing.ipynb: There is no such file."),
        (["check", "exercises/01_gain.ipynb", "triple"], "No exercise 'triple' in gain"),
        (["learn", "dft"], "No module 'dft': the course has gain."),
        (["verify", "dft"], "No module 'dft': the course has gain."),
        (["build", "dft"], "No module 'dft': the course has gain."),
        (["status", "nowhere"], "nowhere is not a folder"),
        pytest.param(
            ["grade", "exercises/01_gain.ipynb", "--json", "no/such/folder.json"],
            "Cannot write",
            marks=pytest.mark.needs("sandbox"),
        ),
        (["release", "--class", "nowhere"], "nowhere is not a class"),
        (["grade", "--class", "exercises"], "exercises is not a class"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(words, mend):
    result = run(*words)
    assert result.exit_code == 2
    assert mend in result.stderr and result.stderr.count("\n") == 1


def test_a_wrong_course_is_one_line_too(tmp_path, monkeypatch):
    copy = write_course(tmp_path)
    (copy.folder / "course.yml").write_text("title: [")
    monkeypatch.chdir(copy.folder)
    result = run("verify")
    assert result.exit_code == 2 and result.stderr.startswith("course.yml, line ")


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'numpy', 'hypothesis', 'pydantic', 'IPython', 'matplotlib', 'yaml'}"
    code = f"import sys, autograder; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
