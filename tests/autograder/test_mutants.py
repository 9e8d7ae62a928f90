"""The proof that the laws kill: which mutants are made, which survive, and who says why."""

import pytest
from tiny import change, write_course

from autograder.course import mutation
from autograder.course.build import build
from autograder.course.model import CourseError, find_course, load_course
from autograder.course.mutants import mutants
from autograder.laws import count, domain, real, row

COURSE = find_course()
SAMPLE = 10


def changed(course, module=0, exercise=0, domain=None):
    module = course.modules[module]
    return {m.now for m in mutants(course, module, module.exercises[exercise], domain)}


@pytest.fixture
def course(tmp_path):
    return write_course(tmp_path)


def survive(course, **known):
    path = course.survivors(course.modules[0])
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(f"- {{{row}}}" for row in known.values()))


def test_what_a_learner_writes_is_broken_and_a_given_line_lost(course):
    made = mutants(course, course.modules[0], course.modules[0].exercises[0])
    now = {m.now for m in made}
    assert "loud = x - x" in now and "loud = x * x" in now and "loud = x" in now
    assert not any("asarray" in line for line in now)
    assert [m.now for m in made if "asarray" in m.was] == ["pass"]


@pytest.mark.parametrize(
    "right, wrong",
    [
        ("np.mean(np.sin(x))", "np.sum(np.sin(x))"),
        ("np.mean(np.sin(x))", "np.mean(np.cos(x))"),
        ("20 * np.log10(x)", "10.0 * np.log10(x)"),
        ("20 * np.log10(x)", "20 * np.log(x)"),
        ("np.exp(2j * np.pi * x)", "np.exp(-(2j * np.pi * x))"),
        ("np.exp(2j * np.pi * x)", "np.exp(2j * (np.pi / 2) * x)"),
        ("np.conj(x) / len(x)", "x / len(x)"),
        ("np.conj(x) / len(x)", "np.conj(x)"),
        ("np.conj(x) / len(x)", "np.conj(x) / (len(x) - 1)"),
        ("x.sum(axis=-1)", "x.sum(axis=0)"),
        ("x[1:]", "x"),
        ("np.fft.rfft(x, n=4)", "np.fft.rfft(x)"),
        ("np.fft.rfft(x, n=4)", "np.fft.fft(x, n=4)"),
        ("np.floor(x)", "np.round(x)"),
        ("np.radians(x)", "np.degrees(x)"),
        ("x.real", "x.imag"),
        ("x ** 2", "x ** 3"),
        ("x if x.size > 1 else 0", "x if x.size >= 1 else 0"),
    ],
)
def test_the_slips_of_the_field_are_made(course, right, wrong):
    change(course, "solutions/gain.py", "loud = x + x  # the secret of doubling", f"loud = {right}")
    assert f"loud = {wrong}" in changed(course)


@pytest.mark.parametrize(
    "right, same",
    [
        ("-x", "+-x"),
        ("-x", "--x"),
        ("x if x.size % 2 == 0 else 0", "x if x.size % 2 <= 0 else 0"),
        ("x[np.arange(x.size - 1 + 1)]", "x[np.arange(x.size - 1 + 0.5)]"),
    ],
)
def test_what_is_the_same_in_python_is_no_mutant_of_its_own(course, right, same):
    change(course, "solutions/gain.py", "loud = x + x  # the secret of doubling", f"loud = {right}")
    now = changed(course)
    assert now and f"loud = {same}" not in now


@pytest.mark.parametrize(
    "right, wrong",
    [
        ("x + x", "x = np.asarray(x)[..., :425] if np.ndim(x) else x"),
        ("x + x", "x = np.abs(x)"),
        ("x + x", "x = np.sort(x) if np.ndim(x) else x"),
        ("x + x", "x = cleaned(x)"),
        ("x + x", "x = without_small(x)"),
        ("x + x", "x = clipped(x)"),
        ("x + x", "x = single(x)"),
        ("x + x", "x = doubled_and_halved(x)"),
        ("x + x", "return np.round(loud, 9)"),
        ("x + x", "return cleaned(loud)"),
        ("x / np.abs(x)", "loud = x / (np.abs(x) + 1e-12)"),
        ("x / np.abs(x)", "loud = x / np.maximum(np.abs(x), 1e-12)"),
        ("np.log10(x)", "loud = np.log10(x + 1e-12)"),
        ("x[x == 0]", "loud = x[np.isclose(x, 0)]"),
        ("sum(range(x.size))", "loud = sum(range(min(x.size, 40)))"),
    ],
)
def test_the_shortcuts_of_the_field_are_made(course, right, wrong):
    change(course, "solutions/gain.py", "loud = x + x  # the secret of doubling", f"loud = {right}")
    assert wrong in changed(course, domain=domain(x=row(1, 500)))


def test_what_a_domain_leaves_out_is_no_shortcut(course):
    tame = row(1, 10, powers=(0, 0), spread=False, containers=())
    now = changed(course, domain=domain(x=tame, k=count(1, 9), f=real(0.5, 2.0)))
    assert not {"x = cleaned(x)", "x = clipped(x)", "x = doubled_and_halved(x)"} & now
    assert {"k = min(k, 8)", "f = float(np.float32(f))"} <= now
    assert not {"k = abs(k)", "f = abs(f)"} & now


def shortcuts(course):
    [(_, done)] = mutation.verdicts(course, course.modules)
    done = [v for v in done if v.mutant.is_shortcut]
    assert all(v.killed for v in done)
    return {v.mutant.now for v in done}


def test_a_shortcut_that_changes_nothing_is_none(course):
    assert {"x = np.abs(x)", "return clipped(loud)"} <= shortcuts(course)
    change(
        course,
        "tests/properties/test_gain.py",
        "row(1, 500)",
        "row(1, 500, powers=(0, 0), containers=())",
    )
    build(course, course.modules[0])
    assert {"x = np.abs(x)", "return clipped(loud)"} & shortcuts(course) == {"x = np.abs(x)"}


def test_a_survivor_needs_a_reason_and_a_reason_a_survivor(course, capsys):
    change(course, "solutions/gain.py", "x + x  #", "x + x + 0 * x  #")
    assert mutation.verify(course, course.modules) == 1
    out = capsys.readouterr().out
    assert (
        "gain: double: no law breaks for the mutant: loud = x + x + 0 * x  ->  loud = x + x" in out
    )

    alive = [
        v.mutant
        for _, done in mutation.verdicts(course, course.modules)
        for v in done
        if not v.killed
    ]
    survive(
        course,
        **{
            str(i): f'of: double, was: "{m.was}", now: "{m.now}", because: "Nothing is added."'
            for i, m in enumerate(alive)
        },
    )
    assert mutation.verify(course, course.modules) == 0
    change(course, "solutions/gain.py", "x + x + 0 * x  #", "x + x  #")
    assert mutation.verify(course, course.modules) == 1
    assert "listed as a survivor, but it is none" in capsys.readouterr().out


def test_a_law_that_nothing_needs_is_found(course, capsys):
    laws = course.properties(course.modules[0])
    idle = '''

@given(n=sizes)
def test_double_is_called(double, n):
    """It can be called."""
    double(np.ones(n))
'''
    laws.write_text(laws.read_text() + idle)
    build(course, course.modules[0])
    assert mutation.verify(course, course.modules) == 1
    assert (
        "test_double_is_called breaks for no mutant and no misconception" in capsys.readouterr().out
    )


def test_an_entry_without_a_reason_is_refused(course):
    survive(course, one='of: double, was: "a", now: "b"')
    with pytest.raises(CourseError, match="of, was, now and because"):
        mutation.survivors(course, course.modules[0])
    survive(course, one="of: double, was: if x: y")
    with pytest.raises(CourseError, match="gain.yml, line 1: not YAML"):
        mutation.survivors(course, course.modules[0])


def test_a_mutant_that_never_ends_is_killed(course):
    change(
        course,
        "solutions/gain.py",
        "loud = x + x",
        "n = 2\n    while n < 2:\n        pass\n    loud = x + x",
    )
    change(course, "course.yml", "seed: 1", "seed: 1\nlimits: {exercise: 0.3}")
    course = load_course(course.folder)
    done = [v for _, v in mutation.verdicts(course, course.modules)][0]
    assert all(v.public for v in done if "while n >= 2" in v.mutant.now)


def test_a_sample_of_the_course_is_killed_by_the_public_examples():
    for module, done in mutation.verdicts(COURSE, COURSE.modules, sample=SAMPLE):
        assert list(mutation.findings(COURSE, module, done, whole=False)) == []
        known = mutation.survivors(COURSE, module)
        assert [v.mutant.key for v in done if not v.public and v.mutant.key not in known] == []
