"""boto3 over TLS, with the certificate that the server made and the authority that it names."""

import re

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import SSLError

MESSAGES = [{"role": "user", "content": [{"text": "Hello!"}]}]


def test_boto3_trusts_the_authority_that_is_printed(serve):
    printed = serve("--tls")
    url = re.search(r"ready at (https://\S+)", printed).group(1)
    authority = re.search(r"AWS_CA_BUNDLE=(\S+)", printed).group(1)

    def client(verify):
        return boto3.client(
            "bedrock-runtime",
            region_name="us-east-1",
            endpoint_url=url,
            verify=verify,
            aws_access_key_id="local",
            aws_secret_access_key="local",
            config=Config(retries={"total_max_attempts": 1}),
        )

    trusting = client(authority)
    reply = trusting.converse(modelId="amazon.nova-lite-v1:0", messages=MESSAGES)
    assert "Hello!" in reply["output"]["message"]["content"][0]["text"]
    events = list(trusting.converse_stream(modelId="amazon.nova-lite-v1:0", messages=MESSAGES)["stream"])
    assert "metadata" in events[-1]
    with pytest.raises(SSLError):
        client(True).converse(modelId="amazon.nova-lite-v1:0", messages=MESSAGES)
