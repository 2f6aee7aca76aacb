"""What a server counts and times, as one object with a registry of its own. Labels hold no person and no case."""

from __future__ import annotations

import platform
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST

_WAITS = (1, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600)
_SETUPS = (0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30)
_FAST = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1)
_BYTES = (10_000, 100_000, 500_000, 1_000_000, 5_000_000, 10_000_000, 25_000_000)


class Metrics:
    """Every figure `GET /metrics` shows."""

    def __init__(self, *, version: str) -> None:
        """Begin at zero."""
        self.registry = CollectorRegistry()
        gauge = partial(Gauge, namespace="cloudwindow", registry=self.registry)
        counter = partial(Counter, namespace="cloudwindow", registry=self.registry)
        histogram = partial(Histogram, namespace="cloudwindow", registry=self.registry)
        self.connections = gauge("connections", "Sessions with a link now.", ["role"])
        self.queue_depth = gauge("queue_depth", "Tickets waiting now.", ["jurisdiction"])
        self.calls = gauge("calls", "Calls going on now.")
        self.wait_seconds = histogram("wait_seconds", "From ticket to accepted offer.", buckets=_WAITS)
        self.pair_seconds = histogram("pair_seconds", "From accepted offer to media at both.", buckets=_SETUPS)
        self.relay_seconds = histogram("relay_seconds", "A signal's time inside the server.", buckets=_FAST)
        self.commit_seconds = histogram("commit_seconds", "One transaction's flush to disk.", buckets=_FAST)
        self.loop_lag_seconds = gauge("loop_lag_seconds", "How late the event loop was at the last look.")
        self.resumes = counter("resumes", "Sessions resumed, or why not.", ["outcome"])
        self.socket_closes = counter("socket_closes", "WebSockets closed, by code.", ["code"])
        self.refusals = counter("refusals", "Messages and requests refused, by the word for it.", ["code"])
        self.auth_failures = counter("auth_failures", "Logins, proofs and codes refused.", ["reason"])
        self.uploads = counter("uploads", "Documents that came in, by outcome.", ["outcome"])
        self.upload_bytes = histogram("upload_bytes", "Size of documents taken.", buckets=_BYTES)
        build = gauge("build_info", "Always 1; the labels tell what runs.", ["version", "python"])
        build.labels(version=version, python=platform.python_version()).set(1)

    def committed(self, seconds: float) -> None:
        """Take one commit's time; callable from any thread."""
        self.commit_seconds.observe(seconds)

    def render(self) -> bytes:
        """Return the Prometheus text format, of type `CONTENT_TYPE`."""
        return generate_latest(self.registry)
