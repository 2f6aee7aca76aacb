"""Pages, text, tables and fonts for paper; the only road to reportlab."""
