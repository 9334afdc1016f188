"""The quality stage: checks of the English before it is translated, and of the catalogs after."""
