"""Our way to drafts against the limit and against Argos, on the model that ships.

Usage: python benchmarks/draft.py [--sentences 1200] [--runs 3] [--languages ru,uz] [--argos]

The limit is CTranslate2 by itself on ready tokens of the same sentences, in batches of the
same size with the same search. Ours is all that `draft` does, from reading the releases over
tokens, terms, choice of hypotheses and checks to catalogs on the disk. Argos' side calls
``PackageTranslation.translate`` for each sentence, as its documentation shows for each
paragraph; only its sentence splitter, which would fetch a model from the network, is left
out. Runs are interleaved; medians and ranges are shown.
"""

import argparse
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import check
import ctranslate2
import engine
import sentencepiece

from tiptranslate import pipeline
from tiptranslate.cores import available
from tiptranslate.drafts import Choice
from tiptranslate.project import Project
from tiptranslate.translate.starter import FOLDER, card

BATCH, BEAM, HYPOTHESES = 512, 4, 4
"""As in the settings by default."""
_A_RELEASE = 40


def limit(sentences: list[str], languages: list[str], workers: int) -> Callable[[], int]:
    """CTranslate2 alone, on tokens made before."""
    known = card()
    if known is None:
        raise SystemExit("this build has no model")
    processor = sentencepiece.SentencePieceProcessor(model_file=str(FOLDER / "sentencepiece.model"))
    model = ctranslate2.Translator(
        str(FOLDER / "model"), inter_threads=workers, intra_threads=available() // workers
    )
    tokens = [processor.encode(sentence, out_type=str) for sentence in sentences]
    tokens.sort(key=len, reverse=True)

    def run() -> int:
        done = 0
        for language in languages:
            results = model.translate_batch(
                tokens,
                target_prefix=[[known.prefixes[language]]] * len(tokens),
                max_batch_size=BATCH,
                batch_type="tokens",
                beam_size=BEAM,
                num_hypotheses=HYPOTHESES,
                length_penalty=known.search.length_penalty,
                repetition_penalty=known.search.repetition_penalty,
                no_repeat_ngram_size=known.search.no_repeat,
                replace_unknowns=True,
                return_scores=True,
            )
            done += len(results)
        return done

    return run


def ours(folder: Path, sentences: list[str], languages: list[str]) -> Callable[[], int]:
    """All that `draft` does, in a new workspace every time."""

    def run() -> int:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "releases").mkdir(parents=True)
        (folder / "tiptranslate.toml").write_text(
            f'[workspace]\nname = "benchmark 1.0"\nlanguages = {json.dumps(languages)}\n'
            "[draft]\nstarter_memory = false\n"
        )
        shutil.copytree(engine.ROOT / "glossary", folder / "glossary")
        for start in range(0, len(sentences), _A_RELEASE):
            text = "\n\n".join(sentences[start : start + _A_RELEASE])
            (folder / "releases" / f"r{start:05}.txt").write_text(text + "\n", encoding="utf-8")
        project = Project(folder)
        report = pipeline.draft(project, list(project.releases), languages, Choice("starter"))
        if report.errors:
            raise SystemExit(str(report.errors[0]))
        return sum(done.machine for done in report.drafted)

    return run


def argos(folder: Path, sentences: list[str], languages: list[str]) -> Callable[[], int]:
    """Argos' own calls, one for each sentence and language."""
    known = card()
    if known is None:
        raise SystemExit("this build has no model")
    runs = []
    for language in languages:
        package = folder / f"translate-en_{language}-0"
        shutil.copytree(FOLDER, package)
        metadata = json.loads(engine.METADATA) | {"to_code": language}
        metadata["target_prefix"] = known.prefixes[language]
        (package / "metadata.json").write_text(json.dumps(metadata))
        runs.append(engine.argos(package, {text: [text] for text in sentences}, "default"))
    return lambda: sum(run() for run in runs)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sentences", type=int, default=1200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--languages", default="ru,uz", help="to draft, with commas between")
    parser.add_argument("--argos", action="store_true", help="measure Argos too: takes long")
    options = parser.parse_args()
    # One sentence a paragraph, so that all sides have the very same ones.
    texts = [row[0] for row in check.rows(20_000) if row[0].count(". ") == 0]
    sentences = texts[:: max(1, len(texts) // options.sentences)][: options.sentences]
    languages = options.languages.split(",")
    words = len(languages) * sum(len(sentence.split()) for sentence in sentences)
    with tempfile.TemporaryDirectory() as name:
        # Argos makes folders in the home directory when it is imported.
        os.environ |= {"HOME": name, "XDG_DATA_HOME": name, "XDG_CONFIG_HOME": name}
        os.environ |= {"XDG_CACHE_HOME": name, "TIPTRANSLATE_MODELS": name}
        sides = {
            "CTranslate2 alone, all cores on a batch": limit(sentences, languages, 1),
            "CTranslate2 alone, a batch a core": limit(sentences, languages, available()),
            "tiptranslate draft": ours(Path(name) / "desk", sentences, languages),
        }
        if options.argos:
            sides["Argos, sentence by sentence"] = argos(Path(name), sentences, languages)
        times = engine.measure(sides, options.runs)
    print(f"{len(sentences)} sentences to {options.languages}, {words} words, beam {BEAM}")
    print(engine.table(times, words))


if __name__ == "__main__":
    main()
