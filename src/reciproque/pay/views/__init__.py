"""Pages of pay: what is owed to me, what a house owes, its grid, expenses, papers, and whether it is fair."""
