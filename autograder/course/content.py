"""Loads content files: properties, references, misconceptions, alternatives.

Files are executed without leaving them in ``sys.modules``. Hypothesis collects constants from every
local module it finds there and draws them as examples; a course whose examples depend on which files
happen to be loaded cannot be reproduced.
"""

import ast
import importlib.util
import inspect
import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograder.course.model import CourseError
from autograder.laws import assertions

# Hypothesis keeps a folder of notes; not in the learner's or the instructor's working directory.
_OWNER = os.getuid() if hasattr(os, "getuid") else "mine"
os.environ.setdefault(
    "HYPOTHESIS_STORAGE_DIRECTORY", str(Path(tempfile.gettempdir()) / f"soundcheck-{_OWNER}")
)


@dataclass(frozen=True)
class Property:
    """One law of one exercise, as written in a property file.

    `kind` is "shape", "anchor" or "law"; `name` is the test's name without exercise and ``test_``.
    """

    exercise: str
    name: str
    law: str
    kind: str
    body: object
    strategies: dict | None
    uses_reference: bool
    domain: object = None

    @property
    def test_name(self):
        return f"test_{self.exercise}_{self.name}"

    @property
    def drawn(self):
        """Whether Hypothesis draws examples for it."""
        return self.strategies is not None

    def hold(self, subject, reference, example):
        """Run the test body once; it raises if the law does not hold for `example`."""
        assertions.told_in_part = False
        drawn = {"example": example} if self.domain else example
        self.body(**self.fixtures(subject, reference), **drawn)

    def example_of(self, arguments):
        """Return the example among the arguments that Hypothesis calls the test with."""
        if self.domain:
            return arguments["example"]
        return {k: v for k, v in arguments.items() if k not in (self.exercise, "reference")}

    def fixtures(self, subject, reference):
        return {self.exercise: subject} | ({"reference": reference} if self.uses_reference else {})


def load_properties(course, module):
    """Return the properties of a module by exercise, in the order of the file, and its units."""
    loaded = _execute(course.properties(module), course.folder)
    found = {exercise.id: [] for exercise in module.exercises}
    for name, test in vars(loaded).items():
        if not name.startswith("test_"):
            continue
        parameters = list(inspect.signature(test).parameters)
        exercise = parameters[0] if parameters else None
        if exercise not in found or not name.startswith(f"test_{exercise}_"):
            raise CourseError(
                f"{course.properties(module).name}: {name} must be called "
                "test_<exercise>_<law> and take the exercise as its first parameter."
            )
        law = (inspect.getdoc(test) or "").split("\n")[0].strip()
        if not law:
            raise CourseError(f"{course.properties(module).name}: {name} has no docstring to show.")
        found[exercise].append(
            Property(
                exercise=exercise,
                name=name.removeprefix(f"test_{exercise}_"),
                law=law,
                kind=getattr(test, "law_kind", "law"),
                body=test.hypothesis.inner_test if hasattr(test, "hypothesis") else test,
                strategies=getattr(test, "law_strategies", None),
                uses_reference="reference" in parameters,
                domain=getattr(test, "law_domain", None),
            )
        )
    return found, getattr(loaded, "UNITS", {})


def load_solution(course, module, replace=None):
    """Return a fresh copy of the reference module, with `replace` = {name: function} put in.

    The other functions of the copy call the replaced one, as they would in a learner's notebook.
    """
    loaded = _execute(course.solution(module), course.folder)
    for name, function in (replace or {}).items():
        setattr(loaded, name, function)
    return loaded


def load_misconceptions(course, module):
    """Return the wrong functions of a module, each with its attribute ``misconception``.

    Each also has ``spellings``: itself and the further functions that make the same mistake, and
    ``nameless``: those that cannot be told by their answers.
    """
    path = course.misconceptions(module)
    loaded = vars(_execute(path, course.folder)).values()
    wrong = [f for f in loaded if hasattr(f, "misconception")]
    known = {f.misconception["id"]: f for f in wrong}
    for function in wrong:
        function.spellings, function.nameless = [function], []
    for function in loaded:
        if id := getattr(function, "spelling", None):
            if id not in known:
                raise CourseError(
                    f"{path.name}: {function.__name__} spells {id}, which is not there."
                )
            home = known[id].nameless if function.nameless else known[id].spellings
            home.append(function)
    return wrong


def load_alternatives(course, module):
    """Return the independent right functions of a module, each with its attribute ``alternative``."""
    loaded = _execute(course.alternatives(module), course.folder)
    return [f for f in vars(loaded).values() if hasattr(f, "alternative")]


def function_source(path, name):
    """Return the source text of one function of a content file, comments included."""
    text = Path(path).read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            lines = text.splitlines()[first - 1 :]
            kept = lines[: node.end_lineno - first + 1]
            # A comment on its own line after the last statement (### END SOLUTION) belongs to it.
            for line in lines[len(kept) :]:
                if not line.startswith((" ", "\t")) or not line.strip().startswith("#"):
                    break
                kept.append(line)
            return "\n".join(kept)
    raise CourseError(f"{Path(path).name}: no function {name!r}: write it there.")


def _execute(path, folder):
    if not path.is_file():
        raise CourseError(f"{path.name} is missing in {path.parent.name}/: every module has one.")
    spec = importlib.util.spec_from_file_location(f"_content_{path.parent.name}_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    with _importable(folder):
        try:
            spec.loader.exec_module(module)
        except (ImportError, SyntaxError, NameError, TypeError) as error:
            raise CourseError(
                f"{path.parent.name}/{path.name} cannot be loaded: {error}."
            ) from error
    return module


@contextmanager
def _importable(folder):
    """Let content files write ``from solutions import ...``, and forget those modules afterwards."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    writes = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.dont_write_bytecode = writes
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            if name.partition(".")[0] in ("solutions", "tests"):
                del sys.modules[name]
