"""What ACE-Step's routes answer, as the OpenAPI description shows it; the routes themselves build plain objects."""

from typing import Literal

from pydantic import BaseModel, Field

from generate_track.parameter import CAPTION_LIMIT, LYRICS_LIMIT


class Receipt(BaseModel):
    """A task was accepted."""

    task_id: str = Field(description="What to ask /query_result for.")
    status: Literal["queued"]
    queue_position: int = Field(description="Its place in the line, from 1.")


class Metas(BaseModel):
    """The music of a take; none of it before it is made."""

    bpm: int | Literal["N/A"] | None = None
    duration: float | None = Field(None, description="Of the audio, in seconds.")
    genres: str | None = None
    keyscale: str | None = None
    timesignature: str | None = Field(None, examples=["4", "6"])
    prompt: str | None = None
    lyrics: str | None = None


class ResultItem(BaseModel):
    """A take, or where its task stands."""

    file: str = Field(description="Where its audio is, on this server; empty before it is made.")
    wave: str
    status: Literal[0, 1, 2] = Field(description="0 waits or runs, 1 is done, 2 has failed, is cancelled or unknown.")
    create_time: int = Field(description="Seconds since 1970.")
    env: str
    prompt: str
    lyrics: str
    metas: Metas
    progress: float = Field(ge=0, le=1)
    stage: str = Field(examples=["queued", "rendering", "succeeded", "failed", "unknown"])
    error: str | None = Field(description="Why there is no take.")
    hint: str | None = Field(None, description="What helps.")
    queue_position: int | None = Field(None, description="Of a waiting task, from 1.")
    eta_s: float | None = Field(None, description="In how many seconds it may be done; null when nothing is known.")
    generation_info: str | None = None
    seed_value: str | None = Field(None, description="The seeds of all takes, with commas between them.")
    lm_model: str | None = None
    dit_model: str | None = Field(None, description="What made it.")


class Entry(BaseModel):
    """Where a task stands."""

    task_id: str
    result: str = Field(
        description="JSON: a list with an item for each take.",
        json_schema_extra={
            "contentMediaType": "application/json",
            "contentSchema": {"type": "array", "items": ResultItem.model_json_schema()},
        },
    )
    status: Literal[0, 1, 2] = Field(description="As of the items.")
    progress_text: str = Field(description="What is being done, in words, or why there is no take.")
    error: str | None = Field(description="Why there is no take.")


class Health(BaseModel):
    """The server is there."""

    status: Literal["ok"]
    service: str
    version: str = Field(description="Of the API, as all builds of ACE-Step tell it.")
    generate_track: str = Field(description="The version of this server.")
    models_initialized: bool = Field(description="Whether tracks can be made; before ACE-Step servers, on any of them.")
    llm_initialized: bool
    loaded_model: str | None


class Counts(BaseModel):
    """Tasks by state."""

    total: int
    queued: int
    running: int
    succeeded: int
    failed: int
    cancelled: int


class Servers(BaseModel):
    """The ACE-Step servers behind this one."""

    total: int
    answering: int
    full: int = Field(description="Of those that answer.")


class Stats(BaseModel):
    """How busy the server is."""

    servers: Servers | None = Field(None, description="Not there where there are none.")
    jobs: Counts
    queue_size: int = Field(description="How many tasks wait.")
    queue_maxsize: int = Field(description="How many may.")
    avg_job_seconds: float = Field(description="How long a task took, of late.")


class Model(BaseModel):
    """A model that can be asked for."""

    name: str
    is_default: bool
    is_loaded: bool | None
    supported_task_types: list[str] | None = Field(None, description="What it can do, where that is known.")


class LanguageModel(BaseModel):
    """A language model of a server behind this one."""

    name: str
    is_loaded: bool


class Inventory(BaseModel):
    """The models that can be asked for."""

    models: list[Model]
    default_model: str
    lm_models: list[LanguageModel]
    loaded_lm_model: str | None
    llm_initialized: bool


class Initialized(Inventory):
    """A model is ready."""

    message: str
    slot: int
    loaded_model: str


class Pricing(BaseModel):
    """What a model costs, in US dollars: nothing."""

    prompt: str = "0"
    completion: str = "0"
    request: str = "0"
    image: str = "0"


class OpenModel(BaseModel):
    """A model that can be asked for, as OpenRouter describes it."""

    id: str = Field(description="Who made it, and its name.", examples=["acestep/acestep-v15-turbo"])
    name: str
    created: int
    input_modalities: list[str] = ["text"]
    output_modalities: list[str] = ["audio", "text"]
    context_length: int = CAPTION_LIMIT + LYRICS_LIMIT
    max_output_length: int = Field(description="Of a track, in seconds.")
    pricing: Pricing = Pricing()
    description: str
    architecture: None = None


class OpenModels(BaseModel):
    """The models that can be asked for, the default one first."""

    object: Literal["list"] = "list"
    data: list[OpenModel]


class AudioUrl(BaseModel):
    """Audio."""

    url: str = Field(description="All of it, as a data: URL in base64.", examples=["data:audio/mpeg;base64,SUQz"])


class Audio(BaseModel):
    """A take."""

    type: Literal["audio_url"]
    audio_url: AudioUrl


class Message(BaseModel):
    """What was made."""

    role: Literal["assistant"]
    content: str = Field(description="Caption, tempo, key and lyrics, in Markdown.")
    audio: list[Audio]


class Choice(BaseModel):
    """An answer; there is one."""

    index: int
    message: Message
    finish_reason: Literal["stop"]


class Completion(BaseModel):
    """A finished track."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: dict[str, int]


class Sample(BaseModel):
    """A request that was written for the user; several fields have two names, as upstream's routes differ in them."""

    caption: str | None = None
    lyrics: str | None = None
    bpm: int | None = None
    key_scale: str | None = None
    keyscale: str | None = None
    time_signature: str | None = None
    timesignature: str | None = None
    duration: float | None = None
    vocal_language: str | None = None
    instrumental: bool | None = None


class RandomSample(Sample):
    """A request of the server's own choice; before ACE-Step servers, one of the examples that they have."""

    description: str | None = None
    language: str | None = None
    think: bool | None = None
