"""What is live in JupyterLab: self-tests and notes, and how a cell shows what it names.

Nothing is loaded with this package: a lesson loads the module of what it names.
"""
