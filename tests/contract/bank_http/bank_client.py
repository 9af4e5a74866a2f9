"""One certificate's HTTPS session with the bank under test."""

import json
from dataclasses import dataclass

import requests

TIMEOUT_S = 10


@dataclass
class Reply:
    """What came back, as a test wants to compare it."""

    status: int
    body: dict
    raw: bytes
    headers: dict

    @property
    def problem(self):
        return self.status, self.body.get("type", "").removeprefix("urn:atm:problem:")


class Client:
    """One certificate's keep-alive session."""

    def __init__(self, port, folder, ca, name):
        self.base = f"https://localhost:{port}"
        self.files = (str(folder / f"{name}.pem"), str(folder / f"{name}.key"))
        self.ca = str(folder / ca)
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = self.ca
        self.session.cert = self.files

    def post(self, path, body, **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send(path, data, {"Content-Type": "application/json"} | headers)

    def send(self, path, data, headers):
        answer = self.session.post(self.base + path, data=data, headers=headers, timeout=TIMEOUT_S)
        return Reply(answer.status_code, answer.json(), answer.content, dict(answer.headers))

    def close(self):
        self.session.close()
