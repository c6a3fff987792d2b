"""System maps: what each command does, from the file to the document."""
