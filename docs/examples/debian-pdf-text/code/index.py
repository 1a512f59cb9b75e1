"""Answers with the text of a PDF file: `{"pdf": "<base64>"}`, or without it that of `sample.pdf`."""

import base64
import json
import os
import subprocess


def handler(event, context):
    request = json.loads(event or b"{}")
    if "pdf" in request:
        data = base64.b64decode(request["pdf"])
    else:
        with open(os.path.join(os.path.dirname(__file__), "sample.pdf"), "rb") as file:
            data = file.read()
    # /opt/bin is on PATH and /opt/lib on LD_LIBRARY_PATH in built-in runtimes.
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, timeout=30)
    if run.returncode != 0:
        return json.dumps({"error": run.stderr.decode(errors="replace").strip()})
    return json.dumps({"text": run.stdout.decode().strip()})
