"""What requests and answers share."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from mockserver.domain.model import CamelModel

LONGEST_GROUP = 255


class Wire(CamelModel):
    """Anything that crosses the wire."""

    model_config = ConfigDict(strict=True)


class Problem(CamelModel):
    """Every error. Assumed: A-2."""

    model_config = ConfigDict(strict=True, validate_by_name=True, validate_by_alias=True)

    code: int = Field(description="The HTTP status.")
    description: str = Field(description="One sentence for each status.")
    details: str = Field(description="What was wrong with this request.")


PassGroup = Annotated[
    str, StringConstraints(min_length=1), Field(json_schema_extra={"maxLength": LONGEST_GROUP})
]
