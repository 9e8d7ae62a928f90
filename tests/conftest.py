"""Runs the laws as ordinary pytest tests, on the references, under the course's fixed profile."""

import inspect
import os
import shutil
import tempfile
from collections import deque
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from tools import missing

from autograder.course.content import load_solution
from autograder.course.model import load_course
from autograder.engine.subject import Subject, local

ROOT = Path(__file__).parents[1]
STORAGE = "HYPOTHESIS_STORAGE_DIRECTORY"

hypothesis.settings.register_profile(
    "course", max_examples=60, deadline=None, derandomize=True, database=None, print_blob=False
)
hypothesis.settings.load_profile("course")


def pytest_configure(config):
    # By default Hypothesis keeps a folder beside the tests. Workers and programs that the tests
    # start inherit this one.
    if STORAGE not in os.environ:
        config.hypothesis_storage = os.environ[STORAGE] = tempfile.mkdtemp(prefix="hypothesis-")


def pytest_unconfigure(config):
    if hasattr(config, "hypothesis_storage"):
        del os.environ[STORAGE]
        shutil.rmtree(config.hypothesis_storage, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Skip what this machine has no tool for; all that want the same are one line of the summary."""
    for marker in item.iter_markers("needs"):
        for tool in marker.args:
            if why := missing(tool):
                pytest.fail(why, pytrace=False) if os.environ.get("CI") else pytest.skip(why)


def pytest_generate_tests(metafunc):
    """Give a law its exercise's function, and ``reference`` where it asks for it."""
    file = metafunc.definition.path
    if file.parent != ROOT / "tests" / "properties":
        return
    exercise, *others = inspect.signature(metafunc.function).parameters
    for name in [exercise] + [other for other in others if other == "reference"]:
        subject = Subject(exercise, local(getattr(_solution(file), exercise)))
        subject.answers = deque(maxlen=0)  # nobody reads them, and pytest would keep them all
        metafunc.parametrize(name, [subject], ids=[pytest.HIDDEN_PARAM])


@cache
def _solution(file):
    course = load_course(ROOT)
    return load_solution(course, course.module(file.stem.removeprefix("test_")))


@pytest.fixture(scope="session")
def root():
    """Return the folder of the clone."""
    return ROOT
