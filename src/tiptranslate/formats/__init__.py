"""Documents that keep their form: opened as pieces of text, given back with other texts in them.

Both ends of the way use them: ingest takes the pieces, assemble puts translations in.
"""
