"""The service workers' own desk in the chat (REQ A1, C5)."""
