"""Runs calls that are written down once for every client: the JSON files beside this one. What their members mean stands in test/support/steps.ts."""

import json
import re
from pathlib import Path

import pytest
from botocore import xform_name
from conftest import control

HERE = Path(__file__).parent
START = "2026-03-02T00:00:00Z"


def read(path):
    return json.loads((HERE / path).read_text())


def freeze():
    control("POST", "clock", {"freeze": START})


def advance(milliseconds):
    control("POST", "clock", {"advance": milliseconds})


def call(clients, operation, arguments):
    """Of the first client that has the operation."""
    method = xform_name(operation)
    client = next(client for client in clients if hasattr(client, method))
    return getattr(client, method)(**arguments)


def run_step(step, variables, clients):
    if "pass" in step:
        advance(step["pass"])
    if "call" not in step:
        return
    arguments = fill(step.get("input", {}), variables)
    if "refused" in step:
        with pytest.raises(clients[0].exceptions.ClientError) as refusal:
            call(clients, step["call"], arguments)
        assert refusal.value.response["Error"]["Code"] == step["refused"], step
        return
    output = call(clients, step["call"], arguments)
    has(output, fill(step.get("shows", {}), variables), step["call"])
    assert step.get("lacks") not in output, step
    for name, path in step.get("keep", {}).items():
        variables[name] = member_of(output, path)


def fill_account(steps, clients):
    """Three of everything, a second apart. Gives the variables."""
    variables = {}
    for step in steps:
        for each in ["one"] if step.get("once") or "call" not in step else ["one", "two", "three"]:
            variables["each"] = each
            run_step(step, variables, clients)
            if "call" in step:
                advance(1000)
    return variables


def member_of(output, path):
    for key in path.split("."):
        output = output[int(key) if isinstance(output, list) else key]
    return output


def has(value, wanted, where):
    """Asserts that all that is wanted is there, at the same place; members that nobody named may stand beside."""
    if isinstance(wanted, dict):
        for name, member in wanted.items():
            assert name in value, f"{where}.{name}"
            has(value[name], member, f"{where}.{name}")
    elif isinstance(wanted, list):
        assert len(value) == len(wanted), where
        for index, item in enumerate(wanted):
            has(value[index], item, f"{where}[{index}]")
    else:
        assert value == wanted, where


def fill(value, variables):
    """Texts with their variables in place."""
    if isinstance(value, str):
        alone = re.fullmatch(r"\$\{(\w+)\}", value)
        if alone:
            return variables[alone[1]]
        return re.sub(r"\$\{(\w+)\}", lambda found: str(variables[found[1]]), value)
    if isinstance(value, list):
        return [fill(item, variables) for item in value]
    if not isinstance(value, dict):
        return value
    if "$bytes" in value:
        return value["$bytes"].encode()
    return {name: fill(member, variables) for name, member in value.items()}
