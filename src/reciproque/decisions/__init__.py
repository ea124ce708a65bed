"""What was decided, by whom, answering which voices, promised for when."""
