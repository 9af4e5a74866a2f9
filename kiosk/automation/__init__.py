"""The kiosk's XML-RPC port, for document A's calls and for screen tests, and a test's driver."""
