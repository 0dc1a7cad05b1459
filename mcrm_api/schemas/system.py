"""About the API itself."""

from typing import Any, Literal

from pydantic import Field, RootModel

from .base import Output


class Queue(Output):
    """Something that leaves the house a moment later."""

    name: Literal["codes", "mail", "sms", "push"]
    waiting: int = Field(examples=[0])
    age: int = Field(description="Seconds that the oldest has waited", examples=[0])


class Health(Output):
    """Server and database answer; `late` when something has waited for more than five minutes."""

    status: Literal["ok", "late"]
    version: str = Field(description="Of this contract", examples=["1.0.0"])
    queues: list[Queue]


class OpenApiDocument(RootModel[dict[str, Any]]):
    """An OpenAPI 3.1 document."""
