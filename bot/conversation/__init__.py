"""The way of a message: inbox, turn, engine, outbox (docs/architecture.md)."""
