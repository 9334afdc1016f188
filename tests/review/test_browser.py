"""The review page in a real browser: by keyboard, in conflict, under attack, offline."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from click.testing import CliRunner

from tiptranslate import workspace
from tiptranslate.cli import main
from tiptranslate.review.serving import Server

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
expect = playwright.expect
Page = Any  # playwright.sync_api.Page, which may be missing
Open = Callable[..., Page]

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
HOTLINE = """\
Hotline on forced labour opens in Nukus

NUKUS, 3 June 2025 – A free hotline opened today. It answers calls about trafficking in persons at night, too.

“Everybody may call,” said the director.

Contact: hotline@example.org
"""  # noqa: E501 - paragraphs of a release are lines
HOSTILE = """\
<script>hacked = 1</script> opens

A </textarea><img src=x onerror=hacked=2> <b>day</b> & “night”, {{ 7*7 }} %(n)s.
"""
ATTACK = "</textarea><script>hacked = 3</script><img src=x onerror=hacked=4>"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A workspace with two drafted releases and the project's glossary."""
    folder = tmp_path_factory.mktemp("review") / "desk"
    folder.mkdir()
    workspace.init(folder)
    shutil.copytree(root / "glossary", folder / "glossary", dirs_exist_ok=True)
    (folder / "releases" / "hotline.txt").write_text(HOTLINE, encoding="utf-8")
    (folder / "releases" / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(main, ["draft", "--engine", "pseudo"])
    assert result.exit_code == 0, result.output
    shutil.copytree(folder / "locales", folder.parent / "drafts")
    return folder


@pytest.fixture(scope="module")
def server(drafted: Path) -> Iterator[Server]:
    """The review server of the workspace; the glossary is read once for all tests."""
    with Server(drafted) as server:
        yield server


@pytest.fixture
def desk(drafted: Path) -> Path:
    """The workspace with its catalogs as they were drafted."""
    shutil.copytree(drafted.parent / "drafts", drafted / "locales", dirs_exist_ok=True)
    return drafted


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, server: Server, desk: Path) -> Iterator[Open]:
    """Opens a path in a browser of its own; whatever test uses it, nothing leaves the host.

    Nor may a page break its own policy, or its script fail.
    """
    contexts = []
    asked: list[str] = []
    faults: list[str] = []

    def visit(path: str = "/releases/hotline/ru", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("console", lambda line: faults.append(line.text))
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        assert desk.is_dir()  # as drafted: what other tests decided is gone
        page.goto(server.url)
        page.goto(server.address + path)
        if options.get("java_script_enabled", True) and path.count("/") > 2:
            page.wait_for_selector("html[data-ready]")
        return page

    yield visit
    for context in contexts:
        context.close()
    outside = [url for url in asked if not url.startswith((server.address + "/", "data:"))]
    assert outside == []
    # A refusal the page handles (a conflict, say) is a line of the console, too.
    assert [fault for fault in faults if "status of 4" not in fault] == []


def entries(desk: Path, name: str = "ru/LC_MESSAGES/hotline.po") -> list[polib.POEntry]:
    """A catalog as it is on the disk."""
    return list(polib.pofile(str(desk / "locales" / name)))


def saved(page: Page, n: int) -> None:
    """Waits until sentence n is saved."""
    expect(page.locator(f"#n{n} .note")).to_have_text("Saved")


def change_on_disk(desk: Path, number: int, text: str) -> None:
    """What an editor or git does: another target in the file."""
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "hotline.po"
    catalog = polib.pofile(str(path), wrapwidth=78)
    catalog[number - 1].msgstr = text
    catalog.save(str(path))


def test_whole_release_is_reviewed_by_keyboard_alone(desk: Path, visit: Open) -> None:
    """Approve and next, to the end; every sentence is approved in the file."""
    page = visit()
    expect(page.locator("#t1")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("В Нукусе открылась горячая линия")
    for _ in range(5):
        page.keyboard.press("Control+Enter")
    expect(page.locator(".row.s-reviewed")).to_have_count(5)
    expect(page.locator("#done")).to_have_text("Reviewed: 5 of 5")

    assert [entry.fuzzy for entry in entries(desk)] == [False] * 5
    assert entries(desk)[0].msgstr == "В Нукусе открылась горячая линия"


def test_keys_move_between_sentences(visit: Open) -> None:
    """Next, previous, next unreviewed, help; Tab leaves the text."""
    page = visit()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#t2")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#t3")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#t1")).to_be_focused()
    saved(page, 2)
    page.keyboard.press("Alt+n")
    expect(page.locator("#t3")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#n3 button:focus")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_address_names_a_sentence(visit: Open) -> None:
    """A link into the page has the sentence ready to be written."""
    page = visit("/releases/hotline/ru#n4")
    expect(page.locator("#t4")).to_be_focused()


def test_term_goes_in_at_the_caret(visit: Open) -> None:
    """By its number and by its button, with spaces where they are missing."""
    page = visit()
    page.fill("#t3", "Звонки о")
    expect(page.locator("#n3 .terms li").first).to_contain_text("trafficking in persons")
    page.keyboard.press("Alt+1")
    expect(page.locator("#t3")).to_have_value("Звонки о торговля людьми")
    page.fill("#t3", "")
    page.click("#n3 .terms button")
    expect(page.locator("#t3")).to_have_value("Торговля людьми")


def test_findings_follow_the_writing(visit: Open) -> None:
    """The same checks as `check`, as one types, and gone once the text is right."""
    page = visit("/releases/hotline/ru#n2")
    page.fill("#t2", "НУКУС, 4 июня 2025 года — Сегодня открылась бесплатная горячая линия.")
    expect(page.locator("#f2 li.error").first).to_be_visible()
    page.fill("#t2", "НУКУС, 3 июня 2025 года — Сегодня открылась бесплатная горячая линия.")
    expect(page.locator("#f2 li.error")).to_have_count(0)


def test_edit_is_saved_as_a_draft_when_one_leaves(desk: Path, visit: Open) -> None:
    """Without a key or button; a reviewed sentence becomes a draft again."""
    page = visit()
    page.keyboard.press("Control+Enter")
    saved(page, 1)
    page.fill("#t1", "Линия открыта")
    page.focus("#t4")
    saved(page, 1)

    assert (entries(desk)[0].msgstr, entries(desk)[0].fuzzy) == ("Линия открыта", True)


def test_undo_and_redo(desk: Path, visit: Open) -> None:
    """Decisions, not letters; the file follows."""
    page = visit()
    draft = page.input_value("#t1")
    page.fill("#t1", "Линия открыта")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#n1.s-reviewed")).to_be_visible()
    page.keyboard.press("Alt+z")
    expect(page.locator("#t1")).to_have_value(draft)
    expect(page.locator("#n1.s-draft")).to_be_visible()
    assert entries(desk)[0].msgstr == draft
    page.keyboard.press("Alt+y")
    expect(page.locator("#n1.s-reviewed")).to_be_visible()

    assert (entries(desk)[0].msgstr, entries(desk)[0].fuzzy) == ("Линия открыта", False)


def test_empty_translation_is_not_approved(desk: Path, visit: Open) -> None:
    """The page says so and stays where it is."""
    page = visit()
    page.fill("#t1", "")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#n1 .note")).to_have_text("An empty translation cannot be approved")
    expect(page.locator("#t1")).to_be_focused()

    assert entries(desk)[0].fuzzy


@pytest.mark.parametrize(("button", "kept"), [("#keep-mine", "Моё"), ("#take-theirs", "Чужое")])
def test_conflict_is_a_choice(desk: Path, visit: Open, button: str, kept: str) -> None:
    """Nothing is written until somebody has chosen."""
    page = visit()
    page.fill("#t1", "Моё")
    change_on_disk(desk, 1, "Чужое")
    page.keyboard.press("Control+s")
    expect(page.locator("#conflict")).to_be_visible()
    expect(page.locator("#theirs-text")).to_have_text("Чужое")
    expect(page.locator("#mine-text")).to_be_focused()
    assert entries(desk)[0].msgstr == "Чужое"
    page.click(button)
    expect(page.locator("#t1")).to_have_value(kept)
    expect(page.locator("#n1.dirty")).to_have_count(0)

    assert entries(desk)[0].msgstr == kept


def test_conflict_can_wait(desk: Path, visit: Open) -> None:
    """Escape leaves both texts where they are, and the sentence marked."""
    page = visit()
    page.fill("#t1", "Моё")
    change_on_disk(desk, 1, "Чужое")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#conflict")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#n1.dirty .note")).to_contain_text("Not saved")

    assert page.input_value("#t1") == "Моё"
    assert entries(desk)[0].msgstr == "Чужое"
    page.fill("#t1", "Чужое")


def test_edits_of_others_appear(desk: Path, visit: Open) -> None:
    """Those of another browser and of an editor, without a reload; what is being typed stays."""
    page, other = visit(), visit()
    page.fill("#t1", "Печатаю")
    other.fill("#t4", "Из другого окна")
    other.keyboard.press("Control+s")
    saved(other, 4)
    change_on_disk(desk, 5, "Из редактора")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#t4")).to_have_value("Из другого окна")
    expect(page.locator("#t5")).to_have_value("Из редактора")
    expect(page.locator("#t1")).to_have_value("Печатаю")
    page.keyboard.press("Control+s")
    saved(page, 1)


def test_search_and_replace_shows_every_place_first(desk: Path, visit: Open) -> None:
    """Only the chosen are changed, and one undo takes them back."""
    page = visit()
    for n, text in ((2, "Линия, линия"), (3, "Новая линия"), (4, "Та же линия")):
        page.fill(f"#t{n}", text)
        page.keyboard.press("Control+s")
        saved(page, n)
    page.keyboard.press("Alt+s")
    page.keyboard.type("линия")
    page.fill("#search-form [name=replace]", "черта")
    page.keyboard.press("Enter")
    expect(page.locator("#hits li")).to_have_count(3)
    page.locator("#hits input").nth(1).uncheck()
    page.click("#replace-foot .primary")
    expect(page.locator("#t4")).to_have_value("Та же черта")
    assert page.input_value("#t3") == "Новая линия"
    page.keyboard.press("Alt+z")
    expect(page.locator("#t4")).to_have_value("Та же линия")

    assert entries(desk)[1].msgstr == "Линия, линия"


def test_filters(visit: Open) -> None:
    """By state, by words and by finding; the way on leads through what shows."""
    page = visit()
    page.keyboard.press("Control+Enter")
    saved(page, 1)
    page.check("input[name=show][value=draft]", force=True)
    expect(page.locator(".row:visible")).to_have_count(4)
    page.fill("#contains", "DIRECTOR")
    expect(page.locator(".row:visible")).to_have_count(1)
    page.fill("#contains", "")
    page.check("input[name=show][value=all]", force=True)
    page.fill("#t2", "НУКУС, 4 июня 2025 года")
    expect(page.locator("#f2 li.error").first).to_be_visible()
    page.focus("#t3")
    expect(page.locator("#finding option[value='check:changed-number']")).not_to_have_attribute(
        "hidden", ""
    )
    page.select_option("#finding", "check:changed-number")
    expect(page.locator(".row:visible")).to_have_count(1)
    expect(page.locator("#n2")).to_be_visible()


def doubt(desk: Path, number: int, score: float) -> None:
    """Give a draft a score of its engine."""
    path = desk / "locales" / "ru" / "LC_MESSAGES" / "hotline.po"
    catalog = polib.pofile(str(path), wrapwidth=78)
    entry = catalog[number - 1]
    entry.tcomment = entry.tcomment.replace("score=0.00", f"score={score:.2f}")
    catalog.save(str(path))


def test_riskiest_drafts_come_first(desk: Path, visit: Open) -> None:
    """By link and by address; keys follow the order, and what one writes in stays put."""
    for number, score in enumerate((-0.1, -0.9, -0.2, -3.0), 1):
        doubt(desk, number, score)
    page = visit()
    order = "nodes => nodes.map(node => node.dataset.n)"
    rows = page.locator(".row")
    expect(page.locator("#n4 .risk")).to_have_text(re.compile(r"Risk: 9\d"))

    page.click("text=Riskiest first")
    riskiest = rows.evaluate_all(order)
    expect(page).to_have_url(re.compile(r"order=risk$"))
    expect(page.locator("#t4")).to_be_focused()
    page.keyboard.press("Control+Enter")
    saved(page, 4)
    expect(page.locator(f"#t{riskiest[1]}")).to_be_focused()
    page.fill(f"#t{riskiest[1]}", "Пишу")
    expect(page.locator("#n4 .risk")).to_have_text("")
    page.locator(f"#t{riskiest[1]}").press("Control+s")
    saved(page, int(riskiest[1]))

    page.reload()
    page.wait_for_selector("html[data-ready]")
    again = rows.evaluate_all(order)
    expect(page.locator(".order [aria-current]")).to_have_text("Riskiest first")
    page.click("text=As in the text")

    assert riskiest[0] == "4"
    assert again[-2:] == sorted(riskiest[:2])
    assert rows.evaluate_all(order) == sorted(riskiest)
    assert "order" not in page.url


def test_order_is_kept_without_script(visit: Open) -> None:
    """A link turns it, and a decision comes back to it."""
    page = visit("/releases/hotline/ru?order=risk", java_script_enabled=False)
    page.locator(".row textarea").first.focus()
    page.locator(".row").first.locator("button.primary").click()

    assert page.url.endswith("/releases/hotline/ru?order=risk")
    page.click("text=As in the text")
    assert page.url.endswith("/releases/hotline/ru")


def test_comments_are_kept(desk: Path, visit: Open) -> None:
    """In the PO file's own comments."""
    page = visit()
    expect(page.locator("#comments-text")).to_be_enabled()
    page.fill("#comments-text", "Ask the hotline.\nTwice.")
    page.focus("#t2")
    saved(page, 1)

    assert entries(desk)[0].tcomment.endswith("Ask the hotline.\nTwice.")


def test_hostile_text_stays_text(visit: Open) -> None:
    """Scripts in the source, the target, a comment, the address: shown, never run."""
    page = visit("/releases/hostile/ru")
    expect(page.locator("#n1 .source .text")).to_have_text("<script>hacked = 1</script> opens")
    page.fill("#t2", ATTACK)
    page.fill("#comments-text", ATTACK)
    page.keyboard.press("Tab")
    saved(page, 2)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.focus("#t2")
    expect(page.locator("#comments-text")).to_have_value(ATTACK)
    expect(page.locator("#t2")).to_have_value(ATTACK)
    page.keyboard.press("Alt+s")
    page.keyboard.type("script")
    page.keyboard.press("Enter")
    expect(page.locator("#hits li")).not_to_have_count(0)
    for path in (
        "",
        "releases/hostile",
        "releases/%3Cscript%3Ehacked=5%3C%2Fscript%3E/ru",
        "?ui=%22%3E%3Cscript%3E",
    ):
        page.goto(page.url.split("/releases")[0] + "/" + path)
        assert page.evaluate("typeof hacked") == "undefined", path
        assert page.locator("img, script:not([src]):not([type='application/json'])").count() == 0


def test_preview_stands_beside_the_text(visit: Open) -> None:
    """The assembled document, marked as a draft, in a frame that may do nothing."""
    page = visit()
    page.keyboard.press("Alt+p")
    frame = page.frame_locator("#preview iframe")
    expect(frame.locator("h1")).to_be_visible()
    expect(frame.locator(".banner")).to_be_visible()
    page.keyboard.press("Alt+p")
    expect(page.locator("#preview")).to_be_hidden()


@pytest.mark.parametrize(("theme", "width"), [("light", 1400), ("dark", 420)])
def test_axe_finds_no_serious_fault(visit: Open, theme: str, width: int) -> None:
    """Labels, contrast, landmarks, names of buttons: on every page and dialog."""
    page = visit("/", color_scheme=theme, viewport={"width": width, "height": 900})
    check_with_axe(page)
    page.goto(page.url + "releases/hotline")
    check_with_axe(page)
    page.goto(page.url + "/ru")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#n1 .terms li").first).to_be_visible()
    page.fill("#t1", "Hotline, 14")
    expect(page.locator("#f1 li").first).to_be_visible()
    check_with_axe(page)
    for dialog in ("help", "search", "conflict"):
        page.evaluate("name => document.getElementById(name).showModal()", dialog)
        check_with_axe(page)
        page.keyboard.press("Escape")
    page.goto(page.url.split("/releases")[0] + "/releases/none/ru")
    check_with_axe(page)


def check_with_axe(page: Page) -> None:
    """No violation of WCAG 2.1 AA that axe calls serious or critical."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe.Axe().axe_script)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    bad = [
        (one["id"], [node["target"] for node in one["nodes"]][:3])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]

    assert bad == []


def test_page_speaks_russian_and_uzbek(visit: Open) -> None:
    """Chosen by a link, kept by a cookie; translations come from the catalogs."""
    page = visit()
    page.click("header a[hreflang=uz]")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("html")).to_have_attribute("lang", "uz")
    expect(page.locator("#n1 .state-name")).to_have_text("Qoralama")
    page.goto(page.url.split("/releases")[0])
    expect(page.locator("h1")).to_have_text("Relizlar")
    page.click("header a[hreflang=ru]")
    expect(page.locator("h1")).to_have_text("Релизы")


def test_dark_is_a_choice_that_stays(visit: Open) -> None:
    """The button goes from the system's colours to light to dark, and a reload keeps it."""
    page = visit(color_scheme="light")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    page.click("#theme")
    dark = page.evaluate(ground)
    page.reload()

    assert light != dark
    assert page.evaluate(ground) == dark


def test_essentials_work_without_scripts(desk: Path, visit: Open) -> None:
    """Edit, approve, undo and a conflict by plain forms."""
    page = visit(java_script_enabled=False)
    page.fill("#t1", "Линия открыта")
    page.focus("#t1")
    page.click("#n1 .primary")
    assert page.url.endswith("/releases/hotline/ru#n2")
    assert (entries(desk)[0].msgstr, entries(desk)[0].fuzzy) == ("Линия открыта", False)
    change_on_disk(desk, 3, "Чужое")
    page.fill("#t3", "Моё")
    page.click("#n3 .actions button >> nth=1")
    expect(page.locator("main")).to_contain_text("Somebody else changed this sentence")
    page.click(".primary")
    assert entries(desk)[2].msgstr == "Моё"


def test_stranger_is_shown_the_door(browser: Any, server: Server) -> None:
    """Without the address from the terminal there is a polite page and nothing else."""
    page = browser.new_page()
    try:
        reply = page.goto(server.address + "/releases/hotline/ru")
        assert reply.status == 401
        expect(page.locator("h1")).to_have_text("Open the address from the terminal")
        assert "Nukus" not in page.content()
    finally:
        page.close()
