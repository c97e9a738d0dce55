"""The conversation as rows: messages, media, turns and who works on them (REQ G5)."""
