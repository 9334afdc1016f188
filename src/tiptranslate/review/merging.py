"""When two change one entry: nothing is lost, and the later one is asked.

Decisions on different entries never meet: each is put into the file as it is at that
moment. Here is what becomes of two on the same one.
"""

from tiptranslate.model import Entry
from tiptranslate.review.deciding import Version, version


class Conflict(Exception):  # noqa: N818 - the outcome of a decision, not a mistake
    """An entry is no longer what somebody saw when they decided about it.

    Args:
        key: Its identity.
        mine: What was to become of it.
        theirs: What it is now; None where the catalog has it no more.
    """

    def __init__(self, key: str, mine: Version | None, theirs: Entry | None) -> None:
        super().__init__("somebody has changed this sentence meanwhile")
        self.key = key
        self.mine = mine
        self.theirs = theirs


def settle(key: str, seen: str, now: Entry, mine: Version) -> bool:
    """Whether a decision is to be written.

    Args:
        key: The entry's identity.
        seen: The etag of the version that was decided upon.
        now: The entry as it is in the file.
        mine: What is to become of it.

    Returns:
        False where the entry already is what was decided, whoever did it.

    Raises:
        Conflict: It is another than the one that was seen.
    """
    if version(now) == mine:
        return False
    if version(now).etag != seen:
        raise Conflict(key, mine, now)
    return True
