"""Every rule of Converse through boto3: what breaks it is refused in Bedrock's words, the nearest request that does not passes.

The table is the one that the tests of the JavaScript SDK use; `npm run test:sdks` writes it to the file that RULE_CASES names.
"""

import base64
import json
import os

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EventStreamError


def with_bytes(value):
    if isinstance(value, list):
        return [with_bytes(item) for item in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["base64"]:
        return base64.b64decode(value["base64"])
    return {name: with_bytes(item) for name, item in value.items()}


def read_cases():
    with open(os.environ["RULE_CASES"], encoding="utf-8") as file:
        return [with_bytes(row) for row in json.load(file)]


CASES = read_cases()


@pytest.fixture(scope="module")
def runtime():
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    return boto3.client(service_name="bedrock-runtime", region_name="us-east-1", config=config)


def ask(runtime, row, asked):
    if row["operation"] == "Converse":
        return runtime.converse(**{"modelId": row["model"], **asked})["stopReason"]
    events = list(runtime.converse_stream(**{"modelId": row["model"], **asked})["stream"])
    return next(event["messageStop"]["stopReason"] for event in events if "messageStop" in event)


@pytest.mark.parametrize("row", CASES, ids=[f"{row['rule']} {row['model']}" for row in CASES])
def test_a_rule(runtime, row):
    with pytest.raises((ClientError, EventStreamError)) as refusal:
        ask(runtime, row, row["refused"])
    error = refusal.value.response["Error"]
    assert (error["Code"].lower(), error["Message"]) == (row["exception"].lower(), row["words"])
    assert ask(runtime, row, row["passes"])
