"""The front desk of a home-service company; docs/architecture.md draws the rooms."""
