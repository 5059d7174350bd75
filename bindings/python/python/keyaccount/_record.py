"""What all generated models have in common."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A read-only part of an answer; `model_dump()` gives plain Python values."""

    # Most programs look at few of the classes, so each is built when it is first used.
    model_config = ConfigDict(frozen=True, defer_build=True)
