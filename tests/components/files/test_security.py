"""What stands around every answer: who is asking, under which name, and what the browser may do with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from components.files.http.allowed_hosts import HOSTS, AllowedHosts, allowed
from components.files.http.forwarded import PROXIES, Forwarded, sender
from components.files.http.security import SecurityHeaders, policy, streamlit_scripts
from components.files.static import scripts

ROOT = Path(__file__).parents[3]


async def told(request: Request) -> Response:
    return JSONResponse([sender(request.scope), request.url.scheme, request.headers["host"]])


async def fails(_request: Request) -> Response:
    raise ZeroDivisionError


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


def client(base: str = "http://localhost:8501", peer: str = "192.168.1.7", port: int = 50_000) -> TestClient:
    routes = [
        Route("/", told),
        Route("/fails", fails),
        Route("/_stcore/metrics", told),
        Route("/scripts/{name}.js", scripts.answer),
        WebSocketRoute("/_stcore/stream", talk),
    ]
    middleware = [Middleware(Forwarded), Middleware(SecurityHeaders), Middleware(AllowedHosts)]
    return TestClient(Starlette(routes=routes, middleware=middleware), base, client=(peer, port), raise_server_exceptions=False)


def test_the_app_s_own_middleware_is_what_is_tested_here() -> None:
    import app

    assert [one.cls for one in app.MIDDLEWARE][:3] == [Forwarded, SecurityHeaders, AllowedHosts]


@pytest.mark.parametrize("peer", ["192.168.1.7", "127.0.0.1"])
def test_nobody_is_believed_to_be_a_proxy_unless_named(peer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lies = {"X-Forwarded-For": "10.9.9.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example"}
    assert client(peer=peer).get("/", headers=lies).json() == [peer, "http", "localhost:8501"]
    monkeypatch.setenv(PROXIES, "127.0.0.1, ::1")
    lies |= {"X-Forwarded-For": "1.1.1.1, 10.9.9.9", "X-Forwarded-Host": "localhost"}
    believed = ["10.9.9.9", "https", "localhost"] if peer == "127.0.0.1" else [peer, "http", "localhost:8501"]
    assert client(peer=peer).get("/", headers=lies).json() == believed, "what the client itself sent stands before the last entry"
    monkeypatch.setenv(PROXIES, "192.168.0.0/16")
    assert (client(peer=peer).get("/", headers=lies).json()[0] == "10.9.9.9") == (peer != "127.0.0.1")


def test_a_network_that_is_none_is_left_out_and_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    lies = {"X-Forwarded-For": "10.9.9.9"}
    monkeypatch.setenv(PROXIES, "nonsense/99, 127.0.0.1")
    assert client(peer="127.0.0.1").get("/", headers=lies).json()[0] == "10.9.9.9"
    assert client(peer="192.168.1.7").get("/", headers=lies).json()[0] == "192.168.1.7"
    assert "'nonsense/99', which is no address and no network" in caplog.text


def test_what_uvicorn_believed_by_itself_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    # It trusts proxies on this machine unless told otherwise, and leaves the port out.
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    lies = {"X-Forwarded-For": "10.9.9.9", "X-Forwarded-Proto": "https"}
    assert client(peer="10.9.9.9", port=0).get("/", headers=lies).json() == ["127.0.0.1", "http", "localhost:8501"]


def test_an_address_of_ipv6_counts_by_its_network() -> None:
    assert sender({"client": ("2001:db8:1:2:3:4:5:6", 1)}) == sender({"client": ("2001:db8:1:2::9", 1)}) == "2001:db8:1:2::/64"
    assert sender({"client": ("::ffff:192.168.1.7", 1)}) == "192.168.1.7" and sender({}) == ""


@pytest.mark.parametrize(
    ("host", "reached", "answered"),
    [
        ("localhost:8501", "127.0.0.1", True), ("127.0.0.1:8501", "127.0.0.1", True), ("[::1]:8501", "::1", True),
        ("LOCALHOST", "127.0.0.1", True), ("192.168.1.5:8501", "192.168.1.5", True),
        ("192.168.1.5", "::ffff:192.168.1.5", True), ("evil.example", "127.0.0.1", False),
        ("evil.example:8501", "192.168.1.5", False),
        ("192.168.1.6", "192.168.1.5", False), ("localhost.evil.example", "127.0.0.1", False), ("", "127.0.0.1", False),
        ("localhost:x", "127.0.0.1", False), ("localhost:99999", "127.0.0.1", False), ("evil@localhost", "127.0.0.1", False),
        ("localhost/x", "127.0.0.1", False), ("lens.example.org", "127.0.0.1", False), ("localhost.", "127.0.0.1", True),
    ],
)  # fmt: skip
def test_names_that_are_answered(host: str, reached: str, answered: bool) -> None:
    assert allowed(host, reached) is answered


def test_a_server_s_names_are_told_by_who_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOSTS, "lens.example.org, *.example.net")
    assert allowed("Lens.example.org", "10.0.0.1") and allowed("a.example.net:443", "10.0.0.1")
    assert not allowed("example.org", "10.0.0.1") and not allowed("evilexample.net", "10.0.0.1")


def test_a_name_led_here_from_elsewhere_gets_nothing() -> None:
    here = client()
    refused = here.get("/", headers={"Host": "evil.example:8501"})
    assert refused.status_code == 421 and HOSTS in refused.text and refused.headers["x-content-type-options"] == "nosniff"
    assert here.get("/").status_code == 200
    with pytest.raises(WebSocketDisconnect), here.websocket_connect("/_stcore/stream", headers={"Host": "evil.example"}):
        pass
    with here.websocket_connect("/_stcore/stream"):
        pass


def test_headers_stand_on_every_answer() -> None:
    for path, status in (("/", 200), ("/fails", 500), ("/nothing", 404)):
        answer = client().get(path)
        assert answer.status_code == status
        assert answer.headers["cross-origin-resource-policy"] == "same-origin" == answer.headers["cross-origin-opener-policy"]
        assert "strict-transport-security" not in answer.headers
        allowed_ = answer.headers["content-security-policy"]
        assert "script-src 'self' 'unsafe-eval' 'sha256-" in allowed_
        assert "'unsafe-inline'" not in allowed_.split("script-src")[1].split(";")[0]
        assert "connect-src 'self' ws://localhost:8501;" in allowed_
    assert client("https://localhost").get("/").headers["strict-transport-security"] == "max-age=31536000"
    assert "connect-src 'self' wss://localhost;" in client("https://localhost").get("/").headers["content-security-policy"]


def test_a_network_s_address_is_sent_nothing_that_browsers_complain_of() -> None:
    # In a TestClient the server has the name that is asked for.
    answer = client("http://192.168.1.5:8501").get("/")
    assert answer.status_code == 200 and "cross-origin-opener-policy" not in answer.headers


def test_a_policy_holds_nothing_that_a_host_header_adds() -> None:
    assert "evil" not in policy("http", "x; script-src evil") and "evil" not in policy("http", "evil *")


def test_metrics_are_closed() -> None:
    for path in ("/_stcore/metrics", "/_stcore/metrics/"):
        assert client().get(path).status_code == 404


def test_streamlit_s_page_holds_no_script_that_the_policy_stops() -> None:
    import streamlit

    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
    inline = [attributes for attributes in re.findall(r"<script([^>]*)>", page) if "src=" not in attributes]
    assert len(inline) == len(streamlit_scripts()) > 0


def test_no_page_of_ours_runs_an_inline_script() -> None:
    for file in (ROOT / "components").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for line in text.splitlines():
            assert "unsafe_allow_javascript=True" not in line or "scripts.element(" in line, f"{file.name}: {line.strip()}"


def test_scripts_are_kept_for_good_under_their_version() -> None:
    address = re.search(r'src="([^"]+)"', scripts.element("windows", code='"><script>'))
    assert address and "&quot;&gt;&lt;script&gt;" in scripts.element("windows", code='"><script>')
    answer = client().get(address[1])
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    for name in scripts._SCRIPTS:
        assert client().get(f"/scripts/{name}.js").status_code == 200
    assert client().get("/scripts/secrets.js").status_code == 404
