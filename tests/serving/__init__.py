"""The server, its rules and its windows; a browser only where one is needed."""
