"""The core of the contract through boto3: nothing is set but the environment."""

import json

import boto3
from botocore.exceptions import EventStreamError
from checks import CLAUDE, NOVA, run

control = boto3.client("bedrock")
runtime = boto3.client("bedrock-runtime")


def user(text):
    return [{"role": "user", "content": [{"text": text}]}]


def create_guardrail(name):
    words = {"wordsConfig": [{"text": "heliotrope"}]}
    return control.create_guardrail(
        name=name, blockedInputMessaging="Not this.", blockedOutputsMessaging="Nor that.", wordPolicyConfig=words
    )["guardrailId"]


def guardrails():
    made = create_guardrail("core-boto3")
    create_guardrail("core-boto3-2")
    try:
        create_guardrail("core-boto3")
        raise AssertionError("the name was not taken")
    except control.exceptions.ConflictException:
        pass
    pages = control.get_paginator("list_guardrails").paginate(PaginationConfig={"PageSize": 1})
    assert sum(len(page["guardrails"]) for page in pages) == 2
    control.delete_guardrail(guardrailIdentifier=made)


def apply_guardrail():
    reply = runtime.apply_guardrail(
        guardrailIdentifier=create_guardrail("core-boto3-apply"),
        guardrailVersion="DRAFT",
        source="INPUT",
        content=[{"text": {"text": "A heliotrope."}}],
    )
    assert reply["action"] == "GUARDRAIL_INTERVENED", reply


def converse():
    usage = runtime.converse(modelId=NOVA, messages=user("Name a colour."))["usage"]
    assert usage["totalTokens"] == usage["inputTokens"] + usage["outputTokens"], usage


def converse_tools():
    schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    tool = {"toolSpec": {"name": "get_weather", "inputSchema": {"json": schema}}}
    config = {"tools": [tool], "toolChoice": {"any": {}}}
    reply = runtime.converse(modelId=CLAUDE, messages=user("Weather in Berlin?"), toolConfig=config)
    calls = [block["toolUse"] for block in reply["output"]["message"]["content"] if "toolUse" in block]
    assert calls[0]["input"]["city"], reply


def stream(text):
    return list(runtime.converse_stream(modelId=NOVA, messages=user(text))["stream"])


def converse_stream():
    events = stream("Name a colour.")
    assert [next(iter(event)) for event in events][-2:] == ["messageStop", "metadata"], events


def broken_stream():
    try:
        raise AssertionError(stream("break the stream"))
    except EventStreamError as error:
        assert error.response["Error"]["Code"] == "modelStreamErrorException", error


def invoke_model():
    body = json.dumps({"messages": user("Name a colour.")})
    assert "stopReason" in json.loads(runtime.invoke_model(modelId=NOVA, body=body)["body"].read())


def invoke_model_with_response_stream():
    body = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 50,
        "messages": [{"role": "user", "content": "Name a colour."}],
    }
    reply = runtime.invoke_model_with_response_stream(modelId=CLAUDE, body=json.dumps(body))
    chunks = [json.loads(event["chunk"]["bytes"]) for event in reply["body"]]
    assert "amazon-bedrock-invocationMetrics" in chunks[-1], chunks


def count_tokens():
    asked = {"converse": {"messages": user("Name a colour.")}}
    assert runtime.count_tokens(modelId="anthropic.claude-3-5-haiku-20241022-v1:0", input=asked)["inputTokens"] > 0


def validation():
    try:
        runtime.converse(modelId="amazon.no-such-model-v1:0", messages=user("Hi"))
        raise AssertionError("it was answered")
    except runtime.exceptions.ValidationException as error:
        assert error.response["Error"]["Message"] == "The provided model identifier is invalid.", error


def throttled():
    reply = runtime.converse(modelId=NOVA, messages=user("throttle me twice"))
    assert reply["output"]["message"]["content"] == [{"text": "At last."}], reply


def models():
    assert len(control.list_foundation_models()["modelSummaries"]) > 100


def model():
    assert control.get_foundation_model(modelIdentifier=NOVA)["modelDetails"]["responseStreamingSupported"]


run(
    {
        "ListFoundationModels": models,
        "GetFoundationModel": model,
        "Guardrails": guardrails,
        "ApplyGuardrail": apply_guardrail,
        "Converse": converse,
        "ConverseTools": converse_tools,
        "ConverseStream": converse_stream,
        "BrokenStream": broken_stream,
        "InvokeModel": invoke_model,
        "InvokeModelWithResponseStream": invoke_model_with_response_stream,
        "CountTokens": count_tokens,
        "ValidationException": validation,
        "ThrottlingRetried": throttled,
    }
)
