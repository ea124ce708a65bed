"""What a page costs may not depend on how much there is: queries are counted, with one row and with 300."""
