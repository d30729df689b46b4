"""How quick the portal is when it is full: `make bench`. Times are measured here; budgets are tests elsewhere."""
