"""What APScheduler ticks; the truth is rows with a due time (docs/decisions)."""
