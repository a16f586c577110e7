from typing import Any

import numpy as np
from numpy.typing import NDArray

def near(
    masks: NDArray[Any],
    whole: NDArray[Any],
    limits: NDArray[Any],
    reach: NDArray[np.int32],
    text: bytes,
    lengths: NDArray[np.uint8],
    /,
) -> tuple[bytes, bytes]: ...
