"""What is told: the assessment and the plan as a State records them, the state file, and the one store."""
