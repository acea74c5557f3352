"""Checks and rules of our own, loaded by schemathesis (`SCHEMATHESIS_HOOKS`)."""

import itertools
import os
import re

import schemathesis

# How Node, PostgreSQL and the libraries in between would give themselves away.
INTERNALS = re.compile(
    r"\n\s+at .+[:(]\d+|\\n\s+at .+[:(]\d+|node_modules|node:internal|[A-Za-z]+Error: |/dist/|/src/|QueryFailed"
    r"|SQLSTATE|relation \\?\"|column \\?\"|violates .+ constraint|syntax error at"
)

# Currencies of 0, 2 and 3 digits, for those that fit the pattern and do not exist.
CURRENCIES = ("USD", "EUR", "JPY", "KWD")

# A cursor is the id of an item of the list; other words are refused, though the schema only says that it is text.
CURSOR = re.compile(r"[a-z]{3}_[0-9a-f]{32}")

OWN_KEY = os.environ["FUZZ_API_KEY_ID"]

numbers = itertools.count()


@schemathesis.check
def tells_no_internals(_ctx, response, case):
    """No answer, of whatever status, shows a stack trace, a path or a statement."""
    sent = f"{case.body} {case.query} {case.path_parameters} {case.headers}"
    found = INTERNALS.search(response.text or "")
    # What was sent may come back, in a description for example.
    if found and found.group(0) not in sent:
        raise AssertionError(f"The answer shows {found.group(0)!r}.")


@schemathesis.hook
def before_call(_ctx, case, **_kwargs):
    """Keeps rules that a schema cannot express, so that what is meant to be accepted can be."""
    # Without its own key the run would go on as a stranger.
    if (case.path_parameters or {}).get("api_key_id") == OWN_KEY:
        case.path_parameters["api_key_id"] = "key_0"
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    # A key stands for one request.
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = f"fuzz-{next(numbers)}"
    query = case.query or {}
    cursors = [name for name in ("starting_after", "ending_before") if name in query]
    for name in cursors:
        # A page starts after an item or ends before one, not both.
        if len(cursors) == 2 or not CURSOR.fullmatch(str(query[name])):
            del query[name]
    # A search looks for something.
    if case.path.endswith("/search") and not set(query) - {"limit", "starting_after", "ending_before"}:
        case.query = {**query, "currency": "USD"}
    # Who confirms at once names what to charge.
    if isinstance(case.body, dict) and case.body.get("confirm") is True:
        case.body.setdefault("payment_method", "tok_fuzz")
    for place in (query, case.body):
        if isinstance(place, dict) and place.get("currency") not in (None, *CURRENCIES):
            place["currency"] = CURRENCIES[next(numbers) % len(CURRENCIES)]
