"""The people at the desk: accounts, rights, shifts, presence (REQ A9, G3)."""
