"""A web page of somebody else, and what it may try in a browser on the same machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<!doctype html><title>Win a prize</title><body>"
SUBMIT = """([url, encoding, name, value]) => {
    const form = document.createElement("form");
    Object.assign(form, {method: "POST", action: url, enctype: encoding});
    form.append(Object.assign(document.createElement("input"), {name, value}));
    document.body.append(form);
    form.submit();
}"""
SEND = """async ([url, given]) => {
    try {
        const answer = await fetch(url, given);
        return answer.type === "opaque" ? "opaque" : answer.status;
    } catch (error) {
        return error.name;
    }
}"""
SHOW = """url => new Promise(done => {
    const image = document.createElement("img");
    image.onload = image.onerror = event => done(event.type);
    image.src = url;
    document.body.append(image);
})"""


class HostilePage(BaseHTTPRequestHandler):
    """Answers any request with an empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name above
        """Nobody is told."""


@contextmanager
def host_page() -> Iterator[int]:
    """Serve the page; gives the port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), HostilePage) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
