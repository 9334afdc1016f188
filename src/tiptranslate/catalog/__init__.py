"""The stage that keeps what people have decided: catalogs, their merging, their files."""

from tiptranslate.catalog.approved import approved
from tiptranslate.catalog.merge import merge
from tiptranslate.catalog.pofile import dump, parse, read
from tiptranslate.catalog.provenance import digest, untouched
from tiptranslate.catalog.template import creation_date, header, now, template, template_entries

__all__ = [
    "approved",
    "creation_date",
    "digest",
    "dump",
    "header",
    "merge",
    "now",
    "parse",
    "read",
    "template",
    "template_entries",
    "untouched",
]
