"""Roles of type to files of fonts, cut for what a cell needs."""
