"""Pure decisions of the kiosk: what happens next, without clock, disk, device or screen."""
