"""Danger to people, and theft: rules and a learned figure, before and without the engine (REQ D3)."""
