"""One page a file, thin: choose what to ask, ask `data`, hand the answer to `components`."""
