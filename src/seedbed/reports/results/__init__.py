"""What a command found: sentences, charts and tables, as a page, a table or a document."""
