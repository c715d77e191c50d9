"""Why: reasons, what is missing, what is nearest, what else may be done, and the paragraphs."""
