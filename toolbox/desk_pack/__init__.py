"""The toolbox on a USB stick: a signed archive that needs no network, and a guide for the pocket."""
