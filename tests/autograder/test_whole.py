"""A class over several lessons gets exactly the marks that it should; ``make class`` plays all of them."""

import numpy as np
import pytest
import whole

from autograder.course.model import find_course

COURSE = find_course()
STUDENTS = 6  # one of each kind


@pytest.mark.needs("sandbox")
def test_every_mark_is_as_it_should_be(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOUNDCHECK_WORKER", "1")
    modules = [COURSE.modules[0], COURSE.modules[-1]]
    with np.errstate(all="ignore"):
        wrong = whole.play(tmp_path / "class", COURSE, modules, STUDENTS)
    assert wrong == []
    exercises = sum(len(module.exercises) for module in modules)
    assert f"{STUDENTS * exercises} marks of {2 * STUDENTS} submissions" in capsys.readouterr().out
