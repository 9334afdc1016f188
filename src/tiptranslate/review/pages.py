"""The pages: what is shown for an address, and forms for browsers without script."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qs, quote

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tiptranslate import __version__
from tiptranslate.assemble import FORMATS, LAYOUTS
from tiptranslate.qa.target import IDS
from tiptranslate.reports import Counts
from tiptranslate.review import views
from tiptranslate.review.deciding import Decision
from tiptranslate.review.documents import export, preview
from tiptranslate.review.failures import Refused, state_of, status_of
from tiptranslate.review.i18n import UI_LANGUAGES, negotiate, translations
from tiptranslate.review.merging import Conflict
from tiptranslate.review.progress import progress
from tiptranslate.review.security import DOCUMENT_POLICY
from tiptranslate.review.shapes import Lang, Row
from tiptranslate.review.workplace import Workplace

_UI_COOKIE = "tiptranslate-ui"
_YEAR = 31_536_000


class Pages:
    """Every route that answers with a page."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._templates: dict[str, jinja2.Environment] = {}

    def progress(self, request: Request) -> Response:
        """``/``: every release in every language."""
        desk = self._place.session.desk
        rows, errors, totals = progress(desk)
        return self.page(
            request,
            "progress",
            {
                "rows": rows,
                "errors": errors,
                "languages": self._languages(),
                "total": views.of_total(sum(totals, Counts())),
            },
        )

    def release(self, request: Request) -> Response:
        """One release in one language."""
        slug, language = self._named(request)
        session, desk = self._place.session, self._place.session.desk
        snapshot = desk.snapshot(slug, language)
        can_undo, can_redo = session.steps(slug, language)
        known = self._place.advisor.known_findings(snapshot)
        order = "risk" if request.query_params.get("order") == "risk" else ""
        rows: Sequence[Row] = views.rows(
            snapshot, known, self._place.ranking.known(snapshot, known)
        )
        return self.page(
            request,
            "release",
            {
                "release": views.head(snapshot.text.release),
                "lang": views.lang(language),
                "source_lang": views.lang(desk.project.settings.workspace.source),
                "languages": self._languages(),
                "rows": views.riskiest_first(rows) if order else rows,
                "order": order,
                "counts": views.counts(snapshot.entries),
                "fingerprint": snapshot.fingerprint,
                "can_undo": can_undo,
                "can_redo": can_redo,
                "outdated": snapshot.outdated,
                "layouts": list(LAYOUTS),
                "formats": list(FORMATS),
                "checks": list(IDS),
            },
        )

    def split(self, request: Request) -> Response:
        """One release with all its languages side by side."""
        slug = request.path_params["slug"]
        desk = self._place.session.desk
        text = desk.text(slug)
        codes = desk.project.settings.workspace.languages
        snapshots = {code: self._place.snapshot_or_none(slug, code) for code in codes}
        return self.page(
            request,
            "split",
            {
                "release": views.head(text.release),
                "source_lang": views.lang(desk.project.settings.workspace.source),
                "languages": self._languages(),
                "rows": list(views.split_rows(snapshots)),
                "counts": {
                    code: views.counts(found.entries if found else ())
                    for code, found in snapshots.items()
                },
            },
        )

    def preview(self, request: Request) -> Response:
        """The document as it would be now, drafts marked."""
        slug, language = self._named(request)
        layout = request.query_params.get("layout", "mono")
        made = preview(self._place.session.desk, slug, language, layout)
        return HTMLResponse(made.data, headers={"Content-Security-Policy": DOCUMENT_POLICY})

    def export(self, request: Request) -> Response:
        """A document to be saved; refused where it would have unreviewed text without asking."""
        slug, language = self._named(request)
        query = request.query_params
        made = export(
            self._place.session.desk,
            slug,
            language,
            query.get("layout", "mono"),
            query.get("format", "html"),
            drafts=query.get("drafts") == "1",
        )
        disposition = f"attachment; filename*=UTF-8''{quote(made.name)}"
        headers = {"Content-Disposition": disposition, "Content-Security-Policy": DOCUMENT_POLICY}
        return Response(made.data, media_type=made.media_type, headers=headers)

    async def enter(self, request: Request) -> Response:
        """The address that was printed: gives the cookie for the token."""
        gate = self._place.gate
        if not gate.knows_token(request.query_params.get("token", "")):
            return self.refused(request, 401, "the token is not right")
        return self._let_in(request.query_params.get("next", "/"))

    async def login(self, request: Request) -> Response:
        """Asks for the password where one is needed."""
        if not self._place.gate.password:
            raise Refused(404, "not-found", "there is no such page")
        if request.method == "GET":
            return self.page(request, "login", {"wrong": False})
        form = await self._form(request)
        if self._place.gate.knows_password(form.get("password", "")):
            return self._let_in("/")
        return self.page(request, "login", {"wrong": True}, 401)

    async def decide(self, request: Request) -> Response:
        """One decision, sent as a form."""
        form = await self._form(request)
        return await run_in_threadpool(self._decide, request, form)

    async def undo(self, request: Request) -> Response:
        """Take the last step back, sent as a form."""
        return await self._step(request, self._place.session.undo)

    async def redo(self, request: Request) -> Response:
        """Do it again, sent as a form."""
        return await self._step(request, self._place.session.redo)

    async def update(self, request: Request) -> Response:
        """Bring a catalog up to its release, sent as a form."""
        return await self._step(request, self._place.session.update)

    async def _step(self, request: Request, step: Callable[[str, str], object]) -> Response:
        form = await self._form(request)
        slug, language = self._named(request)
        await run_in_threadpool(step, slug, language)
        return RedirectResponse(f"/releases/{slug}/{language}{_order(form)}", 303)

    def _decide(self, request: Request, form: Mapping[str, str]) -> Response:
        slug, language = self._named(request)
        key, n = request.path_params["id"], _number(form.get("n", "1"))
        decision = Decision(form.get("target"), state_of(form.get("state") or None))
        session = self._place.session
        try:
            session.decide(slug, language, key, form.get("etag", ""), decision)
        except Conflict:
            return self._conflict(request, form, n)
        last = len(session.desk.snapshot(slug, language).places)
        following = min(n + 1, last) if form.get("state") == "reviewed" else n
        # By risk, the next to be read is at the top.
        place = _order(form) or f"#n{following}"
        return RedirectResponse(f"/releases/{slug}/{language}{place}", 303)

    def _conflict(self, request: Request, form: Mapping[str, str], n: int) -> Response:
        """Both texts of a sentence that somebody else has changed, to choose from."""
        slug, language = self._named(request)
        key = request.path_params["id"]
        snapshot = self._place.session.desk.snapshot(slug, language)
        theirs = views.entry_view(snapshot, key) if key in snapshot.by_id else None
        values = {
            "release": views.head(snapshot.text.release),
            "lang": views.lang(language),
            "n": n,
            "id": key,
            "mine": {"target": form.get("target", ""), "state": form.get("state", "")},
            "theirs": theirs,
            "gone": theirs is None,
        }
        return self.page(request, "conflict", values, 409)

    def error(self, request: Request, error: Exception) -> Response:
        """The page for what could not be done."""
        status, _, message = status_of(error)
        return self.page(request, "error", {"status": status, "message": message}, status)

    def refused(self, request: Request, status: int, message: str) -> Response:
        """The page for somebody who may not pass."""
        if status != 401:  # noqa: PLR2004 - Unauthorized
            return self.page(request, "error", {"status": status, "message": message}, status)
        if self._place.gate.password:
            return RedirectResponse("/login", 303)
        return self.page(request, "denied", {"message": message}, status)

    def page(
        self, request: Request, name: str, values: Mapping[str, object], status: int = 200
    ) -> Response:
        """A template with its values and those that every page has."""
        wanted = request.query_params.get("ui", "")
        ui = negotiate(
            (wanted, request.cookies.get(_UI_COOKIE, "")),
            request.headers.get("accept-language", ""),
        )
        common = {
            "ui": ui,
            "ui_languages": UI_LANGUAGES,
            "csrf": request.state.csrf,
            "workspace": self._place.name if request.state.browser else "tiptranslate",
            "version": __version__,
            "reviewer": self._place.session.reviewer.name if request.state.browser else "",
            "page": name,
            "here": request.url.path,
        }
        text = self._environment(ui).get_template(f"{name}.html").render(common | dict(values))
        response = HTMLResponse(text, status)
        if wanted in UI_LANGUAGES:
            response.set_cookie(_UI_COOKIE, wanted, _YEAR, samesite="strict", httponly=True)
        return response

    def _environment(self, ui: str) -> jinja2.Environment:
        if ui not in self._templates:
            made = jinja2.Environment(
                loader=jinja2.PackageLoader("tiptranslate.review"),
                autoescape=True,
                undefined=jinja2.StrictUndefined,
                extensions=["jinja2.ext.i18n"],
                trim_blocks=True,
                lstrip_blocks=True,
            )
            made.install_gettext_translations(  # type: ignore[attr-defined]
                translations(ui), newstyle=True
            )
            self._templates[ui] = made
        return self._templates[ui]

    def _let_in(self, following: str) -> Response:
        """Give a browser its cookie and send it on, never to elsewhere."""
        if not following.startswith("/") or following[1:2] in ("/", "\\"):
            following = "/"
        gate = self._place.gate
        response = RedirectResponse(following, 303)
        response.set_cookie(gate.cookie, gate.admit(), httponly=True, samesite="strict")
        return response

    def _languages(self) -> list[Lang]:
        codes = self._place.session.desk.project.settings.workspace.languages
        return [views.lang(code) for code in codes]

    @staticmethod
    def _named(request: Request) -> tuple[str, str]:
        return request.path_params["slug"], request.path_params["lang"]

    async def _form(self, request: Request) -> dict[str, str]:
        """The fields of a form that our own page has sent.

        Raises:
            Refused: It is none, or lacks the token that the page gave it.
        """
        body = (await request.body()).decode("utf-8", "replace")
        try:
            fields = parse_qs(body, keep_blank_values=True, max_num_fields=20)
        except ValueError:
            raise Refused(400, "bad-request", "this is no form of this page") from None
        form = {name: values[-1] for name, values in fields.items()}
        state = request.state
        if not self._place.gate.is_right_csrf(state.browser, form.get("csrf", "")):
            raise Refused(403, "forbidden", "this was not sent by the review page; load it again")
        return form


def _order(form: Mapping[str, str]) -> str:
    """The part of an address that keeps the order somebody has chosen."""
    return "?order=risk" if form.get("order") == "risk" else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1  # noqa: PLR2004
