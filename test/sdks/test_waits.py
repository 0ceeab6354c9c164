"""How a program waits: boto3 has no waiter for Bedrock, so it asks until the state has come."""

from steps import advance, call, fill, freeze, member_of, read, run_step


def test_neither_client_has_a_waiter(bedrock, runtime):
    assert bedrock.waiter_names + runtime.waiter_names == []


def test_every_kind_that_has_states_comes_to_its_last_one(bedrock, runtime):
    freeze()
    clients, variables = [bedrock, runtime], {}
    for wait in read("waits.json"):
        run_step(wait["make"], variables, clients)
        if "ask" not in wait:
            continue
        seen = []
        while seen[-1:] != wait["statuses"][-1:] and len(seen) < 10:
            if seen:
                advance(1000)
            output = call(clients, wait["ask"]["call"], fill(wait["ask"]["input"], variables))
            status = member_of(output, wait.get("status", "status"))
            if [status] != seen[-1:]:
                seen.append(status)
        assert seen == wait["statuses"], wait["make"]["call"]
