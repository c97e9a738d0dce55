"""Urgent matters: a person at once, and what is said until then (REQ D3)."""
