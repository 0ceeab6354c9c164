"""The clients of the course's programs: plain boto3. Where the server is comes from the environment alone."""

import boto3
import pytest


@pytest.fixture
def bedrock():
    return boto3.client(service_name="bedrock")


@pytest.fixture
def runtime():
    return boto3.client(service_name="bedrock-runtime", region_name="us-east-1")
