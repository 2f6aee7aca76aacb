"""Revisions of the schema, run by `signaling.store.migrate`."""
