"""Finding engines by name: the built-in ones and those of installed plug-ins, by the same door."""

from importlib.metadata import EntryPoint, entry_points

from tiptranslate.errors import EngineError
from tiptranslate.translate.engine import Engine, EngineOptions

GROUP = "tiptranslate.engines"
"""The entry-point group; a plug-in names a class like ``engine.Engine`` in it."""


def names() -> tuple[str, ...]:
    """The names of all engines that are installed, sorted."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def load(name: str, options: EngineOptions | None = None) -> Engine:
    """The engine of this name, with its options; no model is loaded yet.

    Raises:
        EngineError: There is none of this name (the message lists what exists),
            or its module cannot be imported.
    """
    point = _point(name)
    try:
        engine: Engine = point.load()(options or EngineOptions())
    except (ImportError, AttributeError) as error:
        raise EngineError(
            f"engine {name!r} ({point.value}) cannot be loaded: {error}; "
            "reinstall tiptranslate or the package that brings it"
        ) from error
    return engine


def _point(name: str) -> EntryPoint:
    """The entry point of a name; where two packages bring one, the same one every time."""
    points = sorted(entry_points(group=GROUP, name=name), key=lambda point: point.value)
    if not points:
        existing = ", ".join(names()) or "none; install tiptranslate with pip"
        raise EngineError(f"no engine is called {name!r}; there are: {existing}")
    return points[0]
