"""Settings from the environment and `.env`; a wrong one is refused at the start, all faults at once."""

import os
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.text import nearest

PREFIX = "TRADEOFF_"
KNOWN_URLS = ("sqlite:///", "postgresql://", "postgresql+asyncpg://")


class SettingsError(Exception):
    """One line a fault, without any value: values may be secrets."""


def default_database_url() -> str:
    """A SQLite file in this system's folder for a person's data."""
    return f"sqlite:///{data_folder() / 'tradeoff.db'}"


def data_folder() -> Path:
    """Where this system keeps a person's data."""
    return user_data_path("tradeoff", appauthor=False)


class Settings(BaseSettings):
    """Everything an operator may set, as `TRADEOFF_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    database_url: str = Field(default_factory=default_database_url)
    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    llm_url: str = ""  # base address of an OpenAI-compatible server; empty: no second opinion
    llm_key: SecretStr = SecretStr("")
    llm_model: str = ""
    embedder: Path | None = None  # folder of a sentence-transformers model in ONNX form

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, level: object) -> object:
        return level.casefold() if isinstance(level, str) else level

    @field_validator("llm_url")
    @classmethod
    def _an_address(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise ValueError("starts with neither https:// nor http://")
        return url

    @model_validator(mode="after")
    def _a_model_for_the_address(self) -> "Settings":
        if self.llm_url and not self.llm_model:
            raise ValueError("TRADEOFF_LLM_URL needs TRADEOFF_LLM_MODEL beside it")
        return self

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(KNOWN_URLS):
            raise ValueError(f"starts with none of {', '.join(KNOWN_URLS)}")
        return url


def read_settings(database_url: str | None = None) -> Settings:
    """The settings in force; `database_url` goes before the environment's.

    Raises SettingsError naming every wrong and every unknown one, without values: they may be secrets.
    """
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    faults = [_unknown(name, known) for name in os.environ if name.startswith(PREFIX) and name not in known]
    try:
        settings = Settings(database_url=database_url) if database_url else Settings()
    except ValidationError as error:
        faults += [
            f"{_called(str((found['loc'] or ('llm_url',))[0]), database_url)}: {found['msg']}"
            for found in error.errors()
        ]
        raise SettingsError("\n".join(faults)) from error
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(
            "\n".join([*faults, f".env cannot be read as UTF-8 text: {type(error).__name__}"])
        ) from error
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def _called(name: str, database_url: str | None) -> str:
    """Where the value was given: on the command line or in the environment."""
    return "--db" if name == "database_url" and database_url else f"{PREFIX}{name.upper()}"


def _unknown(name: str, known: set[str]) -> str:
    guess = nearest(name, known)
    return f"{name}: no such setting" + (f"; did you mean {guess}?" if guess else "")
