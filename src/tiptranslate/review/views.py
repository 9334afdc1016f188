"""What templates and scripts are given: plain values, nothing of them markup."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from tiptranslate import catalog as catalogs
from tiptranslate import languages
from tiptranslate.model import Entry, Finding, Origin, Release
from tiptranslate.qa.entry import Wanted
from tiptranslate.reports import Counts as Totals
from tiptranslate.reports import count
from tiptranslate.review import advice
from tiptranslate.review.deciding import identity, version
from tiptranslate.review.differences import Piece, differences
from tiptranslate.review.searching import Hit
from tiptranslate.review.shapes import (
    Counts,
    EntryView,
    FindingView,
    HintView,
    HitView,
    Lang,
    MatchView,
    ReleaseHead,
    Row,
    SplitRow,
    TargetView,
)
from tiptranslate.review.snapshot import Snapshot
from tiptranslate.translate.memory_words import per_cent

NOTHING: Mapping[str, int] = MappingProxyType({})


def lang(code: str) -> Lang:
    """A language by its code."""
    facts = languages.get(code)
    return Lang(facts.code, facts.name, facts.native, facts.tag)


def head(release: Release) -> ReleaseHead:
    """What a release is called."""
    kind = release.path.suffix.lower().removeprefix(".")
    return ReleaseHead(release.slug, release.title, release.path.as_posix(), kind)


def counts(entries: Sequence[Entry]) -> Counts:
    """The sentences of a catalog by state."""
    return of_total(count(entries))


def of_total(total: Totals) -> Counts:
    """Counts with how many per cent are reviewed."""
    percent = 100 * total.reviewed // total.segments if total.segments else 0
    return Counts(
        total.segments,
        total.words,
        total.untranslated,
        total.draft,
        total.stale,
        total.reviewed,
        percent,
    )


def entry_view(
    snapshot: Snapshot, key: str, findings: Mapping[str, Sequence[Finding]] | None = None
) -> EntryView:
    """One entry of a snapshot, by its identity."""
    entry = snapshot.by_id[key]
    made = entry.provenance
    previous = entry.previous_source
    found = findings.get(key) if findings is not None else None
    touched = made is not None and bool(entry.target) and not catalogs.untouched(entry)
    return EntryView(
        id=key,
        etag=version(entry).etag,
        source=entry.source,
        target=entry.target,
        state=entry.state.value,
        in_file=snapshot.in_file(key),
        editable=entry.plural_source is None,
        origin=_origin(entry, touched=touched),
        maker="" if made is None or touched else _maker(entry),
        score=None if made is None or touched else made.score,
        failed=made.failed if made is not None and not entry.target else "",
        previous_source=previous,
        previous_diff=differences(previous, entry.source) if previous is not None else (),
        comments=entry.comments,
        notes=entry.notes,
        findings=None if found is None else tuple(map(finding_view, found)),
    )


def _origin(entry: Entry, *, touched: bool) -> str:
    """Whose words a target is; a machine's that somebody has changed are a person's."""
    if not entry.target:
        return ""
    if entry.provenance is None or touched:
        return Origin.HUMAN.value
    return entry.provenance.origin.value


def _maker(entry: Entry) -> str:
    """Engine and model, or the release that the memory had it from."""
    made = entry.provenance
    return " ".join(filter(None, (made.name, made.model, made.version))) if made else ""


def finding_view(finding: Finding) -> FindingView:
    """One finding."""
    start, end = finding.span
    return FindingView(
        finding.check,
        finding.level.name.lower(),
        finding.message,
        start,
        end,
        finding.found,
        finding.suggestion,
    )


def rows(
    snapshot: Snapshot,
    findings: Mapping[str, Sequence[Finding]] | None = None,
    risks: Mapping[str, int] = NOTHING,
) -> tuple[Row, ...]:
    """Every sentence of a release in reading order."""
    made = {key: entry_view(snapshot, key, findings) for key in snapshot.by_id}
    keys = (identity(place.entry) for place in snapshot.places)
    return tuple(
        Row(number, *_place(snapshot, number), made[key], risks.get(key))
        for number, key in enumerate(keys, 1)
    )


def riskiest_first(rows: Sequence[Row]) -> list[Row]:
    """The drafts by their risk, then all other sentences; equals in reading order."""
    return sorted(rows, key=lambda row: -1 if row.risk is None else row.risk, reverse=True)


def _place(snapshot: Snapshot, number: int) -> tuple[int, bool, str, int, bool]:
    """Block, whether it begins here, its kind and level, whether the sentence stands above."""
    place = snapshot.places[number - 1]
    if place.segment is None:
        return -1, place.start, "note", 0, place.repeat
    block = snapshot.text.release.blocks[place.segment.block]
    return place.segment.block, place.start, block.kind.value, block.level, place.repeat


def split_rows(snapshots: Mapping[str, Snapshot | None]) -> Iterator[SplitRow]:
    """Every sentence of a release in all languages, in reading order."""
    first = next((found for found in snapshots.values() if found is not None), None)
    if first is None:
        return
    known = {
        code: {
            (place.segment.block, place.segment.start): identity(place.entry)
            for place in found.places
            if place.segment
        }
        for code, found in snapshots.items()
        if found is not None
    }
    for number, place in enumerate(first.places, 1):
        if place.segment is None:
            return
        at = place.segment.block, place.segment.start
        targets = {
            code: entry_view(found, known[code][at]) if found is not None else None
            for code, found in snapshots.items()
        }
        block, start, kind, level, _ = _place(first, number)
        yield SplitRow(number, block, start, kind, level, place.segment.text, targets)


def hint_view(wanted: Wanted) -> HintView:
    """A term or name and what it must become."""
    return HintView(
        wanted.found,
        advice.kind(wanted),
        advice.status(wanted),
        tuple(
            TargetView(one.text, one.verified, one.acronym, advice.forms(one))
            for one in wanted.targets
        ),
        wanted.match.start,
        wanted.match.end,
        wanted.match.item.note,
    )


def match_view(match: advice.Match, source: str) -> MatchView:
    """An approved sentence beside the one that is looked at."""
    unit = match.unit
    score = per_cent(match.score)
    return MatchView(unit.source, unit.target, unit.origin, score, differences(unit.source, source))


def hit_view(snapshot: Snapshot, hit: Hit, *, in_source: bool) -> HitView:
    """Where something was found, and what would be there."""
    before = hit.entry.source if in_source else hit.entry.target
    pieces = _marked(before, hit) if hit.after is None else differences(before, hit.after)
    key = identity(hit.entry)
    return HitView(
        key,
        snapshot.first(key),
        version(hit.entry).etag,
        before,
        hit.after,
        pieces,
        hit.entry.state.value,
    )


def _marked(text: str, hit: Hit) -> tuple[Piece, ...]:
    """A text with what was found in it as insertions, for the page to mark."""
    pieces: list[Piece] = []
    cursor = 0
    for start, end in hit.spans:
        pieces += Piece("equal", text[cursor:start]), Piece("insert", text[start:end])
        cursor = end
    return tuple(piece for piece in (*pieces, Piece("equal", text[cursor:])) if piece.text)
