"""The cryptography shared by devices, kiosk and bank; hardware's one corner open to the bank."""
