"""The devices inside the ATM: their cryptography, protocols, drivers and emulators."""
