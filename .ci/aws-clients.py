"""A long run of commands by the AWS CLI and by boto3 against a server: aws-clients.py ENDPOINT. Fails at the first surprise."""

import contextlib
import io
import json
import subprocess
import sys
import time
from decimal import Decimal

import boto3
from awscli.clidriver import create_clidriver
from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
commands = 0


def check(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}: expected {expected!r}, found {found!r}")


def cli(service, command, *options, fails=None):
    """One command of the CLI, in this process, which saves its second of starting. Gives its output as JSON."""
    global commands
    commands += 1
    out, err = io.StringIO(), io.StringIO()
    args = [service, command, "--endpoint-url", ENDPOINT, "--output", "json"]
    args += [option if isinstance(option, str) else json.dumps(option) for option in options]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = create_clidriver().main(args)
        except SystemExit as exit:
            status = exit.code
    where = f"aws {service} {command}"
    if fails is not None:
        if status == 0 or fails not in err.getvalue():
            raise AssertionError(f"{where}: expected {fails!r}, found {status} {err.getvalue()} {out.getvalue()}")
        return None
    if status != 0:
        raise AssertionError(f"{where}: {status} {err.getvalue()}")
    return json.loads(out.getvalue()) if out.getvalue().strip() else None


def ddb(command, *options, fails=None):
    return cli("dynamodb", command, *options, fails=fails)


TABLE = ["--table-name", "Orders"]


def cli_tables():
    ddb("describe-table", *TABLE, fails="ResourceNotFoundException")
    created = ddb(
        "create-table",
        *TABLE,
        "--key-schema", "AttributeName=customer,KeyType=HASH", "AttributeName=id,KeyType=RANGE",
        "--attribute-definitions", "AttributeName=customer,AttributeType=S", "AttributeName=id,AttributeType=N",
        "AttributeName=status,AttributeType=S", "AttributeName=amount,AttributeType=N",
        "--billing-mode", "PAY_PER_REQUEST",
        "--global-secondary-indexes",
        [{"IndexName": "by-status", "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}],
          "Projection": {"ProjectionType": "ALL"}}],
        "--local-secondary-indexes",
        [{"IndexName": "by-amount", "KeySchema": [{"AttributeName": "customer", "KeyType": "HASH"},
                                                  {"AttributeName": "amount", "KeyType": "RANGE"}],
          "Projection": {"ProjectionType": "KEYS_ONLY"}}],
        "--stream-specification", "StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES",
    )
    check(created["TableDescription"]["TableName"], "Orders", "create-table")
    ddb("wait", "table-exists", *TABLE)
    described = ddb("describe-table", *TABLE)["Table"]
    check(described["TableStatus"], "ACTIVE", "status")
    check(described["GlobalSecondaryIndexes"][0]["IndexName"], "by-status", "GSI")
    ddb("create-table", *TABLE, "--key-schema", "AttributeName=a,KeyType=HASH", "--attribute-definitions",
        "AttributeName=a,AttributeType=S", "--billing-mode", "PAY_PER_REQUEST", fails="ResourceInUseException")
    ddb("create-table", "--table-name", "Wrong", "--key-schema", "AttributeName=a,KeyType=HASH",
        "--attribute-definitions", "AttributeName=b,AttributeType=S", "--billing-mode", "PAY_PER_REQUEST",
        fails="ValidationException")
    for name in ["Aa1", "Bb2", "Cc3"]:
        ddb("create-table", "--table-name", name, "--key-schema", "AttributeName=a,KeyType=HASH",
            "--attribute-definitions", "AttributeName=a,AttributeType=S",
            "--provisioned-throughput", "ReadCapacityUnits=1,WriteCapacityUnits=1")
        ddb("wait", "table-exists", "--table-name", name)
    check(ddb("list-tables", "--page-size", "1")["TableNames"], ["Aa1", "Bb2", "Cc3", "Orders"], "list-tables")
    first = ddb("list-tables", "--max-items", "2")
    rest = ddb("list-tables", "--starting-token", first["NextToken"])
    check(first["TableNames"] + rest["TableNames"], ["Aa1", "Bb2", "Cc3", "Orders"], "list-tables in two")
    ddb("update-table", "--table-name", "Aa1", "--billing-mode", "PAY_PER_REQUEST")
    ddb("wait", "table-exists", "--table-name", "Aa1")
    for name in ["Aa1", "Bb2", "Cc3"]:
        ddb("delete-table", "--table-name", name)
        ddb("wait", "table-not-exists", "--table-name", name)


def order(number):
    return {"customer": {"S": f"c{number % 3}"}, "id": {"N": str(number)}, "status": {"S": ["open", "paid"][number % 2]},
            "amount": {"N": f"{number}.5"}, "tags": {"SS": ["x", "y"]}, "lines": {"L": [{"M": {"sku": {"S": "s"}}}]}}


def cli_items():
    first = ddb("put-item", *TABLE, "--item", order(1), "--return-consumed-capacity", "INDEXES")
    check(first["ConsumedCapacity"]["TableName"], "Orders", "put-item's capacity")
    ddb("put-item", *TABLE, "--item", order(1), "--condition-expression", "attribute_not_exists(customer)",
        fails="ConditionalCheckFailedException")
    ddb("put-item", *TABLE, "--item", {"customer": {"S": "c1"}}, fails="ValidationException")
    ddb("put-item", "--table-name", "Nothing", "--item", order(1), fails="ResourceNotFoundException")
    key = {"customer": {"S": "c1"}, "id": {"N": "1"}}
    got = ddb("get-item", *TABLE, "--key", key, "--consistent-read")
    check(got["Item"], order(1), "get-item")
    part = ddb("get-item", *TABLE, "--key", key, "--projection-expression", "#l[0].sku, amount",
               "--expression-attribute-names", {"#l": "lines"})
    check(part["Item"], {"lines": {"L": [{"M": {"sku": {"S": "s"}}}]}, "amount": {"N": "1.5"}}, "projection")
    check(ddb("get-item", *TABLE, "--key", {"customer": {"S": "none"}, "id": {"N": "1"}}), None, "a missing item")
    updated = ddb("update-item", *TABLE, "--key", key, "--update-expression", "SET amount = amount + :n ADD tags :t",
                  "--expression-attribute-values", {":n": {"N": "1"}, ":t": {"SS": ["z"]}}, "--return-values", "UPDATED_NEW")
    check(updated["Attributes"], {"amount": {"N": "2.5"}, "tags": {"SS": ["x", "y", "z"]}}, "update-item")
    ddb("update-item", *TABLE, "--key", key, "--update-expression", "SET", fails="ValidationException")
    deleted = ddb("delete-item", *TABLE, "--key", key, "--return-values", "ALL_OLD")
    check(deleted["Attributes"]["amount"], {"N": "2.5"}, "delete-item")


def cli_batches_and_queries():
    for start in range(0, 50, 25):
        puts = [{"PutRequest": {"Item": order(number)}} for number in range(start, start + 25)]
        written = ddb("batch-write-item", "--request-items", {"Orders": puts})
        check(written["UnprocessedItems"], {}, "batch-write-item")
    keys = [{"customer": order(n)["customer"], "id": order(n)["id"]} for n in range(10)]
    got = ddb("batch-get-item", "--request-items", {"Orders": {"Keys": keys, "ProjectionExpression": "id"}})
    check(sorted(int(item["id"]["N"]) for item in got["Responses"]["Orders"]), list(range(10)), "batch-get-item")
    ddb("batch-get-item", "--request-items", {"Orders": {"Keys": [keys[0], keys[0]]}}, fails="ValidationException")

    where = ["--key-condition-expression", "customer = :c AND id BETWEEN :a AND :b",
             "--expression-attribute-values", {":c": {"S": "c0"}, ":a": {"N": "3"}, ":b": {"N": "30"}}]
    whole = ddb("query", *TABLE, *where)
    check([int(item["id"]["N"]) for item in whole["Items"]], list(range(3, 31, 3)), "query")
    pages = ddb("query", *TABLE, *where, "--page-size", "3", "--no-scan-index-forward")
    check([int(item["id"]["N"]) for item in pages["Items"]], list(range(30, 2, -3)), "query in pages, backwards")
    some = ddb("query", *TABLE, *where, "--max-items", "4")
    rest = ddb("query", *TABLE, *where, "--starting-token", some["NextToken"])
    check(len(some["Items"]) + len(rest["Items"]), 10, "query in two")
    by_status = ddb("query", *TABLE, "--index-name", "by-status", "--key-condition-expression", "#s = :s",
                    "--filter-expression", "contains(tags, :x) AND amount > :t", "--expression-attribute-names", {"#s": "status"},
                    "--expression-attribute-values", {":s": {"S": "paid"}, ":x": {"S": "x"}, ":t": {"N": "40"}})
    check([by_status["Count"], by_status["ScannedCount"]], [5, 25], "query of a GSI with a filter")
    by_amount = ddb("query", *TABLE, "--index-name", "by-amount", "--select", "COUNT",
                   "--key-condition-expression", "customer = :c AND amount < :t",
                   "--expression-attribute-values", {":c": {"S": "c1"}, ":t": {"N": "10"}})
    check(by_amount["Count"], 3, "query of an LSI")
    segments = [ddb("scan", *TABLE, "--total-segments", "3", "--segment", str(n), "--page-size", "7") for n in range(3)]
    check(sum(segment["Count"] for segment in segments), 50, "parallel scan")
    names = ddb("scan", *TABLE, "--query", "sort(Items[?status.S=='open'].id.N)[:2]")
    check(names, ["0", "10"], "scan with --query")
    ddb("query", *TABLE, "--key-condition-expression", "id = :i", "--expression-attribute-values", {":i": {"N": "1"}},
        fails="ValidationException")


def cli_transactions():
    put = {"Put": {"TableName": "Orders", "Item": order(100)}}
    absent = {"ConditionExpression": "attribute_not_exists(customer)"}
    ddb("transact-write-items", "--transact-items", [put, {"Put": {"TableName": "Orders", "Item": order(101), **absent}}])
    ddb("transact-write-items", "--transact-items",
        [{"Put": {"TableName": "Orders", "Item": order(102)}}, {"Put": {"TableName": "Orders", "Item": order(101), **absent}}],
        fails="[None, ConditionalCheckFailed]")
    gets = [{"Get": {"TableName": "Orders", "Key": {name: order(n)[name] for name in ("customer", "id")}}} for n in (100, 102)]
    got = ddb("transact-get-items", "--transact-items", gets)
    check(["Item" in response for response in got["Responses"]], [True, False], "transact-get-items")


def cli_partiql():
    selected = ddb("execute-statement", "--statement", "SELECT id FROM Orders WHERE customer = ? AND id < 7",
                   "--parameters", [{"S": "c0"}])
    check([item["id"]["N"] for item in selected["Items"]], ["0", "3", "6"], "SELECT")
    ddb("execute-statement", "--statement", "INSERT INTO Orders VALUE {'customer': 'p', 'id': 1}")
    ddb("execute-statement", "--statement", "INSERT INTO Orders VALUE {'customer': 'p', 'id': 1}", fails="DuplicateItemException")
    ddb("execute-statement", "--statement", "UPDATE Orders SET amount=5 WHERE customer='p' AND id=1")
    ddb("execute-statement", "--statement", "DELETE FROM Orders WHERE customer='p' AND id=1")
    ddb("execute-statement", "--statement", "SELEKT", fails="ValidationException")


def cli_ttl_and_streams():
    ddb("update-time-to-live", *TABLE, "--time-to-live-specification", "Enabled=true,AttributeName=expires")
    check(ddb("describe-time-to-live", *TABLE)["TimeToLiveDescription"]["AttributeName"], "expires", "TTL")
    ddb("put-item", *TABLE, "--item", {**order(200), "expires": {"N": str(int(time.time()) - 60)}})

    arn = cli("dynamodbstreams", "list-streams", *TABLE)["Streams"][0]["StreamArn"]
    stream = cli("dynamodbstreams", "describe-stream", "--stream-arn", arn)["StreamDescription"]
    check(stream["StreamViewType"], "NEW_AND_OLD_IMAGES", "describe-stream")
    records = []
    for shard in stream["Shards"]:
        at = cli("dynamodbstreams", "get-shard-iterator", "--stream-arn", arn, "--shard-id", shard["ShardId"],
                 "--shard-iterator-type", "TRIM_HORIZON")
        records += cli("dynamodbstreams", "get-records", "--shard-iterator", at["ShardIterator"])["Records"]
    check(records[0]["eventName"], "INSERT", "the first record")
    check({"INSERT", "MODIFY", "REMOVE"} <= {record["eventName"] for record in records}, True, "kinds of records")


def boto3_items(table):
    with table.batch_writer() as batch:
        for number in range(60):
            batch.put_item(Item={"pk": "a", "sk": number, "group": f"g{number % 3}", "data": b"\x00\xff", "numbers": {1, 2},
                                 "deep": {"list": [None, True, Decimal("1.5")], "text": "Žluťoučký 🐎"}})
    item = table.get_item(Key={"pk": "a", "sk": 5})["Item"]
    check(item["data"], Binary(b"\x00\xff"), "bytes")
    check(item["numbers"], {Decimal(1), Decimal(2)}, "a set")
    check(item["deep"], {"list": [None, True, Decimal("1.5")], "text": "Žluťoučký 🐎"}, "a map")
    found = table.query(KeyConditionExpression=Key("pk").eq("a") & Key("sk").between(3, 9),
                        FilterExpression=Attr("group").eq("g0") & Attr("deep.list").size().eq(3))
    check([int(each["sk"]) for each in found["Items"]], [3, 6, 9], "query")
    check(table.query(IndexName="groups", KeyConditionExpression=Key("group").eq("g1"))["Count"], 20, "query of a GSI")
    changed = table.update_item(Key={"pk": "a", "sk": 5}, UpdateExpression="SET #d.#n = if_not_exists(#d.#n, :zero) + :one",
                                ExpressionAttributeNames={"#d": "deep", "#n": "count"},
                                ExpressionAttributeValues={":zero": 0, ":one": 1}, ReturnValues="ALL_NEW")
    check(changed["Attributes"]["deep"]["count"], Decimal(1), "update_item")


def boto3_pages_and_errors(client, table):
    pages = client.get_paginator("scan").paginate(TableName="Things", PaginationConfig={"PageSize": 7})
    check(sum(page["Count"] for page in pages), 60, "paginator of scan")
    pages = client.get_paginator("query").paginate(
        TableName="Things", KeyConditionExpression="pk = :p", ExpressionAttributeValues={":p": {"S": "a"}},
        PaginationConfig={"PageSize": 9, "MaxItems": 50})
    check(sum(len(page["Items"]) for page in pages), 50, "paginator of query")
    try:
        table.put_item(Item={"pk": "a", "sk": 1}, ConditionExpression=Attr("pk").not_exists(),
                       ReturnValuesOnConditionCheckFailure="ALL_OLD")
        raise AssertionError("a condition that does not hold was let through")
    except client.exceptions.ConditionalCheckFailedException as error:
        check(error.response["Item"]["group"], {"S": "g1"}, "the item of a failed condition")
        check(error.response["ResponseMetadata"]["HTTPStatusCode"], 400, "status")
    try:
        client.put_item(TableName="Things", Item={"pk": {"S": "a"}, "sk": {"N": "not a number"}})
        raise AssertionError("a wrong number was let through")
    except ClientError as error:
        check(error.response["Error"]["Code"], "ValidationException", "code")


def boto3_transactions(client):
    put = {"TableName": "Things", "Item": {"pk": {"S": "t"}, "sk": {"N": "1"}}}
    client.transact_write_items(TransactItems=[{"Put": put}], ClientRequestToken="token")
    client.transact_write_items(TransactItems=[{"Put": put}], ClientRequestToken="token")
    try:
        client.transact_write_items(TransactItems=[{"Put": {**put, "ConditionExpression": "attribute_not_exists(pk)"}}])
        raise AssertionError("a transaction whose condition does not hold was let through")
    except client.exceptions.TransactionCanceledException as error:
        check([reason["Code"] for reason in error.response["CancellationReasons"]], ["ConditionalCheckFailed"], "reasons")


def boto3_run():
    client = boto3.client("dynamodb", endpoint_url=ENDPOINT)
    resource = boto3.resource("dynamodb", endpoint_url=ENDPOINT)
    table = resource.create_table(
        TableName="Things",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"},
                              {"AttributeName": "group", "AttributeType": "S"}],
        GlobalSecondaryIndexes=[{"IndexName": "groups", "KeySchema": [{"AttributeName": "group", "KeyType": "HASH"}],
                                 "Projection": {"ProjectionType": "ALL"}}],
        BillingMode="PAY_PER_REQUEST",
    )
    table.wait_until_exists()
    boto3_items(table)
    boto3_pages_and_errors(client, table)
    boto3_transactions(client)
    stranger = boto3.client("dynamodb", endpoint_url=ENDPOINT, aws_secret_access_key="wrong", aws_access_key_id="AKIDEXAMPLE")
    try:
        stranger.list_tables()
        raise AssertionError("a wrong signature was let through")
    except ClientError as error:
        check(error.response["Error"]["Code"], "InvalidSignatureException", "code")
    table.delete()
    table.wait_until_not_exists()


def main():
    # Once as users start it.
    started = subprocess.run(["aws", "dynamodb", "list-tables", "--endpoint-url", ENDPOINT, "--output", "text"],
                             capture_output=True, text=True, check=False)
    check([started.returncode, started.stderr], [0, ""], "aws, as a program")
    for part in [cli_tables, cli_items, cli_batches_and_queries, cli_transactions, cli_partiql, cli_ttl_and_streams, boto3_run]:
        part()
    ddb("delete-table", *TABLE)
    ddb("wait", "table-not-exists", *TABLE)
    print(f"The AWS CLI ran {commands} commands as on AWS, and boto3 its script.")


main()
