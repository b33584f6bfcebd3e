"""The API against its own description, with calls that schemathesis makes up."""

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from indexer import Archive
from webui.app import create_app
from webui.settings import Settings

DESCRIPTION = Path(__file__).parent.parent / "webui" / "data" / "openapi.json"
CALLS = [
    (path, verb)
    for path, verbs in json.loads(DESCRIPTION.read_text("utf-8"))["paths"].items()
    for verb in verbs
]
CASES = 30  # of each call
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]
BOUNDED = settings(
    max_examples=CASES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(sample_home: Path) -> schemathesis.BaseSchema:
    app = create_app(Settings(home=sample_home), Archive.open(sample_home))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize(("path", "verb"), CALLS, ids=str)
def test_the_api_answers_as_described(
    described: schemathesis.BaseSchema, path: str, verb: str
) -> None:
    @BOUNDED
    @given(case=described[path][verb].as_strategy())
    def holds(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    holds()
