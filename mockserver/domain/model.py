"""What everything that crosses a wire is built on: models in camelCase there, dictionaries as they are."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class CamelModel(BaseModel):
    """A model whose members bear their names in camelCase outside of this code."""

    model_config = ConfigDict(alias_generator=to_camel, field_title_generator=lambda name, _: to_camel(name))


Int64 = Annotated[int, Field(json_schema_extra={"format": "int64"})]
"""An integer that may need 64 bits, which typed clients want to be told."""

AS_WRITTEN = ConfigDict(field_title_generator=lambda name, _: name)
"""For dictionaries with the keys that they have on the wire."""
