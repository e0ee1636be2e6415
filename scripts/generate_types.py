"""`python -m scripts.generate_types`: make the types of the client from the document of the admin API."""

import asyncio
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx

from mockserver.domain.protocol import ADMIN_PREFIX
from mockserver.settings import Settings
from mockserver.web.app import create_app
from scripts.generate_sync import CLIENT, SETTINGS

TYPES = CLIENT / "types.py"
HEADER = '''"""What the admin API takes and answers, by the names on the wire.

Made from its OpenAPI document by `python -m scripts.generate_types`; not edited by hand.
"""'''
OPTIONS = (
    "--input-file-type=openapi",
    "--output-model-type=typing.TypedDict",
    "--target-python-version=3.11",
    "--formatters=builtin",  # ruff follows below
    "--keep-model-order",
    "--no-use-closed-typed-dict",  # which mypy does not know
    "--use-inline-field-description",
    "--use-schema-description",
    "--use-single-line-docstring",
    "--use-standard-collections",
    "--use-union-operator",
    f"--custom-file-header={HEADER}",
)
TIDY = (
    ["check", "--quiet", "--fix", "--select=F401,I", SETTINGS],
    ["format", "--quiet", SETTINGS],
)
SEED = '{"$ref":"#/components/schemas/SeedDocument"}'
"""What a seed document holds has a schema of its own, `fixtures/seed.schema.json`; handles pass it on."""
LINK = re.compile(r"\[([^\]]+)\]\(guides/[^)]*\)")
"""How a description leads to a guide, which a docstring cannot."""
REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')


def write(file: Path) -> None:
    """Write the module, formatted."""
    with tempfile.TemporaryDirectory() as folder:
        document, draft = Path(folder, "admin.json"), Path(folder, "types.py")
        document.write_text(json.dumps(admin_document()), encoding="utf-8")
        _run("datamodel_code_generator", f"--input={document}", f"--output={draft}", *OPTIONS)
        for command in TIDY:
            _run("ruff", *command, str(draft))
        file.write_text(draft.read_text(encoding="utf-8"), encoding="utf-8")


def admin_document() -> dict[str, Any]:
    """The document of the admin API, with a seed as any object, and without schemas that nobody names."""
    document: dict[str, Any] = json.loads(asyncio.run(_fetch()).replace(SEED, '{"type":"object"}'))
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = {name: schemas[name] for name in _named(document["paths"], schemas)}
    return document


async def _fetch() -> str:
    """The document as it is served, without a server: that one needs the client, which is being made."""
    transport = httpx.ASGITransport(create_app(Settings()))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        return LINK.sub(r"\1", (await http.get(f"{ADMIN_PREFIX}/openapi.json")).text)


def _named(part: Any, schemas: dict[str, Any]) -> list[str]:
    """The schemas that a part of the document names, and those that these name."""
    named: set[str] = set()
    coming = set(REFERENCE.findall(json.dumps(part)))
    while coming:
        name = coming.pop()
        named.add(name)
        coming |= set(REFERENCE.findall(json.dumps(schemas[name]))) - named
    return sorted(named)


def _run(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], check=True)


if __name__ == "__main__":
    write(TYPES)
