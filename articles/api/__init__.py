"""The public data for machines: read only, the same that readers see."""
