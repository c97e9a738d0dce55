"""A simulated month: people at random, a clock that is set, a scheduler that is killed."""
