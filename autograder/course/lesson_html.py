"""A lesson that has been run, as HTML that needs no network: code folded, formulas as MathML."""

import functools
import re
import xml.etree.ElementTree as ET
from pathlib import Path

from autograder.course import lesson
from autograder.course.model import CourseError

TEMPLATES = Path(__file__).parent / "templates"

#: Widgets and scripts are left out: of a slider, the picture at its start is shown.
_SHOWN = ["text/html", "text/markdown", "image/png", "text/plain"]

#: The page has a style sheet of its own, and no widgets to name.
_SCRIPTS = re.compile(r"<(style|script)>.*?</\1>", re.DOTALL)

_THIN = "0.17em"
_NAMES = {"arg", "cos", "exp", "lim", "ln", "log", "max", "min", "mod", "sin", "tan"}

_SIGNS, _OPENERS = {"-", "−", "+"}, {"", "(", "[", ",", "="}


def lesson_html(notebook, exercises=()):
    """Return the cells of an executed lesson as HTML; the solutions become stubs again.

    Parameters
    ----------
    notebook : NotebookNode
        From :func:`~autograder.course.notebooks.source_notebook`, executed.
    exercises : list of Exercise, optional
        What its learner writes.
    """
    try:
        exporter = _exporter()
    except ImportError as error:
        raise CourseError(
            f"{error.name} is not installed: run 'make setup', or pip install "
            "'soundcheck[instructor]'."
        ) from None
    points = {e.id: e.points for e in exercises}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if "text/html" in (data := output.get("data", {})):
                data["text/html"] = _SCRIPTS.sub("", data["text/html"])
        if cell.id in points:
            cell.source = lesson.stubbed(cell.source)
            cell.metadata.site = {"kind": "exercise", "points": points[cell.id]}
        elif cell.id.removeprefix("check-") in points:
            cell.metadata.site = {"kind": "check"}
        else:
            lines = cell.source.count("\n") + 1
            cell.metadata.site = {"kind": "folded", "title": lesson.title(cell), "lines": lines}
    return exporter.from_notebook_node(notebook)[0]


def mathml(latex, display="inline"):
    """Return a formula as MathML, which browsers draw by themselves, spaced as TeX would."""
    from latex2mathml.converter import convert

    root = ET.fromstring(convert(latex, display=display))
    for parent in root.iter():
        before = ""
        for child, after in zip(list(parent), [*list(parent)[1:], None], strict=False):
            name = _bare(child)
            if name.tag.endswith("}mi") and name.text in _NAMES:
                opens = after is not None and "(" in (after.text, after.findtext("./*"))
                name.tag = name.tag[:-1] + "o"
                name.attrib.update(lspace=_THIN, rspace="0" if opens else _THIN)
            elif child.text == "/" or (child.text in _SIGNS and before in _OPENERS):
                child.attrib.update(lspace="0", rspace="0")
            elif child.text == "∞":
                child.tag = name.tag[:-1] + "i"
            before = child.text or "a fraction, an index, ..."
    ET.register_namespace("", root.tag[1:].partition("}")[0])
    return ET.tostring(root, encoding="unicode")


def _bare(element):
    """Return what an index or an exponent hangs on."""
    while element.tag.rpartition("}")[2] in ("msub", "msup", "msubsup"):
        element = element[0]
    return element


@functools.cache
def _exporter():
    from nbconvert import HTMLExporter
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    class Renderer(IPythonRenderer):
        def inline_math(self, body):
            return mathml(body)

        def block_math(self, body):
            return mathml(body, "block")

    exporter = HTMLExporter(
        template_name="classic",
        template_file="lesson.html.j2",
        extra_template_paths=[str(TEMPLATES)],
        config={"NbConvertBase": {"display_data_priority": _SHOWN}},
    )
    exporter.register_filter(
        "markdown2html",
        lambda source: MarkdownWithMath(Renderer(escape=False, anchor_link_text="#")).render(
            source
        ),
    )
    return exporter
