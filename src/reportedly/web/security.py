"""What stands before every page and the API: who may ask, for what, and what a browser is told beside each answer.

A request is let in when it asks by a name of this room (else another site's name could be made to lead here), brings
the token where there is one, and, where it would change something, comes from a page of this room and brings its word.
"""

from __future__ import annotations

import ipaddress
import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from reportedly.errors import ReportedlyError
from reportedly.web import sent
from reportedly.web.api.problems import Unfit
from reportedly.web.faults import answer, failed, is_api, told
from reportedly.web.state import LET_IN
from reportedly.web.templating import page
from reportedly.web.words import Guesses, cookie_of, same

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from reportedly.web.state import Settings

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Nothing is told to other sites. With "no-referrer" a browser would not say either that a form is ours.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_SAFE = ("GET", "HEAD", "OPTIONS")
_STATIC = "/static/"
_LOGIN = "/login"

_MISNAMED = (
    "This reading room is not asked by that name. Open the address that it printed when it was started, "
    "or start it with --name and the name that you use.\n"
)

_MOST_LOGIN = 16 * 1024
_REMEMBERED = 30 * 86_400

LONGEST_QUERY = 8_000
"""Characters of an address after its question mark."""

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?", re.ASCII)


def host_allowed(host: str, settings: Settings) -> bool:
    """Whether a room may be asked by the value of a Host header."""
    matched = _HOST.fullmatch(host)
    if matched is None:
        return False
    name = matched["name"].lower().rstrip(".")
    if settings.any_number and _is_number(name):
        return True
    port = matched["port"]
    allowed = {each.lower() for each in settings.hosts}
    return name in allowed or (f"{name}:{port}" if port else f"{name}:80") in allowed


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def from_elsewhere(headers: Headers) -> bool:
    """Whether a browser says that another site's page asks."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and re.sub(r"^https?://", "", origin.lower()) != headers.get("host", "").lower()


class _Headed:
    """Sends an answer with the headers that every answer has."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.begun = False
        self._static = scope["path"].startswith(_STATIC)
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            # Browsers ask whether what is static is still so; anything else they do not keep.
            kept = self._static and message["status"] < HTTPStatus.BAD_REQUEST
            headers.setdefault("Cache-Control", "private, no-cache" if kept else "no-store")
        await self._send(message)


class Gate:
    """The middleware.

    Args:
        app: what is behind it.
        settings: how the room was started.

    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._guesses = Guesses()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        out = _Headed(scope, send)
        request = Request(scope, receive)
        body: sent.Sent | None = None
        try:
            refusal = self._refusal(request)
            if refusal is None and scope["method"] not in _SAFE:
                # Who is not in yet sends a token and no more.
                most = None if LET_IN in scope else _MOST_LOGIN
                body = await sent.taken(scope, receive, self._settings.patience, most)
                refusal = await self._changing(request, body, receive)
                receive = body.receive(receive)
            await (refusal or self._app)(scope, receive, out)
        except ConnectionAbortedError:
            return
        except Exception as error:
            if out.begun:
                raise
            answered = told(request, error) if isinstance(error, Unfit | ReportedlyError) else failed(request, error)
            await answered(scope, receive, out)
        finally:
            if body is not None:
                body.file.close()
            await sent.form(request).close()

    def _refusal(self, request: Request) -> Response | None:
        """What is answered to a request that is not let in."""
        hosts, path = request.headers.getlist("host"), request.scope["path"]
        if len(hosts) != 1 or not host_allowed(hosts[0], self._settings):
            return PlainTextResponse(_MISNAMED, 421)
        if not path.startswith("/"):
            return PlainTextResponse("This is no proxy; ask for a path that begins with a slash.\n", 400)
        token = self._settings.token
        if token is not None and not path.startswith(_STATIC):
            refusal = self._without_token(request, token)
            if refusal is not None or path == _LOGIN:
                return refusal or _cross(request)
        request.scope[LET_IN] = True
        if len(request.scope["query_string"]) > LONGEST_QUERY:
            return answer(request, 414, "too-long", f"a query has at most {LONGEST_QUERY:,} characters; shorten it")
        return _cross(request)

    def _without_token(self, request: Request, token: str) -> Response | None:
        """What is answered to a request that may not bring the token; ``None`` where it does."""
        name, value = cookie_of(token)
        known = same(request.cookies.get(name, ""), value)
        shown = [word for key, word in _query(request) if key == "token"]
        bearer = _bearer(request)
        given = bearer if bearer is not None else shown[-1] if shown and request.method in _SAFE else None
        if given is None:
            if known:
                return None
            return None if request.scope["path"] == _LOGIN else self._ask_for_token(request)
        who = request.client.host if request.client else ""
        if wait := self._guesses.wait(who):
            return _later(request, wait)
        if not same(given, token):
            self._guesses.wrong(who)
            return self._ask_for_token(request, wrong=True)
        if bearer is not None:
            request.scope["reportedly.bearer"] = True
            return None
        # Out of the address at once: addresses are seen, kept and sent on.
        rest = [(key, word) for key, word in _query(request) if key != "token"]
        return _remembered(request, token, quote(request.scope["path"]), urlencode(rest))

    async def _changing(self, request: Request, body: sent.Sent, receive: Receive) -> Response | None:
        """What is answered to a request that would change something and may not."""
        form = await sent.parsed(request.scope, body, receive)
        if form is not None:
            request.scope["reportedly.form"] = form
        if request.scope["path"] == _LOGIN and self._settings.token is not None:
            return self._log_in(request, self._settings.token)
        if request.scope.get("reportedly.bearer"):
            return None
        given = request.headers.get("x-csrf-token") or (form.get("csrf") if form is not None else None)
        if isinstance(given, str) and same(given, self._settings.csrf):
            return None
        detail = (
            "this page is from before the reading room was started again, or is not its own; load it again, "
            "and do it once more (programs send the word of GET /api/session as X-CSRF-Token)"
        )
        return answer(request, 403, "csrf", detail)

    def _log_in(self, request: Request, token: str) -> Response:
        given = sent.form(request).get("token")
        who = request.client.host if request.client else ""
        if wait := self._guesses.wait(who):
            return _later(request, wait)
        if not isinstance(given, str) or not same(given.strip(), token):
            self._guesses.wrong(who)
            return self._ask_for_token(request, wrong=True)
        return _remembered(request, token, "/", "")

    def _ask_for_token(self, request: Request, *, wrong: bool = False) -> Response:
        asks = {"WWW-Authenticate": 'Bearer realm="reportedly"'}
        if is_api(request.scope["path"]):
            detail = "that token is wrong" if wrong else "a token is needed"
            cure = "send the one that the reading room was started with: Authorization: Bearer TOKEN"
            return answer(request, 401, "token", f"{detail}; {cure}", headers=asks)
        made = page(request, "login.html", status=401, wrong=wrong)
        made.headers.update(asks)
        return made


def _query(request: Request) -> list[tuple[str, str]]:
    return parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)


def _cross(request: Request) -> Response | None:
    """What is answered to another site's page. It may link here, and may do and have nothing else."""
    linked = request.method in _SAFE and request.headers.get("sec-fetch-mode", "navigate") == "navigate"
    if linked or not from_elsewhere(request.headers):
        return None
    detail = "this came from another site's page; open the reading room itself, and do it there"
    return answer(request, 403, "origin", detail)


def _bearer(request: Request) -> str | None:
    kind, _, word = request.headers.get("authorization", "").partition(" ")
    return word.strip() if kind.lower() == "bearer" else None


def _later(request: Request, wait: int) -> Response:
    detail = f"too many wrong tokens came from where you are; try again in {wait} seconds"
    if is_api(request.scope["path"]):
        return answer(request, 429, "guesses", detail, headers={"Retry-After": str(wait)})
    return PlainTextResponse(detail.capitalize() + ".\n", 429, {"Retry-After": str(wait)})


def _remembered(request: Request, token: str, path: str, query: str) -> Response:
    """Go on to a page of ours, with the cookie of those who brought the token."""
    # A path of two slashes would be another host's.
    target = "/" + path.lstrip("/\\") + (f"?{query}" if query else "")
    made = RedirectResponse(target, 303)
    name, value = cookie_of(token)
    # A proxy may speak HTTPS for us; who says so falsely harms nobody but themselves.
    secure = "https" in (request.scope["scheme"], request.headers.get("x-forwarded-proto"))
    made.set_cookie(name, value, max_age=_REMEMBERED, httponly=True, samesite="strict", secure=secure)
    return made
