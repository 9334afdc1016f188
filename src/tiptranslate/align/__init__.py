"""Alignment: which sentences of two documents are translations of each other.

Takes sentences, and where the extra ``semantic`` is there what turns them into vectors;
gives beads: one sentence or several of either side, each with a confidence. Reads no file.
"""

from tiptranslate.align.aligner import Alignment, align
from tiptranslate.align.language import fault, guess
from tiptranslate.align.sides import Bead, Encode, Side

__all__ = ["Alignment", "Bead", "Encode", "Side", "align", "fault", "guess"]
