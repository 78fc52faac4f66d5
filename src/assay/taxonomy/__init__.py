"""Taxonomy: the skill vocabulary, its graph, and the search for its names in text."""
