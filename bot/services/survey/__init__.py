"""Surveys, callbacks, re-checks, and what becomes of the answers (REQ E1, E2, E7)."""
