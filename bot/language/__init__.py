"""Readers of what customers type: pure functions from a message to what it says."""
