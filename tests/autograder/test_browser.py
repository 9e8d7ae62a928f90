"""A learner's first half hour in a real browser: JupyterLab on loopback, headless Chromium.

``SOUNDCHECK_PICTURES=1 pytest tests/autograder/test_browser.py`` also writes pictures of each state
to ``tests/autograder/pictures``; the README shows one of them.
"""

import base64
import io
import os
import re
import signal
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from chromium import new_page

PICTURES = Path(__file__).parent / "pictures"
WAIT = 60_000  # ms
LOUDEST = 10 ** (-12 / 20)

pytestmark = pytest.mark.needs("browser")


@pytest.fixture(scope="module")
def address(tmp_path_factory, root):
    """Run ``soundcheck learn`` and return the address that it prints."""
    # No display: the command must print where to go instead of opening a browser.
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    # Settings such as the theme are kept in the home folder: not in this user's.
    environment["JUPYTERLAB_SETTINGS_DIR"] = str(tmp_path_factory.mktemp("settings"))
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from autograder.cli import main; main()",
            "learn",
            "--dir",
            str(tmp_path_factory.mktemp("home") / "my-lessons"),
        ],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+/\S+", line):
            break
    else:
        pytest.fail(f"no address was printed: {process.stderr.read()}")
    yield found[0]
    os.killpg(process.pid, signal.SIGTERM)
    process.communicate(timeout=30)


@pytest.fixture(scope="module")
def page(address):
    with new_page(viewport={"width": 1100, "height": 1000}, device_scale_factor=1.5) as page:
        page.set_default_timeout(WAIT)
        _open(page, address)
        # JupyterLab forgets what is run before its kernel is there.
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        page.wait_for_timeout(1000)
        assert page.locator(".lm-TabBar-tab.jp-mod-dirty").count() == 0
        names = page.locator(".jp-DirListing-itemName", has_text="10_griffin_lim.ipynb")
        assert names.evaluate("e => e.scrollWidth <= e.clientWidth")
        first = cell(page, "from autograder import check")
        run(page, first)
        first.get_by_text("[1]:").wait_for()
        yield page


def _open(page, address):
    """Open the address; the server may still be starting."""
    from playwright.sync_api import Error

    for _ in range(60):
        try:
            page.goto(address)
            break
        except Error:
            page.wait_for_timeout(500)
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()


def cell(page, text):
    """Return the code cell that holds a text; JupyterLab draws cells when they come into view."""
    found = page.locator(".jp-CodeCell", has_text=text).first
    for _ in range(100):
        if found.count():
            break
        page.mouse.move(700, 500)
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(100)
    found.scroll_into_view_if_needed()
    return found


def run(page, code_cell):
    folded = code_cell.locator(".jp-InputPlaceholder")
    if folded.count():
        folded.click()
    code_cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")


def write(page, code_cell, old, new):
    """Replace a line of a cell, as a learner would: select it and type."""
    code_cell.locator(".cm-line", has_text=old).click()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    page.keyboard.type(new)


def run_below(page, code_cell, source):
    """Type code into a new cell below and run it; return that cell."""
    code_cell.locator(".cm-content").click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.type(source)
    made = page.locator(".jp-CodeCell.jp-mod-active")
    page.keyboard.press("Control+Enter")
    made.locator(".jp-OutputArea-output").first.wait_for()
    return made.element_handle()


def theme(page, name):
    """Choose a theme in the menu."""
    from playwright.sync_api import TimeoutError

    for _ in range(3):  # on a busy machine a menu may close under the mouse
        try:
            page.locator(".lm-MenuBar-itemLabel", has_text="Settings").click(timeout=5000)
            page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Theme$")).hover(timeout=5000)
            item = page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{name}$"))
            item.click(timeout=5000)
            break
        except TimeoutError:
            page.keyboard.press("Escape")
    page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")
    page.locator("#jupyterlab-splash").wait_for(state="detached")
    page.wait_for_timeout(500)


def contrast(element):
    """Return the contrast (WCAG 2) of an element's text with what is behind it."""
    text, ground = element.evaluate(
        """element => {
            const text = getComputedStyle(element).color
            while (/rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(element).backgroundColor))
                element = element.parentElement
            return [text, getComputedStyle(element).backgroundColor]
        }"""
    )

    def luminance(color):
        rgb = np.array([float(v) for v in re.findall(r"[\d.]+", color)[:3]]) / 255
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    dark, light = sorted([luminance(text), luminance(ground)])
    return (light + 0.05) / (dark + 0.05)


def sounds(code_cell):
    """Return the samples of each player of a cell, from -1 to 1, and its length by the browser."""
    for player in code_cell.locator("audio").all():
        player.evaluate("e => e.readyState || new Promise(r => e.onloadedmetadata = r)")
        kind, _, data = player.get_attribute("src").partition(";base64,")
        assert kind == "data:audio/wav"
        with wave.open(io.BytesIO(base64.b64decode(data))) as wav:
            assert player.evaluate("e => e.duration") == pytest.approx(
                wav.getnframes() / wav.getframerate(), abs=1e-3
            )
            yield np.frombuffer(wav.readframes(wav.getnframes()), "<i2") / 2**15


def keep(name, *pictures):
    """Write pictures below one another into one PNG, if they are asked for."""
    if not os.environ.get("SOUNDCHECK_PICTURES"):
        return
    from PIL import Image

    images = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    width, height = max(i.width for i in images), sum(i.height for i in images)
    whole = Image.new("RGB", (width, height), "white")
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    PICTURES.mkdir(exist_ok=True)
    whole.quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


def test_an_exercise_from_not_written_to_wrong_to_a_hint_to_right_to_the_reference(page):
    function, check = cell(page, "def rms("), cell(page, "check(rms)")
    run(page, function)
    run(page, check)
    report = check.locator(".soundcheck")
    report.wait_for()
    assert "rms is not written yet." in report.inner_text()
    keep("not-written", check.screenshot())

    write(page, function, "raise NotImplementedError", "return np.mean(np.square(x))")
    run(page, function)
    run(page, check)
    failed = check.locator(".soundcheck-failed")
    failed.wait_for()
    words = failed.inner_text()
    assert "Expected 3.53553 Pa, got 12.5 Pa." in words
    assert "Probably mistake DB-02" in words and "hint(rms)" in words
    # What is wrong stays in view, though the next cell is the active one.
    message = failed.get_by_text("Expected 3.53553 Pa")
    pane = page.locator(".jp-WindowedPanel-outer").first.bounding_box()
    assert pane["y"] < message.bounding_box()["y"] < pane["y"] + pane["height"]
    picture = failed.locator("img")
    assert not picture.is_visible()
    failed.get_by_text("See it").click()
    picture.wait_for()
    assert picture.get_attribute("alt").startswith("Your answers over the expected ones (Pa)")
    assert picture.evaluate("e => e.naturalWidth") > 300
    # The message comes first, the figure after.
    assert message.bounding_box()["y"] < picture.bounding_box()["y"]
    red = check.screenshot()
    keep("wrong", red)
    assert contrast(failed) > 7

    theme(page, "JupyterLab Dark")
    assert contrast(failed) > 7 and contrast(failed.locator("td").first) > 4.5
    keep("wrong-dark", check.screenshot())
    theme(page, "JupyterLab Light")

    hint = run_below(page, check, "hint(rms)")
    assert "Hint 1 of 3 for rms:" in hint.inner_text()
    assert "2 more: call hint(rms) again." in hint.inner_text()
    keep("hint", hint.screenshot())

    write(page, function, "return np.mean", "return np.sqrt(np.mean(np.square(x)))")
    run(page, function)
    run(page, check)
    passed = check.locator(".soundcheck-passed")
    passed.wait_for()
    assert "rms: all 9 public properties passed (2 of 2 points)." in passed.inner_text()
    green = check.screenshot()
    keep("right", green)
    keep("check", red, green)

    shown = run_below(page, check, "show(rms)")
    text = shown.inner_text()
    assert "np.sqrt(np.mean(np.square(x)))" in text
    assert all(title in text for title in ("Yours", "The course's", "Another way"))
    keep("show", shown.screenshot())


def test_a_slider_redraws_by_keyboard_and_every_player_has_a_safe_sound(page):
    scene = cell(page, "Six tones, each half as high")
    run(page, scene)
    scene.locator("audio").wait_for()
    function = cell(page, "def db_to_amplitude(")
    write(page, function, "raise NotImplementedError", "return 10.0 ** (db / 20)")
    run(page, function)
    exploration = cell(page, "# Two tones, and a slider for the level of the second")
    assert exploration.locator(".cm-content:visible").count() == 0
    run(page, exploration)
    picture = exploration.locator("img")
    picture.wait_for()
    assert "The second is -6 dB, 0.501 times as high." in picture.get_attribute("alt")
    before = picture.get_attribute("src")

    handle = exploration.get_by_role("slider", name="change (dB)")
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    exploration.locator("img[alt*='The second is -4 dB']").wait_for()
    assert picture.get_attribute("src") != before
    assert "the tone at -4 dB" in exploration.locator(".jp-OutputArea").inner_text()
    keep("slider", exploration.screenshot())

    [before, after] = [list(sounds(c)) for c in (scene, exploration)]
    for sound in before + after:
        assert 0.9 * LOUDEST < np.max(np.abs(sound)) <= LOUDEST + 2**-15
        assert np.count_nonzero(sound) > sound.size / 2
    # What is heard is what the slider says: the second tone at -4 dB.
    first, second = np.array_split(after[0], 2)
    ratio = np.max(np.abs(second)) / np.max(np.abs(first))
    assert 20 * np.log10(ratio) == pytest.approx(-4, abs=0.1)
