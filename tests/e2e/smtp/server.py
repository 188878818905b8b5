"""A mail server for tests: aiosmtpd, told by its input how to misbehave.

It prints one JSON object a line: {"event": "listening", "port"}, then {"event": "mail", ...} for each mail it took,
{"event": "paused"} while it waits at a pause, and {"event": "ruled"} once new rules hold. It reads one JSON object a
line: {"rules": [...]} replaces the rules, {"continue": true} ends the present pause, {"sync": true} is answered by
{"event": "synced"} after all that happened before. At the end of its input it ends.

A rule is {"at": STAGE, "do": ACTION} with "to" for one recipient only, "skip" for so many times not at first, and
"times" for so many times then. Stages: connect, ehlo, rset, starttls, auth, mail, rcpt, data (the command), body (while
the mail comes), content (after the final dot) and sent (after the last answer). Actions: "answer" with "says", "reset"
(the connection), "silent", "drip" (an answer that never ends, a byte at a time), "slow" (what should be said, but after
"seconds") and "pause". At `content` a mail counts as taken unless the action is "answer".
"""

import argparse
import asyncio
import email
import email.policy
import json
import socket
import ssl
import struct
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

rules = []
go_on = None
connections = 0


def tell(**event):
    print(json.dumps(event), flush=True)


def rule_for(stage, recipients):
    for rule in rules:
        concerns = "to" not in rule or rule["to"] in recipients
        if rule["at"] == stage and concerns and rule.get("times", 1) > 0:
            if rule.get("skip", 0) > 0:
                rule["skip"] -= 1
                continue
            if "times" in rule:
                rule["times"] -= 1
            return rule
    return None


class Server(SMTP):
    """A mail server that does what a rule says, and otherwise what it should."""

    number = 0

    async def _handle_client(self):
        global connections
        connections += 1
        self.number = connections
        if not await self.misbehaves("connect"):
            await super()._handle_client()

    async def misbehaves(self, stage, recipients=()):
        """Whether a rule dealt with the stage."""
        rule = rule_for(stage, recipients)
        return rule is not None and await self.act(rule)

    async def act(self, rule):
        action = rule["do"]
        if action == "answer":
            await self.push(rule["says"])
        elif action == "reset":
            self.reset()
        elif action == "silent":
            await asyncio.get_running_loop().create_future()
        elif action == "drip":
            while True:
                self._writer.write(b"2")
                await self._writer.drain()
                await asyncio.sleep(0.1)
        elif action == "slow":
            await asyncio.sleep(rule["seconds"])
            return False
        elif action == "pause":
            global go_on
            go_on = asyncio.get_running_loop().create_future()
            tell(event="paused", at=rule["at"])
            await go_on
            return False
        return True

    def reset(self):
        transport = getattr(self, "_original_transport", None) or self.transport
        linger = struct.pack("ii", 1, 0)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        transport.abort()

    async def smtp_EHLO(self, hostname):
        if not await self.misbehaves("ehlo"):
            await super().smtp_EHLO(hostname)

    async def smtp_RSET(self, arg):
        if not await self.misbehaves("rset"):
            await super().smtp_RSET(arg)

    async def smtp_STARTTLS(self, arg):
        if not await self.misbehaves("starttls"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg):
        if not await self.misbehaves("auth"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg):
        if not await self.misbehaves("mail"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        address = (arg or "").partition("<")[2].partition(">")[0]
        if not await self.misbehaves("rcpt", [address]):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        recipients = self.envelope.rcpt_tos
        if await self.misbehaves("data", recipients):
            return
        rule = rule_for("body", recipients)
        if rule is not None:
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            await self.act(rule)
            return
        await super().smtp_DATA(arg)


class Taker:
    """Takes every mail that no rule is against."""

    async def handle_DATA(self, server, session, envelope):
        rule = rule_for("content", envelope.rcpt_tos)
        if rule is not None and rule["do"] == "answer":
            return rule["says"]
        tell(event="mail", **read(server, session, envelope))
        if rule is not None:
            await server.act(rule)
        rule = rule_for("sent", envelope.rcpt_tos)
        if rule is not None:
            # What is returned after a reset goes nowhere.
            await server.push("250 taken")
            await server.act(rule)
        return "250 taken"


def read(server, session, envelope):
    message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
    text = message.get_body(("plain",))
    html = message.get_body(("html",))
    return {
        "from": envelope.mail_from,
        "to": list(envelope.rcpt_tos),
        "subject": str(message["Subject"]),
        "sender": str(message["From"]),
        "message_id": str(message["Message-ID"]),
        "date": str(message["Date"]),
        "headers": {name: str(value) for name, value in message.items()},
        "content_type": message.get_content_type(),
        "text": text.get_content() if text else None,
        "html": html.get_content() if html else None,
        "hello": session.host_name,
        "is_encrypted": session.ssl is not None,
        "user": session.auth_data,
        "connection": server.number,
    }


async def serve(arguments):
    context = None
    if arguments.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments.certificate, arguments.key)

    def check(server, session, envelope, mechanism, data):
        given = isinstance(data, LoginPassword) and b"%s:%s" % (data.login, data.password)
        is_right = given == arguments.user.encode()
        return AuthResult(success=is_right, handled=False, auth_data=data.login.decode())

    def make():
        return Server(
            Taker(),
            hostname="mail.test",
            tls_context=context if arguments.tls == "starttls" else None,
            auth_required=arguments.user is not None,
            auth_require_tls=arguments.tls == "starttls",
            authenticator=check if arguments.user is not None else None,
            loop=asyncio.get_running_loop(),
        )

    loop = asyncio.get_running_loop()
    implicit = context if arguments.tls == "implicit" else None
    server = await loop.create_server(make, "127.0.0.1", arguments.port, ssl=implicit)
    tell(event="listening", port=server.sockets[0].getsockname()[1])
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        told = json.loads(line)
        if "rules" in told:
            rules[:] = told["rules"]
            tell(event="ruled")
        elif "sync" in told:
            tell(event="synced")
        elif go_on is not None and not go_on.done():
            go_on.set_result(None)


parser = argparse.ArgumentParser()
parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
parser.add_argument("--certificate")
parser.add_argument("--key")
parser.add_argument("--user", help="USER:PASSWORD that must sign in")
parser.add_argument("--port", type=int, default=0)
asyncio.run(serve(parser.parse_args()))
