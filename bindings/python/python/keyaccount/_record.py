"""What all generated models have in common."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A read-only part of an answer; `model_dump()` gives plain Python values."""

    model_config = ConfigDict(frozen=True)
