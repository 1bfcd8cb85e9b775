from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate_track.errors import InvalidRequestError
from generate_track.server.chat import content_of, read_chat


def read(*contents: Any, **said: Any) -> dict[str, Any]:  # noqa: ANN401 - what a client sends
    messages = [{"role": "user", "content": content} for content in contents]
    return {name: value for name, value in read_chat({"messages": messages} | said).items() if name != "batch_size"}


def test_prompt_and_lyrics_stand_between_tags() -> None:
    said = read("<prompt>slow ballad</prompt>\n<LYRICS>[Verse]\nHello</LYRICS> with strings")
    assert said == {"prompt": "slow ballad with strings", "lyrics": "[Verse]\nHello"}
    assert read("<lyrics>Hello</lyrics>") == {"lyrics": "Hello"}


@pytest.mark.parametrize("lyrics", ["[Verse 1]\nHello", "[inst]", "I go\nyou go\nwe go\nthey go"])
def test_lyrics_are_known_by_their_looks(lyrics: str) -> None:
    assert read("jazz", lyrics) == {"prompt": "jazz", "lyrics": lyrics}


def test_a_wish_in_plain_words_is_left_to_who_writes_requests() -> None:
    long_lines = "\n".join(["a line that is much longer than any that somebody would sing in a song"] * 4)
    for wish in ("a song about spring", long_lines):
        assert read(wish) == {"sample_query": wish, "sample_mode": True}


def test_where_the_body_has_lyrics_or_asks_for_a_sample_no_text_is_lyrics() -> None:
    text = "[Verse] of a hymn"
    assert read(text, lyrics="Hello") == {"prompt": text, "lyrics": "Hello"}
    assert read(text, sample_mode=True) == {"sample_query": text, "sample_mode": True}


def test_only_what_the_user_says_counts() -> None:
    system = {"role": "system", "content": "[Verse] you are a musician"}
    user = {"role": "user", "content": [{"type": "text", "text": "<prompt>jazz</prompt>"}, {"type": "image_url"}, 5]}
    assert read_chat({"messages": [system, user, "noise", {"role": "user"}]}) == {"prompt": "jazz", "batch_size": 1}


def test_fields_have_openrouters_names() -> None:
    config = {"duration": 30, "format": "wav", "bpm": 85, "key_scale": "C major", "instrumental": True}
    said = read("<prompt>jazz</prompt>", model="acemusic/turbo", temperature=0.9, top_p=1, seed=0, audio_config=config)
    assert (said["lyrics"], said["model"], said["seed"]) == ("[Instrumental]", "acemusic/turbo", 0)
    assert (said["lm_temperature"], said["lm_top_p"]) == (0.9, 1)
    assert (said["audio_duration"], said["audio_format"], said["bpm"], said["key_scale"]) == (30, "wav", 85, "C major")


def test_lyrics_go_before_instrumental() -> None:
    assert read("<lyrics>Hello</lyrics>", audio_config={"instrumental": "true"})["lyrics"] == "Hello"


def test_audio_in_messages_is_refused() -> None:
    with pytest.raises(InvalidRequestError, match="audio in messages is not read"):
        read([{"type": "input_audio", "input_audio": {"data": "AAAA", "format": "mp3"}}])


def test_a_take_is_told_in_words() -> None:
    metas = {"prompt": "jazz", "bpm": 90, "duration": 12.0, "keyscale": "N/A", "timesignature": "4"}
    told = "## Metadata\n**Caption:** jazz\n**BPM:** 90\n**Duration:** 12.0s\n**Time Signature:** 4"
    assert content_of({"metas": metas, "lyrics": "[Instrumental]"}) == told
    assert content_of({"metas": metas, "lyrics": "Hello"}) == f"{told}\n\n## Lyrics\nHello"


_json = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4)
_part = st.fixed_dictionaries({"type": st.just("text"), "text": _json}) | _json
_message = st.fixed_dictionaries({"role": st.just("user"), "content": _part | st.lists(_part)}) | _json


@given(messages=st.lists(_message) | _json, audio_config=_json, sample_mode=_json, lyrics=_json)
def test_whatever_is_said_is_read(**body: object) -> None:
    assert "batch_size" in read_chat(body)
