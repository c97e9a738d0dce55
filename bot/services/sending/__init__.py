"""What may go out, by which means and when, and what became of it (REQ E5, E6)."""
