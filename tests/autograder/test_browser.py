"""The learner's first minutes in a real browser: JupyterLab on loopback, headless Chromium.

``SOUNDCHECK_PICTURES=1 pytest tests/autograder/test_browser.py`` also draws the README's picture.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
PICTURES = Path(__file__).parent / "pictures"
WAIT = 60_000  # ms

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("Chromium is not installed: sudo apt install chromium", allow_module_level=True)


@pytest.fixture
def address(tmp_path, root):
    """Run ``soundcheck learn`` and return the address that it prints."""
    # No display: the command must print where to go instead of opening a browser.
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from autograder.cli import main; main()",
            "learn",
            "--dir",
            str(tmp_path / "my-lessons"),
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


@pytest.fixture
def page(address):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1100, "height": 1000}, device_scale_factor=1.5)
        page.set_default_timeout(WAIT)
        _open(page, address)
        yield page
        browser.close()


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
    for _ in range(40):
        if found.count():
            break
        page.mouse.move(700, 500)
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(100)
    found.scroll_into_view_if_needed()
    return found


def run(page, code_cell):
    code_cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")


def write(page, code_cell, old, new):
    """Replace a line of a cell, as a learner would: select it and type."""
    code_cell.locator(".cm-line", has_text=old).click()
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    page.keyboard.type(new)


def test_a_learner_writes_a_wrong_answer_and_then_the_right_one(page):
    run(page, cell(page, "from autograder import check"))
    function, check = cell(page, "def rms("), cell(page, "check(rms)")

    run(page, function)
    run(page, check)
    report = check.locator(".soundcheck")
    report.wait_for()
    assert "rms is not written yet." in report.inner_text()

    write(page, function, "raise NotImplementedError", "return np.mean(np.square(x))")
    run(page, function)
    run(page, check)
    failed = check.locator(".soundcheck-failed")
    failed.wait_for()
    words = failed.inner_text()
    assert "Expected 3.53553 Pa, got 12.5 Pa." in words
    assert "Probably DB-02" in words and "hint(rms)" in words
    red = check.screenshot()

    write(page, function, "return np.mean", "return np.sqrt(np.mean(np.square(x)))")
    run(page, function)
    run(page, check)
    passed = check.locator(".soundcheck-passed")
    passed.wait_for()
    assert "rms: all 9 public properties passed (2 of 2 points)." in passed.inner_text()
    if os.environ.get("SOUNDCHECK_PICTURES"):
        _stack(PICTURES / "check.png", red, check.screenshot())


def _stack(path, *pictures):
    """Write pictures below one another into one PNG."""
    import io

    from PIL import Image

    images = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    width, height = max(i.width for i in images), sum(i.height for i in images)
    whole = Image.new("RGB", (width, height), "white")
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    path.parent.mkdir(exist_ok=True)
    whole.quantize(256).save(path, optimize=True)
