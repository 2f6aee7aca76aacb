"""One file per official paper."""
