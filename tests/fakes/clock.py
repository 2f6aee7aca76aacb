"""A clock that moves when the test says so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class FakeClock:
    """Callable like `time.time`."""

    now: float = 1_795_400_000.0

    def __call__(self) -> float:
        return self.now

    def pass_seconds(self, seconds: float) -> float:
        """Move on, and return the new time."""
        self.now += seconds
        return self.now


@dataclass(slots=True)
class FakeEntropy:
    """Callable like `secrets.token_bytes`: different each time, the same in each run."""

    calls: int = 0

    def __call__(self, size: int) -> bytes:
        self.calls += 1
        return self.calls.to_bytes(8, "big").rjust(size, b"\x07")[-size:]
