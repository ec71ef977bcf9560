"""What is fast, against what: rerunnable, ratios in one run."""
