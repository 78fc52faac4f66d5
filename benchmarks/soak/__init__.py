"""Soak: thousands of damaged files and how they are answered."""
