"""Clients, the server's control interface, servers of a test's own. Where the first one is, the environment says."""

import json
import os
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
CLI = [shutil.which("node") or "node", str(ROOT / "dist" / "cli.js")]
URL = os.environ.get("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://127.0.0.1:4567")


def control(method, path, body=None, namespace="default"):
    """Calls `/_local/...` of the server under test."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json", "x-bedrock-local-namespace": namespace}
    request = urllib.request.Request(f"{URL}/_local/{path}", data, headers, method=method)
    with urllib.request.urlopen(request, timeout=5) as response:
        text = response.read()
    return json.loads(text) if text else None


def clean_environment(**more):
    """This process's environment without what leads an AWS client anywhere, and with `more`."""
    kept = {name: value for name, value in os.environ.items() if not re.match(r"AWS_|BEDROCK_|.*_proxy$", name, re.I)}
    return {**kept, **more}


@pytest.fixture(autouse=True)
def forget():
    yield
    control("POST", "reset")


@pytest.fixture
def runtime():
    return boto3.client("bedrock-runtime", region_name="us-east-1")


@pytest.fixture
def once():
    """A client that does not try again."""
    config = Config(retries={"mode": "standard", "total_max_attempts": 1})
    return boto3.client("bedrock-runtime", region_name="us-east-1", config=config)


@pytest.fixture
def bedrock():
    return boto3.client("bedrock", region_name="us-east-1")


@pytest.fixture
def serve(tmp_path):
    """`serve("--tls", AWS_PROFILE="x")` starts one more server and gives what it printed up to its last line to set."""
    servers = []

    def start(*flags, **more):
        # Certificates are kept in the user's cache: this is a user with an empty one.
        environment = clean_environment(HOME=str(tmp_path), USERPROFILE=str(tmp_path), **more)
        command = [*CLI, "--port", "0", "--shell", "posix", *flags]
        server = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        servers.append(server)
        printed = ""
        while "Try it:" not in printed:
            line = server.stdout.readline()
            assert line, f"the server ended: {printed}"
            printed += line
        return printed

    yield start
    for server in servers:
        server.terminate()
        server.wait(timeout=5)
        server.stdout.close()
