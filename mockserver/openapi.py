"""What we put into, and take out of, FastAPI's document: it describes what is really sent, and only that."""

from fastapi import FastAPI

DESCRIPTION = "A local stand-in"


def describe(app: FastAPI) -> None:
    pass
