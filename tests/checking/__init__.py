"""What `slidekit check` finds; a browser where one is needed."""
