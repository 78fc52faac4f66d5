"""Matching: rank everyone in a pool against a brief, requirement by requirement."""
