"""Graph components and stores that the engine loads by name (`components.…`)."""
