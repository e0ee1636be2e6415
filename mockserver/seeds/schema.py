"""The JSON Schema of seed documents: `python -m mockserver.seeds.schema > fixtures/seed.schema.json`."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema

from mockserver.seeds.document import SeedDocument

NAME = "seed.schema.json"
"""What the schema is called beside the seeds that point to it."""


class _Concise(GenerateJsonSchema):
    """Leaves out what says nothing: a property's name as its title, and null as a default."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - as it is called
        return False

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        described = super().default_schema(schema)
        return {key: value for key, value in described.items() if (key, value) != ("default", None)}


def seed_schema() -> dict[str, Any]:
    """The JSON Schema that editors check and complete seeds with."""
    described = SeedDocument.model_json_schema(by_alias=True, mode="validation", schema_generator=_Concise)
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": NAME} | described | {"title": "Seed"}


def text() -> str:
    """The schema as its file holds it."""
    return json.dumps(seed_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(text(), end="")  # noqa: T201 - what it is for
