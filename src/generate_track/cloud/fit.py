"""What a model needs of a GPU, and how long a track takes there."""

from dataclasses import dataclass

from generate_track.acestep.wire import full_model_name, profile_of
from generate_track.cloud.inventory import Gpu

# Upstream: a full song in under 10 s on an RTX 3090 (71 TFLOPS) and under 2 s on an A100 (312) with turbo; both are
# 710 TFLOPS times seconds, as nearly as such claims can be.
_TURBO_SONG = 710.0
_TURBO_STEPS = 8


@dataclass(frozen=True, slots=True)
class Need:
    """GPU memory that a model needs.

    Args:
        least_gb: below it the model does not run, or only in parts moved to and fro.
        good_gb: from it on everything stays on the GPU; what is rented has at least this.
    """

    least_gb: int
    good_gb: int


# Source: upstream's GPU_COMPATIBILITY.md: 2B models run from 4 GB, with a language model from 8, with all of them from
# 16; XL (4B) models from 12 GB with offload, without from 20, and the 1.7B language model fits beside them.
_NEEDS = {
    # (is XL, thinking)
    (False, False): Need(6, 8),
    (False, True): Need(8, 16),
    (True, False): Need(12, 20),
    (True, True): Need(16, 24),
}


def need(model: str, *, thinking: bool) -> Need:
    """Return the memory that `model` needs, with the language model when it is to think."""
    return _NEEDS[is_xl(model), thinking]


def is_xl(model: str) -> bool:
    """Whether a model is one of the 4B ones."""
    return "-xl-" in full_model_name(model)


def fits(gpu: Gpu, model: str, *, thinking: bool) -> bool:
    """Whether all of `model` stays on `gpu`."""
    return gpu.memory_gb >= need(model, thinking=thinking).good_gb


def song_s(gpu: Gpu, model: str, *, thinking: bool) -> float:
    """Return about how many seconds a full song takes on `gpu`: upstream's figures, scaled; nothing was measured."""
    profile = profile_of(model)
    n_evaluations = profile.inference_steps * (2 if profile.has_guidance else 1)
    work = _TURBO_SONG * n_evaluations / _TURBO_STEPS * (2 if is_xl(model) else 1)
    # The language model writes the plan first; upstream gives 0.5 to 10 s for it on an A100.
    return (work + (3000.0 if thinking else 0.0)) / gpu.tflops
