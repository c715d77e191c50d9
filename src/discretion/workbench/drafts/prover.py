"""Z3 keeps one state for a whole process: two threads in it at once end the process. Whoever proves here takes his turn."""

from __future__ import annotations

import threading

TURN = threading.Lock()
