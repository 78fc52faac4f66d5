"""Which documents of a pool may be of one person: records of who and what, compared pair by pair.

Works on identity, so scoring may not import it. Import from its modules: most need the extra `linkage`.
"""
