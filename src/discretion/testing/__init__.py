"""Testing rulebooks: golden cases, strategies, a pytest plugin."""
