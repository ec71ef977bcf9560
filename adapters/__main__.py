"""`python -m adapters` is the `tradeoff` program."""

from adapters.cli import main

main()
