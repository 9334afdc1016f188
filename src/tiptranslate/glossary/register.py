"""The whole vocabulary: terms and names, and where a text has them."""

from dataclasses import dataclass, field

from tiptranslate.glossary.matcher import Matcher, Sightings
from tiptranslate.glossary.patterns import make
from tiptranslate.markup import REMEMBERED
from tiptranslate.model import Match, Name, Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """The controlled vocabulary of a workspace.

    Args:
        terms: The rows of the table of terms.
        names: The rows of the register of names.
    """

    terms: tuple[Term, ...] = ()
    names: tuple[Name, ...] = ()
    _matchers: dict[str, Matcher] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _recent: dict[tuple[str, str], list[Match]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _rows: dict[str, Term] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Of two rows of one wording, the first: the reader of the table reports the other.
        self._rows.update((term.source, term) for term in reversed(self.terms))

    def matcher(self, language: str) -> Matcher:
        """The matcher of all wordings in one language, "en" for those of the source."""
        if language not in self._matchers:
            self._matchers[language] = make(self.terms, self.names, language)
        return self._matchers[language]

    def find(self, text: str, language: str = "en") -> list[Match]:
        """The terms and names in a text, in its order; see `Matcher.find`.

        The last answers are remembered, for a sentence is looked at once a target language.
        """
        key = language, text
        found = self._recent.get(key)
        if found is None:
            found = self.matcher(language).find(text)
            if len(self._recent) >= REMEMBERED:
                self._recent.clear()
            self._recent[key] = found
        return found

    def look(self, text: str, language: str) -> Sightings:
        """Whatever wordings stand in a text, those inside others too."""
        return self.matcher(language).look(text)

    def preferred(self, term: Term) -> tuple[Term, ...]:
        """The terms to use instead of this one; none if it may be used, or none is named."""
        return tuple(self._rows[use] for use in term.use if use in self._rows)
