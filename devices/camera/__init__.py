"""The document camera: photographs, the page in them, warnings."""
