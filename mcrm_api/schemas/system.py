"""About the API itself."""

from typing import Any, Literal

from pydantic import RootModel

from .base import Output


class Health(Output):
    """The server and its database answer."""

    status: Literal["ok"]


class OpenApiDocument(RootModel[dict[str, Any]]):
    """An OpenAPI 3.1 document."""
