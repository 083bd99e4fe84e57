"""perfhint's runner: runs a Python program and measures what it costs. Standard library only, CPython 3.8 to 3.15."""
