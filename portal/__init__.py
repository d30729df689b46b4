"""A portal for the people who recover the cost of care from chargeable overseas visitors."""
