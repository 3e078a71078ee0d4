"""A cell's pages made ready for a print shop: PDF/X-4, with all its colours as inks."""
