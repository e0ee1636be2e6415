"""What requests and answers share."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from mockserver.domain.model import CamelModel

LONGEST_GROUP = 255


class Wire(CamelModel):
    """Anything that crosses the wire."""

    model_config = ConfigDict(strict=True)


class Answer(Wire):
    """Anything that we say: written in our names, sent in the vendor's."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)


class Problem(Answer):
    """Every error. Assumed: A-2."""

    code: int = Field(description="The HTTP status.")
    description: str = Field(description="One sentence for each status.")
    details: str = Field(description="What was wrong with this request.")


PassGroup = Annotated[
    str, StringConstraints(min_length=1), Field(json_schema_extra={"maxLength": LONGEST_GROUP})
]
