"""The site: it reads without a network, gives no solution away, and never writes over other files."""

import io
import re
import wave

import nbformat
import pytest
from bs4 import BeautifulSoup
from chromium import new_page
from tiny import FILES, change, write_course

from autograder.course import leaks, notebooks
from autograder.course.lesson_html import lesson_html, mathml
from autograder.course.model import CourseError, load_course
from autograder.course.site import make_site

# Everything that a lesson can show.
SHOWN = """

## See and hear

As the [signs](signs.md) say, the level $L = 20 \\log_{10} x$ is in dB, and

$$\\bar s[m] = \\frac{1}{K} \\sum_{k=0}^{K-1} s\\left(\\frac{k + m/M}{f}\\right), \\qquad m = 0, \\dots, M-1$$

| a | b |
| --- | --- |
| 1 | 2 |

```{code-cell} ipython3
%%needs double
import matplotlib.pyplot as plt
from autograder.studio import animation, explore, figure, play

def draw(k=0):
    fig, ax = plt.subplots(figsize=(3, 2))
    ax.plot(double(np.arange(3.0) * k))
    return fig

figure(draw(1), alt="A <rising> line.")
animation(draw, 3, alt="A line that rises.")
play(np.sin(np.arange(8000) / 3), 8000, label="A tone")
explore(lambda slope: figure(draw(slope), alt=f"A line of slope {slope}."), slope=(0, 5, 1, 2))
```
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = write_course(tmp_path_factory.mktemp("course"))
    lesson = course.folder / "exercises/01_gain.md"
    lesson.write_text(
        lesson.read_text().replace("import check, hint", "import check, hint, studio") + SHOWN
    )
    (course.folder / "exercises/signs.md").write_text("# Signs\n\nThe exponent is $-j$.\n")
    return course


@pytest.fixture(scope="module")
def site(course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "site"
    assert make_site(course, folder) == 0
    return folder


@pytest.fixture(scope="module")
def lesson(site):
    return BeautifulSoup((site / "01_gain.html").read_text(), "html.parser")


def test_the_pages_are_there_and_linked(site, lesson):
    index = BeautifulSoup((site / "index.html").read_text(), "html.parser")
    assert index.title.text == "Tiny"
    assert index.select_one("li a")["href"] == "01_gain.html"
    assert "5 minutes, 10 points. You write:" in index.text
    assert index.dt.text == "double" and index.dd.text == "Return twice x."
    assert lesson.title.text == "1. Gain | Tiny"
    assert [a["href"] for a in lesson.select("header a")] == ["index.html"]
    assert [a["href"] for a in lesson.select(".contents a")] == ["#See-and-hear"]
    assert lesson.find(id="See-and-hear")


def test_a_page_beside_the_lessons_is_a_page_of_the_site(site, lesson):
    assert lesson.find("a", string="signs")["href"] == "signs.html"
    page = BeautifulSoup((site / "signs.html").read_text(), "html.parser")
    assert page.title.text == "Signs | Tiny" and page.h1 and page.math


def test_the_lesson_was_run_and_its_solution_is_hidden(course, site, lesson):
    assert "raise NotImplementedError" in lesson.select_one(".exercise").text
    assert "You write this (10 points)" in lesson.text
    report = lesson.select_one(".soundcheck-passed")
    assert "double: all 4 public properties passed" in report.text
    secrets = leaks.secret_lines(course, course.modules[0])
    assert any("thesecretofdoubling" in line for line in secrets)
    for page in site.glob("*.html"):
        raw = page.read_text()
        text = BeautifulSoup(raw, "html.parser").get_text()
        assert not leaks.leaks(raw, secrets) and not leaks.leaks(text, secrets)
        assert "secret of doubling" not in raw and "SOLUTION" not in raw


def test_nothing_comes_from_the_network_and_nothing_is_a_script(site):
    for page in site.glob("*.html"):
        soup = BeautifulSoup(page.read_text(), "html.parser")
        assert not soup.select("script, iframe, object, embed")
        for tag in soup.select("[src], [srcset], link[href]"):
            address = tag.get("src") or tag.get("srcset") or tag["href"]
            assert address == "data:," or (site / address).is_file()
    assert not re.search(r"@import|url\(", (site / "style.css").read_text())


def test_pictures_have_alt_text_and_sounds_their_samples(site, lesson):
    pictures = lesson.select("img")
    assert [p["alt"] for p in pictures] == [
        "A <rising> line.",
        "A line that rises.",
        "A line that rises.",
        "A line of slope 2.",
    ]
    still = lesson.select_one(".soundcheck-animation .still img")
    assert (site / still["src"]).read_bytes().startswith(b"\x89PNG")
    assert "reduced-motion" in (site / "style.css").read_text()
    sound = lesson.audio
    assert sound["aria-label"].startswith("A tone")
    with wave.open(io.BytesIO((site / sound["src"]).read_bytes())) as wav:
        assert wav.getnframes() == 8000 and any(wav.readframes(100))
    assert (
        "Run this lesson in JupyterLab to move the sliders. Shown here: slope = 2." in lesson.text
    )


def test_a_page_says_its_language_and_where_it_begins(lesson):
    assert lesson.html["lang"] == "en"
    assert lesson.select_one("meta[name=viewport]")
    assert lesson.select_one("body > a.skip")["href"] == "#main" and lesson.main["id"] == "main"
    assert all(nav["aria-label"] for nav in lesson.select("nav"))
    assert len(lesson.select("h1")) == 1


@pytest.mark.needs("browser")
def test_it_looks_right_in_a_browser_without_network(site):
    with new_page(viewport={"width": 360, "height": 700}, offline=True) as page:
        errors = []
        page.on("pageerror", lambda error: errors.append(error))
        page.goto((site / "index.html").as_uri())
        page.get_by_role("link", name="1. Gain").click()
        page.wait_for_url("**/01_gain.html")
        page.wait_for_load_state()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        for picture in page.locator("img:visible").all():
            picture.scroll_into_view_if_needed()
            page.wait_for_function(
                "e => e.complete && e.naturalWidth > 0", arg=picture.element_handle()
            )
        moving, still = page.locator(".moves"), page.locator(".still")
        assert moving.is_visible() and not still.is_visible()
        page.get_by_label("pause").check()
        still.wait_for(state="visible")
        assert not moving.is_visible()
        page.emulate_media(reduced_motion="reduce")  # begins with the still
        assert moving.is_visible() and not still.is_visible()
        page.get_by_label("play").uncheck()
        assert still.is_visible() and not moving.is_visible()
        sound = page.locator("audio").element_handle()
        page.wait_for_function("e => e.duration === 1", arg=sound)
        formula = page.locator("math[display=block]")
        assert "$" not in page.locator(".prose").last.inner_text()
        assert formula.bounding_box()["height"] > 40
        # Wide things scroll by themselves; the page stays within a phone.
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert not errors


def test_it_is_made_anew_over_an_older_one_but_over_nothing_else(course, site, tmp_path, capsys):
    (site / "09_gone.html").write_text((site / "01_gain.html").read_text())
    (site / "media/old.wav").write_bytes(b"old")
    (site / "CNAME").write_text("mine")
    assert make_site(course, site) == 0
    assert not (site / "09_gone.html").exists() and not (site / "media/old.wav").exists()
    assert (site / "CNAME").read_text() == "mine"
    assert "01_gain.html: 5 pictures and sounds" in capsys.readouterr().out

    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CourseError, match="holds something else: name a new or an empty folder"):
        make_site(course, tmp_path)
    with pytest.raises(CourseError, match="is a file"):
        make_site(course, tmp_path / "notes.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_lesson_that_does_not_run_makes_no_site(tmp_path, capsys):
    course = write_course(tmp_path / "course")
    change(course, "exercises/01_gain.md", "import numpy as np", "import numpy as np\n1 / 0")
    assert make_site(load_course(course.folder), tmp_path / "site") == 1
    assert "01_gain: cell 2 (import numpy as np): ZeroDivisionError" in capsys.readouterr().out
    assert not (tmp_path / "site").exists()


def test_an_installed_course_has_no_site(tmp_path):
    (tmp_path / "course.yml").write_text(
        "\n".join(line[8:] for line in FILES["course.yml"].split("\n"))
    )
    with pytest.raises(CourseError, match="Only a clone can make the site"):
        make_site(load_course(tmp_path), tmp_path / "site")


def test_the_real_lessons_give_nothing_away_and_their_formulas_are_drawn(root):
    course = load_course(root)
    for module in course.modules:
        html = lesson_html(notebooks.source_notebook(course, module), module.exercises)
        soup = BeautifulSoup(html, "html.parser")
        secrets = leaks.secret_lines(course, module)
        assert not leaks.leaks(html, secrets) and not leaks.leaks(soup.get_text(), secrets)
        assert len(soup.select(".exercise")) == len(module.exercises)
        prose = " ".join(p.get_text() for p in soup.select(".prose"))
        assert "$" not in prose and "\\" not in prose


def test_formulas_are_spaced_as_tex_spaces_them():
    log = mathml(r"20 \log_{10} x")
    assert '<mo lspace="0.17em" rspace="0.17em">log</mo>' in log
    assert '<mo lspace="0.17em" rspace="0">sin</mo>' in mathml(r"A \sin(x)")
    assert '<mo lspace="0" rspace="0">/</mo>' in mathml("m/M").replace("&#x0002F;", "/")
    assert '<mo lspace="0" rspace="0">−</mo><mi>∞</mi>' in mathml(r"-\infty")
    assert "<mo>−</mo>" in mathml("x_1 - y")


def test_what_no_page_can_show_is_left_out(course):
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(
                "x",
                outputs=[
                    nbformat.v4.new_output(
                        "display_data",
                        {
                            "application/vnd.jupyter.widget-view+json": {"model_id": "1"},
                            "application/javascript": "alert(1)",
                            "text/html": "<em>still</em>",
                        },
                    )
                ],
            )
        ]
    )
    html = lesson_html(notebook, course.modules[0].exercises)
    assert "<em>still</em>" in html and "<script" not in html
