"""Document A's XML-RPC interface: a customer made of software in front of the real kiosk."""
