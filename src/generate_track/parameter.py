"""The table of what can be asked for: one row a parameter, read by the request, the command line and the wire.

Rows are plain data, so that `--help` can be printed without importing pydantic.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "number", "switch", "choice", "key", "time_signature", "language", "path", "list"]
Value = str | int | float | bool | None

MUSIC = "Music"
OUTPUT = "Output"
EXPERT = "ACE-Step, expert"

CAPTION_LIMIT = 512  # characters: ACE-Step 1.5, acestep/constants.py
LYRICS_LIMIT = 4096
SEED_LIMIT = 2**32 - 1  # torch's manual_seed takes more, ACE-Step draws from 32 bits


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that can be asked for.

    Args:
        name: the field of TrackRequest, or of its `expert` mapping when `group` is EXPERT; units in the name.
        flag: the command line's option.
        kind: how its text is parsed.
        default: the value when nothing is said; None lets the engine choose (EXPERT: is not sent).
        minimum: the least number (for text, of characters), or None.
        maximum: the greatest number (for text, of characters), or None.
        choices: the words of a choice.
        api: the field of ACE-Step's POST /release_task.
        advice: what else a musician should know, shown with the range.
    """

    name: str
    flag: str
    kind: Kind
    help: str
    default: Value = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    group: str = MUSIC
    api: str | None = None
    advice: str | None = None


PARAMETERS: tuple[Parameter, ...] = (
    Parameter("lyrics", "--lyrics", "text", "Lyrics with [verse], [chorus], [bridge] tags; @FILE, or - for stdin; a typed \\n is a line break.", default="", maximum=LYRICS_LIMIT, api="lyrics"),
    Parameter("duration_s", "--duration", "number", "Track duration in seconds.", default=120.0, minimum=10, maximum=600, api="audio_duration"),
    Parameter("bpm", "--bpm", "integer", "Tempo in beats per minute; chosen from the caption when not given.", minimum=30, maximum=280, api="bpm", advice="60 to 180 is the most stable"),
    Parameter("key", "--key", "key", "Key, such as 'C major', 'Am', 'F# minor', 'Bb'; chosen from the caption when not given.", api="key_scale", advice="C, G, D, Am and Em are the most reliable"),
    Parameter("time_signature", "--time-sig", "time_signature", "Time signature.", default="4/4", choices=("2/4", "3/4", "4/4", "6/8"), api="time_signature"),
    Parameter("instrumental", "--instrumental", "switch", "No vocals.", default=False),
    Parameter("language", "--language", "language", "Vocal language: one of ACE-Step's 50 ISO codes.", default="en", api="vocal_language"),
    Parameter("seed", "--seed", "integer", "Seed for reproducibility; random when not given. Take n of a batch has seed + n - 1.", minimum=0, maximum=SEED_LIMIT, api="seed"),
    Parameter("batch", "--batch", "integer", "How many variations to make.", default=1, minimum=1, maximum=8, api="batch_size"),
    Parameter("model", "--model", "text", "Model: turbo, sft, base, or a server's full model name.", default="turbo", minimum=1, api="model"),
    Parameter("guidance", "--guidance", "number", "Guidance scale; has an effect on sft and base only.", default=7.0, minimum=1, maximum=15, api="guidance_scale"),
    Parameter("thinking", "--thinking", "switch", "Let the server's language model think first (chain of thought).", default=False, api="thinking"),
    Parameter("format", "--format", "choice", "Output format.", default="mp3", choices=("mp3", "wav", "flac"), group=OUTPUT, api="audio_format"),
    Parameter("stems", "--stems", "switch", "Write each stem too, as wav (beside a flac track as flac); embedded engine only.", default=False, group=OUTPUT),
    Parameter("midi", "--midi", "switch", "Write the score too, as a Standard MIDI File; embedded engine only.", default=False, group=OUTPUT),
)  # fmt: skip


def _expert(
    name: str,
    kind: Kind,
    text: str,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    choices: tuple[str, ...] = (),
) -> Parameter:
    flag = "--" + name.replace("_", "-")
    return Parameter(name, flag, kind, text, minimum=minimum, maximum=maximum, choices=choices, group=EXPERT, api=name)


# Every other field of the request schema of August 2026. None is not sent, so that the server's own default holds;
# `timesteps`, `instrumental` and `mp3_bitrate` are missing because no version's parser reads them.
EXPERT_PARAMETERS: tuple[Parameter, ...] = (
    # What to make of source audio
    _expert("task_type", "choice", "The task; all but text2music need --src-audio.", choices=("text2music", "repaint", "cover", "cover-nofsq", "extract", "lego", "complete")),
    _expert("src_audio", "path", "Audio file to upload as the source of cover, repaint and the other edit tasks."),
    _expert("reference_audio", "path", "Audio file to upload as a reference of style."),
    _expert("instruction", "text", "Instruction to the model, for edit tasks."),
    _expert("global_caption", "text", "Caption of the whole piece, where the caption describes a part."),
    _expert("audio_cover_strength", "number", "How closely a cover keeps to its source.", minimum=0, maximum=1),
    _expert("cover_noise_strength", "number", "Noise added to the source of a cover.", minimum=0, maximum=1),
    _expert("audio_code_string", "text", "Audio codes to start from."),
    _expert("repainting_start", "number", "Start of the repainted span, in seconds.", minimum=0),
    _expert("repainting_end", "number", "End of the repainted span, in seconds; -1 is the end.", minimum=-1),
    _expert("repaint_mode", "choice", "How boldly to repaint.", choices=("conservative", "balanced", "aggressive")),
    _expert("repaint_strength", "number", "Strength of the repaint.", minimum=0, maximum=1),
    _expert("repaint_latent_crossfade_frames", "integer", "Crossfade at the seams, in latent frames.", minimum=0),
    _expert("repaint_wav_crossfade_sec", "number", "Crossfade at the seams, in seconds.", minimum=0),
    _expert("chunk_mask_mode", "choice", "How the repainted span is masked.", choices=("auto", "explicit")),
    _expert("track_name", "text", "Track to extract or add (lego, extract)."),
    _expert("track_classes", "list", "Tracks to complete, separated by commas."),
    _expert("extract_codes_only", "switch", "Return audio codes instead of audio."),
    _expert("analysis_only", "switch", "Analyse only."),
    _expert("full_analysis_only", "switch", "Analyse in full only."),
    # Diffusion
    _expert("inference_steps", "integer", "Diffusion steps; by model: turbo 8, sft and base 50.", minimum=1, maximum=200),
    _expert("shift", "number", "Timestep shift; by model: turbo 3, sft and base 1.", minimum=1, maximum=5),
    _expert("infer_method", "choice", "Sampler family.", choices=("ode", "sde")),
    _expert("sampler_mode", "choice", "Sampler.", choices=("euler", "heun")),
    _expert("use_adg", "switch", "Adaptive dual guidance (base)."),
    _expert("cfg_interval_start", "number", "Where guidance begins, as a fraction of the steps.", minimum=0, maximum=1),
    _expert("cfg_interval_end", "number", "Where guidance ends, as a fraction of the steps.", minimum=0, maximum=1),
    _expert("guidance_variant", "text", "Guidance variant, such as apg_classic."),
    _expert("guidance_params", "text", "Parameters of the guidance variant, as JSON."),
    _expert("velocity_norm_threshold", "number", "Limit on the velocity's norm; 0 is off.", minimum=0),
    _expert("velocity_ema_factor", "number", "Smoothing of the velocity; 0 is off.", minimum=0),
    _expert("eta", "number", "Stochasticity of the sampler."),
    _expert("momentum", "number", "Momentum of the guidance."),
    _expert("latent_shift", "number", "Offset added to the latents."),
    _expert("latent_rescale", "number", "Factor on the latents."),
    _expert("dcw_enabled", "switch", "Wavelet correction; by model: off for sft and base, where it distorts."),
    _expert("dcw_mode", "choice", "Band of the wavelet correction.", choices=("double", "low", "high", "pix")),
    _expert("dcw_scaler", "number", "Strength of the wavelet correction."),
    _expert("dcw_high_scaler", "number", "Strength of the wavelet correction in the high band."),
    _expert("dcw_wavelet", "text", "Wavelet, such as haar."),
    _expert("use_tiled_decode", "switch", "Decode in tiles, to save GPU memory."),
    # The language model
    _expert("sample_mode", "switch", "Let the language model write the whole request."),
    _expert("sample_query", "text", "What the language model should write the request from."),
    _expert("use_format", "switch", "Let the language model format caption and lyrics."),
    _expert("use_cot_caption", "switch", "Let the language model rewrite the caption; follows --thinking."),
    _expert("use_cot_language", "switch", "Let the language model choose the language; off unless said, as --language decides."),
    _expert("is_format_caption", "switch", "The caption is formatted already."),
    _expert("constrained_decoding", "switch", "Hold the language model to the schema."),
    _expert("constrained_decoding_debug", "switch", "Log the constrained decoding."),
    _expert("allow_lm_batch", "switch", "Let the language model work on the batch at once."),
    _expert("lm_model_path", "text", "Language model on the server."),
    _expert("lm_backend", "choice", "Runtime of the language model.", choices=("vllm", "pt", "mlx")),
    _expert("lm_temperature", "number", "Temperature of the language model.", minimum=0, maximum=2),
    _expert("lm_cfg_scale", "number", "Guidance of the language model.", minimum=0),
    _expert("lm_top_k", "integer", "Top-k of the language model.", minimum=0),
    _expert("lm_top_p", "number", "Top-p of the language model.", minimum=0, maximum=1),
    _expert("lm_repetition_penalty", "number", "Repetition penalty of the language model.", minimum=0),
    _expert("lm_negative_prompt", "text", "What the language model should keep away from."),
)  # fmt: skip
