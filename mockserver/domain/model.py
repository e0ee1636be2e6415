"""The base of every model that crosses a wire: camelCase there, snake_case everywhere else."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class CamelModel(BaseModel):
    """A model whose members bear their names in camelCase outside of this code."""

    model_config = ConfigDict(alias_generator=to_camel, field_title_generator=lambda name, _: to_camel(name))
