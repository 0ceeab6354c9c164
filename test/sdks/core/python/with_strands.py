"""What Strands Agents does with ConverseStream and Converse: nothing is set but the environment."""

from checks import CLAUDE, NOVA, run
from strands import Agent, tool
from strands.models import BedrockModel


@tool
def get_weather(city: str) -> str:
    """Gives the weather of a city."""
    cities.append(city)
    return f"It rains in {city}."


cities = []


def agent(model=NOVA, streaming=True, tools=()):
    return Agent(model=BedrockModel(model_id=model, streaming=streaming), tools=list(tools), callback_handler=None)


def converse():
    reply = agent(streaming=False)("Name a colour.")
    assert str(reply).strip() and reply.metrics.accumulated_usage["totalTokens"] > 0, reply


def converse_tools():
    reply = agent(CLAUDE, tools=[get_weather])("What is the weather in Berlin?")
    assert cities and reply.stop_reason == "end_turn", reply


def converse_stream():
    reply = agent()("Name a colour.")
    assert str(reply).strip() and reply.stop_reason == "end_turn", reply


def broken_stream():
    try:
        reply = agent()("break the stream")
    except Exception as error:
        assert "modelStreamErrorException" in str(error), error
    else:
        raise AssertionError(reply)


def validation():
    try:
        reply = agent("amazon.no-such-model-v1:0")("Hi")
    except Exception as error:
        assert "The provided model identifier is invalid." in str(error), error
    else:
        raise AssertionError(reply)


def throttled():
    assert str(agent()("throttle me twice")).strip() == "At last."


run(
    {
        "Converse": converse,
        "ConverseTools": converse_tools,
        "ConverseStream": converse_stream,
        "BrokenStream": broken_stream,
        "ValidationException": validation,
        "ThrottlingRetried": throttled,
    }
)
