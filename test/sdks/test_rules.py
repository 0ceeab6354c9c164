"""What Bedrock refuses of a conversation is refused through boto3, in Bedrock's words; the nearest request that it takes passes."""

import copy

import boto3
import pytest
from botocore.exceptions import ClientError

HAIKU = "anthropic.claude-3-haiku-20240307-v1:0"


@pytest.fixture
def runtime():
    return boto3.client(service_name="bedrock-runtime", region_name="us-east-1")


def user(*content):
    return {"role": "user", "content": list(content)}


def assistant(*content):
    return {"role": "assistant", "content": list(content)}


TEXT = {"text": "Hello"}
TOOLS = {"tools": [{"toolSpec": {"name": "now", "inputSchema": {"json": {"type": "object", "properties": {}}}}}]}
CALL = {"toolUse": {"toolUseId": "t1", "name": "now", "input": {}}}
RESULT = {"toolResult": {"toolUseId": "t1", "content": [{"text": "noon"}]}}
DOCUMENT = {"document": {"format": "txt", "name": "notes", "source": {"bytes": b"some notes"}}}

CASES = [
    (
        "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
        {"messages": [assistant(TEXT), user(TEXT)]},
        {"messages": [user(TEXT)]},
    ),
    (
        "The model returned the following errors: messages: text content blocks must contain non-whitespace text",
        {"messages": [user({"text": " "})]},
        {"messages": [user(TEXT)]},
    ),
    (
        "The toolConfig field must be defined when using toolUse and toolResult content blocks.",
        {"messages": [user(TEXT), assistant(CALL), user(RESULT)]},
        {"messages": [user(TEXT), assistant(CALL), user(RESULT)], "toolConfig": TOOLS},
    ),
    (
        "Expected toolResult blocks at messages.2.content for the following Ids: t1",
        {"messages": [user(TEXT), assistant(CALL), user(TEXT)], "toolConfig": TOOLS},
        {"messages": [user(TEXT), assistant(CALL), user(RESULT, TEXT)], "toolConfig": TOOLS},
    ),
    (
        "The provided model identifier is invalid.",
        {"modelId": "anthropic.claude-imaginary", "messages": [user(TEXT)]},
        {"messages": [user(TEXT)]},
    ),
    (
        "This model doesn't support tool use.",
        {"modelId": "us.meta.llama3-2-3b-instruct-v1:0", "messages": [user(TEXT)], "toolConfig": TOOLS},
        {"modelId": "us.meta.llama3-3-70b-instruct-v1:0", "messages": [user(TEXT)], "toolConfig": TOOLS},
    ),
]


@pytest.mark.parametrize("words, refused, accepted", CASES, ids=[case[0][:40] for case in CASES])
def test_refuses_in_the_words_of_aws(runtime, words, refused, accepted):
    with pytest.raises(ClientError) as refusal:
        runtime.converse(**{"modelId": HAIKU, **copy.deepcopy(refused)})
    assert refusal.value.response["Error"]["Code"] == "ValidationException"
    assert refusal.value.response["Error"]["Message"] == words
    assert runtime.converse(**{"modelId": HAIKU, **copy.deepcopy(accepted)})["output"]["message"]["content"]


def test_a_document_needs_a_text_beside_it(runtime):
    with pytest.raises(ClientError):
        runtime.converse(modelId=HAIKU, messages=[user(DOCUMENT)])
    reply = runtime.converse(modelId=HAIKU, messages=[user({"text": "What do the notes say?"}, DOCUMENT)])
    assert reply["stopReason"] == "end_turn"
