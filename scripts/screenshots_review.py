"""The pictures of the review page: real pages of the samples, decided in a real browser.

Usage: python scripts/screenshots_review.py
Needs Playwright and Chromium with fonts for Cyrillic; CHROMIUM names another of its kind.
"""

import os
import shutil
import tempfile
from pathlib import Path

import polib
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tiptranslate.review.reviewer import Reviewer
from tiptranslate.review.serving import Server

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SLUG = "2025-samarkand-labour-inspectors"
WIDE: ViewportSize = {"width": 1400, "height": 860}
_PARTS = ("releases", "locales", "glossary", "tiptranslate.toml")


def workspace(folder: Path) -> Path:
    """A copy of the samples, one sentence of the release changed since its draft."""
    for part in _PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    release = folder / "releases" / f"{SLUG}.txt"
    catalog = polib.pofile(str(folder / "locales" / "ru" / "LC_MESSAGES" / f"{SLUG}.po"))
    for entry in catalog:
        if "often the first official" in entry.msgid:
            entry.flags.remove("fuzzy")  # reviewed, so that the change makes it outdated
    catalog.save()
    text = release.read_text(encoding="utf-8")
    release.write_text(text.replace("often the first official", "usually the first official"))
    return folder


def shoot(page: Page, name: str) -> None:
    """One picture, once the page is quiet."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)
    page.screenshot(path=str(IMAGES / f"{name}.png"))
    print(f"docs/images/{name}.png")


def open_page(context: BrowserContext, server: Server, path: str) -> Page:
    """A page in a browser of its own."""
    page = context.new_page()
    page.goto(server.url)
    page.goto(server.address + path)
    return page


def pictures(browser: Browser, server: Server, folder: Path) -> None:
    """Review a little, and take the pictures on the way."""
    page = open_page(browser.new_context(viewport=WIDE), server, f"/releases/{SLUG}/ru")
    if page.locator("#update").count():
        with page.expect_navigation():
            page.click("#update button")
        page.wait_for_selector("html[data-ready]")
    for _ in range(2):
        page.keyboard.press("Control+Enter")
    page.locator("#t3").fill(page.input_value("#t3").replace("14 по 18", "14 по 19"))
    page.evaluate("scrollTo(0, 0)")
    page.set_viewport_size({"width": 1400, "height": 1080})
    shoot(page, "review")
    page.set_viewport_size(WIDE)

    po = folder / "locales" / "ru" / "LC_MESSAGES" / f"{SLUG}.po"
    text = po.read_text(encoding="utf-8")
    page.focus("#t6")
    page.keyboard.press("Control+End")
    page.keyboard.type(" И ему негде жить.")
    po.write_text(text.replace("лежит в сейфе", "заперт в сейфе"), encoding="utf-8")
    page.keyboard.press("Control+Enter")
    shoot(page, "review-conflict")
    page.click("#take-theirs")

    dark = browser.new_context(viewport=WIDE, color_scheme="dark", locale="uz")
    shoot(open_page(dark, server, f"/releases/{SLUG}/uz?ui=uz#n3"), "review-dark")
    narrow = browser.new_context(viewport={"width": 400, "height": 800})
    shoot(open_page(narrow, server, f"/releases/{SLUG}/ru#n2"), "review-narrow")
    short = browser.new_context(viewport={"width": 1360, "height": 460})
    shoot(open_page(short, server, "/"), "review-list")


def main() -> None:
    """Take all pictures."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        folder = workspace(Path(scratch))
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with Server(folder, Reviewer("Reviewer <reviewer@example.org>")) as server:
            pictures(browser, server, folder)
        browser.close()


if __name__ == "__main__":
    main()
