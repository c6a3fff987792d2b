"""Pure analysis: values in, values out. No files, network, clock or hidden randomness."""
