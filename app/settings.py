"""Every knob of GeneRec. Each is an environment variable with the prefix ``GENEREC_``.

``GENEREC_PORT=8000 python app.py`` starts on another port. Nothing is created or read at import;
:func:`load` makes one :class:`Settings`, and whoever needs the home folder makes it then.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.errors import BadRequest
from models.provenance.foreign import missing

ROOT = Path(__file__).resolve().parents[1]
MIB = 1024 * 1024
TOKEN_SHORTEST = 16
SECRET = frozenset(("DATABASE_URL", "OPERATOR_TOKEN", "CHAT_KEY", "CHAT_URL"))
"""Knobs whose values may hold a secret: messages name them, not what they were set to."""


class Settings(BaseSettings):
    """What can be set, with its default. Immutable."""

    model_config = SettingsConfigDict(
        env_prefix="GENEREC_", frozen=True, extra="forbid", validate_default=True
    )

    home: Path = Field(
        default=Path("~/.generec"),
        description="Folder of all that is kept: database, media, index.",
    )
    database_url: str = Field(
        default="",
        description="SQLAlchemy URL of another database; empty means SQLite in the home folder.",
    )
    corpus: Path = Field(
        default=ROOT / "assets" / "corpus",
        description="Folder of micro-videos everybody may see, with a metadata.csv or without.",
    )
    profile: Literal["embedded", "cpu", "gpu", "auto"] = Field(
        default="embedded",
        description="Which set of models runs; 'cpu' and 'gpu' fetch larger ones from the hub,"
        " 'auto' takes 'gpu' where one is.",
    )
    models: Path | None = Field(
        default=None,
        description="Folder of the larger models' files, as ORG/NAME/…; empty is 'models' in the"
        " home folder.",
    )
    encoder: str = Field(
        default="profile",
        pattern=r"^(profile|embedded|openclip:.+)$",
        description="What puts pictures and words into one space: the profile's, 'embedded', or an"
        " open_clip model as 'openclip:MODEL@PRETRAINED', 'openclip:hf-hub:ORG/REPO' or"
        " 'openclip:local-dir:PATH'.",
    )
    picture: str = Field(
        default="profile",
        min_length=1,
        description="What draws pictures: the profile's, 'embedded', or a name of the table in"
        " models/hub/README.md.",
    )
    decoder: Literal["own", "quick"] = Field(
        default="own",
        description="What makes pictures of what the profile cpu's model draws: its own decoder, or"
        " a small one, in a third less time and a little softer.",
    )
    edit: str = Field(
        default="profile",
        min_length=1,
        description="What changes clips as words say: the profile's models of pictures and clips,"
        " or an editing model of the table in models/hub/README.md.",
    )
    quicker: Literal["none", "compile", "cache", "both"] = Field(
        default="none",
        description="What makes pipelines quicker: compiled regions (on a card, a minute at the"
        " first order), a cache of blocks between denoising steps, or both.",
    )
    video: Literal["profile", "embedded"] = Field(
        default="profile", description="What draws clips: the profile's, or 'embedded'."
    )

    draw_seconds: float = Field(
        default=600.0,
        ge=1,
        description="Longest time that a larger model may draw on the processor, as estimated"
        " before; what takes longer the embedded generator draws.",
    )

    chat: Literal["profile", "embedded", "small", "together", "openai", "local"] = Field(
        default="profile",
        description="Who understands what is said: the profile's, 'embedded', 'small' (the small"
        " language model that ships), 'together' (that one where the embedded one is unsure),"
        " 'openai' (any server that speaks its protocol), or 'local' (a model in the transformers"
        " format). Where a model fails the embedded instructor answers.",
    )
    chat_model: str = Field(
        default="", description="The chat model: its name at the server, or its folder or hub name."
    )
    chat_url: str = Field(
        default="",
        description="Address of the server, such as http://127.0.0.1:8000/v1; empty is OpenAI's.",
    )
    chat_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key of that server; without it OPENAI_API_KEY counts, where the address is"
        " OpenAI's. Never kept, never logged.",
    )
    chat_sees: bool = Field(
        default=False,
        description="Whether the chat model takes pictures: it then sees a clip that is asked"
        " about.",
    )
    chat_seconds: float = Field(
        default=30.0, ge=1, le=600, description="Longest time the chat model has for a turn."
    )

    speech: str = Field(
        default="",
        description="The Whisper model that hears recordings: a folder in the transformers format,"
        " or its hub name; empty is the profile's, which in 'embedded' is none.",
    )
    guard: Literal["profile", "embedded"] = Field(
        default="profile",
        description="What judges words and pictures beside the rules: the profile's guard model"
        " and picture classifier, or what is embedded.",
    )
    captions: Literal["profile", "none"] = Field(
        default="profile",
        description="What says what a clip shows that came without words: the profile's caption"
        " model, or nothing.",
    )
    notes: Path = Field(
        default=ROOT / "assets" / "knowledge",
        description="Folder of notes (Markdown, text) that questions are answered from, cited by"
        " file and line.",
    )
    wikipedia: str = Field(
        default="",
        pattern=r"^(https?://.+)?$",
        description="Address of Wikipedia's API, such as https://en.wikipedia.org/w/api.php, to"
        " answer from it what the notes do not know; empty asks nobody.",
    )

    host: str = Field(
        default="127.0.0.1", description="Address to listen on; 0.0.0.0 is everybody."
    )
    port: int = Field(default=7860, ge=1, le=65535, description="Port to listen on.")
    threads: int = Field(
        default=2,
        ge=1,
        le=256,
        description="CPU threads a model may use; fewer is kinder to neighbours.",
    )

    workers: int = Field(
        default=1,
        ge=1,
        le=64,
        description="Slow jobs that run at once; one more that takes seconds runs beside them.",
    )
    queue: int = Field(
        default=32, ge=1, description="Jobs that wait at most; who asks then is told to come back."
    )
    queue_each: int = Field(
        default=4, ge=1, description="Jobs of one visitor that wait at most, of those."
    )

    clip_seconds: float = Field(
        default=600.0, gt=0, description="Longest video taken in, in seconds."
    )
    file_bytes: int = Field(default=512 * MIB, gt=0, description="Largest file taken in, in bytes.")
    pixels: int = Field(
        default=4096 * 2304,
        gt=0,
        description="Most pixels (width × height) of a video or picture taken in.",
    )
    message_characters: int = Field(
        default=4000, gt=0, description="Longest message, in characters."
    )

    rejections: int = Field(
        default=3,
        ge=0,
        description="After so many turned down in a row the app offers to make one; 0: never.",
    )

    label: Literal["start", "always"] = Field(
        default="start",
        description="How long 'AI-edited' or 'AI-generated' stays on the picture: at its start, or"
        " always. It cannot be switched off: the law asks for it.",
    )
    label_seconds: float = Field(
        default=2.0, ge=2.0, le=3600.0, description="How long its start is, in seconds."
    )
    label_language: Literal["visitor", "en", "de", "es", "fr", "ja", "zh"] = Field(
        default="visitor",
        description="Its language: the one of the visitor's page, or one for all; English where no"
        " font of the machine has the letters.",
    )
    label_corner: Literal["top left", "top right", "bottom left", "bottom right"] = Field(
        default="top left", description="Where it stands."
    )
    marker: Literal["generec", "trustmark", "videoseal"] = Field(
        default="generec",
        description="What draws the invisible mark: our own, or a model that comes with a package"
        " of that name (models/provenance/README.md).",
    )
    producer: str = Field(
        default="GeneRec",
        min_length=1,
        max_length=200,
        description="Who answers for what is made here, as the AIGC field of a file names them.",
    )

    age: Literal["adult", "teen"] = Field(
        default="adult", description="For whom the app is; 'teen' is checked more strictly."
    )
    unknown: Literal["notice", "review", "withhold"] = Field(
        default="notice",
        description="What becomes of something made that a check could not judge: shown with a"
        " notice, shown after a person looked at it, or withheld.",
    )
    region: str = Field(
        default="",
        pattern=r"^([A-Z]{2})?$",
        description="Whose law holds, two letters of a country or EU; empty: what holds anywhere.",
    )
    rules: Path = Field(
        default=ROOT / "assets" / "rules" / "legality.json",
        description="The table of topics and licences that the law speaks of; edit a copy of it.",
    )
    read_pictures: bool = Field(
        default=True,
        description="Read what stands written in pictures made here, for numbers and addresses of"
        " people; about a second a clip.",
    )

    signing_certificate: Path | None = Field(
        default=None,
        description="PEM file of the certificate chain, signer first, that signs what is made here;"
        " empty makes one for development, which nobody else trusts.",
    )
    signing_key: Path | None = Field(
        default=None, description="PEM file of its private key, without a passphrase."
    )
    signing_anchors: Path | None = Field(
        default=None,
        description="PEM file of the root certificates under which a file counts as made here;"
        " empty takes the chain's.",
    )
    timestamp_url: str = Field(
        default="",
        pattern=r"^(https?://.+)?$",
        description="Time-stamp authority (RFC 3161) asked at each signature; empty asks none.",
    )

    research: bool = Field(
        default=True,
        description="Ask visitors for consent to research; false never asks nor exports.",
    )
    retention_days: int | None = Field(
        default=None,
        ge=1,
        description="Conversations and logs older than this are erased; empty keeps them.",
    )

    made_hours: float | None = Field(
        default=None,
        gt=0,
        description="What was made for a visitor vanishes after so many hours, unless it was"
        " published; empty keeps it.",
    )
    made_leaves: bool = Field(
        default=False,
        description="It vanishes a minute after they closed the page, too; visitors may also choose"
        " that for themselves.",
    )

    operator_token: SecretStr = Field(
        default=SecretStr(""),
        description="Opens /insight?token=… to whoever runs the app; at least 16 characters, empty"
        " means there is no such page.",
    )

    @field_validator("operator_token")
    @classmethod
    def _guarded(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < TOKEN_SHORTEST:
            raise ValueError(f"it has fewer than {TOKEN_SHORTEST} characters and could be guessed")
        return value

    @field_validator("marker")
    @classmethod
    def _installed(cls, value: str) -> str:
        if value != "generec" and (wanting := missing(value)):
            raise ValueError(wanting)
        return value

    @field_validator("chat_url")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("it is no address that begins with http:// or https://")
        if parts.username or parts.password:
            raise ValueError("it has a name or password in it; put the key into GENEREC_CHAT_KEY")
        return value

    @model_validator(mode="after")
    def _named(self) -> Settings:
        if self.chat in ("openai", "local") and not self.chat_model:
            raise ValueError(
                f"GENEREC_CHAT is {self.chat!r}, and GENEREC_CHAT_MODEL does not say which model"
            )
        return self

    @field_validator("home", "corpus", "notes", "rules")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("models", "signing_certificate", "signing_key", "signing_anchors")
    @classmethod
    def _found(cls, value: Path | None) -> Path | None:
        return None if value is None else value.expanduser().absolute()

    @model_validator(mode="after")
    def _paired(self) -> Settings:
        if (self.signing_certificate is None) != (self.signing_key is None):
            raise ValueError(
                "GENEREC_SIGNING_CERTIFICATE and GENEREC_SIGNING_KEY belong together; set both"
            )
        return self

    @property
    def models_folder(self) -> Path:
        """Where the larger models' files lie."""
        return self.models or self.home / "models"

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.home / 'generec.db'}"


def load(**overrides: Any) -> Settings:
    """Return the settings of this process; ``overrides`` (by field name) win over the environment.

    Raises :class:`BadRequest` with one sentence for each value that does not fit.
    """
    try:
        return Settings(**overrides)
    except ValidationError as exc:
        raise BadRequest(" ".join(_sentence(dict(error)) for error in exc.errors())) from exc


def load_kept(home: Path | None = None) -> Settings:
    """Return the settings of a home that has a store; ``home`` instead of ``GENEREC_HOME``.

    Raises :class:`BadRequest` where nothing was kept yet: a command must not begin an empty store.
    """
    settings = load() if home is None else load(home=home)
    if not settings.database_url and not (settings.home / "generec.db").exists():
        raise BadRequest(f"Nothing is kept in {str(settings.home)!r}; name the home with --home.")
    return settings


def _sentence(error: dict[str, Any]) -> str:
    name = "_".join(str(part) for part in error["loc"]).upper()
    says = str(error["msg"]).removeprefix("Value error, ")
    if not name:  # of several together: the message names them
        return f"{says}. Change or unset it."
    got = "" if name in SECRET else f" is {error.get('input')!r}:"
    return f"GENEREC_{name}{got} {says[:1].lower()}{says[1:]}. Change or unset it."
