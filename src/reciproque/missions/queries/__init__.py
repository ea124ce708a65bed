"""What is read of missions: lists start from what one may see, and say why."""
