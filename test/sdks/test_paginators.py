"""Every paginator of boto3, a page for each resource, beside the list in one call."""

import boto3
import pytest
from steps import call, fill, fill_account, freeze, read
from test_every_operation import is_known

ACCOUNT = read("full-account.json")
SERVICES = ["bedrock", "bedrock-runtime"]
CLIENTS = [boto3.client(service, region_name="us-east-1") for service in SERVICES]
PAGINATED = [
    (client, method, operation)
    for client in CLIENTS
    for method, operation in client.meta.method_to_api_mapping.items()
    if client.can_paginate(method) and is_known(client.meta.service_model.operation_model(operation))
]


def test_every_list_that_has_pages_has_a_paginator():
    assert len(PAGINATED) == 20


def test_in_an_account_with_three_of_everything_pages_of_one_are_the_list(subtests):
    freeze()
    variables = fill_account(ACCOUNT["steps"], CLIENTS)
    for client, method, operation in PAGINATED:
        with subtests.test(operation):
            arguments = fill(ACCOUNT["within"].get(operation, {}), variables)
            paginator = client.get_paginator(method)
            [key] = [expression.expression for expression in paginator.result_keys]
            whole = call([client], operation, arguments)[key]
            assert len(whole) >= 3
            # ListEnforcedGuardrailsConfiguration does not say how long its pages are to be.
            sized = "maxResults" in client.meta.service_model.operation_model(operation).input_shape.members
            size = {"PageSize": 1} if sized else {}
            pages = [page[key] for page in paginator.paginate(**arguments, PaginationConfig=size)]
            assert [item for page in pages for item in page] == whole
            assert len(pages) == (len(whole) if sized else 1)
