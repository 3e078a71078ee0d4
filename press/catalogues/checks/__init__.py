"""What may be wrong in one translated message, seen beside its source: one kind of fault a module."""
