"""The generated part of the documentation: methods from their tests, commands, documents and errors from the code."""
