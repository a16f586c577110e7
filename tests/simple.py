"""A model with a handful of numbers, so that tests of the pipeline do not depend on what is fitted.

Sound and letters must agree by 60% for about even odds; a tenth more or less of both is worth one nat, and a word
that is gone or new costs something. The rest of the document, and English, count for nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

from mondegreen.phonetics import default_costs, format_costs

FIX, ASK = 0.75, 0.5


def write_model(path: Path, **changes: object) -> Path:
    """Write the model to `path`, some of its parts changed (None leaves one out)."""
    model: dict[str, object] = {
        "thresholds": {"fix": FIX, "ask": ASK},
        "costs": format_costs(default_costs()).splitlines(),
        "alone": {
            "bias": 0.5,
            "weights": {
                "sound_max": [0.6, 0.1, 0.5],
                "letters": [0.6, 0.1, 0.5],
                "words_gap": [0.0, 1.0, -0.7],
            },
        },
        "together": {"bias": 0.0, "weights": {"own_logit": [0.0, 1.0, 1.0]}},
    } | changes
    path.write_text(json.dumps({k: v for k, v in model.items() if v is not None}), "utf-8")
    return path
