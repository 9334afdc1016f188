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


def notices(document: Document) -> Iterator[tuple[Language, str, str]]:
    """The banner of a draft: language, warning, and how many sentences are in which state.

    First in the language of the document, then in English for those who prepare it;
    nothing where everything is reviewed.
    """
    if not document.is_draft:
        return
    counts = count_states(document)
    for language in (document.target, ENGLISH):
        numbers = " · ".join(f"{mark(language, state)}: {n}" for state, n in counts.items())
        yield language, phrase(language, "draft-banner"), numbers
        if language.code == ENGLISH.code:
            return
