"""What the commands of `setup/` share. Standard library only at import time."""
