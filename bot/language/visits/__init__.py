"""Which visits: series and their changes, the order before, one of several, a move to another day."""
