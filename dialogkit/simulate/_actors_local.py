"""A chat model on this machine plays the customers: a `transformers` model of any size."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np

from dialogkit.errors import InputError, MissingExtraError
from dialogkit.simulate._actors import NotPlayedError
from dialogkit.simulate._actors_model import Turns

__all__ = ["LocalChat"]


class LocalChat:
    """A local chat model. The same seed gives the same words, on the same machine.

    Args:
        folder: A model with its tokenizer and chat template, as ``save_pretrained`` writes it.
        max_new_tokens: Longest message, in tokens.
        temperature: How freely it writes; 0 always takes the likeliest word.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        *,
        max_new_tokens: int = 80,
        temperature: float = 0.7,
    ) -> None:
        self._folder = Path(folder)
        self._longest = max_new_tokens
        self._temperature = temperature
        self._loaded: tuple[Any, Any] | None = None
        self._one = asyncio.Lock()

    @property
    def fingerprint(self) -> str:
        """Of the model's files, byte by byte, and of how it is asked."""
        known = hashlib.sha256(f"{self._longest} {self._temperature}".encode())
        for path in sorted(self._folder.glob("*")):
            if path.is_file():
                with path.open("rb") as file:
                    known.update(hashlib.file_digest(file, "sha256").digest())
                known.update(path.name.encode("utf-8", "backslashreplace"))
        return known.hexdigest()[:16]

    @asynccontextmanager
    async def reach(self) -> AsyncIterator[LocalChat]:
        """Loads the model, once.

        Raises:
            InputError: The folder holds no chat model.
            MissingExtraError: ``transformers`` or ``torch`` is not installed.
        """
        if self._loaded is None:
            self._loaded = self._load()
        self._one = asyncio.Lock()  # the generator of random numbers is one for all threads
        yield self

    def _load(self) -> tuple[Any, Any]:
        try:
            from transformers import AutoModelForCausalLM, AutoTokenizer
        except ImportError:
            raise MissingExtraError.of("transformers", extra="finetune") from None
        if not (self._folder / "config.json").is_file():
            raise InputError("holds no model: there is no config.json", file=str(self._folder))
        try:
            # files of this machine only, and no code that came with them
            tokenizer = AutoTokenizer.from_pretrained(self._folder, local_files_only=True)
            model = AutoModelForCausalLM.from_pretrained(self._folder, local_files_only=True)
        except ImportError:
            raise MissingExtraError.of("torch", extra="finetune") from None
        except (OSError, ValueError, KeyError):
            what = "holds no chat model that transformers can read"
            raise InputError(what, file=str(self._folder)) from None
        if not getattr(tokenizer, "chat_template", None):
            what = "holds a model that knows no chats: its tokenizer has no chat template"
            raise InputError(what, file=str(self._folder))
        model.eval()  # type: ignore[no-untyped-call] # so transformers writes it
        return tokenizer, model

    async def go_on(self, turns: Turns, rng: np.random.Generator) -> str:
        """The next message, written in a thread so that other conversations go on meanwhile.

        Raises:
            NotPlayedError: The model cannot go on, as where a conversation is too long for it.
        """
        seed = int(rng.integers(2**31))
        async with self._one:
            try:
                return await asyncio.to_thread(self._write, turns, seed)
            except (RuntimeError, ValueError, IndexError) as error:
                raise NotPlayedError(type(error).__name__, final=True) from error

    def _write(self, turns: Turns, seed: int) -> str:
        import torch

        assert self._loaded is not None, "the model is reached first"
        tokenizer, model = self._loaded
        asked = tokenizer.apply_chat_template(
            [dict(turn) for turn in turns],
            add_generation_prompt=True,
            return_tensors="pt",
            return_dict=True,
        )
        how: dict[str, Any] = {"max_new_tokens": self._longest}
        if self._temperature > 0:
            how |= {"do_sample": True, "temperature": self._temperature}
        with torch.no_grad(), torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            made = model.generate(**asked, **how, pad_token_id=tokenizer.eos_token_id)
        new = made[0, asked["input_ids"].shape[1] :]
        text: str = tokenizer.decode(new, skip_special_tokens=True)
        return text.strip()
