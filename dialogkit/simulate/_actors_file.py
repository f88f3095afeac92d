"""The file that names the language model which plays the customers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from dialogkit import _files
from dialogkit._yaml import read_yaml, refusal
from dialogkit.bot import read_endpoint
from dialogkit.errors import InputError
from dialogkit.simulate._actors_local import LocalChat
from dialogkit.simulate._actors_model import ChatModel, EndpointChat

__all__ = ["load_chat_model"]

_Text = Annotated[str, BeforeValidator(str), Field(min_length=1)]


class _Local(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["local"]
    folder: _Text
    max_new_tokens: int = Field(default=80, ge=1, le=2_000)
    temperature: float = Field(default=0.7, ge=0, le=2)


def load_chat_model(path: str | os.PathLike[str]) -> ChatModel:
    """The language model that plays the customers.

    ``{kind: openai, url: …, model: …, key_from: …}`` asks an endpoint, with the same keys as a
    ``bot.yaml``; ``{kind: local, folder: …}`` runs a `transformers` chat model on this machine.

    Raises:
        InputError: The file cannot be read or has values that cannot be; all are listed.
    """
    file = os.fspath(path)
    raw = read_yaml(_files.read_text(path), file=file)
    kind = raw.get("kind") if isinstance(raw, Mapping) else None
    if kind not in ("openai", "local"):
        raise InputError("must say kind: openai or kind: local", file=file, line=1)
    if kind == "openai":
        return EndpointChat(read_endpoint(path, raw))
    try:
        read = _Local.model_validate(raw)
    except ValidationError as error:
        raise refusal(error, raw, file=file, names=set(_Local.model_fields)) from None
    folder = Path(path).parent / read.folder
    if not folder.is_dir():
        raise InputError("folder must be the folder of a model, there is none", file=file)
    longest, freely = read.max_new_tokens, read.temperature
    return LocalChat(folder, max_new_tokens=longest, temperature=freely)
