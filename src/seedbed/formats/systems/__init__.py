"""System maps in the files of other programs: one module a format."""
