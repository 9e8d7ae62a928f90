"""``soundcheck site DIR``: the whole course as pages to read, look at and listen to, from any file system."""

import ast
import base64
import hashlib
import re
import time
from concurrent.futures import ThreadPoolExecutor

from autograder.course import execute, notebooks
from autograder.course.content import function_source
from autograder.course.lesson_html import TEMPLATES, lesson_html
from autograder.course.model import CourseError

GENERATOR = "soundcheck site"
_ENDINGS = {"image/png": "png", "image/gif": "gif", "audio/wav": "wav"}


def make_site(course, folder):
    """Run every lesson, solved, and write the pages; return 0, or 1 if a lesson does not run.

    Raises
    ------
    CourseError
        If `folder` holds something else than such a site, or this is no clone.
    """
    if not course.complete:
        raise CourseError(
            "Only a clone can make the site: an installed course has no lesson texts."
        )
    _check(folder)
    print(f"Running {len(course.modules)} lessons, about half a minute each ...", flush=True)
    begin, files, wrong = time.perf_counter(), {}, []
    with ThreadPoolExecutor(2) as pool:
        runs = pool.map(lambda module: _run(course, module), course.modules)
        for module, (notebook, problems) in zip(course.modules, runs, strict=True):
            wrong += [f"{module.stem}: {problem}" for problem in problems]
            made = _pages(course, module, notebook)
            files.update(made)
            size = sum(map(len, made.values())) / 1e6
            print(
                f"  {module.stem}.html: {len(made) - 1} pictures and sounds, {size:.1f} MB",
                flush=True,
            )
    if wrong:
        print("\n".join(wrong))
        return 1
    files |= {f"{path.stem}.html": _text_page(course, path) for path in course.pages}
    files |= {"index.html": _index(course), "style.css": _style()}
    _write(folder, files)
    print(
        f"{len(files)} files in {time.perf_counter() - begin:.0f} s. Open {folder / 'index.html'}"
    )
    return 0


def _run(course, module):
    return execute.run(notebooks.source_notebook(course, module), course.folder)


def _pages(course, module, notebook):
    """Return ``{path: bytes}`` of a lesson's page, pictures and sounds."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(lesson_html(notebook, module.exercises), "html.parser")
    files = _media(soup)
    for link in soup.select("a[href$='.md']"):
        link["href"] = link["href"].removesuffix(".md") + ".html"
    for heading in soup.select("h2 .anchor-link"):
        heading["aria-label"] = "Link to this section"
    headings = [(h["id"], h.find(string=True)) for h in soup.select("h2[id]")]
    place = course.modules.index(module)
    page = (
        _environment()
        .get_template("module.html.j2")
        .render(
            course=course,
            module=module,
            before=course.modules[place - 1] if place else None,
            after=course.modules[place + 1] if place + 1 < len(course.modules) else None,
            headings=headings,
            lesson=str(soup),
            generator=GENERATOR,
        )
    )
    return {f"{module.stem}.html": page.encode(), **files}


def _text_page(course, path):
    """Return a page that lessons link to."""
    from nbformat.v4 import new_markdown_cell, new_notebook

    cell = new_markdown_cell(path.read_text(encoding="utf-8"))
    template = _environment().get_template("text.html.j2")
    return template.render(
        course=course,
        title=cell.source.partition("\n")[0].lstrip("# "),
        text=lesson_html(new_notebook(cells=[cell])),
        generator=GENERATOR,
    ).encode()


def _media(soup):
    """Move pictures and sounds out of the page into files; return ``{path: bytes}``."""
    files = {}

    def keep(data, kind):
        path = f"media/{hashlib.sha256(data).hexdigest()[:16]}.{_ENDINGS[kind]}"
        files[path] = data
        return path

    for tag in soup.select("[src^='data:']"):
        kind, _, text = tag["src"].removeprefix("data:").partition(";base64,")
        data = base64.b64decode(text)
        tag["src"] = keep(data, kind)
        if tag.name == "img":
            tag["loading"] = "lazy"
        else:
            tag["preload"] = "metadata"
    return files


def _index(course):
    modules = [
        (module, [(e.id, _purpose(course, module, e.id)) for e in module.exercises])
        for module in course.modules
    ]
    template = _environment().get_template("index.html.j2")
    return template.render(course=course, modules=modules, generator=GENERATOR).encode()


def _purpose(course, module, id):
    """Return the first line of a function's docstring."""
    function = ast.parse(function_source(course.solution(module), id)).body[0]
    return ast.get_docstring(function).partition("\n")[0]


def _style():
    """Return the style sheet, with colors for code and pictures in light and in dark."""
    from pygments.formatters import HtmlFormatter

    from autograder.studio import pictures

    light, dark = (
        HtmlFormatter(style=style).get_style_defs(".highlight")
        for style in ("default", "github-dark")
    )
    own = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    dark += f"\n{pictures.DARK}"
    return (
        f"{light}\n{pictures.RULES}"
        f"@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n{own}"
    ).encode()


def _environment():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup, escape

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["html"] = Markup  # our own, from the lesson
    environment.filters["code"] = lambda text: Markup(
        re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text)))
    )
    return environment


def _check(folder):
    """Refuse to write over anything but an older site."""
    if folder.exists() and not folder.is_dir():
        raise CourseError(f"{folder} is a file: name a new folder.")
    if folder.is_dir() and any(folder.iterdir()) and not _ours(folder / "index.html"):
        raise CourseError(f"{folder} holds something else: name a new or an empty folder.")


def _ours(page):
    try:
        return f'content="{GENERATOR}"' in page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _write(folder, files):
    """Write the files, the index first, and remove the pages and media of an older site."""
    try:
        for path in sorted(files, key="index.html".__ne__):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(files[path])
        for old in [*folder.glob("media/*"), *filter(_ours, folder.glob("*.html"))]:
            if old.relative_to(folder).as_posix() not in files:
                old.unlink()
    except OSError as error:
        raise CourseError(
            f"Cannot write {folder}: {error.strerror}: name another folder."
        ) from None
