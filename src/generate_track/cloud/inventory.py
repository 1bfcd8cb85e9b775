"""What can be rented: GPUs, places, typical prices. Tables only.

A price is what one machine with one such GPU costs an hour, on demand, in US dollars, as it was written down in
`PRICES_OF`: for RunPod, Vast, Lambda and Nebius mostly from SkyPilot's public catalogue of 2026, for the others from
their usual prices. Prices change daily: these rank places before SkyPilot is asked, whose optimizer has the real ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

PRICES_OF = "November 2026"


@dataclass(frozen=True, slots=True)
class Gpu:
    """One kind of GPU.

    Args:
        name: SkyPilot's.
        memory_gb: of the GPU.
        tflops: dense FP16 on tensor cores with FP32 sums, by its maker's data sheet.
        has_bf16: whether it computes in bfloat16, which ACE-Step's weights are in.
    """

    name: str
    memory_gb: int
    tflops: float
    has_bf16: bool = True


GPUS: tuple[Gpu, ...] = (
    Gpu("T4", 16, 65, has_bf16=False),
    Gpu("RTX4000-Ada", 20, 105),
    Gpu("RTX3090", 24, 71),
    Gpu("L4", 24, 121),
    Gpu("A10G", 24, 70),
    Gpu("RTX4090", 24, 165),
    Gpu("RTX5090", 32, 210),
    Gpu("A100", 40, 312),
    Gpu("A6000", 48, 155),
    Gpu("RTXA6000", 48, 155),
    Gpu("L40S", 48, 362),
    Gpu("A100-80GB", 80, 312),
    Gpu("H100", 80, 989),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a machine can be had.

    Args:
        name: the word of --on.
        title: as people know it.
        account: what makes it available.
        files: any of these in the home folder is a credential.
        variables: any of these in the environment is one.
        prices: GPU → US dollars an hour; empty where nobody bills by the hour.
        can_stop: whether a machine can be stopped and started again; else it can only be deleted.
        has_spot: whether it has machines that can be taken away, for less.
    """

    name: str
    title: str
    account: str
    files: tuple[str, ...]
    variables: tuple[str, ...] = ()
    prices: Mapping[str, float] = field(default_factory=dict)
    can_stop: bool = True
    has_spot: bool = True


# Source of can_stop and has_spot: the unsupported features of each cloud in SkyPilot 0.14.1.
PLACES: tuple[Place, ...] = (
    Place(
        "runpod",
        "RunPod",
        "write a key of runpod.io to ~/.runpod/config.toml: pip install runpod && runpod config",
        (".runpod/config.toml",),
        prices={
            "RTX4000-Ada": 0.26, "L4": 0.43, "RTX3090": 0.46, "RTXA6000": 0.49, "RTX4090": 0.69, "L40S": 0.86,
            "A100-80GB": 1.39,
        },
        can_stop=False,
    ),
    Place(
        "vast",
        "Vast.ai",
        "write a key of vast.ai to ~/.config/vastai/vast_api_key",
        (".config/vastai/vast_api_key",),
        prices={
            "RTX3090": 0.17, "RTX4090": 0.40, "RTXA6000": 0.43, "RTX5090": 0.48, "L40S": 0.60, "A100": 0.76,
            "H100": 1.87,
        },
    ),
    Place(
        "lambda",
        "Lambda",
        'write "api_key = KEY" to ~/.lambda_cloud/lambda_keys; the key is from lambda.ai',
        (".lambda_cloud/lambda_keys",),
        prices={"A6000": 1.09, "A100": 1.99},
        can_stop=False,
        has_spot=False,
    ),
    Place(
        "aws",
        "AWS",
        "aws configure",
        (".aws/credentials", ".aws/config"),
        ("AWS_ACCESS_KEY_ID",),
        prices={"T4": 0.53, "L4": 0.80, "A10G": 1.01, "L40S": 1.86},
    ),
    Place(
        "gcp",
        "Google Cloud",
        "gcloud auth application-default login",
        (".config/gcloud/application_default_credentials.json",),
        ("GOOGLE_APPLICATION_CREDENTIALS",),
        prices={"T4": 0.54, "L4": 0.71, "A100": 3.67},
    ),
    Place(
        "azure",
        "Azure",
        "az login",
        (".azure/msal_token_cache.json",),
        prices={"T4": 0.53, "A100-80GB": 3.67},
    ),
    Place(
        "nebius",
        "Nebius",
        "write a token to ~/.nebius/NEBIUS_IAM_TOKEN.txt, or a service account to ~/.nebius/credentials.json",
        (".nebius/NEBIUS_IAM_TOKEN.txt", ".nebius/credentials.json"),
        prices={"L40S": 1.55, "H100": 2.95},
    ),
    Place(
        "kubernetes",
        "Kubernetes",
        "a kubeconfig whose current context has GPU nodes",
        (".kube/config",),
        ("KUBECONFIG",),
        can_stop=False,
        has_spot=False,
    ),
)  # fmt: skip


def gpu_named(name: str) -> Gpu:
    """Return the GPU of that name, in any case.

    Raises:
        KeyError: there is none.
    """
    return {gpu.name.casefold(): gpu for gpu in GPUS}[name.strip().casefold()]


def place_named(name: str) -> Place:
    """Return the place of that name.

    Raises:
        KeyError: there is none.
    """
    return {place.name: place for place in PLACES}[name]
