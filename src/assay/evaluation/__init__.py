"""Evaluation: figures for readings and rankings against a labelled folder."""
