"""The course's first program: which models are there?"""

from botocore.exceptions import ClientError
import pytest

COURSE_MODELS = [
    "amazon.titan-tg1-large",
    "ai21.j2-ultra-v1",
    "anthropic.claude-v2",
    "cohere.command-text-v14",
    "stability.stable-diffusion-xl",
]


def test_lists_the_models_of_the_course(bedrock):
    summaries = bedrock.list_foundation_models()["modelSummaries"]
    ids = [summary["modelId"] for summary in summaries]
    assert [model for model in COURSE_MODELS if not any(known.startswith(model) for known in ids)] == []


def test_filters_by_what_a_model_gives(bedrock):
    images = bedrock.list_foundation_models(byOutputModality="IMAGE")["modelSummaries"]
    assert images and all("IMAGE" in summary["outputModalities"] for summary in images)


def test_says_whether_a_model_streams(bedrock):
    details = bedrock.get_foundation_model(modelIdentifier="amazon.titan-text-express-v1")["modelDetails"]
    assert details["responseStreamingSupported"] is True


def test_refuses_a_model_that_does_not_exist(runtime):
    with pytest.raises(ClientError) as refusal:
        runtime.invoke_model(modelId="amazon.titan-text-imaginary-v1", body=b"{}")
    assert refusal.value.response["Error"] == {
        "Code": "ValidationException",
        "Message": "The provided model identifier is invalid.",
    }
