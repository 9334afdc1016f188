"""What all routes share."""

from dataclasses import dataclass

from tiptranslate.errors import TiptranslateError
from tiptranslate.review.advice import Advisor
from tiptranslate.review.gate import Gate
from tiptranslate.review.ranking import Ranking
from tiptranslate.review.session import Session
from tiptranslate.review.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Workplace:
    """The session, what advises and ranks in it, and the gate in front."""

    session: Session
    advisor: Advisor
    ranking: Ranking
    gate: Gate

    @property
    def name(self) -> str:
        """What the workspace is called; "" where its settings cannot be read now."""
        try:
            return self.session.desk.project.settings.workspace.name
        except TiptranslateError:
            return ""

    def snapshot_or_none(self, slug: str, language: str) -> Snapshot | None:
        """A release in a language; None where the catalog cannot be read."""
        try:
            return self.session.desk.snapshot(slug, language)
        except TiptranslateError:
            return None
