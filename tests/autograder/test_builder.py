"""The builder's notebooks: nbgrader's metadata, stubs, stable bytes, nothing given away."""

import json

import pytest
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ClearSolutions
from tiny import change, write_course
from traitlets.config import Config

from autograder.course import lesson, notebooks
from autograder.course.leaks import leaks, secret_lines
from autograder.course.model import CourseError


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path)


def cell(notebook, id):
    return next(c for c in notebook.cells if c.id == id)


def test_the_stub_keeps_docstring_and_given_lines(course):
    stub = cell(notebooks.learner_notebook(course, course.modules[0]), "double").source
    assert stub == (
        'def double(x):\n    """Return twice x."""\n    x = np.asarray(x, dtype=float)\n'
        "    # YOUR CODE HERE\n    raise NotImplementedError"
    )


def test_a_lesson_gives_functions_of_the_reference(course):
    given = "def half(x):\n    return x / 2\n\n\n"
    change(course, "solutions/gain.py", "def double", given + "def double")
    change(
        course,
        "exercises/01_gain.md",
        "```{code-cell} ipython3\n:exercise: double",
        "```{code-cell} ipython3\n:given: half\n```\n\n```{code-cell} ipython3\n:exercise: double",
    )
    for make in (notebooks.learner_notebook, notebooks.source_notebook):
        made = cell(make(course, course.modules[0]), "given-half")
        assert made.source == given.strip() and "nbgrader" not in made.metadata


@pytest.mark.parametrize("first", ["x = 1", "%%needs double"])
def test_a_folded_cell_says_in_its_first_line_what_it_shows(course, first):
    folded = f"```{{code-cell}} ipython3\n:fold: A line that rises\n{first}\ny = 2\n```\n"
    path = course.folder / "exercises/01_gain.md"
    path.write_text(path.read_text() + "\n" + folded)
    for make in (notebooks.learner_notebook, notebooks.source_notebook):
        made = make(course, course.modules[0]).cells[-1]
        assert made.metadata.jupyter.source_hidden
        assert made.source.split("\n")[0].endswith("# A line that rises")
        assert made.source.startswith("%%needs double" if "%%" in first else "# A line")
        assert made.source.endswith("\ny = 2") and lesson.title(made) == "A line that rises"


def test_nbgrader_itself_makes_the_same_stub(course):
    source = notebooks.source_notebook(course, course.modules[0])
    clear = ClearSolutions(
        config=Config({"ClearSolutions": {"code_stub": {"python": lesson.STUB}}})
    )
    cleared, _ = clear.preprocess(source, {})
    mine = notebooks.learner_notebook(course, course.modules[0])
    assert [c.source for c in cleared.cells] == [c.source for c in mine.cells]


def test_metadata_is_nbgraders_schema(course):
    notebook = notebooks.source_notebook(course, course.modules[0])
    MetadataValidator().validate_nb(notebook)
    check = cell(notebook, "check-double")
    assert check.source == "check(double)"
    assert check.metadata.nbgrader.points == 10 and check.metadata.nbgrader.locked


def test_the_same_sources_give_the_same_bytes(course):
    one, again = (
        notebooks.text(notebooks.learner_notebook(course, course.modules[0])) for _ in range(2)
    )
    assert one == again == course.notebook(course.modules[0]).read_text()


def test_cell_ids_survive_edits_elsewhere(course):
    before = [c.id for c in notebooks.learner_notebook(course, course.modules[0]).cells]
    change(course, "exercises/01_gain.md", "# Gain", "# Gain and loss")
    after = [c.id for c in notebooks.learner_notebook(course, course.modules[0]).cells]
    assert before[1:] == after[1:] and before[0] != after[0]


def test_seed_ids_stay_in_the_source(course):
    text = course.lesson(course.modules[0]).read_text()
    assert lesson.seed_ids(text) == ["P001", "C002"]
    assert "seed:" not in course.notebook(course.modules[0]).read_text()


def test_a_function_without_marks_is_all_the_learners(course):
    change(course, "solutions/gain.py", "    ### BEGIN SOLUTION\n", "")
    change(course, "solutions/gain.py", "    ### END SOLUTION\n", "")
    stub = cell(notebooks.learner_notebook(course, course.modules[0]), "double").source
    assert stub.endswith('x."""\n    # YOUR CODE HERE\n    raise NotImplementedError')


@pytest.mark.parametrize(
    "old, new",
    [
        (":exercise: double", ":exercise: triple"),
        (":check: double", ":check: triple"),
        (":check: double", ":tags: [nothing]"),
    ],
)
def test_a_lesson_whose_exercises_are_not_the_courses_is_refused(course, old, new):
    change(course, "exercises/01_gain.md", old, new)
    with pytest.raises(CourseError, match="out of place"):
        notebooks.learner_notebook(course, course.modules[0])


def test_leaks_are_found(course):
    secrets = secret_lines(course, course.modules[0])
    assert leaks("a\n  loud = x + x  # the secret of doubling\n", secrets)
    text = "\n".join(
        "".join(c["source"])
        for c in json.loads(course.notebook(course.modules[0]).read_text())["cells"]
    )
    assert not leaks(text, secrets)
