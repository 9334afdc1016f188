"""The page as one ASGI application: routes, files, the door in front."""

import hashlib
import re
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tiptranslate.errors import TiptranslateError
from tiptranslate.review.advice import Advisor
from tiptranslate.review.api import Api
from tiptranslate.review.failures import Refused
from tiptranslate.review.gate import Gate
from tiptranslate.review.merging import Conflict
from tiptranslate.review.pages import Pages
from tiptranslate.review.ranking import Ranking
from tiptranslate.review.security import Guard, is_program
from tiptranslate.review.session import Session
from tiptranslate.review.workplace import Workplace

_STATIC = Path(__file__).parent / "static"
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9]+)?\.(css|js|svg|woff2|png|ico)")
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "png": "image/png",
    "ico": "image/x-icon",
}


def create(session: Session, gate: Gate) -> Guard:
    """The application for one session, behind one gate."""
    place = Workplace(session, Advisor(session.desk), Ranking(session.desk), gate)
    pages, api = Pages(place), Api(place)

    def failed(request: Request, error: Exception) -> Response:
        return (api if is_program(request.url.path) else pages).error(request, error)

    kinds = (HTTPException, Refused, TiptranslateError, Conflict, Exception)
    app = Starlette(
        routes=[*_page_routes(pages), *api.routes()],
        exception_handlers=dict.fromkeys(kinds, failed),
    )
    return Guard(app, gate, pages.refused, ("/enter", "/login"))


def _page_routes(pages: Pages) -> list[Route]:
    release = "/releases/{slug}/{lang}"
    return [
        Route("/", pages.progress),
        Route("/enter", pages.enter),
        Route("/login", pages.login, methods=["GET", "POST"]),
        Route("/static/{name}", _static),
        Route("/releases/{slug}", pages.split),
        Route(release, pages.release),
        Route(f"{release}/preview", pages.preview),
        Route(f"{release}/export", pages.export),
        Route(f"{release}/entries/{{id}}", pages.decide, methods=["POST"]),
        Route(f"{release}/undo", pages.undo, methods=["POST"]),
        Route(f"{release}/redo", pages.redo, methods=["POST"]),
        Route(f"{release}/update", pages.update, methods=["POST"]),
    ]


def _static(request: Request) -> Response:
    """One of our own files, by a name that can lead nowhere else."""
    name = request.path_params["name"]
    match = _NAME.fullmatch(name)
    path = _STATIC / name
    if match is None or not path.is_file():
        raise HTTPException(404)
    data = path.read_bytes()
    headers = {"ETag": f'"{hashlib.blake2s(data, digest_size=8).hexdigest()}"'}
    headers["Cache-Control"] = "no-cache"
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type=_TYPES[match[1]], headers=headers)
