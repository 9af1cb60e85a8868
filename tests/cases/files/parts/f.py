def f():
	return "x"  # -- tab


f()
