"""What boto3 is answered is recorded from a server that verifies signatures, and given again without it."""

import json
import re

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

MODEL = "amazon.nova-lite-v1:0"
MESSAGES = [{"role": "user", "content": [{"text": "Tell me of the sea."}]}]
# Those of the account that is recorded. The client has others.
OWN = {"AWS_ACCESS_KEY_ID": "AKIAUPSTREAMUPSTREAM", "AWS_SECRET_ACCESS_KEY": "the-secret-of-the-account"}


def url_of(printed):
    return re.search(r"ready at (http://\S+)", printed).group(1)


def client(url, service="bedrock-runtime"):
    return boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url=url,
        aws_access_key_id="AKIACLIENTCLIENTCLIE",
        aws_secret_access_key="nobody-knows-it",
        config=Config(retries={"total_max_attempts": 1}),
    )


def ask_everything(url):
    """One call of each kind, and a refusal, as boto3 gives them."""
    runtime = client(url)
    body = json.dumps({"inputText": "Tell me of the sea.", "textGenerationConfig": {"maxTokenCount": 20}})
    native = {"modelId": "amazon.titan-text-express-v1", "body": body}
    with pytest.raises(ClientError) as refused:
        runtime.converse(modelId="no.such-model", messages=MESSAGES)
    streamed = runtime.invoke_model_with_response_stream(**native)["body"]
    return [
        runtime.converse(modelId=MODEL, messages=MESSAGES)["output"],
        list(runtime.converse_stream(modelId=MODEL, messages=MESSAGES)["stream"]),
        runtime.invoke_model(**native)["body"].read(),
        [event["chunk"]["bytes"] for event in streamed],
        client(url, "bedrock").list_foundation_models(byProvider="Amazon")["modelSummaries"],
        refused.value.response["Error"],
    ]


def test_boto3_gets_the_same_again(serve, tmp_path):
    folder = tmp_path / "recordings"
    keys = f"{OWN['AWS_ACCESS_KEY_ID']}:{OWN['AWS_SECRET_ACCESS_KEY']}"
    aws = url_of(serve("--auth", "strict", BEDROCK_LOCAL_KEYS=keys))
    with pytest.raises(ClientError, match="security token|signature"):
        client(aws).converse(modelId=MODEL, messages=MESSAGES)
    recorder = url_of(serve("--mode", "record", "--recordings", str(folder), "--upstream", aws, **OWN))
    recorded = ask_everything(recorder)
    player = url_of(serve("--mode", "replay", "--recordings", str(folder), "--speed", "0"))
    assert ask_everything(player) == recorded
    texts = [path.read_text() for path in folder.rglob("*.json")]
    assert len(texts) == 6
    for secret in [*OWN.values(), "AKIACLIENTCLIENTCLIE", "nobody-knows-it"]:
        assert not [text for text in texts if secret in text]


def test_a_miss_names_the_nearest_recording(serve, tmp_path):
    folder = tmp_path / "recordings"
    aws = url_of(serve())
    recorder = url_of(serve("--mode", "record", "--recordings", str(folder), "--upstream", aws, **OWN))
    client(recorder).converse(modelId=MODEL, messages=MESSAGES)
    player = url_of(serve("--mode", "replay", "--recordings", str(folder)))
    other = [{"role": "user", "content": [{"text": "Tell me of the hills."}]}]
    with pytest.raises(ClientError, match="the nearest is converse/.* is .*sea.* and here is .*hills"):
        client(player).converse(modelId=MODEL, messages=other)
