"""Jurisdictions, halls, items and agreements as YAML data, checked at start with all mistakes at once."""
