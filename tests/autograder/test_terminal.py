"""Nothing that a student or a file's name says is obeyed by a terminal."""

import io

import pytest
from test_cli import course, in_the_course, run, written  # noqa: F401  (fixtures)

from autograder.engine.terminal import harmless, harmless_output

EVIL = "\x1b]0;title\x07\x1b[2Jred\x9b31m\r\x08\x7f\u202e\u2028\udcff"


def test_only_text_is_left():
    assert harmless("è ≈ 3 dB\n\t\xa0✓") == "è ≈ 3 dB\n\t\xa0✓"
    assert not set(harmless(EVIL)) & set("\x1b\x07\x9b\r\x08\x7f\u202e\u2028\udcff")


def test_a_terminal_that_lacks_letters_gets_the_rest():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with harmless_output(stream):
        print("half: ½ \x1b[1m")
    stream.flush()
    assert stream.buffer.getvalue() == b"half: ? ?[1m\n"


@pytest.mark.parametrize("command", ["check", "status", "grade"])
def test_commands_are_harmless(command, tmp_path):
    evil = EVIL.replace("\udcff", "")
    source = f"def double(x):\n    raise type({evil!r}, (Exception,), {{}})({evil!r})"
    notebook = written(tmp_path, source)
    said = run(command, tmp_path if command == "status" else notebook)
    assert said.exit_code in (0, 1), said.output
    assert not set(said.output) & set("\x1b\x07\x9b\r\x08\x7f\u202e\u2028")


@pytest.mark.parametrize("command", ["check", "status", "grade"])
def test_names_in_errors_are_harmless(command, tmp_path):
    said = run(command, tmp_path / "no\x1b[2J\nsuch.ipynb")
    assert said.exit_code == 2
    assert said.stderr.count("\n") == 1 and "\x1b" not in said.stderr


@pytest.mark.parametrize("command", ["check", "status"])
def test_that_code_is_run_is_said(command, tmp_path, monkeypatch):
    assert "runs the notebook" in run(command, "--help").output
    monkeypatch.setenv("SOUNDCHECK_UNSAFE_NO_SANDBOX", "1")
    notebook = written(tmp_path, "def double(x):\n    return x")
    said = run(command, tmp_path if command == "status" else notebook)
    assert "Without a sandbox here" in said.stderr
