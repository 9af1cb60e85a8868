"""The code of a talk, run: read it, plan it, run it in a process of its own, and say what came of it."""
