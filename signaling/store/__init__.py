"""Cases as an append-only, hash-chained event log with group commit, documents by their SHA-256, accounts."""
