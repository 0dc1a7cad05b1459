"""The benchmark suites. Each gives rows: a ratio against a reference taken in the same run."""
