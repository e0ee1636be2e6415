"""What may stand in a path segment, under names that no other application in the process has."""

from starlette.convertors import Convertor, register_url_convertor

ID = "mockserver_id"
BARE = "mockserver_bare"


class _Id(Convertor[int]):
    """Digits that may be an id. Longer ones would make Python's own conversion fail."""

    regex = "[0-9]{1,19}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


class _Bare(Convertor[str]):
    """A segment that is neither an id nor the word that announces an external id. Source: R-1."""

    regex = "(?!id/)[^/]*[^/0-9][^/]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor(ID, _Id())
register_url_convertor(BARE, _Bare())
