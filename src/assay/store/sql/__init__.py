"""The store on a database."""
