"""The custom actions of the engine's rules: read the turn, call one service, name a response."""
