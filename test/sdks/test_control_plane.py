"""The control plane through boto3: jobs that make models, and models that answer."""

import pytest
from botocore.exceptions import ClientError
from steps import advance

ROLE = "arn:aws:iam::123456789012:role/trainer"
NOVA = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0:128k"
HAIKU = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"


def train(bedrock, name, **more):
    return bedrock.create_model_customization_job(
        jobName=name,
        customModelName=f"{name}-model",
        roleArn=ROLE,
        baseModelIdentifier=NOVA,
        trainingDataConfig={"s3Uri": "s3://bucket/training.jsonl"},
        outputDataConfig={"s3Uri": "s3://bucket/output/"},
        **more,
    )["jobArn"]


def ask(runtime, model):
    return runtime.converse(modelId=model, messages=[{"role": "user", "content": [{"text": "Who answers?"}]}])


def test_from_a_job_to_an_answer(bedrock, runtime):
    job = train(bedrock, "tuning")
    assert bedrock.get_model_customization_job(jobIdentifier=job)["status"] == "InProgress"
    advance(3000)
    model = bedrock.get_model_customization_job(jobIdentifier="tuning")["outputModelArn"]
    assert bedrock.get_custom_model(modelIdentifier="tuning-model")["modelArn"] == model
    deployment = bedrock.create_custom_model_deployment(modelDeploymentName="live", modelArn=model)
    advance(1000)
    assert ask(runtime, deployment["customModelDeploymentArn"])["stopReason"] == "end_turn"
    with pytest.raises(bedrock.exceptions.ConflictException):
        bedrock.delete_custom_model(modelIdentifier=model)


def test_a_prompt_router_says_what_it_chose(bedrock, runtime):
    router = bedrock.create_prompt_router(
        promptRouterName="mine",
        models=[{"modelArn": HAIKU}],
        fallbackModel={"modelArn": HAIKU.replace("3-haiku-20240307", "3-5-sonnet-20240620")},
        routingCriteria={"responseQualityDifference": 10},
    )["promptRouterArn"]
    assert ask(runtime, router)["trace"]["promptRouter"]["invokedModelId"] == HAIKU
    bedrock.delete_prompt_router(promptRouterArn=router)
    with pytest.raises(bedrock.exceptions.ResourceNotFoundException):
        bedrock.get_prompt_router(promptRouterArn=router)


def test_a_token_that_comes_again_with_another_input(bedrock):
    token = "a-token-of-36-characters-or-more-here"
    job = train(bedrock, "tuning", clientRequestToken=token)
    assert train(bedrock, "tuning", clientRequestToken=token) == job
    with pytest.raises(ClientError) as refusal:
        train(bedrock, "another", clientRequestToken=token)
    assert refusal.value.response["Error"]["Code"] == "ConflictException"
