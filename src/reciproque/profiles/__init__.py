"""What a person says of herself, each thing to those she chose."""
