"""What a class receives: the learner's half, whole, and nothing that gives an answer away."""

import ast
import os
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution, distributions

import nbformat
import pytest
from packaging.requirements import Requirement

# Shorter lines (`return x`) say nothing about where they come from.
TELLING = 20

WRONG = """\
def rms(x):
    return float(np.mean(np.square(as_signal(x))))
"""


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, root)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def learner(wheel, tmp_path_factory):
    """An environment with the wheel and what it depends on, and nothing else; its bin folder."""
    folder = tmp_path_factory.mktemp("learner")
    venv.create(folder, symlinks=True)
    pip("--python", folder / "bin" / "python", "install", "--no-deps", "--no-index", wheel)
    (site,) = folder.glob("lib/python*/site-packages")
    for dependency in needed(next(distributions(path=[site]))):
        for file in dependency.files:
            top = file.parts[0]
            if top not in ("..", "__pycache__") and not (site / top).exists():
                (site / top).symlink_to(dependency.locate_file(top))
    return folder / "bin"


def test_it_holds_the_learners_half(wheel, root):
    expected = {f"_course/properties/{p.name}" for p in root.glob("tests/properties/test_*.py")}
    expected |= {f"_course/fingerprints/{p.name}" for p in root.glob("tests/fingerprints/*.json")}
    expected |= {"_course/course.yml"}
    package = root / "autograder"
    files = (p.relative_to(package) for p in package.rglob("*") if p.is_file())
    expected |= {
        p.as_posix()
        for p in files
        if not any(part.startswith((".", "__pycache__")) for part in p.parts)
    }
    names = zipfile.ZipFile(wheel).namelist()
    assert {n.removeprefix("autograder/") for n in names if ".dist-info/" not in n} == expected
    assert {n.partition("/")[2] for n in names if ".dist-info/" in n} == {
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_it_holds_no_answer(wheel, root):
    def told_in(room):
        return set().union(*(answers(p) for p in root.glob(f"{room}/*.py")))

    # Beside the solutions a function may have lines of the laws and hints, which everybody may read.
    read = [root / "course.yml", *root.glob("tests/properties/test_*.py")]
    read = "\n".join(squeezed(p.read_text(encoding="utf-8")) for p in read)
    others = told_in("tests/misconceptions") | told_in("tests/alternatives")
    others = {line for line in others if line not in read}
    secrets = told_in("solutions") | others
    assert len(secrets) > 50 and len(others) > 500
    with zipfile.ZipFile(wheel) as files:
        for name in files.namelist():
            content = files.read(name).decode(errors="replace")  # recordings are no text
            text = [squeezed(line) for line in content.splitlines()]
            told = [line for line in text if any(secret in line for secret in secrets)]
            assert not told, f"{name} tells an answer"


def test_an_answer_in_it_would_be_found(root):
    told = answers(root / "tests" / "misconceptions" / "decibels.py")
    assert squeezed(WRONG.splitlines()[1]) in told


def test_check_works_without_the_clone(learner, root, tmp_path):
    notebook = tmp_path / "01_decibels.ipynb"
    released = nbformat.read(root / "exercises" / notebook.name, as_version=4)
    next(cell for cell in released.cells if cell.id == "rms").source = WRONG
    nbformat.write(released, notebook)
    outside = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    def says(*command):
        done = subprocess.run(
            [learner / command[0], *command[1:]],
            cwd=tmp_path,
            env=outside,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return done.returncode, " ".join(done.stdout.split()), done.stderr

    code, text, errors = says("soundcheck", "check", notebook, "rms")
    assert code == 1
    assert errors in (
        "",
        "Without a sandbox here: the notebook's code runs with your own rights.\n",
    )
    assert "DB-02" in text
    assert "the mean of the squares, without the root" in text

    script = "import numpy as np; from autograder import check, hint, show; "
    script += f"from autograder.studio import as_signal\n{WRONG}\n"
    script += "print(check(rms)); print(hint(rms)); print(show(rms))"
    code, text, errors = says("python", "-c", script)
    assert (code, errors) == (0, "")
    assert "the mean of the squares, without the root" in text
    assert "Hint 1 of 3" in text
    assert "your instructor releases it" in text


def pip(*arguments):
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "--quiet",
            "--disable-pip-version-check",
            *map(str, arguments),
        ],
        check=True,
    )


def needed(package):
    """Return the distributions that one depends on, directly or not, without extras."""
    found, left = {}, [package]
    while left:
        for line in left.pop().requires or []:
            requirement = Requirement(line)
            marker = requirement.marker
            if requirement.name not in found and (not marker or marker.evaluate({"extra": ""})):
                found[requirement.name] = distribution(requirement.name)
                left.append(found[requirement.name])
    return found.values()


def answers(path):
    """Return the telling lines of the functions of a content file, squeezed.

    A docstring and the given lines before a solution are the learner's to read.
    """
    text = path.read_text(encoding="utf-8")
    lines, found = text.splitlines(), set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1] if ast.get_docstring(node) and node.body[1:] else node.body[0]
            body = lines[first.lineno - 1 : node.end_lineno]
            mark = next((i for i, line in enumerate(body) if "### BEGIN SOLUTION" in line), -1)
            found |= {squeezed(line) for line in body[mark + 1 :]}
    # That NumPy is not to warn tells nothing.
    telling = (line for line in found if not line.startswith("withnp.errstate("))
    return {line for line in telling if len(line) >= TELLING}


def squeezed(line):
    return "".join(line.split())
