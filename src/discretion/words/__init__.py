"""Pieces of legal Chinese that tables, differences and explanations share."""
