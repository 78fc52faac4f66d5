"""Talking to other machines: a language model or GitHub. Nothing else in Assay opens a connection."""
