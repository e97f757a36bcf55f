#!/usr/bin/env python3
"""Writes a made-up Zimbra log of about the wanted size to standard output.

Every message passes the filter: two queue ids, about 13 lines. A quarter has webmail in it. Stamps
and queue ids step from block to block, so that no id comes twice and time goes on.
usage: make-log.py MEGABYTES
"""
import datetime
import random
import sys

WEBMAIL = ["gmail.com", "yahoo.com", "yahoo.com.vn", "hotmail.com", "outlook.com"]
NOBODY = "[203.0.113.9]"


def address(random, kind):
    if kind == "webmail":
        return f"citizen{random.randrange(20000)}@{random.choice(WEBMAIL)}"
    if kind == "official":
        return f"canbo{random.randrange(2000)}@xa{random.randrange(60)}.songma.example"
    return f"user{random.randrange(5000)}@company{random.randrange(900)}.example"


def message(random, number):
    """The lines of one message; @T stamps, @I and @J the two queue ids."""
    kind = random.random()
    sender, recipient, login = "other", "official", False
    if kind < 0.13:
        sender, recipient, login = "official", "webmail", True
    elif kind < 0.25:
        sender, recipient = "webmail", "official"
    elif kind < 0.65:
        sender, recipient, login = "official", "official", True
    sender, recipient = address(random, sender), address(random, recipient)
    process = random.randrange(1000, 400000)
    sasl = f", sasl_method=LOGIN, sasl_username={sender}" if login else ""
    client = f"pc{random.randrange(999)}.example{NOBODY}"
    size = random.randrange(900, 4000000)
    last = (
        f"postfix/lmtp[{process}]: @J: to=<{recipient}>, relay=mail01.songma.example[10.1.0.5]:7025,"
        f" delay=0.21, delays=0.01/0/0.05/0.15, dsn=2.1.5, status=sent (250 2.1.5 Delivery OK)"
        if recipient.endswith("songma.example")
        else f"postfix/smtp[{process}]: @J: to=<{recipient}>, relay=gmail-smtp-in.l.google.com"
        f"[74.125.24.26]:25, delay=1.9, delays=0.02/0.01/0.7/1.2, dsn=2.0.0, status=sent"
        f" (250 2.0.0 OK  1754{random.randrange(10**6)} d9443c01a7336-2423a2b1c2dsi - gsmtp)"
    )
    return [
        f"postfix/smtpd[{process}]: connect from {client}",
        f"postfix/smtpd[{process}]: @I: client={client}{sasl}",
        f"postfix/cleanup[{process}]: @I: message-id=<{number}.{size}@zimbra.example>",
        f"postfix/qmgr[2114]: @I: from=<{sender}>, size={size}, nrcpt=1 (queue active)",
        f"postfix/smtpd[{process}]: disconnect from {client} ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5",
        f"postfix/amavisd/smtpd[{process}]: connect from localhost[127.0.0.1]",
        f"postfix/amavisd/smtpd[{process}]: @J: client=localhost[127.0.0.1]",
        f"postfix/qmgr[2114]: @J: from=<{sender}>, size={size + 512}, nrcpt=1 (queue active)",
        f"amavis[{process}]: ({process}-07) Passed CLEAN {{RelayedInternal}}, ORIGINATING/MYNETS LOCAL"
        f" {NOBODY}:51234 <{sender}> -> <{recipient}>, Queue-ID: @I, Message-ID:"
        f" <{number}.{size}@zimbra.example>, mail_id: xYz{number}, Hits: -1.2, size: {size}, queued_as: @J, 812 ms",
        f"postfix/smtp[{process}]: @I: to=<{recipient}>, relay=127.0.0.1[127.0.0.1]:10026, delay=0.9,"
        f" delays=0.05/0.01/0/0.8, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10030):"
        f" 250 2.0.0 Ok: queued as @J)",
        "postfix/qmgr[2114]: @I: removed",
        last,
        "postfix/qmgr[2114]: @J: removed",
    ]


def block(seed):
    """About 8 MB of interleaved messages, with marks of fixed width for what steps."""
    chance = random.Random(seed)
    queue, count, lines = [], 0, []
    for number in range(4600):
        queue.append([0, number, message(chance, number)])
        while len(queue) > 12 or (number == 4599 and queue):
            entry = chance.choice(queue)
            text = entry[2][entry[0]]
            for mark, extra in (("@I", 0), ("@J", 1)):
                text = text.replace(mark, f"~{entry[1] * 2 + extra:05X}")
            lines.append(f"Aug DD HH:{count // 17 // 60:02d}:{count // 17 % 60:02d} mta1 {text}\n")
            count += 1
            entry[0] += 1
            if entry[0] == len(entry[2]):
                queue.remove(entry)
    return "".join(lines).encode()


def main():
    wanted = int(float(sys.argv[1]) * 1_000_000)
    blocks = [block(seed) for seed in range(4)]
    written = step = 0
    while written < wanted:
        time = datetime.datetime(2026, 8, 1) + datetime.timedelta(hours=step)
        data = blocks[step % 4].replace(b"Aug DD HH", f"{time:%b %e %H}".encode())
        data = data.replace(b"~", b"%05X" % (0x10000 + step))
        sys.stdout.buffer.write(data)
        written += len(data)
        step += 1


main()
