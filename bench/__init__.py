"""Measures slidekit beside docutils' rst2html5, on one machine in one run. Not shipped."""
