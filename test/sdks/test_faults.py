"""What boto3 makes of faults: its exceptions, its retries, and the streams that break."""

import re

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    EventStreamError,
    ReadTimeoutError,
)
from conftest import control

MODEL = "amazon.nova-lite-v1:0"
QUESTION = {
    "modelId": MODEL,
    "messages": [{"role": "user", "content": [{"text": "Tell me of the sea."}]}],
    "inferenceConfig": {"maxTokens": 20},
}


@pytest.fixture
def standard():
    """Three attempts, as the clients of other languages have by default."""
    config = Config(retries={"mode": "standard", "total_max_attempts": 3}, read_timeout=1)
    return boto3.client("bedrock-runtime", region_name="us-east-1", config=config)


def add(**fault):
    control("POST", "faults", fault)


def attempts():
    return len(control("GET", "journal"))


def read(client):
    """The names of a stream's events, up to what broke it."""
    events = []
    try:
        for event in client.converse_stream(**QUESTION)["stream"]:
            events.append(next(iter(event)))
    except Exception as error:
        return events, error
    return events, None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ConflictException", 1),
        ("InternalServerException", 3),
        ("ModelErrorException", 1),
        ("ModelNotReadyException", 3),
        ("ModelTimeoutException", 1),
        ("ServiceQuotaExceededException", 1),
        ("ServiceUnavailableException", 3),
        ("ThrottlingException", 3),
        ("ValidationException", 1),
    ],
)
def test_what_is_tried_again(standard, name, expected):
    add(fault="error", name=name)
    with pytest.raises(ClientError) as caught:
        standard.converse(**QUESTION)
    assert caught.value.response["Error"]["Code"] == name
    assert attempts() == expected


@pytest.mark.parametrize(
    "name",
    [
        "InternalServerException",
        "ModelStreamErrorException",
        "ValidationException",
        "ThrottlingException",
        "ServiceUnavailableException",
        "ModelTimeoutException",
    ],
)
def test_an_exception_within_a_stream(standard, name):
    add(fault="stream-error", name=name, afterEvents=2)
    events, error = read(standard)
    assert len(events) == 2
    assert isinstance(error, EventStreamError)
    # ConverseStream does not model modelTimeoutException: boto3 loses its name.
    code = "" if name == "ModelTimeoutException" else name[0].lower() + name[1:]
    assert error.response["Error"]["Code"] == code
    assert attempts() == 1


@pytest.mark.parametrize("end", ["reset", "rst-stream", "goaway"])
def test_no_reply_at_all_is_tried_again(standard, end):
    add(fault="disconnect", end=end)
    with pytest.raises(ConnectionClosedError):
        standard.converse(**QUESTION)
    assert attempts() == 3


def test_a_reply_that_never_comes(standard):
    add(fault="hang")
    with pytest.raises(ReadTimeoutError):
        standard.converse(**QUESTION)


def test_expired_credentials(standard):
    add(fault="expired-credentials")
    with pytest.raises(ClientError, match="The security token included in the request is expired"):
        standard.converse(**QUESTION)
    assert attempts() == 1


@pytest.mark.parametrize(
    ("fault", "count", "broken"),
    [
        ({"fault": "truncate", "afterEvents": 2, "end": "clean"}, 2, None),
        ({"fault": "truncate", "afterEvents": 2, "end": "reset"}, 2, "Connection broken|Connection reset"),
        ({"fault": "hang", "afterEvents": 2}, 2, "Read timed out"),
        ({"fault": "bad-crc", "frame": 1}, 1, "Checksum mismatch"),
        ({"fault": "bad-crc", "frame": 1, "part": "prelude"}, 1, "Checksum mismatch"),
        ({"fault": "oversized-frame", "frame": 1, "length": 2**25}, 1, "exceeded the maximum"),
        ({"fault": "split-frame", "frame": 1}, 8, None),
        ({"fault": "missing-event", "event": "messageStop"}, 7, None),
        ({"fault": "empty-stream"}, 0, None),
        ({"fault": "duplicate-delta"}, 9, None),
    ],
    ids=lambda value: value["fault"] if isinstance(value, dict) else None,
)
def test_a_stream_that_is_not_as_it_should_be(standard, fault, count, broken):
    add(**fault)
    events, error = read(standard)
    assert len(events) == count
    if broken is None:
        assert error is None
    else:
        assert re.search(broken, str(error)), error


def test_a_page_of_a_proxy_is_tried_again_by_its_status(standard):
    add(fault="html-page")
    with pytest.raises(ClientError) as caught:
        standard.converse(**QUESTION)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503
    assert attempts() == 3
