"""Assets: what people build on, how listings of it are compared, and who can reach it on foot or by bus."""
