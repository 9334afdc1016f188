"""The translate stage: drafts from the memory and from offline engines.

Importing this loads no engine and none of the heavy libraries: what needs them is
imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tiptranslate.translate.engine import Engine, EngineOptions, Hypothesis, ModelInfo, Progress

if TYPE_CHECKING:
    from tiptranslate.translate.drafting import Accept, Draft, Fix, draft
    from tiptranslate.translate.engines import load, names
    from tiptranslate.translate.memory import Memory, Phrases
    from tiptranslate.translate.protect import Fixed

__all__ = [
    "Accept",
    "Draft",
    "Engine",
    "EngineOptions",
    "Fix",
    "Fixed",
    "Hypothesis",
    "Memory",
    "ModelInfo",
    "Phrases",
    "Progress",
    "draft",
    "load",
    "names",
]

_HOMES = {
    "Accept": "drafting",
    "Draft": "drafting",
    "Fix": "drafting",
    "Fixed": "protect",
    "Memory": "memory",
    "Phrases": "memory",
    "draft": "drafting",
    "load": "engines",
    "names": "engines",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
