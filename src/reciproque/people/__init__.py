"""People, the hats they wear, the organisations and territories they belong to."""
