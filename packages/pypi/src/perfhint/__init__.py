"""perfhint, as a program that was installed with this package: see `python -m perfhint`."""
