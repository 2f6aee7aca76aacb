"""Probes of the way to the server: name, health, clock, line, bandwidth."""

from __future__ import annotations

import ipaddress
import itertools
import socket
import statistics
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from devices.diagnostics import quality, stun
from devices.diagnostics.findings import Fact, Found, Verdict
from devices.diagnostics.gear import elapsed_ms
from devices.diagnostics.http_line import Answer, HttpLine, NoServer, address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from devices.diagnostics.booth import Booth

_CLOCK_WARN, _CLOCK_FAULT = 2.0, 60.0
"""Seconds: signed times look wrong from two on; proofs and certificates fail from a minute on."""
_SLOW_DNS_MS = 500.0
_ASKED = 30
_CERTIFICATE_DAYS = 14.0
_BLOCK = 1024 * 1024
_ENOUGH_SECONDS = 1.5
"""A direction is measured until it took so long, or `_BLOCKS` are through."""
_BLOCKS = 8
_LEAST_MBPS, _WANTED_MBPS = 0.4, 2.0

_ADVICE = {
    "wrong_address": "改正 server 设置 / correct the setting server: http(s)://HOST:PORT",
    "certificate": "核对服务器名称与证书；检查本机时间 / compare the server's name and certificate; check this "
    "machine's clock",
    "no_answer": "检查网线、防火墙与服务器 / check the cable, the firewall and the server",
    "refused": "服务器程序未运行或端口不对 / the server does not run, or the port is wrong",
    "unreachable": "检查网线与网关 / check cable and gateway: ip route, ping",
    "not_http": "该地址不是云窗口服务器 / what answers there is not our server",
}


def _no_server_set() -> Found:
    how = "先登记终端 / enrol the booth: cloudwindow kiosk enrol --server URL --code CODE --data DIR"
    return Found(verdict=Verdict.MISSING, summary="没有填写服务器 / no server is named", advice=how)


def unreachable(error: NoServer, verdict: Verdict = Verdict.FAULT) -> Found:
    """Return the line for a server that cannot be reached."""
    detail = f" ({error.detail})" if error.detail else ""
    said = f"无法连接服务器 / the server cannot be reached: {error.reason}{detail}"
    return Found(verdict=verdict, summary=said, advice=_ADVICE[error.reason], facts={"reason": error.reason})


def dns(booth: Booth) -> Found:
    """Resolve the server's name."""
    if not booth.server:
        return _no_server_set()
    try:
        host = address(booth.server).host
    except NoServer as exc:
        return unreachable(exc)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return Found(verdict=Verdict.OK, summary=f"{host}：无需解析 / an address, no name", facts={"host": host})
    begun = time.perf_counter()
    try:
        found = sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)})
    except OSError as exc:
        how = "检查 DNS 设置与网线 / check DNS settings and the cable: resolvectl query NAME"
        said = f"无法解析 / cannot be resolved: {host} ({exc.strerror})"
        return Found(verdict=Verdict.FAULT, summary=said, advice=how, facts={"host": host})
    took = elapsed_ms(begun)
    facts: dict[str, Fact] = {"host": host, "addresses": ", ".join(found), "resolve_ms": took}
    said = f"{host} → {found[0]}，{took:.0f} ms"
    if took > _SLOW_DNS_MS:
        how = "更换更近的 DNS 服务器 / use a nearer DNS server"
        return Found(verdict=Verdict.WARNING, summary=said, advice=how, facts=facts)
    return Found(verdict=Verdict.OK, summary=said, facts=facts)


def server(booth: Booth) -> Found:
    """Ask the server whether it lives and is ready, and how long its certificate lasts."""
    if not booth.server:
        return _no_server_set()
    try:
        with HttpLine(booth.server) as line:
            health = line.ask("GET", "/healthz")
            expires = line.certificate_expires()
            ready = line.ask("GET", "/readyz")
    except NoServer as exc:
        return unreachable(exc)
    if "lag" not in health.json():
        return unreachable(NoServer("not_http", f"HTTP {health.status}"))
    facts: dict[str, Fact] = {"answer_ms": round(ready.seconds * 1000, 1), "lag_s": float(health.json()["lag"])}
    if expires is not None:
        facts["certificate_days"] = round((expires - time.time()) / 86400, 1)
    if not ready.json().get("ready"):
        reason = str(ready.json().get("reason", ready.status))
        said = f"服务器暂不接待 / the server takes nobody now: {reason}"
        how = "联系服务器管理员 / tell the server's operator"
        return Found(verdict=Verdict.FAULT, summary=said, advice=how, facts=facts | {"reason": reason})
    if expires is not None and float(facts["certificate_days"]) < _CERTIFICATE_DAYS:
        said = f"证书将到期 / the certificate ends in {facts['certificate_days']} d"
        how = "通知管理员更新证书 / tell the operator to renew it"
        return Found(verdict=Verdict.WARNING, summary=said, advice=how, facts=facts)
    return Found(verdict=Verdict.OK, summary=f"正常 / is ready，{facts['answer_ms']} ms", facts=facts)


def clock(booth: Booth) -> Found:
    """Compare this machine's clock with the server's."""
    if not booth.server:
        return _no_server_set()
    try:
        with HttpLine(booth.server) as line:
            line.ask("GET", "/healthz")  # connects; its time counts with the next
            asked = time.time()
            answer = line.ask("GET", "/healthz")
    except NoServer as exc:
        return unreachable(exc, Verdict.WARNING)
    theirs, precision = _their_time(answer)
    if theirs is None:
        said = "服务器未告知时间 / the server does not tell the time"
        return Found(verdict=Verdict.WARNING, summary=said, advice="升级服务器 / renew the server")
    offset = asked + answer.seconds / 2 - theirs
    facts: dict[str, Fact] = {"offset_s": round(offset, 3), "precision_s": round(answer.seconds / 2 + precision, 3)}
    said = f"与服务器相差 / differs from the server's by {offset:+.2f} s"
    if abs(offset) <= _CLOCK_WARN + precision:
        return Found(verdict=Verdict.OK, summary=said, facts=facts)
    verdict = Verdict.FAULT if abs(offset) > _CLOCK_FAULT else Verdict.WARNING
    how = "开启自动校时 / set it by the network: timedatectl set-ntp true"
    return Found(verdict=verdict, summary=said, advice=how, facts=facts)


def _their_time(answer: Answer) -> tuple[float | None, float]:
    """Return the server's time and how wrong its last digit makes it."""
    told = answer.json().get("time")
    if isinstance(told, int | float):
        return float(told), 0.0
    try:
        return parsedate_to_datetime(answer.headers.get("Date", "")).timestamp() + 0.5, 0.5
    except ValueError:
        return None, 0.0


def line(booth: Booth) -> Found:
    """Measure round trip, jitter and loss, and tell what to expect of a call.

    With a STUN or TURN server by packets over UDP, as a call goes; else by questions over HTTP, where loss shows as
    delay only.
    """
    if not booth.server:
        return _no_server_set()
    over, times = "udp", stun.round_trips(booth.ice_urls)
    if times is None:
        over = "http"
        try:
            times = _asked(booth.server)
        except NoServer as exc:
            return unreachable(exc)
    answered = [took for took in times if took is not None]
    if not answered:
        how = "检查防火墙是否放行 UDP 3478 / let UDP port 3478 through the firewall"
        return Found(verdict=Verdict.FAULT, summary="没有一个包返回 / no packet came back", advice=how)
    return judge_line(
        quality.Line(
            round_trip_ms=statistics.median(answered) * 1000,
            jitter_ms=_jitter(answered) * 1000,
            loss=1 - len(answered) / len(times),
        ),
        over=over,
    )


def _asked(server: str) -> list[float | None]:
    times: list[float | None] = []
    with HttpLine(server, seconds=1.0) as kept:
        kept.ask("GET", "/healthz")
        for _ in range(_ASKED):
            try:
                times.append(kept.ask("GET", "/healthz").seconds)
            except NoServer:
                times.append(None)
                if len(times) > 5 and not any(times):
                    break
    return times


def _jitter(times: Sequence[float]) -> float:
    """Return the mean difference between neighbours."""
    return statistics.fmean(abs(b - a) for a, b in itertools.pairwise(times)) if len(times) > 1 else 0.0


def judge_line(measured: quality.Line, *, over: str) -> Found:
    """Return the line of the report for what was measured."""
    voice = quality.expected(measured)
    facts: dict[str, Fact] = {
        "over": over,
        "round_trip_ms": round(measured.round_trip_ms, 2),
        "jitter_ms": round(measured.jitter_ms, 2),
        "loss_percent": round(100 * measured.loss, 2),
        "expected_mos": voice.mos,
        "expected": voice.word,
    }
    said = (
        f"往返 / round trip {measured.round_trip_ms:.1f} ms，抖动 / jitter {measured.jitter_ms:.1f} ms，"
        f"丢包 / loss {100 * measured.loss:.1f} %，预计通话 / expected call: {voice.word} (MOS {voice.mos:.1f})"
    )
    if voice.word == "good":
        return Found(verdict=Verdict.OK, summary=said, facts=facts)
    how = "改用有线网络；检查是否有人占满带宽 / use a cable instead of Wi-Fi; look whether something fills the line"
    verdict = Verdict.FAULT if voice.word == "bad" else Verdict.WARNING
    return Found(verdict=verdict, summary=said, advice=how, facts=facts)


def throughput(booth: Booth) -> Found:
    """Measure both directions over HTTP to the server, as long as a second and a half each."""
    if not booth.server:
        return _no_server_set()
    try:
        with HttpLine(booth.server) as kept:
            down = _speed(kept, "GET", f"/v1/line?bytes={_BLOCK}", None)
            up = _speed(kept, "POST", "/v1/line", bytes(_BLOCK))
    except NoServer as exc:
        return unreachable(exc)
    if down is None or up is None:
        said = "服务器现在不提供测速 / the server offers no measurement now"
        return Found(verdict=Verdict.WARNING, summary=said, advice="一分钟后重试 / try again in a minute")
    return judge_throughput(down, up)


def _speed(kept: HttpLine, method: str, path: str, body: bytes | None) -> float | None:
    """Return Mbit/s; None when the server does not answer this."""
    seconds, moved = 0.0, 0
    while seconds < _ENOUGH_SECONDS and moved < _BLOCKS * _BLOCK:
        answer = kept.ask(method, path, body)
        if answer.status != 200:
            break
        seconds += answer.seconds
        moved += _BLOCK if body else len(answer.body)
    return moved * 8 / 1e6 / seconds if moved else None


def judge_throughput(down: float, up: float) -> Found:
    """Return the line of the report for two speeds in Mbit/s."""
    slower = min(down, up)
    facts: dict[str, Fact] = {"down_mbit_s": round(down, 2), "up_mbit_s": round(up, 2)}
    facts["picture"] = quality.picture(slower)
    said = f"下行 / down {down:.1f}，上行 / up {up:.1f} Mbit/s，可达画面 / carries {facts['picture']}"
    if slower >= _WANTED_MBPS:
        return Found(verdict=Verdict.OK, summary=said, facts=facts)
    how = "向运营商申请更高带宽；检查谁在占用 / ask the provider for more; look what uses the line"
    verdict = Verdict.FAULT if slower < _LEAST_MBPS else Verdict.WARNING
    return Found(verdict=verdict, summary=said, advice=how, facts=facts)
