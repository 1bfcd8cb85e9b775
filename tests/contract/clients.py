"""What clients of ACE-Step 1.5 send: one row a request, with the client's name, as its code or documentation says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sent:
    """A request of a client.

    Args:
        client: who sends it.
        said: its fields; without `kind`, as JSON.
        kind: "form" or "multipart".
        files: part → the name of its file, in a multipart form.
        headers: beside those of its kind.
        raw: the body as it is, instead of `said`.
    """

    client: str
    said: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "json"
    files: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""


_LM = {
    "lm_temperature": 0.85,
    "lm_cfg_scale": 2.0,
    "lm_top_k": 0,
    "lm_top_p": 0.9,
    "lm_negative_prompt": "NO USER INPUT",
}
_SKILL = {
    "prompt": "Jazz",
    "lyrics": "",
    "sample_query": "",
    "thinking": True,
    "use_format": True,
    "use_cot_caption": True,
    "use_cot_language": True,
    "vocal_language": "en",
    "audio_format": "mp3",
    "use_random_seed": True,
}
_DAW = {
    "task_type": "text2music",
    "prompt": "lofi, chill",
    "lyrics": "",
    "audio_duration": "12",
    "key_scale": "",
    "time_signature": "4",
    "inference_steps": "50",
    "guidance_scale": "7",
    "shift": "3",
    "batch_size": "1",
    "audio_format": "wav",
    "thinking": "true",
    "model": "embedded",
    "use_random_seed": "true",
    "vocal_language": "unknown",
    "negative_prompt": "noise",
}
_STUDIO = {
    "task_type": "text2music",
    "prompt": "epic",
    "lyrics": "",
    "vocal_language": "en",
    "thinking": "true",
    "batch_size": "1",
    "inference_steps": "8",
    "guidance_scale": "7",
    "audio_duration": "30",
    "audio_cover_strength": "1",
}
_VST3 = {
    "prompt": "warm pads",
    "lyrics": "",
    "task_type": "text2music",
    "audio_duration": 10,
    "batch_size": 1,
    "audio_format": "wav",
    "thinking": False,
    "use_random_seed": False,
    "seed": 0,
    "inference_steps": 6,
    "guidance_scale": 7.0,
    "model": "acestep-v15-turbo",
}
_UI_SERVER = {
    "prompt": "pop music",
    "lyrics": "[Instrumental]",
    "thinking": False,
    "sample_mode": False,
    "sample_query": "",
    "use_format": False,
    "bpm": None,
    "key_scale": "",
    "time_signature": "",
    "vocal_language": "en",
    "audio_duration": None,
    "batch_size": 2,
    "inference_steps": 8,
    "guidance_scale": 7.0,
    "use_random_seed": True,
    "seed": -1,
    "shift": 3.0,
    "infer_method": "ode",
    "task_type": "text2music",
    "instruction": "",
    "reference_audio_path": None,
    "src_audio_path": None,
    "audio_cover_strength": 1.0,
    "cover_noise_strength": 0.0,
    "repainting_start": 0.0,
    "repainting_end": -1,
    "repaint_mode": "balanced",
    "repaint_strength": 0.5,
    **_LM,
    "use_cot_metas": False,
    "use_constrained_decoding": True,
    "lm_batch_chunk_size": 8,
    "custom_timesteps": "",
    "use_adg": False,
    "cfg_interval_start": 0.0,
    "cfg_interval_end": 1.0,
    "audio_format": "flac",
    "mp3_bitrate": "192k",
    "get_lrc": False,
    "audio_codes": "",
    "track_name": None,
    "model": None,
    "complete_track_classes": [],
}
_WRANGLER = {
    "prompt": "soul, C major, 90 BPM, 4/4 time",
    "lyrics": "Hey",
    "audio_duration": 30.0,
    "guidance_scale": 7.0,
    "shift": 3.0,
    "inference_steps": 8,
    "batch_size": 1,
    "use_random_seed": True,
    "seed": -1,
    "infer_method": "ode",
    "audio_format": "mp3",
    "audio_guidance_scale": 1.5,
    "thinking": True,
    "model": "acestep-v15-xl-turbo",
    "lm_model_path": "acestep-5Hz-lm-1.7B",
}
_ANDROID = {
    "prompt": "",
    "sample_mode": True,
    "sample_query": "sea shanty",
    "lyrics": "",
    "audio_duration": 30,
    **_LM,
    "bpm": None,
    "key_scale": "",
    "time_signature": "",
    "timesteps": None,
    "seed": -1,
    "use_random_seed": True,
    "constrained_decoding": True,
    "allow_lm_batch": True,
    "lm_repetition_penalty": 1.0,
    "batch_size": 1,
}
_MCP = {
    "prompt": "folk",
    "lyrics": "[Instrumental]",
    "audio_duration": 60.0,
    "vocal_language": "en",
    "task_type": "text2music",
    "inference_steps": 30,
    "model": "acestep-v15-sft",
    "thinking": True,
}
_GATEWAY = {
    "prompt": "jazz",
    "lyrics": "la",
    "lm_negative_prompt": "",
    "key_scale": "",
    "time_signature": "",
    "audio_duration": 30,
    "thinking": True,
    "use_cot_caption": True,
    "lm_temperature": 0.85,
    "batch_size": 1,
    "inference_steps": 8,
    "audio_format": "flac",
    "use_random_seed": True,
}
_JSON = b'{"prompt": "upbeat pop song", "lyrics": "Hello world", "inference_steps": 8}'

SENT: tuple[Sent, ...] = (
    Sent("upstream's skill script", _SKILL, headers={"Content-Type": "application/json; charset=utf-8"}),
    Sent("upstream's skill script, simple mode", _SKILL | {"prompt": "", "sample_query": "A cheerful song"}),
    Sent("upstream's skill script, random mode", {"sample_mode": True, "thinking": True}),
    Sent("upstream's API.md, timesteps", {"prompt": "jazz trio", "timesteps": "0.97,0.5,0", "thinking": True}),
    Sent("upstream's API.md, a description", {"sample_query": "a soft Bengali love song", "thinking": True}),
    Sent("upstream's API.md, without -H", raw=_JSON, headers={"Content-Type": "application/x-www-form-urlencoded"}),
    Sent("a script that names no type", raw=_JSON, headers={"Content-Type": "text/plain;charset=UTF-8"}),
    Sent("upstream's studio.html", _STUDIO, "multipart"),
    Sent("ACE-Step-DAW", _DAW, "multipart", {"src_audio": "src_audio.wav"}),
    Sent("acestep.vst3", _VST3),
    Sent("a RunPod handler", {"caption": "trailer", "lyrics": "", "duration": 90, "batch_size": 1}),
    Sent("Ace-Step-Wrangler", _WRANGLER),
    Sent("Ace-Step-Wrangler, lyrics", {"sample_query": "trains. French vocals.", "vocal_language": "fr"}),
    Sent("a server of ace-step-ui", _UI_SERVER),
    Sent("an Android app", _ANDROID),
    Sent("an MCP server", _MCP),
    Sent("a gateway", _GATEWAY),
    Sent("a client with a song's words alone", {"prompt": "", "lyrics": "[Verse]\nHello there", "audio_duration": -1}),
    Sent(
        "a bot with long prompts", {"prompt": "lush strings, " * 57, "duration": 120, "instrumental": True, "bpm": None}
    ),
    Sent("a form of texts", {"prompt": "jazz", "bpm": "0", "audio_duration": "37.8", "vocal_language": "auto"}, "form"),
)

# What the embedded engine has no model for: it says so, before anything waits.
REFUSED: tuple[Sent, ...] = (
    Sent("ACE-Step-DAW, a track", _DAW | {"task_type": "lego"}, "multipart", {"src_audio": "src_audio.wav"}),
    Sent("ACE-Step-DAW, a voice", _DAW, "multipart", {"src_audio": "a.wav", "reference_audio": "reference_audio.webm"}),
    Sent("upstream's API.md, a remix", {"prompt": "x", "task_type": "repaint"}, "multipart", {"src_audio": "song.mp3"}),
    Sent("acestep.vst3, its codes", _VST3 | {"audio_code_string": "<|audio_code_1|>"}),
    Sent("Ace-Step-Wrangler, an analysis", {"prompt": "x", "full_analysis_only": True}),
)
