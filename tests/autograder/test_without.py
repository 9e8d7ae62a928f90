"""A function that hands all of its work to one that it is to be written without earns nothing."""

import functools
import sys

import numpy as np
import pytest
from tiny import change, write_course

from autograder.course import verify
from autograder.course.build import build
from autograder.course.model import load_course
from autograder.engine import results, without
from autograder.engine.checker import ModuleChecker
from autograder.engine.subject import local
from autograder.engine.words import exercise_text
from autograder.grading.session import Limits, Session

TRICKS = {
    "plain": "import numpy as np\ndef double(x): return np.convolve(np.asarray(x, float), [2.0])",
    "an alias": "from numpy import convolve as mine\ndef double(x): return mine(list(map(float, x)), [2.0])",
    "by name": "import numpy as np\ndef double(x): return getattr(np, 'con' + 'volve')(x, [2.0]) * 1.0",
    "a helper": "import numpy as np\ndef h(x): return np.convolve(x, [2.0])\ndef double(x): return h(x)",
    "exec": "import numpy as np\ndef double(x):\n    f = eval('np.convolve')\n    return f(x, [2.0])",
}
RIGHT = {
    "by itself": "import numpy as np\ndef double(x): return 2.0 * np.asarray(x)",
    "bit by bit": (
        "import numpy as np\ndef double(x):\n"
        "    return np.array([np.convolve([float(one)], [2.0])[0] for one in x])"
    ),
}


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    course = write_course(tmp_path_factory.mktemp("course"))
    change(course, "course.yml", "points: 10", "points: 10\n        without: [numpy.convolve]")
    course = load_course(course.folder)
    build(course, course.modules[0])
    return ModuleChecker(course, course.modules[0])


def defined(source):
    space = {}
    exec(source, space)
    return space["double"]


@pytest.mark.parametrize("source", TRICKS.values(), ids=TRICKS)
def test_who_hands_everything_over_is_told(checker, source):
    result = checker.examine("double", local(defined(source)))
    assert (result.status, result.score, result.handed) == (results.FAILED, 0.0, "numpy.convolve")
    assert exercise_text(result, {}).startswith(
        "double: all 4 public properties hold, but numpy.convolve gets the whole work."
    )
    assert sys.getprofile() is None


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_who_does_the_work_is_spared(checker, source):
    assert checker.examine("double", local(defined(source))).status == results.PASSED


@pytest.mark.parametrize("source", [*TRICKS.values(), *RIGHT.values()], ids=[*TRICKS, *RIGHT])
def test_the_worker_says_the_same(source):
    with Session(Limits(), sandbox=False) as session:
        session.load([source], ["double"])
        handed = functools.partial(session.handed, "double")
        told = {handed({"x": np.arange(float(n))}, ["numpy.convolve"]) for n in (1, 4)}
        assert (told == {"numpy.convolve"}) == (source in TRICKS.values())


def test_verify_wants_a_name_that_exists_and_is_told(checker):
    assert list(verify._without(checker)) == [
        "double: its docstring does not say that it is without `numpy.convolve`"
    ]
    with pytest.raises(LookupError):
        without.found("numpy.convolved")
