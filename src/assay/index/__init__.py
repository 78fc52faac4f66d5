"""Index: a pool as columns that the matching kernel reads, in memory or mapped from files.

It holds what scoring needs and nothing about the person: no name, place, consent or document.
"""
