"""The engine: hearing, treatment, journal, guidance. It knows no Qt."""

__version__ = "0.1.0"
