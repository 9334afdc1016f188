"""Corpora -> filtered, deduplicated lines, split so that no test sentence is ever trained on.

A document goes to one split as a whole, by a hash of its name's first English line; any other line
goes by a hash of its own English side. A sentence that lands in several splits stays in the
strictest one: test, then dev, then train. Lines that are not to be measured on, and general ones,
are trained on.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training.config import DataConfig, RecipeError
from training.corpora import Pair
from training.files import write_text

SPLITS = ("train", "dev", "test")
STRICTNESS = {"train": 0, "dev": 1, "test": 2}
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
LATIN = re.compile(r"[A-Za-z]")
CODE = re.compile(r"[<>{}|\\=_$~^`@\[\]]|%[sd0-9]|&[a-z]+;|::|->|\(\)|https?:|\.\.\.\.")
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Prepared:
    """The lines of every split, in a fixed order."""

    lines: dict[str, list[Pair]]
    dropped: dict[str, int]


def prepare(pairs: Sequence[Pair], config: DataConfig, forbidden: Iterable[str] = ()) -> Prepared:
    """Filters, deduplicates and splits; `forbidden` sentences are kept for measuring elsewhere."""
    kept, dropped = _filtered(_unique(pairs), config)
    kept = _capped(kept, config.max_per_origin, dropped)
    where = _splits(kept, config)
    few = _few(where, config.max_domain_sentences)
    banned = {english_key(text) for text in forbidden}
    lines: dict[str, list[Pair]] = {name: [] for name in SPLITS}
    for pair in kept:
        key = english_key(pair.source)
        split = where[key]
        if split == "train" and key in banned:
            dropped["kept for measuring"] += 1
        elif split == "train" and pair.domain and few and key not in few:
            dropped["more than enough sentences"] += 1
        elif split == "train" or pair.domain:
            lines[split].append(pair)
        else:
            dropped["general line equal to a dev or test line"] += 1
    return Prepared(lines, dict(dropped))


def english_key(text: str) -> str:
    """An English sentence without case, punctuation, spacing and the value of its digits."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return NUMBER.sub("0", "".join(char for char in folded if char.isalnum()))


def split_of(key: str, config: DataConfig) -> str:
    """The split a key's hash falls into: the same on every machine and in every run."""
    share = _hash(key) / 2**32 * 100
    if share < config.test_percent:
        return "test"
    return "dev" if share < config.test_percent + config.dev_percent else "train"


def write_prepared(prepared: Prepared, folder: Path) -> dict[str, dict[str, int]]:
    """Writes `prepare.json` and each split's `.tsv`: language, kind, origin, English, target."""
    report = {}
    for name, pairs in prepared.lines.items():
        rows = (
            "\t".join(
                (
                    pair.language,
                    "domain" if pair.domain else "general",
                    pair.origin,
                    pair.source,
                    pair.target,
                )
            )
            for pair in pairs
        )
        write_text(folder / f"{name}.tsv", "".join(f"{row}\n" for row in rows))
        report[name] = dict(
            Counter(f"{pair.language} {'domain' if pair.domain else 'general'}" for pair in pairs)
        )
    report["dropped"] = prepared.dropped
    write_text(folder / "prepare.json", json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    return report


def read_split(folder: Path, name: str) -> list[Pair]:
    """The pairs of one split, as `write_prepared` wrote them."""
    path = folder / f"{name}.tsv"
    if not path.is_file():
        raise RecipeError(f"{path} is missing; run `python -m training prepare` first")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Pair(row[3], row[4], row[0], row[1] == "domain", row[2]) for row in rows]


def _unique(pairs: Iterable[Pair]) -> list[Pair]:
    """The first of equal pairs; spaces are made single."""
    seen: dict[tuple[str, str, str], Pair] = {}
    for pair in pairs:
        source, target = (
            " ".join(pair.source.split(" ")).strip(),
            " ".join(pair.target.split(" ")).strip(),
        )
        clean = replace(pair, source=source, target=target)
        seen.setdefault((pair.language, english_key(source) + _digits(source), target), clean)
    return list(seen.values())


def _filtered(pairs: Iterable[Pair], config: DataConfig) -> tuple[list[Pair], Counter[str]]:
    """The pairs worth learning from, and how many were dropped for which reason."""
    kept: list[Pair] = []
    dropped: Counter[str] = Counter()
    for pair in pairs:
        reason = _fault(pair, config)
        if reason:
            dropped[reason] += 1
        else:
            kept.append(pair)
    return kept, dropped


def _capped(pairs: Sequence[Pair], limit: int, dropped: Counter[str]) -> list[Pair]:
    """At most `limit` general lines of one origin and language, chosen by hash, in their order."""
    if not limit:
        return list(pairs)
    origins: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        if not pair.domain:
            origins.setdefault((pair.origin, pair.language), []).append(pair)
    surplus = {
        pair
        for lines in origins.values()
        for pair in sorted(lines, key=lambda one: _hash(one.source))[limit:]
    }
    dropped["more than enough of one origin"] = len(surplus)
    return [pair for pair in pairs if pair not in surplus]


def _few(where: Mapping[str, str], limit: int) -> set[str]:
    """At most `limit` keys of training sentences, chosen by hash; none where there is no limit."""
    return set(sorted((key for key, split in where.items() if split == "train"), key=_hash)[:limit])


def _fault(pair: Pair, config: DataConfig) -> str:
    """Why a pair is not used, or nothing."""
    texts = (pair.source, pair.target)
    if not all(texts) or any("\t" in text for text in texts):
        return "empty"
    if any(len(text.split()) > config.max_words for text in texts):
        return "long"
    if not _in_script(pair):
        return "wrong script"
    return "" if pair.domain else _general_fault(pair, config)


def _general_fault(pair: Pair, config: DataConfig) -> str:
    """Why a line from outside the project's corpus is not used, or nothing."""
    if CODE.search(pair.source) or CODE.search(pair.target):
        return "code"
    if _digits(pair.source) != _digits(pair.target):
        return "numbers differ"
    longer, shorter = sorted((len(pair.source), len(pair.target)), reverse=True)
    return "length ratio" if longer > config.max_length_ratio * shorter + 10 else ""


def _in_script(pair: Pair) -> bool:
    """Whether the target is mostly written in its language's script."""
    cyrillic, latin = len(CYRILLIC.findall(pair.target)), len(LATIN.findall(pair.target))
    if pair.language == "ru":
        return cyrillic > latin or cyrillic + latin == 0
    return cyrillic == 0


def _hash(text: str) -> int:
    """Thirty-two bits of a text's SHA-256."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def _digits(text: str) -> str:
    """The numbers of a text in a fixed order."""
    return " ".join(sorted(NUMBER.findall(text)))


def _splits(pairs: Iterable[Pair], config: DataConfig) -> dict[str, str]:
    """The split of every English key: the strictest one any of its lines falls into."""
    heads: dict[str, str] = {}
    where: dict[str, str] = {}
    for pair in pairs:
        key = english_key(pair.source)
        group = heads.setdefault(pair.document, key) if pair.document else key
        split = split_of(group, config) if pair.domain and pair.measured else "train"
        where[key] = max(where.get(key, "train"), split, key=STRICTNESS.__getitem__)
    return where
