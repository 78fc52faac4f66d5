"""The command line: parse, call a workflow, render."""

from assay.interfaces.cli.app import main

__all__ = ["main"]
