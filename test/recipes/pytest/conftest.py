"""bedrock-local for pytest: one server for the session, a namespace of its own for each test."""

import json
import os
import shutil
import subprocess
import urllib.request
import uuid

import boto3
import pytest


class Bedrock:
    """The control interface of one namespace: fixtures, faults and the journal over HTTP."""

    def __init__(self, server):
        self.name = f"test-{uuid.uuid4().hex}"
        self.server = server
        self.url = f"{server}/_namespace/{self.name}"

    def call(self, method, path, body=None, base=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{base or self.url}/_local/{path}", data, method=method)
        request.add_header("content-type", "application/json")
        with urllib.request.urlopen(request, timeout=10) as response:
            text = response.read()
        return json.loads(text) if text else None

    def fixture(self, reply, match=None):
        return self.call("POST", "fixtures", {"match": match or {}, "reply": reply})["id"]

    def fault(self, fault, **options):
        return self.call("POST", "faults", {"fault": fault, **options})["id"]

    def journal(self, query=""):
        return self.call("GET", f"journal{query}")

    def client(self, service="bedrock-runtime", **options):
        keys = {"aws_access_key_id": "any", "aws_secret_access_key": "any", "region_name": "us-east-1"}
        return boto3.client(service, endpoint_url=self.url, **{**keys, **options})

    def remove(self):
        self.call("DELETE", f"namespaces/{self.name}", base=self.server)


@pytest.fixture(scope="session")
def bedrock_server():
    """Its URL. A server that runs already is named by BEDROCK_LOCAL_URL."""
    if running := os.environ.get("BEDROCK_LOCAL_URL"):
        yield running
        return
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
    places = os.pathsep.join([os.path.join("node_modules", ".bin"), os.environ["PATH"]])
    command = shutil.which("bedrock-local", path=places)
    assert command, "bedrock-local is not installed here: npm install --save-dev bedrock-local"
    with subprocess.Popen([command, "--port", "0", "--quiet"], stdout=subprocess.PIPE, text=True) as server:
        yield server.stdout.readline().strip()
        server.terminate()


@pytest.fixture
def bedrock(bedrock_server, request):
    namespace = Bedrock(bedrock_server)
    yield namespace
    if getattr(request.node, "failed", False):
        print("\nThe journal of bedrock-local:")
        for entry in namespace.journal():
            print(entry["status"], entry.get("operation"), entry.get("model"), entry.get("exception", ""))
    namespace.remove()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    item.failed = getattr(item, "failed", False) or report.failed
    return report
