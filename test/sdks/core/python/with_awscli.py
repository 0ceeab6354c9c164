"""The commands of the AWS CLI: nothing is set but the environment."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

from checks import run

# The program that stands beside this Python, as a shell would find it.
aws_program = str(Path(sys.executable).with_name("aws"))

LIST = "aws bedrock list-foundation-models --by-provider amazon --query 'modelSummaries[].modelId'"
CONVERSE = r"""
aws bedrock-runtime converse --model-id amazon.nova-micro-v1:0 \
  --messages '[{"role":"user","content":[{"text":"Name a colour."}]}]'
"""


def aws(command):
    words = shlex.split(command.replace("\\\n", ""))[1:]
    return subprocess.run([sys.executable, aws_program, *words, "--output", "json"], capture_output=True, text=True)


def read(command):
    done = aws(command)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def models():
    assert "amazon.nova-micro-v1:0" in read(LIST)


def converse():
    reply = read(CONVERSE)
    assert reply["output"]["message"]["content"][0]["text"] and reply["stopReason"] == "end_turn", reply


def throttled():
    reply = read(CONVERSE.replace("Name a colour.", "throttle me twice"))
    assert reply["output"]["message"]["content"] == [{"text": "At last."}], reply


def validation():
    done = aws(CONVERSE.replace("nova-micro", "no-such-model"))
    said = "An error occurred (ValidationException) when calling the Converse operation: The provided model identifier is invalid."
    assert done.returncode != 0 and said in done.stderr, done.stderr


run(
    {
        "ListFoundationModels": models,
        "Converse": converse,
        "ValidationException": validation,
        "ThrottlingRetried": throttled,
    }
)
