"""The peers: where each comes from, how it is started and filled, and what it is asked for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.calls import CHANGE, CREATE, EVENT, FIELDS, PROJECT, Call

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"
JSON = {"Content-Type": "application/json"}
STRIPE = {"Authorization": "Bearer sk_test_12345", "Content-Type": "application/x-www-form-urlencoded"}
TITLE = {"S": FIELDS["eventName"]["value"]}


@dataclass(frozen=True, slots=True)
class PeerCall(Call):
    """A request to a peer.

    Attributes:
        own_headers: all that it is sent with.
    """

    own_headers: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def target(self) -> str:
        """The whole path."""
        return self.path

    @property
    def headers(self) -> Mapping[str, str]:
        """What it is sent with."""
        return self.own_headers


@dataclass(frozen=True, slots=True)
class Peer:
    """Another server.

    Attributes:
        name: as people know it.
        package: what it is installed as.
        comes_from: the client of its registry: npm or pip.
        command: `{cache}`, `{folder}` and `{port}` in it are where it was installed, where it may write,
            and where it listens.
        calls: a read and a write.
        fill: what it is asked before.
        variables: of its environment.
        files: that it needs in its folder.
        keeps_state: whether a write can be read afterwards.
    """

    name: str
    package: str
    comes_from: str
    command: tuple[str, ...]
    calls: tuple[Call, Call]
    fill: tuple[Call, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict, hash=False)
    files: Mapping[str, str] = field(default_factory=dict, hash=False)
    keeps_state: bool = True

    def call(self, kind: str) -> Call:
        """The read, called get, or the write."""
        return self.calls[kind == "write"]


def _dynamo(action: str, **content: object) -> PeerCall:
    credential = "Credential=a/20260101/us-east-1/dynamodb/aws4_request"
    headers = {
        "X-Amz-Target": f"DynamoDB_20120810.{action}",
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Date": "20260101T000000Z",
        "Authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=x",
    }
    return PeerCall("POST", "/", json.dumps({"TableName": "events", **content}), headers)


MODULES = "{cache}/node_modules"
ITEM = {"id": {"S": "1"}, **{name: {"S": value["value"]} for name, value in FIELDS.items()}}
TABLE = _dynamo(
    "CreateTable",
    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    BillingMode="PAY_PER_REQUEST",
)
PUT_ITEM = _dynamo("PutItem", Item=ITEM)
STORED = json.dumps({"id": 1, "fields": FIELDS})
OURS = f"/v1/events/project/{PROJECT}/{EVENT}"
CUSTOMER = PeerCall("POST", "/v1/customers/cus_1", "email=a@b.test", STRIPE)
STUB = {"request": {"urlPath": "/event"}, "response": {"status": 200, "jsonBody": json.loads(STORED)}}

PEERS = (
    Peer(
        "dynalite",
        "dynalite",
        "npm",
        (
            "node",
            f"{MODULES}/dynalite/cli.js",
            "--host",
            "127.0.0.1",
            "--port",
            "{port}",
            "--createTableMs",
            "0",
        ),
        (_dynamo("GetItem", Key={"id": {"S": "1"}}), PUT_ITEM),
        (TABLE, PUT_ITEM),
    ),
    Peer(
        "json-server",
        "json-server@0.17.4",
        "npm",
        ("node", f"{MODULES}/json-server/lib/cli/bin.js", "--quiet", "--port", "{port}", "db.json"),
        (PeerCall("GET", "/events/1"), PeerCall("PUT", "/events/1", STORED, JSON)),
        files={"db.json": json.dumps({"events": [json.loads(STORED)]})},
    ),
    Peer(
        "stripe-stateful-mock",
        "stripe-stateful-mock",
        "npm",
        ("node", f"{MODULES}/stripe-stateful-mock/dist/cli.js"),
        (PeerCall("GET", "/v1/customers/cus_1", "", STRIPE), CUSTOMER),
        (PeerCall("POST", "/v1/customers", "id=cus_1&email=a@b.test", STRIPE),),
        {"PORT": "{port}", "LOG_LEVEL": "silent"},
    ),
    Peer(
        "localstripe",
        "localstripe",
        "pip",
        ("{cache}/venv/bin/localstripe", "--port", "{port}", "--from-scratch"),
        (
            PeerCall("GET", "/v1/customers?limit=1", "", STRIPE),
            PeerCall("POST", "/v1/customers", "email=a@b.test", STRIPE),
        ),
        (PeerCall("POST", "/v1/customers", "email=a@b.test", STRIPE),),
    ),
    Peer(
        "Prism",
        "@stoplight/prism-cli",
        "npm",
        (
            "node",
            f"{MODULES}/@stoplight/prism-cli/dist/index.js",
            "mock",
            "--host",
            "127.0.0.1",
            "--port",
            "{port}",
            str(DOCUMENT),
        ),
        (Call("GET", f"/{EVENT}"), Call("PUT", f"/{EVENT}", CHANGE)),
        keeps_state=False,
    ),
    Peer(
        "WireMock",
        "wiremock",
        "npm",
        (
            "sh",
            "-c",
            f"exec java -jar {MODULES}/wiremock/build/*.jar --port {{port}} --bind-address 127.0.0.1",
        ),
        (PeerCall("GET", "/event"), PeerCall("PUT", "/event", CREATE, JSON)),
        (PeerCall("POST", "/__admin/mappings", json.dumps(STUB), JSON),),
        keeps_state=False,
    ),
)
"""What the registries of Node and Python have; WireMock, which is Java, comes in a package of npm."""
