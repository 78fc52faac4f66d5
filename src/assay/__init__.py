"""Assay: precision matching for AI talent."""

__version__ = "0.1.0"
