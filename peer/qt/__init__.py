"""The only crossing from the engine into Qt."""
