"""What is asked: instruments, their provisions and limbs, and the items that a State answers."""
