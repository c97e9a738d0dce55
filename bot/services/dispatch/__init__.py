"""Who goes: hard rules, scores, proposals and replacements (REQ C4, C5)."""
