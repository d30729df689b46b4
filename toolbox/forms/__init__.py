"""The shapes of what people write in the toolbox, one module for each noun."""
