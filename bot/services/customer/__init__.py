"""Who writes: identities, the profile, requests typed in, search (REQ A6, E3, G1)."""
