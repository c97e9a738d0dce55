"""What the company offers and by which rules: services, prices, rhythm, working days (REQ B1)."""
