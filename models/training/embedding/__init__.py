"""Training of the embedding model: `./run.sh` (see README.md)."""
