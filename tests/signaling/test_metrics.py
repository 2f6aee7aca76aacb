"""The figures of a server."""

from __future__ import annotations

import threading

from signaling.metrics import CONTENT_TYPE, Metrics


def test_what_was_counted_is_shown_in_the_text_format() -> None:
    metrics = Metrics(version="0.1.0")
    metrics.connections.labels(role="kiosk").inc()
    metrics.auth_failures.labels(reason="password").inc()
    metrics.committed(0.002)
    text = metrics.render().decode()
    assert 'cloudwindow_connections{role="kiosk"} 1.0' in text
    assert 'cloudwindow_auth_failures_total{reason="password"} 1.0' in text
    assert "cloudwindow_commit_seconds_count 1.0" in text
    assert 'cloudwindow_build_info{python="3' in text
    assert CONTENT_TYPE.startswith("text/plain")


def test_two_servers_in_one_process_count_apart() -> None:
    one, other = Metrics(version="1"), Metrics(version="1")
    one.calls.inc()
    assert "cloudwindow_calls 1.0" in one.render().decode()
    assert "cloudwindow_calls 0.0" in other.render().decode()


def test_commits_are_counted_from_any_thread() -> None:
    metrics = Metrics(version="1")

    def commit() -> None:
        for _ in range(100):
            metrics.committed(0.001)

    threads = [threading.Thread(target=commit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "cloudwindow_commit_seconds_count 400.0" in metrics.render().decode()
