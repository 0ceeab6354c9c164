"""What leads boto3 astray in an environment does not do so in the child of `bedrock-local run`."""

import subprocess
import sys

import pytest
from conftest import CLI, clean_environment

PROGRAM = """
import boto3
client = boto3.client("bedrock-runtime")
reply = client.converse(modelId="amazon.nova-lite-v1:0", messages=[{"role": "user", "content": [{"text": "Hello!"}]}])
print(client.meta.endpoint_url, reply["output"]["message"]["content"][0]["text"])
"""

# Nothing listens there.
DEAD = "http://127.0.0.1:9"

TRAPS = {
    "a proxy": {"HTTP_PROXY": DEAD, "http_proxy": DEAD, "HTTPS_PROXY": DEAD, "https_proxy": DEAD},
    "a profile that does not exist": {"AWS_PROFILE": "nobody", "AWS_DEFAULT_PROFILE": "nobody"},
    "FIPS endpoints": {"AWS_USE_FIPS_ENDPOINT": "true"},
    "dual-stack endpoints": {"AWS_USE_DUALSTACK_ENDPOINT": "true"},
    "endpoints that are to be ignored": {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
    "a bundle that does not exist": {"AWS_CA_BUNDLE": "/nowhere.pem", "REQUESTS_CA_BUNDLE": "/nowhere.pem"},
    "an endpoint for all services": {"AWS_ENDPOINT_URL": DEAD},
    "an API key of AWS": {"AWS_BEARER_TOKEN_BEDROCK": "bedrock-api-key-real"},
    "a session of AWS": {"AWS_ACCESS_KEY_ID": "AKIAREAL", "AWS_SECRET_ACCESS_KEY": "real", "AWS_SESSION_TOKEN": "old"},
    "another region": {"AWS_REGION": "eu-west-3", "AWS_DEFAULT_REGION": "eu-west-3"},
}


def run(environment, *flags):
    command = [*CLI, "run", *flags, "--", sys.executable, "-c", PROGRAM]
    return subprocess.run(command, env=clean_environment(**environment), capture_output=True, text=True, timeout=30)


@pytest.mark.parametrize("trap", TRAPS)
def test_a_child_of_run_arrives_in_spite_of(trap):
    child = run(TRAPS[trap])
    assert child.returncode == 0, child.stderr
    assert child.stdout.startswith("http://127.0.0.1:") and "Hello!" in child.stdout


def test_a_child_of_run_arrives_in_spite_of_a_config_file(tmp_path):
    config = tmp_path / "config"
    settings = ["use_fips_endpoint = true", "ignore_configured_endpoint_urls = true", "region = xx-nowhere-1"]
    config.write_text("\n".join(["[default]", *settings, ""]))
    assert "Hello!" in run({"AWS_CONFIG_FILE": str(config)}).stdout


def test_a_child_of_run_over_tls_trusts_the_server(tmp_path):
    # Certificates are kept in the user's cache: this is a user with an empty one.
    child = run({"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}, "--tls")
    assert child.stdout.startswith("https://127.0.0.1:") and "Hello!" in child.stdout, child.stderr


def test_the_status_of_a_child_that_fails_is_that_of_run():
    child = run({"AWS_PROFILE": "nobody"}, "--keep-environment")
    assert child.returncode == 1
    assert "ProfileNotFound" in child.stderr
