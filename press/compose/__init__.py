"""A document in an edition, as one HTML page with its style sheet."""
