"""The booking draft, from the first detail to the read-back (REQ C1, C2)."""
