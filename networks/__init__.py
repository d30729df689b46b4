"""Regional networks: who belongs where, and who may see what is inside."""
