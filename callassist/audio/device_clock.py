"""Where the samples of a device lie on the host's clock.

A device counts samples with a crystal of its own, up to 200 ppm off: 0.7 s an hour. What the host sees is when blocks
arrive, which is late by the time that the transport takes, sometimes very late, and never early. So the earliest of the
last arrivals says where the device's count lies, and a late one says nothing.
"""

from __future__ import annotations

from collections import deque

SETTLED_S = 5.0
"""Over how long the earliest arrival is looked for; 200 ppm are 1 ms in that time."""

_STEP_S = 0.5


class DeviceClock:
    """Follows one device from when it was opened; another device, or the same anew, has another clock.

    Args:
        rate: samples a second as the device states it.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._count = 0
        # (end of the step, the earliest arrival in it less its sample's nominal time), oldest first
        self._earliest: deque[tuple[float, float]] = deque(maxlen=round(SETTLED_S / _STEP_S))

    def arrived(self, frames: int, host_t: float) -> float:
        """Count a block, and give the host's time just after its last sample.

        Args:
            frames: its length. host_t: when it arrived, on the host's clock; not before the block in front of it.
        """
        self._count += frames
        nominal = self._count / self._rate
        lateness = host_t - nominal
        if not self._earliest or host_t >= self._earliest[-1][0]:
            self._earliest.append((host_t + _STEP_S, lateness))
        elif lateness < self._earliest[-1][1]:
            self._earliest[-1] = (self._earliest[-1][0], lateness)
        return nominal + min(earliest for _, earliest in self._earliest)
