"""What every model of the library begins from: frozen, no unknown keys; families and ids of limbs."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Family = Literal["K", "MS"]
LimbId = Annotated[str, Field(pattern=r"^(K[1-7](\.[1-9])?|MS(0[1-9]|1[0-8])\.[1-9])$")]


class Frozen(BaseModel):
    """A model that nobody changes and that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")
