"""A server as a probe sees it, and a STUN server that loses packets; each on a thread, on loopback."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from aioice import stun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextlib.contextmanager
def web_server(answers: dict[str, Callable[[], tuple[int, Any]]], *, line: bool = True) -> Iterator[str]:
    """Serve JSON by path, and `/v1/line` like the real one; the URL is given."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 64 * 1024  # one write an answer: two would wait for each other's acknowledgement

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?bytes=")
            if path == "/v1/line" and line:
                self._send(200, bytes(int(query)))
                return
            status, said = answers.get(path, lambda: (404, {}))()
            self._send(status, json.dumps(said).encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self._send(200 if line else 404, b"{}")

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def stun_server(*, lose_every: int) -> Iterator[str]:
    """Answer binding requests, but for each so-manyth; garbage comes between."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))

    def serve() -> None:
        count = 0
        while True:
            packet, sender = sock.recvfrom(2048)
            if packet == b"end":
                return
            count += 1
            sock.sendto(b"garbage", sender)
            if count % lose_every:
                sock.sendto(struct.pack("!HH", 0x0101, 0) + packet[4:], sender)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"stun:127.0.0.1:{sock.getsockname()[1]}"
    finally:
        sock.sendto(b"end", sock.getsockname())
        thread.join()
        sock.close()


@contextlib.contextmanager
def relay() -> Iterator[str]:
    """Grant every allocation (RFC 8656 §7.3) without asking who wants it, over UDP."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            packet, sender = sock.recvfrom(2048)
            if packet == b"end":
                return
            asked = stun.parse_message(packet)
            answer = stun.Message(
                message_method=asked.message_method,
                message_class=stun.Class.RESPONSE,
                transaction_id=asked.transaction_id,
            )
            answer.attributes["LIFETIME"] = 60
            answer.attributes["XOR-MAPPED-ADDRESS"] = sender
            answer.attributes["XOR-RELAYED-ADDRESS"] = ("127.0.0.1", 50000)
            sock.sendto(bytes(answer), sender)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"turn:127.0.0.1:{sock.getsockname()[1]}"
    finally:
        sock.sendto(b"end", sock.getsockname())
        thread.join()
        sock.close()
