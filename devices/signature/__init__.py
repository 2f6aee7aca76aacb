"""Touch signatures: strokes with time and pressure, and their picture."""
