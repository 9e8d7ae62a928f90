"""The course proves itself: what CI runs.

Each check yields findings, one line each; no finding means that the course is right.
"""

import inspect
import json
import os
import re
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

from autograder.course import build, corners, coverage, execute, leaks, notebooks, zoo
from autograder.course.content import load_alternatives, load_misconceptions, load_solution
from autograder.course.model import CourseError
from autograder.engine import results, without
from autograder.engine.checker import ModuleChecker
from autograder.engine.naming import NOISE, alike, is_zero
from autograder.engine.subject import local

_ALTERNATIVES = 2
_SPELLINGS = 3
#: Questions of an exercise that no answer without work gets right.
_HARD = 10
_PAGE_LINK = re.compile(r"\]\(([\w-]+\.md)\)")


def verify(course, modules, json_file=None):
    """Verify modules, print findings and counts; return 0 if there is no finding, else 1."""
    if not course.complete:
        raise CourseError("Only a clone can be verified: an installed course has no solutions.")
    findings, counts = list(_stray_files(course)), {}
    with ProcessPoolExecutor(min(os.cpu_count(), len(modules))) as pool:
        for module, done in zip(modules, pool.map(_verified, repeat(course), modules), strict=True):
            found, counts[module.id] = done
            findings += [f"{module.id}: {finding}" for finding in found]
            tally = ", ".join(f"{n} {what}" for what, n in counts[module.id].items())
            print(f"{'ok    ' if not found else 'WRONG '} {module.stem}: {tally}", flush=True)
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings in {len(modules)} modules.")
    if json_file:
        json_file.write_text(
            json.dumps({"modules": counts, "findings": findings}, indent=1) + "\n", encoding="utf-8"
        )
    return 1 if findings else 0


def _verified(course, module):
    try:
        return verify_module(course, module)
    except CourseError as error:
        return [str(error)], {}


def verify_module(course, module):
    """Return ``(findings, counts)`` of one module."""
    checker = ModuleChecker(course, module)
    wrong = load_misconceptions(course, module)
    right = load_alternatives(course, module)
    findings = [
        *_laws(checker),
        *_domains(checker),
        *_without(checker),
        *_lazy(checker),
        *_references(checker),
        *_misconceptions(checker, wrong),
        *_alternatives(checker, right),
        *_in_step(course, module),
        *_leaks(course, module),
        *coverage.misnamed(course, module),
        *_lessons(course, module),
    ]
    return findings, {
        "exercises": len(module.exercises),
        "properties": sum(map(len, checker.laws.values())),
        "examples": sum(len(rows) for p in checker.prints.values() for rows in p.drawn.values()),
        "misconceptions": len(wrong),
        "alternatives": len(right),
        **coverage.coverage(course, module),
    }


def _laws(checker):
    for id, laws in checker.laws.items():
        kinds = [law.kind for law in laws]
        if kinds[:1] != ["shape"]:
            yield f"{id}: its first property must be the shape check"
        if "anchor" not in kinds:
            yield f"{id}: no property is an anchor"
        if not any(law.uses_reference for law in laws):
            yield f"{id}: no property asks for agreement with the reference"
        right = checker.prints[id].right
        for law in laws:
            row = right[law.name]
            if law.drawn and all(map(is_zero, row)):
                yield f"{id}: {law.name} never saw anything but zero"


def _domains(checker):
    for id, laws in checker.laws.items():
        missed = corners.unmet(laws, getattr(checker.solution, id), checker.prints[id])
        if missed is None:
            yield f"{id}: no law is drawn over the domain of its parameters"
        for case in missed or ():
            yield f"{id}: no example is {case!r} of its domain"


def _without(checker):
    for exercise in checker.module.exercises:
        text = inspect.getdoc(getattr(checker.solution, exercise.id)) or ""
        for name in exercise.without:
            try:
                if "." in name:
                    without.found(name)
                else:
                    checker.module.exercise(name)
            except (LookupError, CourseError):
                yield f"{exercise.id}: without {name}, which is no function in Python"
            if f"`{name}`" not in text:
                yield f"{exercise.id}: its docstring does not say that it is without `{name}`"


def _lazy(checker):
    for id, laws in checker.laws.items():
        prints = checker.prints[id]
        hard = sum(
            len(prints.told[law.name]) - len(prints.easy[law.name])
            for law in laws
            if law.uses_reference
        )
        if hard < _HARD:
            yield f"{id}: only {hard} questions need work, at least {_HARD} are needed"
    for animal, share in zoo.earned(checker).items():
        if share > zoo.MOST:
            yield f"{animal} earns {100 * share:.0f} % without work"


def _references(checker):
    for exercise in checker.module.exercises:
        result = checker.examine(exercise.id, local(getattr(checker.solution, exercise.id)))
        if result.status != results.PASSED or result.score != exercise.points:
            yield f"{exercise.id}: the reference breaks {_first(result)}"


def _alternatives(checker, right):
    for function in right:
        result = checker.examine(function.alternative, local(function))
        if result.status != results.PASSED:
            yield f"{function.alternative}: the alternative {function.__name__} breaks {_first(result)}"
    for exercise in checker.module.exercises:
        n = sum(f.alternative == exercise.id for f in right)
        if n < _ALTERNATIVES:
            yield f"{exercise.id}: {n} alternatives, at least {_ALTERNATIVES} are needed"


def _misconceptions(checker, wrong):
    ids = [function.misconception["id"] for function in wrong]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        yield f"{id} stands twice"
    for function in wrong:
        about = function.misconception
        result = _examined(checker, function, about["of"], shrink=True)
        broken = {f"test_{about['of']}_{p.name}" for p in result.properties if not p.passed}
        for missed in sorted(set(about["breaks"]) - broken):
            yield f"{about['id']} does not break {missed}"
        n = len(function.spellings) + len(function.nameless)
        if n < _SPELLINGS:
            yield f"{about['id']} has {n} spellings, at least {_SPELLINGS} are needed"
        for wrong in function.spellings:
            named = _named(result if wrong is function else _examined(checker, wrong, about["of"]))
            if named != about["id"]:
                yield f"{about['id']}, {wrong.__name__}: the engine says {named}"
        for wrong in function.nameless:
            if _named(_examined(checker, wrong, about["of"])) in (about["id"], "no mistake"):
                yield f"{about['id']}, {wrong.__name__}: it is named, or right: mend its `nameless`"
        if not about["says"].strip():
            yield f"{about['id']} says nothing to the learner"


def _examined(checker, wrong, of, shrink=False):
    variant = load_solution(checker.course, checker.module, {of: wrong})
    return checker.examine(of, local(getattr(variant, of)), shrink=shrink)


def _named(result):
    first = result.first_failure
    return first.misconception if first else "no mistake"


def _first(result):
    first = result.first_failure
    return f"{first.name}: {first.message} with {first.failure.example}" if first else result.status


def _in_step(course, module):
    made = build.generated(course, module)
    for path, text in made.items():
        if not path.is_file() or not _same(path.read_text(encoding="utf-8"), text, path.suffix):
            yield f"{path.name} is out of step with its sources: run 'soundcheck build {module.id}'"


def _same(kept, made, suffix):
    if suffix != ".json":
        return kept == made
    # The last digits of sines and logarithms differ between processors.
    return _equal(json.loads(kept), json.loads(made))


def _equal(one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_equal, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return alike([one], [other])
    return (
        one == other or NOISE in (one, other) or None in (one, other)
    )  # what is noise on one may be none on another


def _leaks(course, module):
    secrets = leaks.secret_lines(course, module)
    for path in (course.notebook(module), course.fingerprints(module)):
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if path.suffix == ".ipynb" and text:
            text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
        for line in leaks.leaks(text, secrets):
            yield f"{path.name} gives away: {line}"


def _lessons(course, module):
    """Run the lesson as a learner gets it, and as it is when everything is solved."""
    for name, notebook in (
        ("starter", notebooks.learner_notebook(course, module)),
        ("solved", notebooks.source_notebook(course, module)),
    ):
        ran, problems = execute.run(notebook, course.folder)
        for problem in problems:
            yield f"the {name} lesson: {problem}"
        status = {"starter": results.NOT_WRITTEN, "solved": results.PASSED}[name]
        for cell in ran.cells:
            if cell.get("id", "").startswith("check-") and f"soundcheck-{status}" not in str(
                cell.outputs
            ):
                yield f"the {name} lesson: {cell.source} does not say {status}"


def _links(course):
    """Every page has a lesson that links to it, and every link a page."""
    pages, linked = {page.name for page in course.pages}, set()
    for module in course.modules:
        path = course.lesson(module)
        links = set(_PAGE_LINK.findall(path.read_text(encoding="utf-8"))) if path.is_file() else ()
        for name in sorted(set(links) - pages):
            yield f"{path.name} links to {name}, which is not in exercises/: mend the link"
        linked.update(links)
    for name in sorted(pages - linked):
        yield f"exercises/{name} is linked to by no lesson: remove it, or link to it"


def _stray_files(course):
    yield from _links(course)
    known = {page.resolve() for page in course.pages} | {
        path.resolve()
        for module in course.modules
        for path in (
            course.lesson(module),
            course.notebook(module),
            course.solution(module),
            course.properties(module),
            course.fingerprints(module),
            course.misconceptions(module),
            course.alternatives(module),
        )
    }
    optional = {course.survivors(module).resolve() for module in course.modules}
    for path in sorted(known):
        if not path.is_file():
            yield f"{path.relative_to(course.folder)} is missing"
    rooms = [
        "exercises",
        "solutions",
        "tests/properties",
        "tests/fingerprints",
        "tests/misconceptions",
        "tests/alternatives",
        "tests/mutants",
    ]
    for room in rooms:
        for path in sorted((course.folder / room).rglob("*")):
            hidden = any(
                part.startswith((".", "__")) for part in path.relative_to(course.folder).parts
            )
            if path.is_file() and path.resolve() not in known | optional and not hidden:
                yield (
                    f"{path.relative_to(course.folder)} belongs to no module: remove it, or name "
                    "its module in course.yml"
                )
