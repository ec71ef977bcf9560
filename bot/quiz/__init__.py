"""The quiz: a run of questions, one after the other."""
