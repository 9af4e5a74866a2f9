"""How bytes reach a device: a serial port, a device in memory, or one of them recorded."""
