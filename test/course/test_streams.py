"""The course's streams: InvokeModelWithResponseStream and ConverseStream, read as they come."""

import json


def test_titan_streams_chunks_whose_last_has_the_metrics(runtime):
    body = {"inputText": "Why drink coffee?", "textGenerationConfig": {"maxTokenCount": 80, "temperature": 0}}
    response = runtime.invoke_model_with_response_stream(modelId="amazon.titan-text-express-v1", body=json.dumps(body))
    chunks = [json.loads(event["chunk"]["bytes"].decode()) for event in response["body"] if "chunk" in event]
    assert "".join(chunk["outputText"] for chunk in chunks).strip()
    metrics = chunks[-1]["amazon-bedrock-invocationMetrics"]
    assert metrics["outputTokenCount"] == chunks[-1]["totalOutputTextTokenCount"]
    assert all("amazon-bedrock-invocationMetrics" not in chunk for chunk in chunks[:-1])


def test_claude_streams_its_messages(runtime):
    body = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 60,
        "messages": [{"role": "user", "content": "Write about living on Mars."}],
    }
    response = runtime.invoke_model_with_response_stream(
        modelId="anthropic.claude-3-5-sonnet-20240620-v1:0", body=json.dumps(body)
    )
    types = [json.loads(event["chunk"]["bytes"])["type"] for event in response["body"]]
    assert types[:2] == ["message_start", "content_block_start"]
    assert types[-3:] == ["content_block_stop", "message_delta", "message_stop"]


def test_converse_stream_gives_its_events_in_order(runtime):
    response = runtime.converse_stream(
        modelId="amazon.nova-lite-v1:0",
        messages=[{"role": "user", "content": [{"text": "Hello!"}]}],
        system=[{"text": "Answer briefly."}],
        inferenceConfig={"maxTokens": 50, "temperature": 0.5, "topP": 0.9},
    )
    events = list(response["stream"])
    names = [next(iter(event)) for event in events]
    assert names[0] == "messageStart" and names[-2:] == ["messageStop", "metadata"]
    assert set(names[1:-2]) == {"contentBlockDelta", "contentBlockStop"}
    text = "".join(event["contentBlockDelta"]["delta"]["text"] for event in events if "contentBlockDelta" in event)
    usage = events[-1]["metadata"]["usage"]
    assert text and usage["totalTokens"] == usage["inputTokens"] + usage["outputTokens"]
