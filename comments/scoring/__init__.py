"""From texts to scores: one encoder, its heads, the calibration, and the communities' word list."""

import os

# Threads that wait for each other must not spin: on a laptop that does something else beside, a
# spinning pair of threads runs at a fifth of its speed. Read by OpenMP when torch is first imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
