"""The web chat: a JSON API, a live stream and the customers' page (REQ A1, A2)."""
