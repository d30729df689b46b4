"""The best-practice toolbox: guidance, templates and everything else somebody can use tomorrow."""
