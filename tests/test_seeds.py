"""What a seed document can say, seen through the front door."""

import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest

from mockserver.clock import Clock, instant
from mockserver.seeds.files import SeedFile, check
from mockserver.seeds.load import SERIALS, load
from mockserver.settings import Settings
from mockserver.store.database import open_memory
from mockserver.store.stock import Stock, Table
from mockserver.store.tables import Event, EventPass, Project
from tests.world import BORN, EVENT, NOW, PATHS, PROJECT, Api, E, P, event, open_world, seed

SHIFTED = "2031-05-06T07:08:09Z"
REAL = Settings.model_fields  # replaced below
