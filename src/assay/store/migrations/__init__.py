"""Migrations of the store's tables, run when a store is opened."""
