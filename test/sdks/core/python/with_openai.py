"""What OpenAI's SDK does with Chat Completions on bedrock-runtime: nothing is set but the base URL and a key."""

import os

from checks import WEATHER, run
from openai import BadRequestError, OpenAI

endpoint = os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"]
client = OpenAI(base_url=f"{endpoint}/openai/v1", api_key="local")
GPT = "openai.gpt-oss-20b-1:0"


def ask(text, **more):
    return client.chat.completions.create(model=GPT, messages=[{"role": "user", "content": text}], **more)


def chat_completions():
    reply = ask("Name a colour.")
    assert reply.choices[0].message.content and reply.usage.total_tokens > 0, reply


def chat_completions_tools():
    reply = ask("What is the weather in Berlin?", tools=[WEATHER], tool_choice="required")
    assert "city" in reply.choices[0].message.tool_calls[0].function.arguments, reply


def chat_completions_stream():
    chunks = list(ask("Name a colour.", stream=True))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text and chunks[-1].model, chunks


def validation():
    try:
        client.chat.completions.create(model="openai.no-such-model", messages=[{"role": "user", "content": "Hi"}])
        raise AssertionError("it was answered")
    except BadRequestError as error:
        assert "The provided model identifier is invalid." in str(error), error


def throttled():
    assert ask("throttle me twice").choices[0].message.content == "At last."


run(
    {
        "ChatCompletions": chat_completions,
        "ChatCompletionsTools": chat_completions_tools,
        "ChatCompletionsStream": chat_completions_stream,
        "ValidationException": validation,
        "ThrottlingRetried": throttled,
    }
)
