def capital_of(client, country):
    """The application: asks a model for one word."""
    reply = client.converse(
        modelId="anthropic.claude-3-haiku-20240307-v1:0",
        messages=[{"role": "user", "content": [{"text": f"What is the capital of {country}?"}]}],
    )
    return reply["output"]["message"]["content"][0]["text"]


def test_gets_through_though_it_is_throttled(bedrock):
    bedrock.fixture({"text": "Paris."}, match={"prompt": "France"})
    bedrock.fault("error", name="ThrottlingException", times=1)

    assert capital_of(bedrock.client(), "France") == "Paris."

    assert [entry["status"] for entry in bedrock.journal()] == [429, 200]
    assert bedrock.journal("?unmatched=true") == []


def test_knows_nothing_of_other_tests(bedrock):
    assert bedrock.journal() == []
    assert capital_of(bedrock.client(), "France") != "Paris."
