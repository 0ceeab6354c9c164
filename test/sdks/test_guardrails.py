"""Guardrails through boto3: created, numbered, applied to content and to a conversation, deleted."""

import uuid

import boto3
import pytest
from botocore.exceptions import ClientError

MODEL = "anthropic.claude-3-haiku-20240307-v1:0"


@pytest.fixture
def bedrock():
    return boto3.client("bedrock", region_name="us-east-1")


@pytest.fixture
def runtime():
    return boto3.client("bedrock-runtime", region_name="us-east-1")


@pytest.fixture
def guardrail(bedrock):
    created = bedrock.create_guardrail(
        name=f"pytest-{uuid.uuid4().hex[:12]}",
        blockedInputMessaging="Not this question.",
        blockedOutputsMessaging="Not that answer.",
        topicPolicyConfig={"topicsConfig": [{"name": "Weather", "definition": "Rain and sun.", "type": "DENY"}]},
        sensitiveInformationPolicyConfig={"piiEntitiesConfig": [{"type": "EMAIL", "action": "ANONYMIZE"}]},
    )
    yield created["guardrailId"]
    bedrock.delete_guardrail(guardrailIdentifier=created["guardrailId"])


def converse(runtime, guardrail, text, version="DRAFT"):
    return runtime.converse(
        modelId=MODEL,
        messages=[{"role": "user", "content": [{"text": text}]}],
        guardrailConfig={"guardrailIdentifier": guardrail, "guardrailVersion": version, "trace": "enabled"},
    )


def test_life_cycle(bedrock, guardrail):
    assert bedrock.get_guardrail(guardrailIdentifier=guardrail)["version"] == "DRAFT"
    assert bedrock.create_guardrail_version(guardrailIdentifier=guardrail)["version"] == "1"
    listed = bedrock.list_guardrails(guardrailIdentifier=guardrail)["guardrails"]
    assert [one["version"] for one in listed] == ["DRAFT", "1"]


def test_a_blocked_question(runtime, guardrail):
    reply = converse(runtime, guardrail, "What is the weather like today?")
    assert reply["stopReason"] == "guardrail_intervened"
    assert reply["output"]["message"]["content"] == [{"text": "Not this question."}]
    assert reply["usage"]["totalTokens"] == 0
    topics = reply["trace"]["guardrail"]["inputAssessment"][guardrail]["topicPolicy"]["topics"]
    assert topics[0]["action"] == "BLOCKED"


def test_a_masked_answer(runtime, guardrail):
    reply = converse(runtime, guardrail, "Repeat: jo@example.com")
    assert "{EMAIL}" in reply["output"]["message"]["content"][0]["text"]


def test_content_of_ones_own(runtime, guardrail):
    reply = runtime.apply_guardrail(
        guardrailIdentifier=guardrail,
        guardrailVersion="DRAFT",
        source="OUTPUT",
        content=[{"text": {"text": "Ask jo@example.com."}}],
    )
    assert (reply["action"], reply["outputs"]) == ("GUARDRAIL_INTERVENED", [{"text": "Ask {EMAIL}."}])


def test_an_unknown_version(runtime, guardrail):
    with pytest.raises(ClientError, match="does not exist"):
        converse(runtime, guardrail, "Hello", version="9")
