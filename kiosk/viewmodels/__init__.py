"""What QML may see of the core: typed properties, and slots that post the customer's inputs."""
