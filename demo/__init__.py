"""One whole visit with the real programs as processes: plays citizen and clerk through their own screens and checks it.

The journeys under `tests/` use the same stage.
"""
