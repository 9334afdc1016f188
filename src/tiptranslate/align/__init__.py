"""Alignment: which sentences of a published translation belong to which of the original."""
