"""Colours of pictures, and the printing conditions that inks are made for."""
