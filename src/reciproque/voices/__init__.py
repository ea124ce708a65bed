"""What people said, with the consent that covers it."""
