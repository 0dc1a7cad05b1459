"""A Firebase Cloud Messaging (HTTP v1) and OAuth server for tests, on 127.0.0.1.

It verifies the signed assertion before it gives an access token, refuses sends without that token, checks the form of
each message strictly and answers as told, per device token:

    with FakeFcm() as fcm:
        fcm.answer("token-2", Answer(429, retry_after="120"), OK)   # first this, then that
        fcm.answer("token-3", UNREGISTERED)                          # always this
        client = FcmClient(fcm.account, fcm.endpoint)
        …
        assert [message.token for message in fcm.received] == [...]
"""

import http.server
import json
import secrets
import threading
import time
import urllib.parse
from typing import Annotated, Literal, NamedTuple

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

PROJECT = "fake-cafe"
AUDIENCE = "https://oauth2.googleapis.com/token"  # whatever the address of the token server
MAX_PAYLOAD = 4096 + 1024  # bytes: the message itself and what addresses it


class Answer(NamedTuple):
    """How one send is answered. `drop` closes the connection without an answer, after the message was accepted."""

    status: int = 200
    code: str = ""
    retry_after: str | None = None
    drop: bool = False


OK = Answer()
UNREGISTERED = Answer(404, "UNREGISTERED")
STATUSES = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"} | {
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Notification(_Strict):
    title: str | None = None
    body: str | None = None
    image: str | None = None


class AndroidNotification(_Strict):
    tag: str | None = None


class AndroidConfig(_Strict):
    collapse_key: str | None = None
    priority: Literal["NORMAL", "HIGH"] | None = None
    ttl: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]{1,9})?s$")] | None = None
    notification: AndroidNotification | None = None


class ApnsConfig(_Strict):
    headers: dict[str, str] = {}


class WebpushConfig(_Strict):
    headers: dict[str, str] = {}


class Message(_Strict):
    """The part of `projects.messages` that a café needs."""

    token: Annotated[str, StringConstraints(min_length=1)]
    notification: Notification | None = None
    data: dict[str, str] = {}
    android: AndroidConfig | None = None
    apns: ApnsConfig | None = None
    webpush: WebpushConfig | None = None


class SendRequest(_Strict):
    message: Message
    validate_only: bool = False


class FakeFcm:
    """Start and stop by `with`.

    :param float latency: seconds that each send takes
    :param on_send: called with each accepted message before it is answered, in the server's thread (callable)
    """

    def __init__(self, latency: float = 0.0, on_send=None):
        self.latency, self.on_send = latency, on_send
        self.received: list[Message] = []
        self.tokens_given = 0
        self._answers: dict[str, list[Answer]] = {}
        self._access_tokens: set[str] = set()
        self._lock = threading.Lock()
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.fake = self
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self.endpoint = f"{self.base}/v1/projects"
        self.account = self._service_account()

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, token: str, *answers: Answer):
        """Answer sends to a device in this order; the last one stays.

        :param str token: the device
        :param Answer answers: one or more
        """
        self._answers[token] = list(answers)

    def revoke(self):
        """Access tokens given so far are no longer accepted."""
        self._access_tokens.clear()

    def _service_account(self):
        private_key = self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": PROJECT,
            "private_key_id": "fake",
            "private_key": private_key.decode(),
            "client_email": f"cafe@{PROJECT}.invalid",
            "token_uri": f"{self.base}/token",
        }

    def grant(self, body: str) -> tuple[int, dict]:
        """The OAuth exchange: a signed assertion for an access token."""
        fields = dict(urllib.parse.parse_qsl(body))
        public_key = self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        try:
            claims = jwt.decode(fields["assertion"], certs=public_key, audience=AUDIENCE)
        except (KeyError, ValueError):
            return 400, {"error": "invalid_grant"}
        if claims["iss"] != self.account["client_email"] or "firebase.messaging" not in claims["scope"]:
            return 400, {"error": "invalid_scope"}
        token = secrets.token_hex(16)
        self._access_tokens.add(token)
        self.tokens_given += 1
        return 200, {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}

    def send(self, project: str, authorization: str, body: bytes) -> tuple[Answer, dict]:
        """Judge one send as FCM does."""
        if authorization.removeprefix("Bearer ") not in self._access_tokens:
            return _refuse(Answer(401))
        if project != PROJECT:
            return _refuse(Answer(403))
        try:
            request = SendRequest.model_validate_json(body)
        except ValidationError:
            return _refuse(Answer(400, "INVALID_ARGUMENT"))
        if len(body) > MAX_PAYLOAD:
            return _refuse(Answer(400, "INVALID_ARGUMENT"))
        return self._deliver(request.message)

    def _deliver(self, message):
        time.sleep(self.latency)
        with self._lock:
            queue = self._answers.get(message.token, [OK])
            answer = queue.pop(0) if len(queue) > 1 else queue[0]
            if answer.status == 200:
                self.received.append(message)
        if self.on_send:
            self.on_send(message)
        if answer.status == 200:
            return answer, {"name": f"projects/{PROJECT}/messages/{secrets.token_hex(8)}"}
        return _refuse(answer)


def _refuse(answer: Answer) -> tuple[Answer, dict]:
    error = {"code": answer.status, "message": "refused", "status": STATUSES[answer.status]}
    if answer.code:
        kind = "type.googleapis.com/google.firebase.fcm.v1.FcmError"
        error["details"] = [{"@type": kind, "errorCode": answer.code}]
    return answer, {"error": error}


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    fake: FakeFcm


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.strip("/").split("/")
        if path == ["token"]:
            status, content = self.server.fake.grant(body.decode())
            self._reply(status, content)
        elif path[:2] == ["v1", "projects"] and path[3:] == ["messages:send"]:
            answer, content = self.server.fake.send(path[2], self.headers.get("Authorization", ""), body)
            self._answer(answer, content)
        else:
            self._reply(404, {"error": {"code": 404, "status": "NOT_FOUND"}})

    def _answer(self, answer, content):
        if answer.drop:
            self.close_connection = True
            return
        self._reply(answer.status, content, {"Retry-After": answer.retry_after} if answer.retry_after else {})

    def _reply(self, status, content, headers=()):
        body = json.dumps(content).encode()
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Quiet: tests read what was received, not a log."""
