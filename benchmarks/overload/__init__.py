"""The overload workload: dimensions give a range, excess mass adds to it, circumstances move it."""
