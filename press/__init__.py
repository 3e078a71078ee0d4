"""The press: a statement, its catalogues and its editions become PDFs."""
