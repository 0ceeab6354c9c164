"""What LlamaIndex does with Converse and ConverseStream: nothing is set but the environment."""

from checks import CLAUDE, NOVA, run
from llama_index.core.tools import FunctionTool
from llama_index.llms.bedrock_converse import BedrockConverse


def get_weather(city: str) -> str:
    """Gives the weather of a city."""
    return f"It rains in {city}."


def converse():
    reply = BedrockConverse(model=NOVA).complete("Name a colour.")
    assert reply.text, reply


def converse_tools():
    model = BedrockConverse(model=CLAUDE)
    reply = model.chat_with_tools([FunctionTool.from_defaults(get_weather)], user_msg="What is the weather in Berlin?")
    assert model.get_tool_calls_from_response(reply)[0].tool_kwargs["city"], reply


def converse_stream():
    chunks = list(BedrockConverse(model=NOVA).stream_complete("Name a colour."))
    assert chunks[-1].text and len(chunks) > 3, chunks


def broken_stream():
    try:
        chunks = list(BedrockConverse(model=NOVA).stream_complete("break the stream"))
    except Exception as error:
        assert "modelStreamErrorException" in str(error), error
    else:
        raise AssertionError(chunks)


def throttled():
    assert BedrockConverse(model=NOVA).complete("throttle me twice").text == "At last."


run(
    {
        "Converse": converse,
        "ConverseTools": converse_tools,
        "ConverseStream": converse_stream,
        "BrokenStream": broken_stream,
        "ThrottlingRetried": throttled,
    }
)
