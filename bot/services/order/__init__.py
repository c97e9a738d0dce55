"""Orders and visits that stand: their states, changes, follow-ups and figures (REQ C3 to C9)."""
