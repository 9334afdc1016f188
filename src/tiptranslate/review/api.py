"""What the page's script asks for and sends: JSON, documented by the shapes it is made of."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tiptranslate.model import State
from tiptranslate.review import views
from tiptranslate.review.deciding import Decision
from tiptranslate.review.failures import Refused, state_of, status_of
from tiptranslate.review.merging import Conflict
from tiptranslate.review.searching import Query, search
from tiptranslate.review.session import Outcome
from tiptranslate.review.snapshot import Snapshot
from tiptranslate.review.workplace import Workplace

VERSION = 1
_MOST_HITS = 2_000
_Handler = Callable[[Request, str, str, dict[str, Any]], object]


class Api:
    """Every route that answers with JSON; all stand below a release and a language."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._session = place.session
        self._desk = place.session.desk

    def routes(self) -> list[Route]:
        """The routes, as the app mounts them."""
        base = "/api/releases/{slug}/{lang}"
        reads: dict[str, _Handler] = {
            "": self.release,
            "/poll": self.poll,
            "/findings": self.all_findings,
            "/entries/{id}": self.entry,
        }
        writes: dict[str, _Handler] = {
            "/findings": self.findings,
            "/fix": self.fix,
            "/entries/{id}": self.decide,
            "/search": self.search,
            "/replace": self.replace,
            "/undo": self.undo,
            "/redo": self.redo,
            "/update": self.update,
        }
        return [
            *(Route(base + path, self._answering(handler)) for path, handler in reads.items()),
            *(
                Route(base + path, self._answering(handler), methods=["POST"])
                for path, handler in writes.items()
            ),
        ]

    @staticmethod
    def error(_: Request, error: Exception) -> Response:
        """The answer for what could not be done."""
        status, code, message = status_of(error)
        return _json({"error": {"code": code, "message": message}}, status)

    def release(self, _: Request, slug: str, language: str, __: dict[str, Any]) -> object:
        """All of a release."""
        snapshot = self._desk.snapshot(slug, language)
        known = self._place.advisor.known_findings(snapshot)
        return {
            "version": VERSION,
            **self._standing(snapshot),
            "outdated": snapshot.outdated,
            "rows": views.rows(snapshot, known, self._place.ranking.known(snapshot, known)),
        }

    def poll(self, request: Request, slug: str, language: str, _: dict[str, Any]) -> object:
        """Whether anything is another than it was, and then everything."""
        snapshot = self._desk.snapshot(slug, language)
        changed = request.query_params.get("seen", "") != snapshot.fingerprint
        keys = snapshot.by_id if changed else ()
        return {
            "fingerprint": snapshot.fingerprint,
            "changed": changed,
            "counts": views.counts(snapshot.entries),
            "entries": [views.entry_view(snapshot, key) for key in keys],
        }

    def all_findings(self, _: Request, slug: str, language: str, __: dict[str, Any]) -> object:
        """What the checks say of every sentence."""
        snapshot = self._desk.snapshot(slug, language)
        found = self._place.advisor.all_findings(snapshot)
        return {
            "findings": {key: list(map(views.finding_view, some)) for key, some in found.items()},
            "risks": self._place.ranking.all(snapshot, found),
            "fingerprint": snapshot.fingerprint,
        }

    def findings(self, _: Request, slug: str, language: str, body: dict[str, Any]) -> object:
        """What the checks say of a text that is being typed."""
        snapshot = self._desk.snapshot(slug, language)
        key = _known(snapshot, body)
        state = state_of(body.get("state")) or State.REVIEWED
        found = self._place.advisor.findings(snapshot, key, _text(body, "target"), state)
        return {"findings": list(map(views.finding_view, found))}

    def fix(self, _: Request, slug: str, language: str, body: dict[str, Any]) -> object:
        """A text with the safe replacements of the checks put in."""
        snapshot = self._desk.snapshot(slug, language)
        key = _known(snapshot, body)
        return {"target": self._place.advisor.fixed(snapshot, key, _text(body, "target"))}

    def entry(self, request: Request, slug: str, language: str, _: dict[str, Any]) -> object:
        """All there is to know of one sentence."""
        snapshot = self._desk.snapshot(slug, language)
        key = _known(snapshot, request.path_params)
        advisor = self._place.advisor
        source = snapshot.by_id[key].source
        return {
            "entry": views.entry_view(snapshot, key, advisor.known_findings(snapshot)),
            "hints": list(map(views.hint_view, advisor.wanted(snapshot, key))),
            "memory": [views.match_view(one, source) for one in advisor.matches(snapshot, key)],
            "places": snapshot.numbers[key],
        }

    def decide(self, request: Request, slug: str, language: str, body: dict[str, Any]) -> object:
        """One decision."""
        key = str(request.path_params["id"])
        target = _text(body, "target") if "target" in body else None
        decision = Decision(target, state_of(body.get("state")), _comments(body))
        try:
            done = self._session.decide(slug, language, key, _text(body, "etag"), decision)
        except Conflict as conflict:
            return self._conflict(slug, language, conflict, body)
        snapshot = self._desk.snapshot(slug, language)
        entry = views.entry_view(snapshot, key) if key in snapshot.by_id else None
        return {"entry": entry, **self._standing(snapshot), "saved": bool(done.changed)}

    def search(self, _: Request, slug: str, language: str, body: dict[str, Any]) -> object:
        """Where something is, and what would become of it."""
        snapshot = self._desk.snapshot(slug, language)
        query = _query(body)
        hits = list(search(snapshot, query))
        shown = [
            views.hit_view(snapshot, hit, in_source=query.in_source) for hit in hits[:_MOST_HITS]
        ]
        return {"hits": shown, "total": len(hits)}

    def replace(self, _: Request, slug: str, language: str, body: dict[str, Any]) -> object:
        """Replace in the entries that were chosen."""
        chosen = body.get("entries")
        if not isinstance(chosen, list) or not all(isinstance(item, dict) for item in chosen):
            raise Refused(400, "bad-request", "entries must be a list of id and etag")
        etags = {_text(item, "id"): _text(item, "etag") for item in chosen}
        done = self._session.replace(slug, language, _query(body), etags)
        return self._outcome(slug, language, done)

    def undo(self, _: Request, slug: str, language: str, __: dict[str, Any]) -> object:
        """Take the last step back."""
        return self._stepped(slug, language, self._session.undo)

    def redo(self, _: Request, slug: str, language: str, __: dict[str, Any]) -> object:
        """Do it again."""
        return self._stepped(slug, language, self._session.redo)

    def update(self, _: Request, slug: str, language: str, __: dict[str, Any]) -> object:
        """Bring the catalog up to the release."""
        return {"written": self._session.update(slug, language)}

    def _stepped(self, slug: str, language: str, step: Callable[[str, str], Outcome]) -> object:
        try:
            return self._outcome(slug, language, step(slug, language)) | {"message": ""}
        except Conflict as conflict:
            return self._conflict(slug, language, conflict, {})

    def _outcome(self, slug: str, language: str, done: Outcome) -> dict[str, object]:
        snapshot = self._desk.snapshot(slug, language)
        keys = [key for key in (*done.changed, *done.conflicts) if key in snapshot.by_id]
        return {
            "entries": [views.entry_view(snapshot, key) for key in keys],
            "conflicts": done.conflicts,
            **self._standing(snapshot),
        }

    def _standing(self, snapshot: Snapshot) -> dict[str, object]:
        """What every answer says of the release as a whole."""
        can_undo, can_redo = self._session.steps(snapshot.slug, snapshot.language)
        return {
            "counts": views.counts(snapshot.entries),
            "fingerprint": snapshot.fingerprint,
            "can_undo": can_undo,
            "can_redo": can_redo,
        }

    def _conflict(
        self, slug: str, language: str, conflict: Conflict, body: Mapping[str, Any]
    ) -> Response:
        """Both versions of a sentence, for somebody to choose."""
        snapshot = self._desk.snapshot(slug, language)
        there = conflict.key in snapshot.by_id
        mine = conflict.mine
        state = mine.state.value if mine else body.get("state")
        value = {
            "error": {"code": "conflict", "message": str(conflict)},
            "mine": {"target": mine.target if mine else body.get("target"), "state": state},
            "theirs": views.entry_view(snapshot, conflict.key) if there else None,
            "gone": not there or not snapshot.in_file(conflict.key),
        }
        return _json(value, 409)

    def _answering(self, handler: _Handler) -> Callable[[Request], Any]:
        """A route's function: reads the body, works in a thread, answers in JSON."""

        async def answer(request: Request) -> Response:
            body = _parsed(await request.body()) if request.method == "POST" else {}
            slug, language = request.path_params["slug"], request.path_params["lang"]
            return await run_in_threadpool(_made, handler, request, slug, language, body)

        return answer


def _made(
    handler: _Handler, request: Request, slug: str, language: str, body: dict[str, Any]
) -> Response:
    found = handler(request, slug, language, body)
    return found if isinstance(found, Response) else _json(found)


def _parsed(data: bytes) -> dict[str, Any]:
    """The JSON object of a request."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Refused(400, "bad-request", "a request must be a JSON object")
    return value


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise Refused(400, "bad-request", f"{name} must be a text")
    return value


def _known(snapshot: Snapshot, body: Mapping[str, Any]) -> str:
    key = _text(body, "id")
    if key not in snapshot.by_id:
        raise Refused(404, "not-found", "there is no such sentence any more; load the page again")
    return key


def _comments(body: Mapping[str, Any]) -> tuple[str, ...] | None:
    value = body.get("comments")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise Refused(400, "bad-request", "comments must be a list of texts")
    return tuple(value)


def _query(body: Mapping[str, Any]) -> Query:
    """What to look for."""
    new = body.get("replace")
    return Query(
        _text(body, "find"),
        None if new is None else _text(body, "replace"),
        is_regex=body.get("regex") is True,
        case=body.get("case") is True,
        words=body.get("words") is True,
        in_source=body.get("field") == "source",
    )


def _json(value: object, status: int = 200) -> Response:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_fields)
    return Response(data.encode("utf-8", "replace"), status, media_type="application/json")


def _fields(value: object) -> dict[str, object]:
    """A shape as JSON has it."""
    if dataclasses.is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} is no shape")
