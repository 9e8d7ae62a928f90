"""Makes the notebooks of made-up students, from the course's own right and wrong functions."""

import ast
import copy

from autograder.course.content import function_source, load_misconceptions
from autograder.course.lesson import BEGIN, END

STUB = "raise NotImplementedError"


def answered(released, answers):
    """Return a released notebook with `answers` = {exercise: source} filled in."""
    nb = copy.deepcopy(released)
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell.source = answers[name]
    return nb


def solved(course, module):
    """Return {exercise: source} of the references, without nbgrader's marks."""
    sources = {e.id: function_source(course.solution(module), e.id) for e in module.exercises}
    return {
        name: "\n".join(x for x in source.splitlines() if x.strip() not in (BEGIN, END))
        for name, source in sources.items()
    }


def with_body(released, exercise, statement):
    """Return the source of an exercise's cell with one statement in place of its stub."""
    source = next(
        cell.source
        for cell in released.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id") == exercise
    )
    return source.replace(STUB, statement)


def mistaken(course, module, count):
    """Return `count` students' answers that hold as many misconceptions as fit.

    Returns
    -------
    answers : list of dict
        {exercise: source} of each student; every exercise is answered.
    held : list of list of str
        The ids of the misconceptions in each.
    """
    right = solved(course, module)
    needs = {name: _uses(source, right) - {name} for name, source in right.items()}
    chosen = [{} for _ in range(count)]
    for wrong in load_misconceptions(course, module):
        source = _Mistake(course, module, wrong, right)
        for student in chosen:
            if not any(_clash(source, other, needs) for other in student.values()):
                student[source.of] = source
                break
    answers = [right | {of: wrong.text for of, wrong in student.items()} for student in chosen]
    return answers, [[wrong.id for wrong in student.values()] for student in chosen]


def written(path, name, of, right):
    """Return a right or wrong function as a student would write it, without solutions at hand.

    Parameters
    ----------
    path : Path
        The file of misconceptions or alternatives that has it.
    name : str
        Its name there.
    of : str
        The exercise that it answers.
    right : dict
        {exercise: source} of the references, of which it may use others.

    Returns
    -------
    str
        With the helpers and imports that it needs.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    aliases = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "solutions"
        for alias in node.names
    }
    function = ast.parse(function_source(path, name)).body[0]
    function.name, function.decorator_list = of, []
    rename = _Rename(aliases, of)
    parts = [ast.unparse(rename.visit(node)) for node in _helpers(tree, function)]
    body = ast.unparse(rename.visit(function))
    if rename.found:
        parts.append(_renamed(right[of], f"right_{of}"))
    return "\n\n\n".join([*parts, body])


class _Mistake:
    """A misconception in a student's answer."""

    def __init__(self, course, module, wrong, right):
        self.id, self.of = wrong.misconception["id"], wrong.misconception["of"]
        self.text = written(course.misconceptions(module), wrong.__name__, self.of, right)
        self.uses = _uses(self.text, right) - {self.of}


class _Rename(ast.NodeTransformer):
    """Turns ``decibels.rms`` into ``rms``, the exercise's own right version into ``right_rms``."""

    def __init__(self, modules, of):
        self._modules, self._of, self.found = modules, of, False

    def visit_Attribute(self, node):
        self.generic_visit(node)
        if not (isinstance(node.value, ast.Name) and node.value.id in self._modules):
            return node
        if node.attr != self._of:
            return ast.Name(node.attr, node.ctx)
        self.found = True
        return ast.Name(f"right_{self._of}", node.ctx)


def _renamed(source, name):
    """Return a function's source under another name, without its docstring."""
    function = ast.parse(source).body[0]
    function.name = name
    if ast.get_docstring(function):
        del function.body[0]
    return ast.unparse(function)


def _helpers(tree, function):
    """Return the top-level statements of a content file that `function` needs, in their order."""
    used, kept = _names(function), set()
    ahead = list(tree.body)
    while ahead:
        found = [node for node in ahead if _defined(node) & used]
        kept.update(map(id, found))
        used |= set().union(*map(_names, found))
        ahead = [node for node in ahead if node not in found] if found else []
    imports = {
        id(node)
        for node in tree.body
        if isinstance(node, ast.Import)
        or (
            isinstance(node, ast.ImportFrom) and node.module not in ("solutions", "autograder.laws")
        )
    }
    return [node for node in tree.body if id(node) in kept | imports]


def _defined(node):
    """Return the names that a top-level helper defines; what is marked is nobody's helper."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return set() if node.decorator_list else {node.name}
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}


def _names(node):
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _uses(source, names):
    """Return which of `names` a source mentions."""
    return _names(ast.parse(source)) & set(names)


def _clash(one, other, needs):
    """Whether two mistakes would spoil each other: one's function calls the other's."""
    return (
        one.of == other.of
        or one.of in _all_needs(other, needs)
        or other.of in _all_needs(one, needs)
    )


def _all_needs(mistake, needs):
    found, ahead = set(), list(mistake.uses | needs[mistake.of])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += needs.get(name, ())
    return found
