"""What the programs of Python share: checks by name, a line for each, a status for all."""

import sys

NOVA = "amazon.nova-micro-v1:0"
CLAUDE = "anthropic.claude-3-haiku-20240307-v1:0"
# A tool as OpenAI's API takes it.
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Gives the weather of a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


def run(checks):
    failed = 0
    for name, check in checks.items():
        try:
            check()
            print(f"CORE {name} ok", flush=True)
        except BaseException as error:  # whatever a library raises is the finding
            failed += 1
            print(f"CORE {name} FAILED: {type(error).__name__}: {str(error)[:300]}", flush=True)
    sys.exit(1 if failed else 0)
