"""Two sanctions side by side, as claims: whether they are unlike, which is harsher, and the ends of their fines."""

from __future__ import annotations

HERE
