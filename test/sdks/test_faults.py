"""What boto3 makes of every fault: its exceptions, its retries, the streams that break, and how long it all takes.

The cases are those that the tests of the JavaScript SDK use; `npm run test:sdks` writes them to the file that FAULT_CASES names.
What is seen is held against the table in docs/faults.md, times aside; UPDATE_DOCS=1 writes it anew.
"""

import json
import os
import re
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from conftest import ROOT, URL, control

PAGE = ROOT / "docs" / "faults.md"
TABLE = re.compile(r"(<!-- made by test/sdks/test_faults.py -->\n).*?(<!-- end -->)", re.S)
QUESTION = {
    "modelId": "amazon.nova-lite-v1:0",
    "messages": [{"role": "user", "content": [{"text": "Tell me of the sea."}]}],
    "inferenceConfig": {"maxTokens": 20},
}
# What may come of a race: the end of a connection is seen before its last bytes, or after them.
BROKEN = r"Connection(Closed|Reset)Error|ProtocolError|ResponseStreamingError|IncompleteRead(Error)?"


def connect(name, fault):
    """A client of a namespace of the case's own. Three attempts, as the clients of other languages have."""
    attempts = 1 if fault["fault"] == "hang" else 3
    config = Config(retries={"mode": "standard", "total_max_attempts": attempts}, read_timeout=2)
    endpoint = f"{URL}/_namespace/{name}"
    return boto3.session.Session().client("bedrock-runtime", endpoint_url=endpoint, region_name="us-east-1", config=config)


def say(error):
    """The class of an error, with its code where it is one of the service's, and AWS's words where they say which."""
    kind = type(error).__name__
    if isinstance(error, ClientError):
        code = error.response["Error"]["Code"] or "without a code"
        return f"`{kind}`" if code == kind else f"`{kind}` {code}"
    return "an error of the connection" if re.fullmatch(BROKEN, kind) else f"`{kind}`"


def see(client, call):
    events = []
    try:
        if call == "Converse":
            client.converse(**QUESTION)
            return "the reply"
        for event in client.converse_stream(**QUESTION)["stream"]:
            events.append(next(iter(event)))
    except Exception as error:  # whatever a client raises is what the table is about
        return f"{len(events)} events, then {say(error)}" if events else say(error)
    missing = [name for name in ("messageStop", "metadata") if name not in events]
    return f"{len(events)} events{''.join(f', no {name}' for name in missing)}, and a clean end"


def count_attempts(name):
    """Of a case: an entry is in the journal once its exchange has ended."""
    for _ in range(100):
        attempts = len(control("GET", "journal", namespace=name))
        if attempts:
            return attempts
        time.sleep(0.05)
    raise AssertionError(f"{name} left nothing in the journal")


def try_fault(index, row):
    name = f"fault-{index}"
    control("POST", "faults", row["fault"], namespace=name)
    client = connect(name, row["fault"])
    start = time.monotonic()
    seen = see(client, row["call"])
    seconds = time.monotonic() - start
    client.close()
    attempts = count_attempts(name)
    control("DELETE", f"namespaces/{name}")
    return f"{f'{attempts} x ' if attempts > 1 else ''}{seen}, {seconds:.2f} s"


def describe(fault):
    own = [f"{name}: {json.dumps(value, separators=(',', ':'))}" for name, value in fault.items() if name != "fault"]
    return " ".join([f"`{fault['fault']}`", *own]).replace('"', "")


def without_times(text):
    return re.sub(r", \d+\.\d\d s(?= \|)", "", text)


def test_what_boto3_makes_of_each_fault_and_the_documentation_says_what_it_saw():
    with open(os.environ["FAULT_CASES"], encoding="utf-8") as file:
        cases = json.load(file)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(try_fault, range(len(cases)), cases))
    rows = ["| fault | call | boto3 |", "|---|---|---|"]
    for row, result in zip(cases, results):
        rows.append(f"| {describe(row['fault'])} | {row['call']} | {result} |")
    page = PAGE.read_text(encoding="utf-8")
    table = "\n".join(rows)
    made = TABLE.sub(lambda match: f"{match[1]}\n{table}\n\n{match[2]}", page)
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(made, encoding="utf-8")
    else:
        assert without_times(made) == without_times(page)
