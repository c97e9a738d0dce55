"""Complaints from the first word to the verdict on the result (REQ D)."""
