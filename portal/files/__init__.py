"""Documents and images: what may be stored and how it is served."""
