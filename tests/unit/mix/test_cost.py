from dataclasses import replace

import pytest

from generate_track.compose.score import Ambience, Effect
from generate_track.mix.cost import costs_ms
from generate_track.synth.instrument import INSTRUMENTS
from scores import DRUMS, PIANO, a_score


def cost_ms(instrument: str, *, duration_s: float = 60.0) -> float:
    part = replace(DRUMS if INSTRUMENTS[instrument].is_drums else PIANO, instrument=instrument)
    return costs_ms(a_score(part, duration_s=duration_s))[part.name]


def test_every_stem_has_a_cost() -> None:
    score = replace(a_score(ambience=(Ambience("rain"),)), effects=(Effect("riser", 0.0, 4.0),))
    costs = costs_ms(score)
    assert set(costs) == {"piano", "drums", "ambience:rain", "effects"}
    assert min(costs.values()) > 0


@pytest.mark.parametrize(
    ("dear", "cheap"),
    [
        ("distortion_guitar", "lead_guitar"),
        ("lead_guitar", "clean_guitar"),
        ("house_kit", "standard_kit"),
        ("drawbar_organ", "electric_piano"),
        ("slow_strings", "cello"),
    ],
)
def test_what_takes_more_work_costs_more(dear: str, cheap: str) -> None:
    assert cost_ms(dear) > cost_ms(cheap)


def test_a_longer_stem_costs_more() -> None:
    assert cost_ms("grand_piano", duration_s=120.0) > cost_ms("grand_piano")
