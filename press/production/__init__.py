"""What is made of finished pages: PDFs for reading, sheets that are folded, files for the press, and what goes with them."""
