"""A package, so that its desks are closed when its last test is done, not at the end of all."""
