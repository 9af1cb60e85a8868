"""The only package that starts processes. What a process is to do is told by those who ask for it."""
