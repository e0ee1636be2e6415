"""The seeds that come along, their schema, and whether a document is a seed."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from mockserver.seeds.files import shipped_seeds
from mockserver.seeds.schema import text
from mockserver.web.admin import seed_bodies
from mockserver.web.admin.dependencies import AdminModel
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.seed_bodies import example_response
from mockserver.web.admin.state import REFUSES, TAKES_A_SEED

router = APIRouter(tags=["Seeds"], route_class=AdminRoute)
SEED = {"name": "season", "description": "A season of a venue", "seed": "projects: []"}


class ShippedSeed(AdminModel):
    """A seed that comes along."""

    name: str
    description: str
    seed: str = Field(description="The document, in YAML.")


class SeedList(AdminModel):
    """The seeds that come along."""

    seeds: list[ShippedSeed]


class Validity(AdminModel):
    """That a document is a seed."""

    valid: Literal[True] = True


@router.get("/seeds", summary="List the seeds that come along", responses=example_response({"seeds": [SEED]}))
async def list_seeds() -> SeedList:
    """Each with its document, to begin one of your own with."""
    texts = {name: file.read_text(encoding="utf-8") for name, file in shipped_seeds().items()}
    return SeedList(
        seeds=[
            ShippedSeed(name=name, description=_first_sentence(seed), seed=seed)
            for name, seed in texts.items()
        ]
    )


@router.get(
    "/seed.schema.json",
    summary="Get the schema of seeds",
    response_class=Response,
    responses={
        200: {
            "content": {"application/schema+json": {"schema": {"type": "object"}, "example": {}}},
            "description": "A JSON Schema.",
        }
    },
)
async def get_seed_schema() -> Response:
    """The JSON Schema by which editors check and complete seeds."""
    return Response(text(), media_type="application/schema+json")


@router.post("/seeds/validate", summary="Check a seed", openapi_extra=TAKES_A_SEED, responses=REFUSES)
async def validate_seed(request: Request) -> Validity:
    """Whether a document, or several, could be a seed; every fault is told, and nothing changes."""
    await seed_bodies.read(request)
    return Validity()


def _first_sentence(seed: str) -> str:
    """What the comment at the head of a seed begins with, without its stop."""
    lines = (line for line in seed.splitlines() if line.startswith("# ") and "$schema" not in line)
    return next(lines, "").removeprefix("# ").partition(". ")[0].rstrip(".")
