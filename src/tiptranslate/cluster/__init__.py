"""Drafting on many machines: the engine's work handed out to the workers of a Dask cluster.

Only the engine's share goes out: sentences in, hypotheses out. Everything else, from planning
to the checks and the writing of catalogs, stays in the one process that was started. The
parts that are sent are those in which the engine works when it is alone, so the answers
are the same.

Importing this imports no Dask;``connection`` does when a sentence needs drafting.
"""

from tiptranslate.cluster.shared import SharedEngine
from tiptranslate.cluster.workers import Workers

__all__ = ["SharedEngine", "Workers"]
