"""Work that leaves the workspace and comes back: review tables, XLIFF, packages, memories.

    catalog -> rows with keys -> a file -> (people elsewhere) -> answers -> catalog

Everything here takes and gives values of `tiptranslate.model` and bytes; which catalogs are
meant and what is written is for `tiptranslate.exchanging`. What is read is from strangers:
sizes are bounded before anything is unpacked, XML that declares entities is refused, and
nothing in a file is ever run, evaluated or fetched.
"""
