"""The words that tell a reader what nobody has reviewed, in the language of the document."""

from collections.abc import Iterator

from tiptranslate import languages
from tiptranslate.assemble.document import Document, count_states
from tiptranslate.languages import Language
from tiptranslate.model import State

ENGLISH = languages.get("en")

_KEYS = {
    State.DRAFT: "draft-mark",
    State.STALE: "stale-mark",
    State.UNTRANSLATED: "not-translated",
    State.REVIEWED: "reviewed-mark",
}


def phrase(language: Language, key: str) -> str:
    """A fixed phrase, in English where the language has none."""
    return language.phrases.get(key) or ENGLISH.phrases[key]


def mark(language: Language, state: State) -> str:
    """The word for a state: "черновик"."""
    return phrase(language, _KEYS[state])


def notices(*documents: Document) -> Iterator[tuple[Language, str, str]]:
    """What a reader has to know first: language, sentence, and counts or "".

    That a text is derived is said in its language. The banner of a draft comes in the
    language of each document, with how many sentences are in which state, and last in
    English for those who prepare it; nothing where everything is reviewed.
    """
    drafts = [document for document in documents if document.is_draft]
    for document in drafts:
        yield document.target, phrase(document.target, "draft-banner"), _counts(document)
    if drafts and all(document.target.code != ENGLISH.code for document in drafts):
        numbers = [_counts(document, ENGLISH) for document in drafts]
        if len(drafts) > 1:
            pairs = zip(drafts, numbers, strict=True)
            numbers = [f"{document.target.name}: {text}" for document, text in pairs]
        yield ENGLISH, phrase(ENGLISH, "draft-banner"), "; ".join(numbers)
    for document in documents:
        if document.derived:
            yield document.target, phrase(document.target, "derived-note"), ""


def _counts(document: Document, language: Language | None = None) -> str:
    """How many sentences are in which state."""
    counts = count_states(document).items()
    return " · ".join(f"{mark(language or document.target, state)}: {n}" for state, n in counts)


def draft_words(*documents: Document) -> str:
    """What every page of a draft has at its top: "ЧЕРНОВИК · DRAFT"; "" if it is none."""
    languages_ = [document.target for document in documents if document.is_draft]
    if not languages_:
        return ""
    words = dict.fromkeys(mark(language, State.DRAFT) for language in (*languages_, ENGLISH))
    return " · ".join(words).upper()
