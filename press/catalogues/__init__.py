"""Catalogues: what is cut from a document to translate, and what translations do to it."""
