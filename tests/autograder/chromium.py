"""The browser of the tests: Debian's Chromium, headless, without news or updates."""

from contextlib import contextmanager

from tools import browser as chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


@contextmanager
def new_page(**options):
    """Open a page of a new browser; `options` are those of playwright's ``new_page``."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser.new_page(**options)
        browser.close()
