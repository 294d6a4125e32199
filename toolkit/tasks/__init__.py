"""What one does: one function for each thing an official does. Pages and the command line call the same."""
