"""Cases as an append-only, hash-chained event log with group commit, documents by their SHA-256, accounts.

- `base`       what the server needs of a store
- `sqlite`     the embedded one; `writer` its group commit, `statements` compiled from `schema`, `rows` its values
- `chain`      the hash chain of a log; `sealing` encryption at rest, `key` its key file
- `documents`  a folder of sealed documents
- `migrate`    brings a database to the newest schema of `migrations/`
"""

from signaling.store.documents import FolderDocuments
from signaling.store.key import load_or_create
from signaling.store.migrate import OldSchema
from signaling.store.sqlite import SqliteStore

__all__ = ["DATABASE", "DOCUMENTS", "FolderDocuments", "OldSchema", "SqliteStore", "load_or_create"]

DATABASE, DOCUMENTS = "cloudwindow.db", "documents"
"""Names below the data folder."""
