"""Program of the kill -9 test: for each line `PATH` on its input it makes a process that writes until it is killed.

That process prints its number, then one line `CASE SEQ` after each acknowledged event.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from protocol.ids import CaseId
from signaling.store import SqliteStore
from tests.contracts.store import case_row, new_event, step

KEY = bytes(range(32))
CALLERS = 8


async def write_forever(path: Path) -> None:
    store = SqliteStore.open(path, KEY)

    async def caller(number: int) -> None:
        case = CaseId(f"01K0CASE00000000000000000{number}")
        done = len(await store.events(case))
        while True:
            append = step(new_event("field_patched", value="x" * 300), expected=done, row=case_row(case))
            await store.append(append)
            done += 1
            os.write(1, f"{case} {done}\n".encode())  # one whole line or nothing, whenever the end comes

    await asyncio.gather(*(caller(number) for number in range(CALLERS)))


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.write(1, f"{os.getpid()}\n".encode())
            asyncio.run(write_forever(Path(line.strip())))
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main()
