"""What kiosk and bank say to each other: the one part of the bank that the kiosk may import."""
