"""`python -m hexapla.cli`: the same as `hexapla`."""

from hexapla.cli import main

main()
