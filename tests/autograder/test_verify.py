"""Verification finds what is wrong with a course, and nothing in a right one."""

import json

import pytest
from tiny import change, write_course

from autograder.course import coverage, verify
from autograder.course.build import build
from autograder.course.model import load_course
from autograder.engine.checker import ModuleChecker


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path)


def findings(course, rebuild=True):
    """Return everything but what running the lessons finds, which takes a kernel."""
    course = load_course(course.folder)
    module = course.modules[0]
    if rebuild:
        build(course, module)
    checker = ModuleChecker(course, module)
    wrong = verify.load_misconceptions(course, module)
    right = verify.load_alternatives(course, module)
    return [
        *verify._stray_files(course),
        *verify._laws(checker),
        *verify._references(checker),
        *verify._misconceptions(checker, wrong),
        *verify._alternatives(checker, right),
        *verify._in_step(course, module),
        *verify._leaks(course, module),
        *coverage.misnamed(course, module),
    ]


def test_a_right_course_has_no_findings(course):
    assert findings(course) == []


def test_the_tiny_course_verifies_with_its_lessons_run(course, tmp_path, capsys):
    assert verify.verify(course, course.modules, tmp_path / "found.json") == 0
    said = capsys.readouterr().out
    assert "0 findings in 1 modules." in said
    assert "1 placeholders, 1 claims" in said
    counts = json.loads((tmp_path / "found.json").read_text())["modules"]["gain"]
    assert counts["placeholders"] == counts["claims"] == 1


def test_a_placeholder_has_one_lesson(course):
    first = course.modules[0]
    second = first.model_copy(update={"id": "loss", "number": 2})
    course.modules.append(second)
    course.lesson(second).write_text("<!-- seed: P001 C002 C003 -->\n<!-- seed: C003 -->")
    assert coverage.coverage(course, second) == {"placeholders": 1, "claims": 2}
    assert list(coverage.misnamed(course, first)) == []
    assert list(coverage.misnamed(course, second)) == [
        "02_loss.md: P001 is in 01_gain.md already: a placeholder has one lesson"
    ]


@pytest.mark.parametrize(
    "file, old, new, finding",
    [
        ("tests/misconceptions/gain.py", '"test_double_of_one"', '"test_double_adds"', None),
        (
            "tests/misconceptions/gain.py",
            "+ np.ones(np.shape(x))",
            "* 2",
            "GA-02 does not break test_double_adds",
        ),
        (
            "tests/misconceptions/gain.py",
            "+ np.ones(np.shape(x))",
            "** 2 * 1.5",
            "GA-01, squared: the engine says None",
        ),
        ("tests/misconceptions/gain.py", '"GA-02"', '"GA-01"', "GA-01 stands twice"),
        (
            "tests/misconceptions/gain.py",
            '@spelling("GA-02")\ndef each_one_more',
            "def each_one_more",
            "GA-02 has 2 spellings, at least 3 are needed",
        ),
        (
            "tests/alternatives/gain.py",
            "return 2.0 * np",
            "return 3.0 * np",
            "double: the alternative times_two breaks of_one",
        ),
        (
            "tests/alternatives/gain.py",
            '@alternative(of="double")\ndef one',
            "def one",
            "double: 1 alternatives, at least 2 are needed",
        ),
        (
            "tests/properties/test_gain.py",
            "@shape\n",
            "",
            "double: its first property must be the shape check",
        ),
        ("tests/properties/test_gain.py", "@anchor\n", "", "double: no property is an anchor"),
        (
            "tests/properties/test_gain.py",
            'is that of the course."""\n',
            'is that of the course."""\n    x = 0 * np.asarray(x)\n',
            "double: agrees_with_the_reference never saw anything but zero",
        ),
        (
            "exercises/01_gain.md",
            "import numpy as np\n",
            "import numpy as np\nloud = x + x  # the secret of doubling\n",
            "01_gain.ipynb gives away: loud=x+x#thesecretofdoubling",
        ),
        (
            "exercises/01_gain.md",
            "seed: P001 C002",
            "seed: P001, C02",
            "01_gain.md: the seed id 'C02' is neither P nor C with three digits",
        ),
    ],
)
def test_each_defect_is_found(course, file, old, new, finding):
    change(course, file, old, new)
    found = findings(course)
    assert any(line.startswith(finding) for line in found) if finding else found == []


def test_generated_files_out_of_step_are_found(course):
    change(course, "exercises/01_gain.md", "# Gain", "# Gain and loss")
    assert findings(course, rebuild=False) == [
        "01_gain.ipynb is out of step with its sources: run 'soundcheck build gain'"
    ]


def test_stray_and_missing_files_are_found(course):
    (course.folder / "exercises/02_old.md").write_text("left over")
    course.alternatives(course.modules[0]).unlink()
    assert list(verify._stray_files(course)) == [
        "tests/alternatives/gain.py is missing",
        "exercises/02_old.md belongs to no module: remove it, or name its module in course.yml",
    ]


def test_a_page_needs_a_lesson_that_links_to_it_and_a_link_needs_its_page(course):
    page = course.folder / "exercises/signs.md"
    page.write_text("# Signs")
    assert list(verify._stray_files(course)) == [
        "exercises/signs.md is linked to by no lesson: remove it, or link to it"
    ]
    change(course, "exercises/01_gain.md", "# Gain", "# Gain\n\nSee [signs](signs.md).\n")
    assert list(verify._stray_files(course)) == []
    page.unlink()
    assert list(verify._stray_files(course)) == [
        "01_gain.md links to signs.md, which is not in exercises/: mend the link"
    ]


@pytest.mark.parametrize(
    "old, new, problem",
    [
        ("import numpy as np\n", "import numpy as np\n1 / 0\n", "ZeroDivisionError"),
        (
            "import numpy as np\n",
            "import warnings\nimport numpy as np\nwarnings.warn('odd')\n",
            "odd",
        ),
    ],
)
def test_a_lesson_that_errs_or_warns_is_found(course, old, new, problem):
    change(course, "exercises/01_gain.md", old, new)
    found = list(verify._lessons(course, course.modules[0]))
    assert any(problem in line for line in found)
