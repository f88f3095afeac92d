"""Rehearse a customer-service bot with its staff before it goes live."""

from dialogkit._version import __version__

__all__ = ["__version__"]
