"""Hiring across borders: routes, points, pay, time zones and the rules that bind the hiring.

Reads facts that people state about themselves and what an offer says; nothing here enters a score, and
nothing that scores may import it.
"""
