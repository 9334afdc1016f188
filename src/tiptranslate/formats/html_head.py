"""What a page says of itself: its language and its characters."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tiptranslate.formats.html_charset import CHARSET, charset
from tiptranslate.formats.html_tokens import Part, Token, attributes, replaced

_PROLOGUE = re.compile(r"(<\?xml[^>]*?encoding\s*=\s*)[\"'][\w:.-]+[\"']", re.IGNORECASE)
_LANGUAGES = ("lang", "xml:lang")
_BANNER = (
    '<div role="note" style="border: 3px solid #c00000; padding: 0 1em; font-weight: bold">{}</div>'
)
_UTF8 = '<meta charset="utf-8">'


def marked(page: Sequence[Token], tag: str, codec: str) -> list[Token]:
    """A page's tokens, saying that it is in another language and in UTF-8.

    Args:
        page: All of its tokens.
        tag: The language's tag.
        codec: What the page was in.
    """
    own = _language(page)
    found = [_relabelled(token, own, tag) for token in page]
    says_so = any(charset(token)[0] for token in page)
    wanted = "" if says_so or codec == "utf-8-sig" else _UTF8
    root = _place(found, "html")
    if root is None:
        at = next((n for n, token in enumerate(found) if not _is_before_root(token)), None)
        if at is not None:
            opening = f'<html lang="{tag}">{wanted}'
            found.insert(at, Token(Part.START, opening, found[at].line, "html"))
        return found
    if not any(name == "lang" for name, *_ in attributes(found[root].source)):
        source = found[root].source
        found[root] = replace(found[root], source=f'{source[:5]} lang="{tag}"{source[5:]}')
    head = _place(found, "head")
    at = root if head is None else head
    if wanted:
        found.insert(at + 1, Token(Part.START, wanted, found[at].line, "meta"))
    return found


def with_banner(page: Sequence[Token], lines: Sequence[str]) -> list[Token]:
    """A page's tokens with lines above all that readers see; they are no text of the page."""
    found = list(page)
    if not lines:
        return found
    body, root = _place(found, "body"), _place(found, "html")
    ends = (n for n, token in enumerate(found) if token.name == "head" and token.part is Part.END)
    behind = next(ends, root or 0) if body is None else body
    inner = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    line = found[behind].line if found else 1  # a page may have nothing in it
    found.insert(behind + 1, Token(Part.OTHER, _BANNER.format(inner), line))
    return found


def _language(page: Iterable[Token]) -> str:
    """The page's own language without its country; English where it does not say."""
    for token in page:
        if token.part is Part.START and token.name in ("html", "body"):
            for name, value, *_ in attributes(token.source):
                if name in _LANGUAGES and value.strip():
                    return _main(value)
    return "en"


def _main(tag: str) -> str:
    return re.split("[-_]", tag.strip().lower())[0]


def _relabelled(token: Token, own: str, tag: str) -> Token:
    """A tag in the page's own language with the new one, and a statement of characters."""
    source = token.source
    if token.part is Part.OTHER:
        prologue = _PROLOGUE.match(source)
        if not prologue:
            return token
        return replace(token, source=f'{prologue[1]}"utf-8"{source[prologue.end() :]}')
    if token.part is not Part.START:
        return token
    told = {name: value for name, value, *_ in attributes(source)}
    changes = {
        name: tag
        for name in _LANGUAGES
        if name in told and (token.name == "html" or _main(told[name]) == own)
    }
    if token.name == "meta":
        place, _ = charset(token)
        if place == "charset":
            changes["charset"] = "utf-8"
        elif place:
            changes["content"] = CHARSET.sub(r"\1utf-8", told["content"])
        elif told.get("http-equiv", "").lower() == "content-language":
            changes["content"] = tag
    return replace(token, source=replaced(source, changes)) if changes else token


def _place(page: Sequence[Token], name: str) -> int | None:
    """Where an element begins."""
    places = (n for n, token in enumerate(page) if token.part is Part.START and token.name == name)
    return next(places, None)


def _is_before_root(token: Token) -> bool:
    """Whether a token may stand in front of a page's first element: a doctype, a comment."""
    return token.part is Part.OTHER or (token.part is Part.TEXT and token.source.isspace())
