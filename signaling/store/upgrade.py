"""Program: brings the SQLite file it is given to the newest schema (`signaling.store.migrate`)."""

from __future__ import annotations

import sys
from pathlib import Path

from signaling.store import migrate

if __name__ == "__main__":
    migrate.prepare(Path(sys.argv[1]))
