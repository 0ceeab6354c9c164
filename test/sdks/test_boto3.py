"""boto3 beyond the course: its errors, retries, ARNs, paginators and streams."""

import json

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import EventStreamError
from conftest import control

MODEL = "anthropic.claude-3-haiku-20240307-v1:0"
MESSAGES = [{"role": "user", "content": [{"text": "Hello!"}]}]

STATUS = {
    "AccessDeniedException": 403,
    "InternalServerException": 500,
    "ModelErrorException": 424,
    "ModelNotReadyException": 429,
    "ModelTimeoutException": 408,
    "ResourceNotFoundException": 404,
    "ServiceUnavailableException": 503,
    "ThrottlingException": 429,
    "ValidationException": 400,
}


@pytest.mark.parametrize("name", STATUS)
def test_a_fault_is_the_exception_of_its_name(once, name):
    control("POST", "faults", {"fault": "error", "name": name, "message": "In these words."})
    with pytest.raises(getattr(once.exceptions, name)) as caught:
        once.converse(modelId=MODEL, messages=MESSAGES)
    response = caught.value.response
    assert response["Error"] == {"Code": name, "Message": "In these words."}
    assert response["ResponseMetadata"]["HTTPStatusCode"] == STATUS[name]
    assert len(response["ResponseMetadata"]["RequestId"]) == 36


def test_what_is_refused_is_the_exception_of_its_name(runtime, bedrock):
    with pytest.raises(runtime.exceptions.ValidationException, match="The provided model identifier is invalid"):
        runtime.converse(modelId="nobody.no-model-v1:0", messages=MESSAGES)
    with pytest.raises(bedrock.exceptions.ResourceNotFoundException):
        bedrock.get_guardrail(guardrailIdentifier="abcdefghijkl")


def test_the_client_tries_again_and_gets_through():
    control("POST", "faults", {"fault": "error", "name": "ThrottlingException", "times": 2})
    config = Config(retries={"mode": "standard", "total_max_attempts": 3})
    client = boto3.client("bedrock-runtime", region_name="us-east-1", config=config)
    reply = client.converse(modelId=MODEL, messages=MESSAGES)
    assert reply["ResponseMetadata"]["RetryAttempts"] == 2
    entries = control("GET", "journal?operation=Converse")
    assert [(entry["status"], entry["attempt"]) for entry in entries] == [(429, 1), (429, 2), (200, 3)]
    assert len({entry["invocationId"] for entry in entries}) == 1


@pytest.mark.parametrize(
    "model_id",
    [
        "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0",
        "us.amazon.nova-lite-v1:0",
    ],
)
def test_models_have_arns_and_profiles(runtime, model_id):
    reply = runtime.converse(modelId=model_id, messages=MESSAGES)
    assert reply["stopReason"] == "end_turn"
    entry = control("GET", "journal")[-1]
    assert entry["input"]["modelId"] == model_id
    body = json.dumps({"messages": [{"role": "user", "content": [{"text": "Hello!"}]}]})
    assert runtime.invoke_model(modelId=model_id, body=body)["contentType"] == "application/json"


def test_pages_of_inference_profiles_are_the_whole(bedrock):
    whole = bedrock.list_inference_profiles(maxResults=1000)["inferenceProfileSummaries"]
    pages = list(bedrock.get_paginator("list_inference_profiles").paginate(PaginationConfig={"PageSize": 20}))
    profiles = [profile for page in pages for profile in page["inferenceProfileSummaries"]]
    assert len(pages) > 1 and all(len(page["inferenceProfileSummaries"]) <= 20 for page in pages)
    assert profiles == whole
    found = bedrock.get_inference_profile(inferenceProfileIdentifier=profiles[0]["inferenceProfileId"])
    assert found["inferenceProfileArn"] == profiles[0]["inferenceProfileArn"]


def test_a_fixture_answers_both_operations(runtime):
    control("POST", "fixtures", {"match": {"prompt": "capital of France"}, "reply": {"text": "Paris, of course."}})
    messages = [{"role": "user", "content": [{"text": "What is the capital of France?"}]}]
    reply = runtime.converse(modelId=MODEL, messages=messages)
    assert reply["output"]["message"]["content"] == [{"text": "Paris, of course."}]
    events = list(runtime.converse_stream(modelId=MODEL, messages=messages)["stream"])
    deltas = [event["contentBlockDelta"]["delta"]["text"] for event in events if "contentBlockDelta" in event]
    assert "".join(deltas) == "Paris, of course."
    assert events[-1]["metadata"]["usage"] == reply["usage"]


def test_a_tool_is_called_and_its_result_taken(runtime):
    tool = {"toolSpec": {"name": "weather", "inputSchema": {"json": {"type": "object", "properties": {}}}}}
    config = {"tools": [tool], "toolChoice": {"any": {}}}
    reply = runtime.converse(modelId=MODEL, messages=MESSAGES, toolConfig=config)
    assert reply["stopReason"] == "tool_use"
    call = reply["output"]["message"]["content"][-1]["toolUse"]
    assert call["name"] == "weather"
    result = {"toolResult": {"toolUseId": call["toolUseId"], "content": [{"json": {"sky": "blue"}}]}}
    messages = [*MESSAGES, reply["output"]["message"], {"role": "user", "content": [result]}]
    after = runtime.converse(modelId=MODEL, messages=messages, toolConfig={"tools": [tool]})
    assert "blue" in after["output"]["message"]["content"][0]["text"]


def test_a_stream_that_is_closed_early_is_not_completed(runtime):
    def event(at, name, payload):
        headers = {":event-type": name, ":content-type": "application/json", ":message-type": "event"}
        return {"atMs": at, "headers": headers, "payload": json.dumps(payload)}

    events = [event(0, "messageStart", {"role": "assistant"}), event(60000, "messageStop", {"stopReason": "end_turn"})]
    headers = {"content-type": "application/vnd.amazon.eventstream"}
    control("POST", "fixtures", {"reply": {"raw": {"status": 200, "headers": headers, "events": events}}})
    stream = runtime.converse_stream(modelId=MODEL, messages=MESSAGES)["stream"]
    assert next(iter(stream)) == {"messageStart": {"role": "assistant"}}
    stream.close()
    entries = []
    while not entries:
        entries = control("GET", "journal")
    assert entries[0]["completed"] is False


def test_an_exception_within_a_stream_is_raised_there(runtime):
    headers = {":exception-type": "modelStreamErrorException", ":content-type": "application/json"}
    frame = {"atMs": 0, "headers": {**headers, ":message-type": "exception"}, "payload": '{"message":"It broke."}'}
    reply = {"status": 200, "headers": {"content-type": "application/vnd.amazon.eventstream"}, "events": [frame]}
    control("POST", "fixtures", {"reply": {"raw": reply}})
    with pytest.raises(EventStreamError, match="It broke."):
        list(runtime.converse_stream(modelId=MODEL, messages=MESSAGES)["stream"])
