import os
import subprocess


def handler(event, context):
    with open(os.path.join(os.path.dirname(__file__), "greeting.txt")) as file:
        greeting = file.read().strip()
    # From the layer: /opt/bin is on PATH.
    return subprocess.run(["shout", greeting], capture_output=True, check=True, text=True).stdout
