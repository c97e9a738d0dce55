"""Exact answers from the catalogue (REQ B2)."""
