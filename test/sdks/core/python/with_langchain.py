"""What LangChain (langchain-aws) does with Converse: nothing is set but the environment."""

from checks import CLAUDE, NOVA, run
from langchain_aws import BedrockEmbeddings, ChatBedrockConverse
from langchain_core.tools import tool


@tool
def get_weather(city: str) -> str:
    """Gives the weather of a city."""
    return f"It rains in {city}."


def converse():
    reply = ChatBedrockConverse(model=NOVA).invoke("Name a colour.")
    assert reply.content and reply.usage_metadata["total_tokens"] > 0, reply


def converse_tools():
    model = ChatBedrockConverse(model=CLAUDE).bind_tools([get_weather])
    reply = model.invoke("What is the weather in Berlin?")
    assert reply.tool_calls[0]["args"]["city"], reply


def converse_stream():
    chunks = list(ChatBedrockConverse(model=NOVA).stream("Name a colour."))
    assert "".join(str(chunk.text) for chunk in chunks) and len(chunks) > 3, chunks


def invoke_model():
    vector = BedrockEmbeddings(model_id="amazon.titan-embed-text-v2:0").embed_query("sea")
    assert len(vector) == 1024, len(vector)


def throttled():
    assert "At last." in str(ChatBedrockConverse(model=NOVA).invoke("throttle me twice").content)


run(
    {
        "Converse": converse,
        "ConverseTools": converse_tools,
        "ConverseStream": converse_stream,
        "InvokeModel": invoke_model,
        "ThrottlingRetried": throttled,
    }
)
