"""The JSON Schema of reports: `python -m mockserver.verify.schema > fixtures/verify-report.schema.json`."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from mockserver.verify.report import Report

NAME = "verify-report.schema.json"


def report_schema() -> dict[str, Any]:
    """The JSON Schema that a report is valid against."""
    described = Report.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": NAME} | described


def text() -> str:
    """The schema as its file holds it."""
    return json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(text(), end="")  # noqa: T201 - what it is for
