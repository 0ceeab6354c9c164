"""What Anthropic's SDK does with InvokeModel: nothing is set but the environment, of which it reads ANTHROPIC_BEDROCK_BASE_URL."""

from anthropic import AnthropicBedrock, APIStatusError, BadRequestError
from checks import CLAUDE, run

client = AnthropicBedrock()


def ask(text, **more):
    messages = [{"role": "user", "content": text}]
    return client.messages.create(model=CLAUDE, max_tokens=200, messages=messages, **more)


weather = {
    "name": "get_weather",
    "description": "Gives the weather of a city.",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}


def invoke_model():
    reply = ask("Name a colour.")
    assert reply.content[0].text and reply.usage.output_tokens > 0, reply


def invoke_model_tools():
    reply = ask("What is the weather in Berlin?", tools=[weather], tool_choice={"type": "any"})
    calls = [block for block in reply.content if block.type == "tool_use"]
    assert calls[0].input["city"] and reply.stop_reason == "tool_use", reply


def stream(text):
    messages = [{"role": "user", "content": text}]
    with client.messages.stream(model=CLAUDE, max_tokens=200, messages=messages) as events:
        return "".join(events.text_stream), events.get_final_message()


def invoke_model_with_response_stream():
    text, message = stream("Name a colour.")
    assert text == message.content[0].text and message.usage.output_tokens > 0, message


def broken_stream():
    try:
        raise AssertionError(stream("break the stream"))
    except APIStatusError as error:
        assert "modelStreamErrorException" in str(error), error


def validation():
    try:
        client.messages.create(model="anthropic.no-such-model-v1:0", max_tokens=9, messages=[{"role": "user", "content": "Hi"}])
        raise AssertionError("it was answered")
    except BadRequestError as error:
        assert "The provided model identifier is invalid." in str(error), error


def throttled():
    assert ask("throttle me twice").content[0].text == "At last."


run(
    {
        "InvokeModel": invoke_model,
        "InvokeModelTools": invoke_model_tools,
        "InvokeModelWithResponseStream": invoke_model_with_response_stream,
        "BrokenStream": broken_stream,
        "ValidationException": validation,
        "ThrottlingRetried": throttled,
    }
)
