"""The checks of the English; a new one is a class in a module here and a line in `CHECKS`."""

from tiptranslate.qa.source import SourceCheck

CHECKS: tuple[SourceCheck, ...] = ()
