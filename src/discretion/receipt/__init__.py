"""What a recommendation rests on, so that it can be recomputed."""
