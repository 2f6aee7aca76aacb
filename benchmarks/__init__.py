"""What the programs can do, measured: `python -m benchmarks [NAME…]`.

One file a bench, each with `run() -> list[Row]`. Beside our figure stands, in the same run, a peer on the same work or
the limit of the machine: absolute figures of one machine mean little.
"""
