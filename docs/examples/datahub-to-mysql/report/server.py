"""A small HTTP server round `app.handler`, as custom runtimes want it: POST /invoke, any address, no idle time-out."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import app


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request_id = self.headers.get("x-fc-request-id", "")
        print("FC Invoke Start RequestId: " + request_id, flush=True)
        try:
            status, answer = 200, app.handler(body, request_id)
        except Exception as error:
            status, answer = 404, repr(error).encode()
        print("FC Invoke End RequestId: " + request_id, flush=True)
        self.send_response(status)
        self.send_header("x-fc-status", str(status))
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST

    def log_message(self, format, *arguments):
        pass


if __name__ == "__main__":
    port = int(os.environ.get("FC_SERVER_PORT", "9000"))
    ThreadingHTTPServer(("0.0.0.0", port), Handler).serve_forever()
