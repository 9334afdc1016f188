"""Filtering, deduplication and the split that keeps test sentences out of training."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest


def test_no_english_sentence_is_in_two_splits(corpus: Path) -> None:
    """Test and dev sentences are nowhere in the training lines."""
    from training.config import DataConfig
    from training.corpora import read_corpus
    from training.prepare import SPLITS, english_key, prepare

    prepared = prepare(
        read_corpus(corpus, ("ru", "uz")), DataConfig(dev_percent=20, test_percent=20)
    )
    keys = {name: {english_key(pair.source) for pair in prepared.lines[name]} for name in SPLITS}
    assert all(keys.values())
    assert not keys["train"] & keys["test"]
    assert not keys["train"] & keys["dev"]
    assert not keys["dev"] & keys["test"]


def test_the_split_depends_on_the_words_and_not_on_the_order(corpus: Path) -> None:
    """Reading the corpus backwards gives the same test."""
    from training.config import DataConfig
    from training.corpora import read_corpus
    from training.prepare import prepare

    pairs = [pair for pair in read_corpus(corpus, ("ru",)) if not pair.document]
    one, other = prepare(pairs, DataConfig()), prepare(pairs[::-1], DataConfig())
    assert {pair.source for pair in one.lines["test"]} == {
        pair.source for pair in other.lines["test"]
    }


def test_later_lines_are_trained_on_alone(corpus: Path, tmp_path: Path) -> None:
    """What lies in `more` changes no test line, and what of it is one is left out."""
    import shutil

    from training.config import DataConfig
    from training.corpora import read_corpus
    from training.prepare import prepare

    config = DataConfig(dev_percent=20, test_percent=20)
    shutil.copytree(corpus, tmp_path / "corpus")
    before = prepare(read_corpus(tmp_path / "corpus", ("ru",)), config)
    more = tmp_path / "corpus" / "more" / "documents"
    more.mkdir(parents=True)
    known = before.lines["test"][0].source
    lines = [f"A later line with the number {n}.\tСтрока {n}.\tQator {n}." for n in range(40)]
    lines.append(f"{known}\tДругой перевод.\tBoshqa tarjima.")
    (more / "later.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    after = prepare(read_corpus(tmp_path / "corpus", ("ru",)), config)

    sources = {pair.source for pair in after.lines["train"]}
    assert {pair.source for pair in after.lines["dev"]} == {p.source for p in before.lines["dev"]}
    assert {pair.source for pair in after.lines["test"]} == {p.source for p in before.lines["test"]}
    assert "A later line with the number 7." in sources
    assert known not in sources


def test_a_document_stays_whole() -> None:
    """All lines of a document are in one split."""
    from training.config import DataConfig
    from training.corpora import Pair
    from training.prepare import prepare

    documents = [
        Pair(
            f"Sentence {place} of text {chr(97 + number)}.",
            "Слово.",
            "ru",
            True,
            "news",
            f"news-{number}",
        )
        for number in range(26)
        for place in ("one", "two", "three")
    ]
    prepared = prepare(documents, DataConfig(dev_percent=30, test_percent=30))
    for pairs in prepared.lines.values():
        assert pairs
        assert len(pairs) % 3 == 0


def test_forbidden_lines_are_never_trained_on() -> None:
    """What is measured on elsewhere is left out, whatever its case."""
    from training.config import DataConfig
    from training.corpora import Pair
    from training.prepare import prepare

    pairs = [Pair(f"Line {chr(97 + n)}.", "Строка.", "ru", False, "open") for n in range(9)]
    prepared = prepare(pairs, DataConfig(), forbidden=["LINE C"])
    assert len(prepared.lines["train"]) == 8
    assert prepared.dropped == {"kept for measuring": 1}


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("A {name} is here.", "Здесь {name}.", "code"),
        ("There are 12 cases.", "Есть 13 дел.", "numbers differ"),
        ("A court.", "A court.", "wrong script"),
        ("A court.", "", "empty"),
    ],
)
def test_bad_lines_are_dropped_with_a_reason(source: str, target: str, reason: str) -> None:
    """Each filter says why it dropped a line."""
    from training.config import DataConfig
    from training.corpora import Pair
    from training.prepare import prepare

    assert prepare([Pair(source, target, "ru", False, "open")], DataConfig()).dropped == {reason: 1}


def test_only_open_licences_are_read(tmp_path: Path) -> None:
    """Copyleft and unclear licences are left out."""
    from training.corpora import read_parallel

    licences = [
        "MIT",
        "GPL-3.0",
        "CC BY 4.0",
        "CC BY-SA 4.0",
        "AGPL-3.0",
        "Apache-2.0",
        "per Debian package",
        "MPL-2.0",
    ]
    with gzip.open(tmp_path / "en-ru.tsv.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(
            f"Line {n}\tСтрока {n}\t{licence}\t{licence}\n" for n, licence in enumerate(licences)
        )
    read = {pair.origin for pair in read_parallel(tmp_path, ("ru",))}
    assert read == {"MIT", "CC BY 4.0", "Apache-2.0", "MPL-2.0"}


def test_what_was_written_reads_back(corpus: Path, tmp_path: Path) -> None:
    """Split files keep every line and are byte-stable."""
    from training.config import DataConfig
    from training.corpora import read_corpus
    from training.prepare import prepare, read_split, write_prepared

    prepared = prepare(read_corpus(corpus, ("ru", "uz")), DataConfig())
    write_prepared(prepared, tmp_path)
    first = (tmp_path / "train.tsv").read_bytes()
    write_prepared(prepared, tmp_path)
    assert (tmp_path / "train.tsv").read_bytes() == first
    written = [(pair.source, pair.target, pair.language) for pair in read_split(tmp_path, "train")]
    assert written == [
        (pair.source, pair.target, pair.language) for pair in prepared.lines["train"]
    ]


def test_an_unknown_setting_names_the_known_ones(tmp_path: Path) -> None:
    """A typo in a preset is one clear message."""
    from training.config import RecipeError, load_preset

    path = tmp_path / "odd.toml"
    path.write_text("[train]\nspeed = 3\n", encoding="utf-8")
    with pytest.raises(
        RecipeError, match=r"odd\.toml: \[train\] has no setting 'speed'; it has .*warmup"
    ):
        load_preset(str(path))
