"""Checks of cells and of PDFs: one fault a file, what runs them, what a document may let stand, how long it may be."""
