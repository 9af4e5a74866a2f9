"""The bank's two HTTPS listeners: translation between the wire and the service, nothing else."""
