"""Waits until a development server is ready, signs in whom schemathesis.sh tries its API with, and writes for each port a
folder with its configuration: who they are (auth.json) and what is expected of the answers (schemathesis.toml).

usage: schemathesis.py PUBLIC_PORT INTERNAL_PORT SERVER_PID FOLDER
"""

import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

PHONE = "+6281399990000"

public, internal, server = map(int, sys.argv[1:4])
folder = pathlib.Path(sys.argv[4])


def call(method, port, path, body=None, token=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers=headers,
        method=method,
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if path == "/readyz":
            raise
        sys.exit(f"schemathesis.py: {error.url} answered {error.code}: {error.read().decode()}")


def wait_for(port):
    deadline = time.monotonic() + 60
    while True:
        try:
            return call("GET", port, "/readyz")
        except (urllib.error.URLError, OSError) as error:
            try:
                os.kill(server, 0)
            except ProcessLookupError:
                sys.exit("schemathesis.py: the server ended at its start")
            if time.monotonic() > deadline:
                sys.exit(f"schemathesis.py: port {port} was not ready within 60 s: {error}")
            time.sleep(0.1)


def guest():
    return call("POST", public, "/api/shared/auth/anonymous", {})["access_token"]


def staff(email, password):
    return call("POST", internal, "/internal/auth/login", {"email": email, "password": password})["access_token"]


def member(admin):
    """One with the fewest rights that there are."""
    roles = call("GET", internal, "/internal/roles", token=admin)["items"]
    role = min(roles, key=lambda role: len(role["permissions"]))
    account = {"email": "least@example.org", "name": "Least", "password": "Least4ever", "role_id": role["id"]}
    call("POST", internal, "/internal/control-center-users", account, admin)
    return staff(account["email"], account["password"])


def mitra(admin):
    """One who is online."""
    made = call("POST", internal, "/internal/mitras", {"phone": PHONE, "display_name": "Bintang"}, admin)
    call("PATCH", internal, f"/internal/mitras/{made['id']}", {"is_active": True}, admin)
    asked = call("POST", public, "/api/mitra/auth/otp/request", {"phone": PHONE})
    query = urllib.parse.urlencode({"to": PHONE, "wait": "10s"})
    code = call("GET", internal, f"/internal/dev/inbox?{query}")["items"][0]["code"]
    proof = {"otp_request_id": asked["otp_request_id"], "code": code}
    token = call("POST", public, "/api/mitra/auth/otp/verify", proof)["access_token"]
    call("PUT", public, "/api/mitra/status", {"online": True}, token)
    return token


def describe(name, tokens, more):
    """`tokens` are tried in this order, until an operation lets one in."""
    place = folder / name
    place.mkdir()
    users = [
        {"name": user, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {token}"}]}
        for user, token in tokens.items()
    ]
    (place / "auth.json").write_text(json.dumps({"auth": users}))
    (place / "schemathesis.toml").write_text(f'[auth.wfc]\npath = "auth.json"\n{more}')


for port in (public, internal):
    wait_for(port)
admin = staff("admin@curhat.local", "admin123")

# The first two must not see each other's things. This server knows neither Google nor Apple: 501 is then the documented
# answer, here and nowhere else.
expected = 'peers = ["customer", "stranger"]\n' + "".join(
    f"""
[[operations]]
include-path = "/api/client/auth/{provider}/verify"
checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "501"]
"""
    for provider in ("google", "apple")
)
describe("public", {"customer": guest(), "stranger": guest(), "mitra": mitra(admin)}, expected)
# What one of the staff may read belongs to all who may: nobody is a stranger to anybody there.
describe("internal", {"member": member(admin), "admin": admin}, "")
