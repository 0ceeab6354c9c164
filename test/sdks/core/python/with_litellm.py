"""What LiteLLM does with Converse and InvokeModel: nothing is set but the environment."""

import os

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # its price list comes with the package; no call to fetch a newer one

import litellm  # noqa: E402
from checks import CLAUDE, NOVA, WEATHER, run  # noqa: E402

messages = [{"role": "user", "content": "Name a colour."}]
# LiteLLM reads no AWS_ENDPOINT_URL_BEDROCK_RUNTIME but a variable of its own.
os.environ.setdefault("AWS_BEDROCK_RUNTIME_ENDPOINT", os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"])


def converse():
    reply = litellm.completion(model=f"bedrock/converse/{NOVA}", messages=messages)
    assert reply.choices[0].message.content and reply.usage.total_tokens > 0, reply


def converse_tools():
    asked = [{"role": "user", "content": "What is the weather in Berlin?"}]
    reply = litellm.completion(model=f"bedrock/converse/{CLAUDE}", messages=asked, tools=[WEATHER])
    assert reply.choices[0].message.tool_calls[0].function.name == "get_weather", reply


def converse_stream():
    chunks = list(litellm.completion(model=f"bedrock/converse/{NOVA}", messages=messages, stream=True))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks), chunks


def invoke_model():
    reply = litellm.embedding(model="bedrock/amazon.titan-embed-text-v2:0", input=["sea"])
    assert len(reply.data[0]["embedding"]) == 1024


def invoke_model_with_response_stream():
    chunks = list(litellm.completion(model=f"bedrock/invoke/{CLAUDE}", messages=messages, stream=True, max_tokens=50))
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks), chunks


def validation():
    try:
        litellm.completion(model="bedrock/converse/amazon.no-such-model-v1:0", messages=messages)
        raise AssertionError("it was answered")
    except litellm.BadRequestError as error:
        assert "The provided model identifier is invalid." in str(error), error


run(
    {
        "Converse": converse,
        "ConverseTools": converse_tools,
        "ConverseStream": converse_stream,
        "InvokeModel": invoke_model,
        "InvokeModelWithResponseStream": invoke_model_with_response_stream,
        "ValidationException": validation,
    }
)
