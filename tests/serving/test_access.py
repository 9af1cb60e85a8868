"""Who may ask, and what there is not: probes over raw sockets."""

from __future__ import annotations

import pytest

from serving.stage import TWO_SLIDES, Play, playing

WORDS = ("Traceback", "tornado", "Tornado", "livereload")


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_own_names(play: Play, host: str):
    """The server answers to the names of this machine."""
    status, _, body = play.get("/", Host=host.format(port=play.port))

    assert (status, body) == (200, b"<!DOCTYPE html><title>deck</title>")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "localhost.evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.2:{port}",
        "192.168.1.5:{port}",
        "0.0.0.0:{port}",
        "localhost:{port}:{port}",
        "localhost:{port}x",
        ":{port}",
        "[::2]:{port}",
        "user@localhost:{port}",
        "",
        " ",
        "\xe9:{port}",
    ],
)
@pytest.mark.parametrize("path", ["/", "/livereload", "/at?file=talk.rst&line=1", "/livereload.js", "/favicon.ico"])
def test_other_names(play: Play, host: str, path: str):
    """A page that has bent its own name to this machine gets nothing."""
    status, _, body = play.get(path, Host=host.format(port=play.port))

    assert status in (400, 403)
    assert b"deck" not in body


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:{port}", 200),
        ("http://localhost:{port}", 200),
        ("http://127.0.0.1:1", 403),
        ("http://127.0.0.1", 403),
        ("https://127.0.0.1:{port}", 403),
        ("http://evil.example", 403),
        ("http://evil.example:{port}", 403),
        ("http://127.0.0.1:{port}.evil.example", 403),
        ("http://127.0.0.1:{port}@evil.example", 403),
        ("chrome-extension://abc", 403),
        ("file://", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_origins(play: Play, origin: str, status: int):
    """Only pages of this server may ask: over HTTP, for an effect, and over a websocket."""
    said = origin.format(port=play.port)

    assert play.get("/", Origin=said)[0] == status
    assert play.get("/at", "POST", "file=talk.rst&line=1", Origin=said)[0] == {200: 204}.get(status, status)
    assert play.window(Origin=said).status == {200: 101}.get(status, status)


@pytest.mark.parametrize(
    ("path", "site", "mode", "dest", "status"),
    [
        ("/", "none", "navigate", "document", 200),
        ("/", "same-origin", "navigate", "iframe", 200),
        ("/", "cross-site", "navigate", "document", 200),
        ("/", "cross-site", "navigate", "iframe", 403),
        ("/", "cross-site", "navigate", "object", 403),
        ("/", "cross-site", "no-cors", "image", 403),
        ("/", "cross-site", "no-cors", "script", 403),
        ("/", "cross-site", "cors", "empty", 403),
        ("/livereload.js", "cross-site", "no-cors", "script", 403),
        ("/at?file=talk.rst&line=1", "same-origin", "cors", "empty", 204),
        ("/at?file=talk.rst&line=1", "same-site", "no-cors", "image", 204),
        ("/at?file=talk.rst&line=1", "cross-site", "no-cors", "image", 403),
        ("/at?file=talk.rst&line=1", "cross-site", "navigate", "document", 403),
        ("/livereload", "cross-site", "websocket", "websocket", 403),
    ],
)
def test_what_a_browser_says_of_a_page(play: Play, path: str, site: str, mode: str, dest: str, status: int):
    """A page from elsewhere may lead here, and neither do anything nor show what is here."""
    found = play.get(path, Sec_Fetch_Site=site, Sec_Fetch_Mode=mode, Sec_Fetch_Dest=dest)

    assert found[0] == status


@pytest.mark.parametrize(
    "path",
    [
        "/talk.rst",
        "/TALK.RST",
        "/talk.html",
        "/.env",
        "/.git/config",
        "/static/.secret",
        "/../talk.rst",
        "/static/../talk.rst",
        "/./talk.rst",
        "/%2e%2e/talk.rst",
        "/..%2ftalk.rst",
        "/%2fetc%2fpasswd",
        "//etc/passwd",
        "/etc/passwd",
        "/c:/windows/win.ini",
        "/..\\talk.rst",
        "/..%5ctalk.rst",
        "/%00",
        "/talk.rst%00.png",
        "/%ff%fe",
        "/%c0%ae%c0%ae/talk.rst",
        "/\xff",
        "/%",
        "/%zz",
        "/a/",
        "/a//b",
        "/static",
        "/_/",
        "/_/talk.rst",
        "/forcereload",
        "/livereload/",
        "/at/",
        "/%0d%0aX-Evil:%201",
        "/" + "a" * 5000,
        "/" + "a/" * 2000,
        "http://evil.example/",
        "*",
        "talk.rst",
        "/?first=1&" + "a=b&" * 300,
    ],
)
def test_what_there_is_not(play: Play, path: str):
    """Sources, dot files, ways up and nonsense are not there; the query of a page changes nothing."""
    status, headers, body = play.get(path)

    assert status in ((200,) if path.startswith("/?") else (400, 404))
    assert not any(word in body.decode("latin-1") for word in WORDS)
    assert "x-evil" not in headers


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X"]
)
@pytest.mark.parametrize("path", ["/", "/livereload", "/livereload.js", "/nothing"])
def test_methods(play: Play, path: str, method: str):
    """Pages and files are read and nothing else."""
    assert play.get(path, method)[0] == 405


@pytest.mark.parametrize("path", ["/", "/nothing", "/livereload.js", "/favicon.ico", "/at?file=talk.rst&line=1"])
def test_headers(play: Play, path: str):
    """Every answer says that it is not to be kept, guessed at, framed or shared, and not what made it."""
    status, headers, _ = play.get(path)

    assert status in (200, 204, 404)
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers


def test_head(play: Play):
    """HEAD tells what GET would send."""
    status, headers, body = play.get("/", "HEAD")

    assert (status, headers["content-length"], body) == (200, "34", b"")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"\x00" * 100 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: \x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 9_000 + b"\r\n",
        b"POST /at HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /at HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"POST /at HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /at HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /at HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /at HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
    ],
)
def test_malformed_requests(play: Play, raw: bytes, capfd: pytest.CaptureFixture[str]):
    """What is no request gets 4xx or nothing, no word on the terminal, and the server goes on."""
    for data in (raw, raw.replace(b"Host: a", b"Host: 127.0.0.1:%d" % play.port)):
        if data:
            with_end = data if data.endswith(b"\n") else data + b"\r\n"
            status = play.ask(with_end)[0]
            assert status == 0 or 400 <= status < 500

    assert play.get("/")[0] == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "cookie", ["", ";;;", "=", "a=b; a", "slidekit-1=x", "\xff=\xff", "a" * 9_000, "$Version=1; =; x=\x01"]
)
def test_odd_cookies(play: Play, cookie: str):
    """A cookie can do nothing."""
    assert play.get("/", Cookie=cookie)[0] in (200, 400)


def token_of(play: Play) -> str:
    """The token that a server prints."""
    return play.server.addresses()[0].partition("?token=")[2]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A server that other machines can reach."""
    folder = tmp_path_factory.mktemp("talk")
    (folder / "talk.rst").write_text(TWO_SLIDES)
    with playing(folder / "talk.rst", host="0.0.0.0") as running:  # noqa: S104 - what is tested
        yield running


@pytest.mark.parametrize(
    "path", ["/", "/talk.rst", "/livereload.js", "/favicon.ico", "/at?file=talk.rst&line=1", "/livereload"]
)
@pytest.mark.parametrize("query", ["", "token=", "token=x", "token=\xff", "token=%00", "other=1"])
def test_no_token(guarded: Play, path: str, query: str):
    """Open to other machines, the server serves nobody without the token, this machine neither."""
    joint = "&" if "?" in path else "?"

    status, _, body = guarded.get(f"{path}{joint}{query}" if query else path)

    assert status in (400, 403)
    assert b"deck" not in body


def test_wrong_cookie(guarded: Play):
    """A cookie of the right name with another token opens nothing."""
    assert guarded.get("/", Cookie=f"slidekit-{guarded.port}=x")[0] == 403


def test_token(guarded: Play):
    """The printed address gives a cookie that scripts cannot read, and leads to the same address without the token."""
    token = token_of(guarded)
    assert len(token) >= 20

    status, headers, _ = guarded.get(f"/?view=read&token={token}&a=b%20c")
    assert (status, headers["location"]) == (303, "/?view=read&a=b+c")
    cookie = headers["set-cookie"]
    assert cookie.startswith(f"slidekit-{guarded.port}={token};")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert guarded.get("/", Cookie=cookie.partition(";")[0])[2] == b"<!DOCTYPE html><title>deck</title>"


def test_token_from_a_link(guarded: Play):
    """A link in a page elsewhere works too, though a browser keeps strict cookies from where a redirect leads."""
    arrived = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}

    status, headers, _ = guarded.get(f"/?token={token_of(guarded)}", **arrived)

    assert (status, headers["refresh"]) == (200, "0; url=/")


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%0d%0aX-Evil:1"])
def test_token_leads_nowhere_else(guarded: Play, path: str):
    """The way to the address without the token leads to this server only."""
    status, headers, _ = guarded.get(f"{path}?token={token_of(guarded)}")

    assert status in (400, 404)
    assert "location" not in headers


def test_token_for_sockets_and_editors(guarded: Play):
    """Windows come with the cookie, editors with the token."""
    token = token_of(guarded)

    assert guarded.window(Cookie=f"slidekit-{guarded.port}={token}").status == 101
    assert guarded.window().status == 403
    assert guarded.get("/at", "POST", f"file=talk.rst&line=1&token={token}")[0] == 204
    assert guarded.get("/at", "POST", "file=talk.rst&line=1")[0] == 403


def test_names_with_a_token(guarded: Play):
    """By whichever of its addresses it is reached, the server answers; a name of elsewhere is refused all the same."""
    cookie = f"slidekit-{guarded.port}={token_of(guarded)}"

    assert guarded.get("/", Cookie=cookie, Host=f"192.168.7.7:{guarded.port}")[0] == 200
    assert guarded.get("/", Cookie=cookie, Host=f"evil.example:{guarded.port}")[0] == 403
    for origin, status in ((f"http://192.168.7.7:{guarded.port}", 200), (f"http://192.168.7.8:{guarded.port}", 403)):
        assert guarded.get("/", Cookie=cookie, Host=f"192.168.7.7:{guarded.port}", Origin=origin)[0] == status
