"""Pure rules: inputs are methods, `now` is an argument, effects are returned, an illegal input changes nothing."""
