"""What follows: agreement, scoring, trace, matching, solidity, coverage, gaps, lint: disputed and kept separately."""
