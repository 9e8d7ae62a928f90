"""``course.yml``: the syllabus, validated, with errors that name the line and the mend."""

import os
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

NAME = r"^[a-z][a-z0-9_]*$"


class CourseError(Exception):
    """The course cannot be used; the text is one line that says what and how to mend it."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", ignored_types=(cached_property,))


class Exercise(_Strict):
    """One function that the learner writes.

    `without` names functions of libraries that may not get the whole work (``numpy.convolve``). `remark`
    is read beside the reference, once the learner's own version passes: the difference that
    matters.
    """

    id: str = Field(pattern=NAME)
    points: float = Field(gt=0, le=10)
    without: list[str] = []
    remark: str = Field(min_length=1)
    hints: list[str] = Field(min_length=1)

    @field_validator("hints")
    @classmethod
    def _hints_say_something(cls, hints):
        if any(not hint.strip() for hint in hints):
            raise ValueError("a hint is empty: write it or remove it")
        return hints


class Module(_Strict):
    """One lesson: one notebook, one nbgrader assignment."""

    id: str = Field(pattern=NAME)
    number: int = Field(ge=1, le=99)
    title: str = Field(min_length=1)
    minutes: int = Field(ge=1, le=600)
    needs: list[str] = []
    exercises: list[Exercise] = Field(min_length=1)

    @property
    def stem(self):
        """Name of the lesson's files, without the ending: ``01_decibels``."""
        return f"{self.number:02d}_{self.id}"

    @property
    def points(self):
        return sum(exercise.points for exercise in self.exercises)

    def exercise(self, id):
        for exercise in self.exercises:
            if exercise.id == id:
                return exercise
        names = ", ".join(e.id for e in self.exercises)
        raise CourseError(f"No exercise {id!r} in {self.id}: it has {names}.")


class Limits(_Strict):
    """Seconds that the learner's code may take."""

    call: float = Field(default=2.0, gt=0)
    exercise: float = Field(default=20.0, gt=0)
    notebook: float = Field(default=120.0, gt=0)


class Course(_Strict):
    """The syllabus and where its files are.

    `folder` holds ``course.yml``. In a clone the content stands beside it in its rooms; in an
    installed wheel there is only the learner's half, and `folder` is inside the package.
    """

    title: str
    seed: int = Field(ge=0)
    limits: Limits = Limits()
    modules: list[Module] = Field(min_length=1)
    folder: Path = Field(default=Path(), exclude=True)

    @property
    def complete(self):
        """Whether this is a clone, with solutions and lesson texts."""
        return (self.folder / "solutions").is_dir()

    def module(self, id):
        """Return a module by its id (``decibels``) or the stem of its files (``01_decibels``)."""
        for module in self.modules:
            if id in (module.id, module.stem):
                return module
        names = ", ".join(m.id for m in self.modules)
        raise CourseError(f"No module {id!r}: the course has {names}.")

    def lesson(self, module):
        return self.folder / "exercises" / f"{module.stem}.md"

    @property
    def pages(self):
        """What lessons link to: the texts beside them that are no lessons."""
        lessons = {self.lesson(module) for module in self.modules}
        return sorted(set((self.folder / "exercises").glob("[a-z]*.md")) - lessons)

    def notebook(self, module):
        return self.folder / "exercises" / f"{module.stem}.ipynb"

    def solution(self, module):
        return self.folder / "solutions" / f"{module.id}.py"

    def properties(self, module):
        return self._tests / "properties" / f"test_{module.id}.py"

    def fingerprints(self, module):
        return self._tests / "fingerprints" / f"{module.id}.json"

    def misconceptions(self, module):
        return self._tests / "misconceptions" / f"{module.id}.py"

    def alternatives(self, module):
        return self._tests / "alternatives" / f"{module.id}.py"

    def survivors(self, module):
        return self._tests / "mutants" / f"{module.id}.yml"

    @property
    def _tests(self):
        return self.folder / "tests" if self.complete else self.folder


def find_course(start=None):
    """Return the course around `start` (default: the working directory), else the installed one.

    Raises
    ------
    CourseError
        If there is neither, or ``course.yml`` is wrong.
    """
    if named := os.environ.get("SOUNDCHECK_COURSE"):
        return load_course(Path(named))
    here = Path(start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "course.yml").is_file() and (folder / "solutions").is_dir():
            return load_course(folder)
    installed = Path(__file__).parents[1] / "_course"
    if (installed / "course.yml").is_file():
        return load_course(installed)
    raise CourseError(
        "No course here: run this inside a clone of Soundcheck, or install its wheel."
    )


def load_course(folder):
    """Read and validate ``course.yml`` in `folder`."""
    path = Path(folder) / "course.yml"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise CourseError(f"No course.yml in {folder}: give the folder of a clone.") from None
    try:
        data = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "not YAML"
        raise CourseError(f"{path.name}, line {line}: {problem}: mend the YAML there.") from None
    if not isinstance(data, dict):
        raise CourseError(f"{path.name}, line 1: expected the keys title, seed and modules.")
    try:
        course = Course.model_validate({**data, "folder": Path(folder).resolve()})
    except ValidationError as error:
        # A misspelled key is both unknown and missing; where it stands is what helps.
        first = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
        where = ".".join(str(part) for part in first["loc"])
        problem = (
            "unknown key: mend its name or remove it"
            if first["type"] == "extra_forbidden"
            else first["msg"].removeprefix("Value error, ")
        )
        raise CourseError(
            f"{path.name}, line {_line_of(text, first['loc'])}: {where}: {problem}."
        ) from None
    for number, problem in _inconsistencies(course):
        raise CourseError(f"{path.name}, line {_line_of(text, ('modules', number))}: {problem}.")
    return course


def _inconsistencies(course):
    """Yield the index of a module that does not fit the others, and why."""
    ids, numbers = set(), set()
    for index, module in enumerate(course.modules):
        if module.id in ids or module.number in numbers:
            yield index, f"module {module.id}: its id or number stands twice"
        for need in module.needs:
            if need not in ids:
                yield index, f"module {module.id} needs {need}, which does not come before it"
        if len({e.id for e in module.exercises}) < len(module.exercises):
            yield index, f"module {module.id} has an exercise twice: rename one"
        ids.add(module.id)
        numbers.add(module.number)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Refuses a key that stands twice, which YAML would silently let win."""


def _unique_mapping(loader, node):
    seen = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key.value!r} stands twice", key.start_mark
            )
        seen.add(key.value)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_mapping)


def _line_of(text, location):
    """Return the line, counted from 1, of the deepest part of `location` that the file has."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for part in location:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == part]
            if not found:
                break
            key, node = found[0]
            if not isinstance(node, yaml.CollectionNode):
                return key.start_mark.line + 1
        else:
            break
    return node.start_mark.line + 1
