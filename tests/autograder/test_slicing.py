"""Only the lesson's own cells that nobody needs are left out."""

from autograder.grading.slicing import needed_cells

IMPORTS = "import numpy as np\nimport matplotlib.pyplot as plt"
PICTURE = "fig, ax = plt.subplots()\nt = np.arange(9)\nax.plot(t)"
HELPER = "fs = 8000\ndef tone(f):\n    return np.sin(f * np.arange(fs))"
DEMO = "%%needs rms\nrms(tone(440))"
OWN = {IMPORTS, PICTURE, HELPER, DEMO}


def run(*cells):
    return [cell for cell, keep in zip(cells, needed_cells(list(cells), OWN), strict=True) if keep]


def test_pictures_and_demos_are_left_out():
    mine = "def rms(x):\n    t = x * x\n    return np.sqrt(t.mean())"
    assert run(IMPORTS, PICTURE, HELPER, mine, DEMO) == [IMPORTS, mine]


def test_a_cell_whose_name_is_read_is_run_with_all_that_it_needs():
    mine = "def rms(x):\n    return tone(1)[0]"
    assert run(IMPORTS, PICTURE, HELPER, mine) == [IMPORTS, HELPER, mine]
    assert run(IMPORTS, PICTURE, "print(t)") == [IMPORTS, PICTURE, "print(t)"]


def test_a_name_read_in_an_inner_function_counts():
    mine = "def rms(x):\n    def inner():\n        return [fs for _ in x]\n    return inner()"
    assert run(IMPORTS, HELPER, mine) == [IMPORTS, HELPER, mine]


def test_what_a_learner_changed_is_run():
    changed = PICTURE + "\nax.grid()"
    assert run(IMPORTS, changed) == [IMPORTS, changed]


def test_all_is_run_where_a_cell_is_not_plain_python():
    for odd in ("%matplotlib inline", "def rms(x:", "!ls", "x = 1\0"):
        assert run(IMPORTS, PICTURE, odd) == [IMPORTS, PICTURE, odd]


def test_nothing_at_all():
    assert run() == []
