"""Building blocks of the contract: what comes in is strict, what goes out is exact."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from .examples import with_examples

MAX_ID = 2**31 - 1  # PostgreSQL int4
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _printable(text: str) -> str:
    if CONTROL.search(text):
        raise PydanticCustomError("text_invalid", "control characters")
    return text


def text(min_length: int = 1, max_length: int = 200):
    """A text without control characters, spaces around it removed.

    :param int min_length: characters
    :param int max_length: characters
    :return: annotated type
    """
    constraints = StringConstraints(strip_whitespace=True, min_length=min_length, max_length=max_length)
    return Annotated[str, constraints, AfterValidator(_printable)]


def secret(min_length: int = 1, max_length: int = 128):
    """A password or token: taken as it is, spaces included.

    :param int min_length: characters
    :param int max_length: characters
    :return: annotated type
    """
    return Annotated[str, StringConstraints(min_length=min_length, max_length=max_length), AfterValidator(_printable)]


Id = Annotated[int, Field(gt=0, le=MAX_ID)]


def _whole(value):
    return int(value) if isinstance(value, float) and value.is_integer() else value


Number = Annotated[int | float, BeforeValidator(_whole)]  # whole numbers go out without a decimal point
Cursor = Annotated[
    str, StringConstraints(pattern=r"^[1-9][0-9]{0,8}$"), Field(description="next_cursor of the page before")
]


class Input(BaseModel):
    """Unknown fields are refused by name, and nothing is guessed from another type."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra=with_examples)


def _open(schema: dict) -> None:
    """Clients must accept fields that are added later, so the document does not forbid them."""
    schema.pop("additionalProperties", None)
    with_examples(schema)


class Output(BaseModel):
    """Exactly these fields leave the server."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_open)


class Empty(Input):
    """Nothing."""


class PageQuery(Input):
    """Position in a list."""

    limit: Annotated[int, Field(ge=1, le=100, description="Items per page")] = 20
    cursor: Cursor | None = None

    @property
    def before_id(self) -> int | None:
        """Id of the last item of the page before."""
        return int(self.cursor) if self.cursor else None


class Money(Output):
    """An amount in a currency."""

    amount: Number = Field(examples=[25000])
    currency: str = Field(examples=["IDR"])


class Problem(Output):
    """An error as RFC 9457 describes it, with a stable code and the wrong fields."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    detail: str = Field(description="Sentence for the member, in the language of the request")
    code: str = Field(description="Stable machine word", examples=["validation_failed"])
    fields: dict[str, str] = Field(description="Wrong field → sentence", examples=[{"email": "This is required."}])
