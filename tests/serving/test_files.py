"""A deck's own files: whole, in ranges, bound, and no others."""

from __future__ import annotations

import os

import pytest

from serving.stage import Play

DATA = bytes(range(256)) * 4_000


@pytest.fixture
def film(play: Play, tmp_path):
    """A file of the deck."""
    path = tmp_path / "film.mp4"
    path.write_bytes(DATA)
    play.session.files = {"static/film.mp4": path, "_/shared/Ä b.mp4": path}
    return path


@pytest.mark.parametrize("path", ["/static/film.mp4", "/static/film.mp4?v=1", "/_/shared/%C3%84%20b.mp4"])
def test_whole(play: Play, film, path: str):
    """A file of the deck is sent as it is."""
    status, headers, body = play.get(path)

    assert (status, headers["content-type"], headers["accept-ranges"]) == (200, "video/mp4", "bytes")
    assert body == DATA


@pytest.mark.parametrize(
    ("asked", "status", "told", "body"),
    [
        ("bytes=0-9", 206, "bytes 0-9/1024000", DATA[:10]),
        ("bytes=1000000-", 206, "bytes 1000000-1023999/1024000", DATA[1_000_000:]),
        ("bytes=-5", 206, "bytes 1023995-1023999/1024000", DATA[-5:]),
        ("bytes=5-99999999", 206, "bytes 5-1023999/1024000", DATA[5:]),
        ("bytes=0-", 200, None, DATA),
        ("bytes=1024000-", 416, "bytes */1024000", None),
        ("bytes=9-5", 416, "bytes */1024000", None),
        ("bytes=-0", 416, "bytes */1024000", None),
        ("bytes=x-y", 200, None, DATA),
        ("pages=1-2", 200, None, DATA),
        ("bytes=" + "9" * 5_000 + "-", 400, None, None),
    ],
)
def test_ranges(play: Play, film, asked: str, status: int, told: str | None, body: bytes | None):
    """A part of a file, as films are sent; a range that cannot be gives the whole, or is said."""
    found, headers, sent = play.get("/static/film.mp4", Range=asked)

    assert found in (status, 200, 416) if len(asked) > 1_000 else found == status
    if len(asked) < 1_000:
        assert headers.get("content-range") == told
    if body is not None:
        assert sent == body


def test_a_range_of_another_file(play: Play, film):
    """A range of what the file was before is the whole of what it is now."""
    known = play.get("/static/film.mp4", "HEAD")[1]["etag"]
    assert play.get("/static/film.mp4", Range="bytes=0-9", If_Range=known)[0] == 206

    film.write_bytes(DATA[:-1])

    assert play.get("/static/film.mp4", Range="bytes=0-9", If_Range=known)[0] == 200


def test_nothing_is_kept(play: Play, film):
    """Whatever the browser has, it gets the file: a picture that was replaced is seen at once."""
    headers = play.get("/static/film.mp4")[1]

    status, again, body = play.get(
        "/static/film.mp4", If_None_Match=headers["etag"], If_Modified_Since=headers["last-modified"]
    )

    assert (status, again["cache-control"], body) == (200, "no-store", DATA)


def test_head(play: Play, film):
    """HEAD tells what GET would send."""
    status, headers, body = play.get("/static/film.mp4", "HEAD")

    assert (status, headers["content-length"], body) == (200, "1024000", b"")


@pytest.mark.parametrize("there", ["nothing", "a folder", "a pipe", "a loop", "a link", "a folder that is a link"])
def test_what_is_no_file_any_more(play: Play, film, there: str):
    """A file that has gone, or become something else, is not found; nothing waits for it."""
    film.unlink()
    if there == "a folder":
        film.mkdir()
    elif there == "a pipe":
        os.mkfifo(film)
    elif there == "a loop":
        film.symlink_to(film)
    elif there == "a link":
        (film.parent / "secret.mp4").write_bytes(DATA)
        film.symlink_to("secret.mp4")
    elif there == "a folder that is a link":
        (film.parent / "elsewhere").mkdir()
        (film.parent / "elsewhere" / film.name).write_bytes(DATA)
        (film.parent / "there").symlink_to("elsewhere")
        play.session.files = {"static/film.mp4": film.parent / "there" / film.name}

    assert play.get("/static/film.mp4")[0] == 404


def test_a_file_that_shrinks(play: Play, film, capfd: pytest.CaptureFixture[str]):
    """A file that becomes shorter while it is sent ends the connection, and no more."""
    os.truncate(film, 200_000_000)
    import socket

    with socket.create_connection(("127.0.0.1", play.port), timeout=60) as line:
        line.sendall(f"GET /static/film.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{play.port}\r\n\r\n".encode())
        got = len(line.recv(1_000))
        os.truncate(film, 1_000)
        while piece := line.recv(1 << 20):
            got += len(piece)

    assert got < 200_000_000
    assert play.get("/")[0] == 200
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.PNG", "image/png"),
        ("a.woff2", "font/woff2"),
        ("a.webm", "video/webm"),
        ("a.mp3", "audio/mpeg"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.html", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_types(play: Play, tmp_path, name: str, kind: str):
    """The type follows from the name, on every machine the same; nothing of a deck's is a page of its own."""
    (tmp_path / name).write_bytes(b"x")
    play.session.files = {name: tmp_path / name}

    assert play.get(f"/{name}")[1]["content-type"] == kind


def test_the_type_is_that_of_the_name_asked_for(play: Play, tmp_path):
    """A picture that is a link to a file of another name is a picture, and a drawing is bound."""
    (tmp_path / "data").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    play.session.files = {"a.svg": tmp_path / "data"}

    headers = play.get("/a.svg?v=1")[1]

    assert headers["content-type"] == "image/svg+xml"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"


def test_drawings_are_bound(play: Play, tmp_path):
    """An SVG that is opened by itself runs nothing and loads nothing."""
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    play.session.files = {"a.svg": tmp_path / "a.svg"}

    headers = play.get("/a.svg")[1]

    assert headers["content-security-policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    assert headers["content-type"] == "image/svg+xml"
    assert headers["x-content-type-options"] == "nosniff"
