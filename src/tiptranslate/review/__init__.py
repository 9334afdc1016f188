"""The local web page on which people decide: what they do is in the catalogs at once.

`session` knows no HTTP and `app` no catalogs; `security` stands in front of both.
"""
