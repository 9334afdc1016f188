"""What a run remembers: right or not at all, whatever is in its files."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tiptranslate.cache import Cache, Sentences, fingerprint
from tiptranslate.reports import Counts

DONE = Counts(segments=3, words=9, reviewed=3)
GAPS = Counts(segments=3, words=9, untranslated=1, stale=1, draft=1)


def never() -> str:
    """Surroundings that must not be asked for."""
    raise AssertionError


@given(st.lists(st.binary(max_size=4), max_size=4), st.lists(st.binary(max_size=4), max_size=4))
def test_fingerprint_knows_borders(one: list[bytes], other: list[bytes]) -> None:
    """Equal for equal parts alone, not for parts that only join to the same bytes."""
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_what_is_put_comes_back(tmp_path: Path) -> None:
    """By key and fingerprint, in this run and in the next."""
    path = tmp_path / "new" / "catalogs.json"
    cache = Cache(path)
    cache.put("ru/a", "print", "", DONE)
    cache.save()
    for found in (cache, Cache(path)):
        assert found.counts("ru/a", "print", never) == DONE
        assert found.counts("ru/a", "other", never) is None
        assert found.counts("uz/a", "print", never) is None


def test_gaps_depend_on_what_is_around(tmp_path: Path) -> None:
    """A catalog with gaps is done only while nothing new could fill them."""
    cache = Cache(tmp_path / "catalogs.json")
    cache.put("ru/a", "print", "around", GAPS)
    assert cache.counts("ru/a", "print", lambda: "around") == GAPS
    assert cache.counts("ru/a", "print", lambda: "more") is None


def test_saving_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """The file stays as it is, time and all."""
    path = tmp_path / "catalogs.json"
    cache = Cache(path)
    cache.put("ru/a", "print", "around", GAPS)
    cache.save()
    before = path.stat()
    again = Cache(path)
    again.put("ru/a", "print", "around", GAPS)
    again.save()
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 40) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(JSON)
def test_a_damaged_cache_is_an_empty_one(tmp_path: Path, value: object) -> None:
    """Whatever stands in the file: counts as they were put, or none; never an error."""
    path = tmp_path / "catalogs.json"
    for content in (
        value,
        {"version": 1, "catalogs": value},
        {"version": 1, "catalogs": {"k": value}},
    ):
        path.write_text(json.dumps(content))
        assert Cache(path).counts("k", "print", lambda: "around") is None
    entry = {"print": "print", "around": "around", "counts": value}
    path.write_text(json.dumps({"version": 1, "catalogs": {"k": entry}}))
    found = Cache(path).counts("k", "print", lambda: "around")
    assert found is None or found == Counts(**value)  # type: ignore[arg-type]
    path.unlink()


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"[1", b"{}", b"5", b"[" * 9999])
def test_a_file_that_is_no_json(tmp_path: Path, content: bytes) -> None:
    """Bytes of any kind are the same as no file."""
    path = tmp_path / "some.json"
    path.write_bytes(content)
    assert Cache(path).counts("k", "p", never) is None
    assert len(Sentences(path, "rules")) == 0


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    """What cannot be read is the same as empty."""
    assert Cache(tmp_path).counts("k", "p", never) is None
    assert len(Sentences(tmp_path, "rules")) == 0


TEXT = "One is here. Two are here."
SPANS = ((0, 12), (13, 26))


def test_sentences_come_back(tmp_path: Path) -> None:
    """By their block's text, while the rules are the same."""
    path = tmp_path / "sentences.json"
    known = Sentences(path, "rules")
    assert TEXT not in known
    known[TEXT] = SPANS
    known[""] = ()
    known.save()

    assert dict.fromkeys([TEXT, ""]).keys() == {text for text in (TEXT, "", "x") if text in known}
    again = Sentences(path, "rules")
    assert (again[TEXT], again[""], len(again)) == (SPANS, (), 2)
    assert len(Sentences(path, "others")) == 0
    del again[TEXT]
    assert again.get(TEXT) is None


def test_sentences_of_other_rules_are_replaced(tmp_path: Path) -> None:
    """New rules begin anew."""
    path = tmp_path / "sentences.json"
    for rules in ("old", "new"):
        known = Sentences(path, rules)
        known[TEXT] = SPANS
        known.save()
    assert Sentences(path, "new")[TEXT] == SPANS
    assert len(Sentences(path, "old")) == 0


def test_sentences_do_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number only those of the last run are kept."""
    monkeypatch.setattr(Sentences, "MOST", 3)
    path = tmp_path / "sentences.json"
    first = Sentences(path, "rules")
    for number in range(3):
        first[f"Old {number}."] = ((0, 6),)
    first.save()
    last = Sentences(path, "rules")
    assert last["Old 1."] == ((0, 6),)
    last["New."] = ((0, 4),)
    last.save()

    kept = Sentences(path, "rules")
    assert [text for text in ("Old 0.", "Old 1.", "Old 2.", "New.") if text in kept] == [
        "Old 1.", "New.",
    ]  # fmt: skip


@given(JSON | st.lists(st.integers(0, 30), max_size=4))
@example([0, 12])
@example([0, 12, 26, 13])
@example([0, 26])
def test_damaged_sentences_are_none(tmp_path: Path, value: object) -> None:
    """Spans that are no spans of the text are not found, rather than wrong."""
    path = tmp_path / "sentences.json"
    known = Sentences(path, "rules")
    known[TEXT] = SPANS
    known.save()
    content = json.loads(path.read_bytes())
    content["blocks"] = dict.fromkeys(content["blocks"], value)
    path.write_text(json.dumps(content))
    spans = Sentences(path, "rules").get(TEXT)

    if spans is not None:
        assert "".join(TEXT[start:end] for start, end in spans).split() == TEXT.split()
    path.unlink()
