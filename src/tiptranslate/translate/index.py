"""The public index of Argos packages: which pairs it offers, which versions, at which addresses."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tiptranslate.errors import DownloadError, ModelMissing
from tiptranslate.translate.network import BY_FILE, TIMEOUT, check_address, fetch, is_loopback
from tiptranslate.translate.safety import CODE, VERSION

INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
"""The index Argos Translate uses, kept by its authors: 96 pairs, 32 kB."""
_LARGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class Available:
    """A package the index offers.

    Args:
        source: Language code it translates from.
        target: Language code it translates to.
        version: Of the package.
        links: Its https addresses, in the order to try them.
        sha256: Of the file, where the index gives it; the public one does not.
    """

    source: str
    target: str
    version: str
    links: tuple[str, ...] = ()
    sha256: str = ""


def fetch_index(address: str = INDEX, *, timeout: float = TIMEOUT) -> tuple[Available, ...]:
    """Fetch and read an index.

    Args:
        address: An https address; http on this very machine will do, and then the
            packages may lie there too.
        timeout: Seconds the server may stay silent.

    Raises:
        DownloadError: No network, or what is there is no index.
    """
    loopback = is_loopback(address)
    return parse_index(fetch(address, _LARGEST, loopback=loopback, timeout=timeout), address)


def parse_index(data: bytes, address: str) -> tuple[Available, ...]:
    """The packages in an index, sorted by pair and version; entries it cannot use are left out.

    Raises:
        DownloadError: It is not JSON, not a list, or has no package at all.
    """
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        values = None
    entries = values if isinstance(values, list) else []
    loopback = is_loopback(address)
    found = {package for value in entries if (package := _package(value, loopback)) is not None}
    if not found:
        raise DownloadError(f"{address} is not an index of Argos packages; check `[models] index`")
    return tuple(sorted(found, key=_order))


def newest(packages: Iterable[Available], source: str, target: str, address: str) -> Available:
    """The newest package of a pair.

    Raises:
        ModelMissing: The index has none; the message says what can be done.
        DownloadError: It has one, but no https address for it.
    """
    known = tuple(packages)
    matches = [p for p in known if (p.source, p.target) == (source, target)]
    if not matches:
        others = sum(1 for p in known if p.source == source)
        raise ModelMissing(
            f"the index {address} has no model for {source} -> {target} ({len(known)} others, "
            f"{others} from {source}); list them with `tiptranslate models list --available`, or "
            "add a model of your own with `tiptranslate models add-folder` (docs/models.md)"
        )
    fetchable = [p for p in matches if p.links]
    if not fetchable:
        raise DownloadError(
            f"the index {address} gives no https address for {source} -> {target}; {BY_FILE}"
        )
    return max(fetchable, key=_order)


def version_key(version: str) -> tuple[int, ...]:
    """A version for comparing: its numbers, so that 1.10 comes after 1.9."""
    return tuple(int(number) for number in re.findall(r"\d+", version, re.ASCII))


def _order(package: Available) -> tuple[str, str, tuple[int, ...], tuple[object, ...]]:
    """By pair, then version; the rest only to have one order."""
    rest = (package.version, package.sha256, package.links)
    return package.source, package.target, version_key(package.version), rest


def _package(value: Any, loopback: bool) -> Available | None:  # noqa: ANN401 - whatever JSON held
    """One entry; None for what is no translation package or could not be shown or stored."""
    if not isinstance(value, dict) or value.get("type", "translate") != "translate":
        return None
    source, target = _text(value, "from_code", CODE), _text(value, "to_code", CODE)
    version = _text(value, "package_version", VERSION)
    if not (source and target and version):
        return None
    links = value.get("links")
    usable = (link for link in links if _usable(link, loopback)) if isinstance(links, list) else ()
    # Whatever stands there is kept: a malformed digest must fail, not be passed over.
    sha256 = str(value.get("sha256") or "").strip().lower()
    return Available(source, target, version, tuple(usable), sha256)


def _text(entry: dict[str, Any], key: str, pattern: re.Pattern[str]) -> str:
    """A plain text of an entry; empty where it is missing or looks otherwise."""
    value = entry.get(key)
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""


def _usable(link: Any, loopback: bool) -> bool:  # noqa: ANN401 - whatever JSON held
    """Whether a link can be fetched; the public index lists ipfs addresses besides."""
    if not isinstance(link, str):
        return False
    try:
        check_address(link, loopback=loopback)
    except DownloadError:
        return False
    return True
