"""The custom actions that the engine's rules call: read the turn, call one service, name a response."""
