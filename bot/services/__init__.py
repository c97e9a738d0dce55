"""The business: plain functions on a session. They flush, never commit (docs/architecture.md)."""
