"""How fast discretion is, beside others, on this machine: ``make bench`` writes docs/benchmarks.md."""
