"""Pages of portable credentials, and what an organisation publishes for those who verify them."""
