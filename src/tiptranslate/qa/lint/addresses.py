"""Addresses: broken e-mails and links, mixed masks."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import ClassVar

from tiptranslate.model import Level
from tiptranslate.qa.lint.lines import find
from tiptranslate.qa.source import Bad, Hit, SourceCheck, SourceText
from tiptranslate.qa.whole import whole

_MASK = r"(?P<mask>[\[(](?:a|at)[\])]|@)"
_LOCAL = r"(?<![\w.+@/-])(?P<local>[A-Za-z0-9][\w.+-]{1,63})"
_HOST = r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
ADDRESS = re.compile(rf"{_LOCAL} ?{_MASK} ?(?P<host>{_HOST})", re.IGNORECASE)
_TLD = r"(?:org|com|net|int|gov|edu|info|uz|kz|kg|tj|tm|ru)\b"
_HINT = re.compile(r"[@\[(](?:(?<=@)|(?:at?|@)[\])])", re.IGNORECASE)
_MASKED = re.compile(rf"{_LOCAL} ?(?P<mask>[\[(](?:a|at)[\])])")
# One alternative a way to break an address; the name of the group tells which.
_BROKEN = re.compile(
    rf"{_LOCAL}(?:"
    rf"(?P<two>@(?:[\w.-]*@)+[\w.-]*)"
    rf"|(?P<comma>@[\w-]+(?:\.[\w-]+)*,{_TLD})"
    rf"|(?P<dots>@[\w-]+(?:\.[\w-]+)*\.\.[\w-]+)"
    rf"|(?P<space> @ ?{_HOST}|@ {_HOST}|@[\w-]+(?: \.|\. ){_TLD})"
    rf"|(?P<domain>@[\w-]+(?![\w.@-]|,{_TLD}| ?\.)|@(?![\w\[( ])"
    r"|[\[(](?:at|a|@)[\])](?! ?[A-Za-z0-9]))"
    r")",
    re.IGNORECASE,
)
_WHY = {
    "two": "address with two @",
    "comma": "address with a comma; write a full stop",
    "dots": "address with two full stops in a row",
    "space": "address with a space; write it together",
    "domain": "address without a domain; write what follows the @",
}
_LINK = re.compile(
    r"\bhttps?:/(?!/)[^\s]*|\bhttps?//[^\s]*|\bhttps?:(?:[ \u00a0]+//|//[ \u00a0]+)[\w./-]+"
    r"|\bhttps?://https?:?//[^\s]*|\b(?:htpp|hhtp|htttp|httpp|htp|htt|ttp)s?://[^\s]*"
    rf"|\bwww,[\w-]+\.[\w.-]+|\bwww(?:\. | )[\w-]+\.{_TLD}"
    rf"|\bhttps?://[\w-]+(?:\.[\w-]+)*(?: \.|\. )(?-i:{_TLD})",
    re.IGNORECASE,
)


class BrokenEmail(SourceCheck):
    """An e-mail address that cannot work.

    It has no domain, two @, a comma, a space or two full stops in it.

    Why: nobody can write to it, and it is the line that journalists need.

    Limits: whether the address exists nobody can tell from here.
    """

    id: ClassVar[str] = "broken-email"
    level: ClassVar[Level] = Level.ERROR
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("Email: jane.sample[at]", "jane.sample[at]"),
        Bad("Email: jane.sample@", "jane.sample@"),
        Bad("Email: jane.sample@example", "jane.sample@example"),
        Bad("Email: jane@sample@example.org", "jane@sample@example.org"),
        Bad("Email: jane@example,org", "jane@example,org"),
        Bad("Email: jane @example.org", "jane @example.org"),
        Bad("Email: jane@example. org", "jane@example. org"),
        Bad("Email: jane@example..org", "jane@example..org"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "Email: jane.sample[at]example.org, jane@example.org. Or @cans, cans [at] example.org",
        "Mastodon: @cans@example.org and https://example.org/@cans",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every such address."""
        joined = whole(text)
        for match in find(_BROKEN, _HINT, joined.text):
            kind = match.lastgroup or "domain"
            yield Hit(*joined.place(*match.span()), _WHY[kind])


class MixedMasks(SourceCheck):
    """E-mail addresses masked in several ways: [a], [at], (at) and @.

    In one release all addresses are compared; between releases those of one person.

    Why: a program that puts the real address back, and a reader who copies it, expect one way.

    Limits: addresses without a domain are another check's (`broken-email`).
    """

    id: ClassVar[str] = "mixed-masks"
    level: ClassVar[Level] = Level.SUGGESTION
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad(
            "Email: jane[at]example.org\n\nPress desk: press[at]example.org, ann[a]example.org",
            "ann[a]example.org",
            "ann[at]example.org",
        ),
    )
    good: ClassVar[tuple[str, ...]] = (
        "Email: jane[at]example.org\n\nPress desk: press[at]example.org",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield the addresses with the rarer masks."""
        found = list(find_addresses(text))
        masks = Counter(match["mask"].lower() for _, _, match in found)
        if len(masks) > 1:
            common = masks.most_common(1)[0][0]
            for block, start, match in found:
                if match["mask"].lower() != common:
                    yield _other_mask(block, start, match[0], match["mask"], common)

    def collect(self, text: SourceText) -> object:
        """The masked addresses: block, start, as written, mask, and whose it is."""
        joined = whole(text)
        return [
            (*joined.place(*match.span())[:2], match[0], match["mask"], match["local"].lower())
            for match in find(_MASKED, _HINT, joined.text)
        ] or None

    def across(self, facts: Mapping[str, object]) -> Iterator[tuple[str, Hit]]:
        """Yield the addresses whose mask is not that of an earlier release."""
        first: dict[str, tuple[str, str]] = {}
        for slug, block, start, found, mask, person in by_release(facts):
            known, known_slug = first.setdefault(person, (mask, slug))
            if mask != known and slug != known_slug:
                yield slug, _other_mask(block, start, found, mask, known, f" as in {known_slug}")


def find_addresses(text: SourceText) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Block, start and match of every address."""
    joined = whole(text)
    for match in find(ADDRESS, _HINT, joined.text):
        block, start, _ = joined.place(*match.span())
        yield block, start, match


def _other_mask(block: int, start: int, found: str, mask: str, common: str, where: str = "") -> Hit:
    return Hit(
        block,
        start,
        start + len(found),
        f"address with {mask}; write {common}{where or ' as in the others'}",
        found.replace(mask, common, 1),
    )


def by_release(facts: Mapping[str, object]) -> Iterator[tuple]:  # type: ignore[type-arg]
    """Every tuple collected, its slug in front, by slug."""
    for slug in sorted(facts):
        for fact in facts[slug]:  # type: ignore[attr-defined]
            yield slug, *fact


class BrokenLink(SourceCheck):
    """A link that cannot work: "http:/example.org", "https:// example.org", "www,example.org".

    Why: the reader clicks in vain; in translation the pieces are taken for words.

    Limits: whether the page exists nobody can tell from here.
    """

    id: ClassVar[str] = "broken-link"
    level: ClassVar[Level] = Level.ERROR
    bad: ClassVar[tuple[Bad, ...]] = (
        Bad("See http:/example.org for more.", "http:/example.org"),
        Bad("See https:// example.org for more.", "https:// example.org"),
        Bad("See https//example.org for more.", "https//example.org"),
        Bad("See https://https://example.org", "https://https://example.org"),
        Bad("See htpps://example.org", "htpps://example.org"),
        Bad("See www,example.org", "www,example.org"),
        Bad("See https://example. org", "https://example. org"),
    )
    good: ClassVar[tuple[str, ...]] = (
        "See https://example.org/a, http://example.org. Or www.example.org. In time.",
        "See https://web.archive.org/web/2020/http://example.org/a",
    )

    def check(self, text: SourceText) -> Iterator[Hit]:
        """Yield every such link."""
        joined = whole(text)
        if "//" in joined.text or "www" in joined.text or ":/" in joined.text:
            for match in _LINK.finditer(joined.text):
                yield Hit(
                    *joined.place(*match.span()),
                    "link that cannot work; write it as in the browser",
                )


CHECKS = (BrokenEmail, MixedMasks, BrokenLink)
