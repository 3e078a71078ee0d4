"""HTML to PDF and Layout; the only place that knows WeasyPrint."""
