"""Review a log-in log for somebody who guesses passwords. Python 3.5, standard library alone."""
