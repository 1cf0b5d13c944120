"""The description of the API is sound, whole, and true of whatever is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient

from reportedly.library import Library
from reportedly.web.api import OPERATIONS, described
from tests.cli.libraries import make
from tests.web.rooms import client

DOCUMENT = described()
ASKED = [(path, method) for path, ways in DOCUMENT["paths"].items() for method in ways]


def test_the_document_is_openapi() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_every_operation_is_described_once() -> None:
    assert len({operation.name for operation in OPERATIONS}) == len(OPERATIONS)
    assert sorted(ASKED) == sorted((f"/api{each.path}", each.method.lower()) for each in OPERATIONS)


@pytest.mark.parametrize(("path", "method"), ASKED)
def test_every_operation_says_what_it_takes_and_gives(path: str, method: str) -> None:
    told = DOCUMENT["paths"][path][method]
    assert told["summary"]
    for parameter in told.get("parameters", ()):
        assert parameter["description"], parameter["name"]
    if method != "get":
        assert told["security"] == [{"csrf": []}, {"token": []}]


@pytest.mark.parametrize("name", DOCUMENT["components"]["schemas"])
def test_every_type_says_what_it_is(name: str) -> None:
    described = DOCUMENT["components"]["schemas"][name]["description"]
    assert described
    assert "Attributes:" not in described
    assert "``None``" not in described


# Whatever is asked, the answer is one that is described

_QUERIES = ("", "tunnel", "from:unnamed", "figure:>=10", "kind:official -tunnel", "published:2019", "from:", 'via:"')


def _values(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """What fits a schema, as JSON; offsets and keys small enough to be there."""
    if "$ref" in schema:
        return _values(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return st.one_of([_values(one) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            fields = {name: _values(one) for name, one in schema["properties"].items()}
            needed = {name: fields.pop(name) for name in schema.get("required", ())}
            return st.fixed_dictionaries(needed, optional=fields)
        case "array" if "prefixItems" in schema:
            return st.tuples(*(_values(one) for one in schema["prefixItems"])).map(list)
        case "array":
            return st.lists(_values(schema["items"]), max_size=3)
        case "integer":
            return st.integers(schema.get("minimum", -3), min(schema.get("maximum", 900), 900))
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case _ if "pattern" in schema:
            return st.sampled_from(range(1, 9)).map(lambda key: schema["examples"][0][0] + str(key))
        case _:
            return st.sampled_from(_QUERIES) | st.text(max_size=20)


_ANY_TEXT = st.text(max_size=30) | st.sampled_from(
    ["-1", "0", "9" * 30, "null", "true", "1e3", "\x00", "r1", "c1", "e1"]
)
_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)


def _as_text(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """A request as it is described, or, one in three times, with something in it that may not be."""
    path, method = draw(st.sampled_from(ASKED))
    told = DOCUMENT["paths"][path][method]
    wrong = draw(st.sampled_from((None, None, None, None, "value", "body", "more")))
    inside, query, content = {}, [], None
    for parameter in told.get("parameters", ()):
        fits = _values(parameter["schema"]).map(_as_text)
        value = draw(fits | _ANY_TEXT if wrong == "value" else fits)
        if parameter["in"] == "path":
            inside[parameter["name"]] = quote(value or "-", safe="")
        elif parameter["required"] or draw(st.booleans()):
            query.append((parameter["name"], value))
    if wrong == "more":
        query.append((draw(st.text(max_size=5)), draw(_ANY_TEXT)))
    if taken := told.get("requestBody", {}).get("content", {}).get("application/json"):
        body = (_ANY_JSON if wrong == "body" else _values(taken["schema"])).map(
            lambda value: json.dumps(value).encode()
        )
        content = draw(body | st.binary() if wrong == "body" else body)
    return {"path": path, "method": method, "url": path.format_map(inside), "params": query, "content": content}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("asked") / "news.db"
    make(path)
    with Library(path) as library, client(library) as asking:
        yield asking


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=requests())
@example(
    asked={"path": "/api/claims", "method": "get", "url": "/api/claims", "params": [("q", "\ud800")], "content": None}
)
def test_whatever_is_asked_is_answered_as_described(room: TestClient, asked: dict[str, Any]) -> None:
    # Half of a pair of surrogates is no Unicode: it comes as bytes that are no UTF-8.
    url = f"{asked['url']}?{urlencode(asked['params'], errors='surrogatepass')}".rstrip("?")
    headers = {"content-type": "application/json"} if asked["content"] is not None else {}
    answer = room.request(asked["method"].upper(), url, content=asked["content"], headers=headers)
    assert answer.status_code < 500 or answer.status_code == 501, answer.text
    responses = DOCUMENT["paths"][asked["path"]][asked["method"]]["responses"]
    if answer.status_code == 204:
        assert "204" in responses
        assert answer.content == b""
        return
    assert str(answer.status_code) in responses, answer.text
    content = responses[str(answer.status_code)]["content"]
    media = answer.headers["content-type"].partition(";")[0]
    assert media in content
    if schema := content[media].get("schema"):
        OAS31Validator({**schema, "components": DOCUMENT["components"]}).validate(answer.json())
