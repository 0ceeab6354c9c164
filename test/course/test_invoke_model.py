"""The course's InvokeModel programs: one native body for each family."""

import base64
import json
import struct


def invoke(runtime, model_id, body):
    response = runtime.invoke_model(
        modelId=model_id, body=json.dumps(body), accept="application/json", contentType="application/json"
    )
    return json.loads(response["body"].read()), response["ResponseMetadata"]["HTTPHeaders"]


def test_titan_writes_about_coffee(runtime):
    config = {"maxTokenCount": 60, "stopSequences": [], "temperature": 0}
    request = {"inputText": "Write an essay about why someone should drink coffee.", "textGenerationConfig": config}
    body, headers = invoke(runtime, "amazon.titan-tg1-large", request)
    result = body["results"][0]
    assert result["outputText"].strip()
    assert 0 < result["tokenCount"] <= 60
    assert headers["x-amzn-bedrock-output-token-count"] == str(result["tokenCount"])
    assert headers["x-amzn-bedrock-input-token-count"] == str(body["inputTextTokenCount"])
    again, _ = invoke(runtime, "amazon.titan-tg1-large", request)
    assert again == body


def test_jurassic_takes_its_three_penalties(runtime):
    request = {
        "prompt": "Name three animals.",
        "maxTokens": 40,
        "temperature": 0.5,
        "topP": 0.5,
        "stopSequences": [],
        "countPenalty": {"scale": 0},
        "presencePenalty": {"scale": 0},
        "frequencyPenalty": {"scale": 0},
    }
    body, _ = invoke(runtime, "ai21.j2-ultra-v1", request)
    assert body["completions"][0]["data"]["text"]
    assert body["completions"][0]["finishReason"]["reason"] in ("endoftext", "length", "stop")
    assert body["prompt"]["tokens"][0]["generatedToken"]["logprob"] <= 0


def test_claude_two_completes(runtime):
    request = {"prompt": "\n\nHuman: Tell me about Mars.\n\nAssistant:", "max_tokens_to_sample": 50}
    body, _ = invoke(runtime, "anthropic.claude-v2", request)
    assert body["completion"]
    assert body["stop_reason"] in ("stop_sequence", "max_tokens")


def test_cohere_gives_two_generations_with_likelihoods(runtime):
    request = {
        "prompt": "Name a colour.",
        "max_tokens": 30,
        "temperature": 0.6,
        "p": 1,
        "k": 0,
        "num_generations": 2,
        "return_likelihoods": "GENERATION",
    }
    body, _ = invoke(runtime, "cohere.command-text-v14", request)
    assert len(body["generations"]) == 2
    assert all(generation["likelihood"] <= 0 for generation in body["generations"])


def test_stable_diffusion_draws_a_png(runtime):
    request = {"text_prompts": [{"text": "a cat on a fence"}], "cfg_scale": 10, "seed": 7, "steps": 50}
    body, _ = invoke(runtime, "stability.stable-diffusion-xl-v1", request)
    assert body["result"] == "success"
    artifact = body["artifacts"][0]
    picture = base64.b64decode(artifact["base64"])
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1024, 1024)
    assert (artifact["seed"], artifact["finishReason"]) == (7, "SUCCESS")


def test_titan_embeds_similar_texts_near_each_other(runtime):
    def embed(text):
        body, _ = invoke(runtime, "amazon.titan-embed-text-v1", {"inputText": text})
        return body["embedding"]

    def near(left, right):
        norm = lambda vector: sum(value * value for value in vector) ** 0.5
        return sum(a * b for a, b in zip(left, right)) / norm(left) / norm(right)

    cat, kitten, tax = embed("the cat sat on the mat"), embed("a cat sat on a mat"), embed("quarterly tax return")
    assert len(cat) == 1536
    assert near(cat, kitten) > near(cat, tax) + 0.3


def test_titan_draws_the_size_that_is_asked_for(runtime):
    request = {
        "taskType": "TEXT_IMAGE",
        "textToImageParams": {"text": "green mountains and a river"},
        "imageGenerationConfig": {"numberOfImages": 2, "height": 512, "width": 512, "seed": 1},
    }
    body, _ = invoke(runtime, "amazon.titan-image-generator-v1", request)
    pictures = [base64.b64decode(picture) for picture in body["images"]]
    assert [struct.unpack(">II", picture[16:24]) for picture in pictures] == [(512, 512)] * 2
    assert pictures[0] != pictures[1]
