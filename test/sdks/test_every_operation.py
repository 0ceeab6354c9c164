"""Create, read, update, list and delete with every operation of the control plane, on the ways that the JavaScript client walks too."""

import re
import urllib.request
from urllib.error import HTTPError

import pytest
from conftest import URL, control
from steps import HERE, freeze, read, run_step

JOURNEYS = sorted(path.name for path in (HERE / "journeys").iterdir())


def is_known(operation):
    """Whether the server knows the operation: boto3 is ahead of the SDK whose schemas it reads."""
    path = re.sub(r"\{\w+\+?\}", "abcdefghijkl", operation.http["requestUri"])
    request = urllib.request.Request(URL + path, method=operation.http["method"])
    try:
        with urllib.request.urlopen(request, timeout=5):
            return True
    except HTTPError as refusal:
        return not refusal.headers.get("x-amzn-ErrorType", "").startswith("UnknownOperationException")


def walk(journey, bedrock):
    freeze()
    variables = {}
    for step in read(f"journeys/{journey}"):
        run_step(step, variables, [bedrock])


@pytest.mark.parametrize("journey", JOURNEYS)
def test_journey(bedrock, journey):
    walk(journey, bedrock)


def test_the_journeys_call_each_operation_with_success(bedrock):
    model = bedrock.meta.service_model
    known = {name for name in model.operation_names if is_known(model.operation_model(name))}
    assert len(known) == 108
    called = set()
    for journey in JOURNEYS:
        control("POST", "reset")
        walk(journey, bedrock)
        called |= {entry["operation"] for entry in control("GET", "journal?status=2xx")}
    assert called == known
