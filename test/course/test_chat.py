"""The course's chat loop: Converse with a persona, a growing history, and two models that can be swapped."""

import pytest

CHAT_MODELS = ["anthropic.claude-3-haiku-20240307-v1:0", "amazon.titan-text-express-v1", "meta.llama3-8b-instruct-v1:0"]


@pytest.mark.parametrize("model_id", CHAT_MODELS)
def test_a_chat_goes_on_over_several_turns(runtime, model_id):
    persona = [] if model_id.startswith("amazon.titan") else [{"text": "You are a clear and concise assistant."}]
    messages = []
    for line in ["What is there to see in New York?", "And on the water?", "Thank you!"]:
        messages.append({"role": "user", "content": [{"text": line}]})
        response = runtime.converse(
            modelId=model_id,
            messages=messages,
            inferenceConfig={"maxTokens": 100, "temperature": 0.5, "topP": 0.9, "stopSequences": ["###"]},
            **({"system": persona} if persona else {}),
        )
        reply = response["output"]["message"]
        assert reply["role"] == "assistant" and reply["content"][0]["text"]
        assert response["stopReason"] in ("end_turn", "max_tokens")
        messages.append(reply)
    assert response["usage"]["inputTokens"] > 20


def test_parameters_of_the_model_itself_pass_through(runtime):
    response = runtime.converse(
        modelId="anthropic.claude-3-haiku-20240307-v1:0",
        messages=[{"role": "user", "content": [{"text": "Hello"}]}],
        additionalModelRequestFields={"top_k": 50},
    )
    assert response["output"]["message"]["content"][0]["text"]


def test_temperature_nought_repeats_itself(runtime):
    def ask():
        return runtime.converse(
            modelId="amazon.nova-micro-v1:0",
            messages=[{"role": "user", "content": [{"text": "Tell me something."}]}],
            inferenceConfig={"temperature": 0},
        )["output"]

    assert ask() == ask()
