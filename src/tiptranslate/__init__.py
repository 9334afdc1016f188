"""An offline translation desk for press offices: English releases to reviewed Russian and Uzbek."""

__version__ = "0.1.0"
__all__ = ["__version__"]
