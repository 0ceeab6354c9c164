"""The control plane through boto3: jobs that make models, models that answer, paginators."""

import pytest
from botocore.exceptions import ClientError
from conftest import control

ROLE = "arn:aws:iam::123456789012:role/trainer"
NOVA = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0:128k"
HAIKU = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0"


def advance(milliseconds):
    control("POST", "clock", {"advance": milliseconds})


def weights(place="model"):
    return {"s3DataSource": {"s3Uri": f"s3://bucket/{place}/"}}


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


# Paginator, the key of its items, and how one more of them is made.
LISTS = [
    ("list_model_customization_jobs", "modelCustomizationJobSummaries", train),
    (
        "list_custom_models",
        "modelSummaries",
        lambda bedrock, name: bedrock.create_custom_model(modelName=name, roleArn=ROLE, modelSourceConfig=weights()),
    ),
    (
        "list_model_import_jobs",
        "modelImportJobSummaries",
        lambda bedrock, name: bedrock.create_model_import_job(
            jobName=name, importedModelName=name, roleArn=ROLE, modelDataSource=weights()
        ),
    ),
    (
        "list_provisioned_model_throughputs",
        "provisionedModelSummaries",
        lambda bedrock, name: bedrock.create_provisioned_model_throughput(
            provisionedModelName=name, modelId=NOVA, modelUnits=1
        ),
    ),
    (
        "list_prompt_routers",
        "promptRouterSummaries",
        lambda bedrock, name: bedrock.create_prompt_router(
            promptRouterName=name,
            models=[{"modelArn": HAIKU}],
            fallbackModel={"modelArn": HAIKU},
            routingCriteria={"responseQualityDifference": 0},
        ),
    ),
]


@pytest.mark.parametrize("paginator,key,create", LISTS, ids=[row[0] for row in LISTS])
def test_pages_of_one_are_the_list(bedrock, paginator, key, create):
    for name in ["one", "two", "three"]:
        create(bedrock, name)
    whole = getattr(bedrock, paginator)()[key]
    pages = list(bedrock.get_paginator(paginator).paginate(PaginationConfig={"PageSize": 1}))
    assert [len(page[key]) for page in pages] == [1] * len(whole)
    assert [item for page in pages for item in page[key]] == whole


def test_a_token_that_comes_again_with_another_input(bedrock):
    token = "a-token-of-36-characters-or-more-here"
    job = train(bedrock, "tuning", clientRequestToken=token)
    assert train(bedrock, "tuning", clientRequestToken=token) == job
    with pytest.raises(ClientError) as refusal:
        train(bedrock, "another", clientRequestToken=token)
    assert refusal.value.response["Error"]["Code"] == "ConflictException"
