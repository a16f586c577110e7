import numpy as np
from numpy.typing import NDArray

def scores(
    phones_said: NDArray[np.intp],
    starts_said: NDArray[np.intp],
    lengths_said: NDArray[np.intp],
    ends_said: NDArray[np.bool_] | bytes,
    phones_heard: NDArray[np.intp],
    starts_heard: NDArray[np.intp],
    lengths_heard: NDArray[np.intp],
    said: NDArray[np.intp],
    heard: NDArray[np.intp],
    several: NDArray[np.bool_],
    gain: NDArray[np.float32],
    dropped: NDArray[np.float32],
    added: NDArray[np.float32],
    own: NDArray[np.float32],
    raw: NDArray[np.float32],
    worst: NDArray[np.float32],
    /,
) -> None: ...
