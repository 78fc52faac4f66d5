"""Interfaces: parse, call a workflow, render."""
