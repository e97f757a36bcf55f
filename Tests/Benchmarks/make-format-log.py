#!/usr/bin/env python3
"""Writes a made-up log of one format of about the wanted size to standard output.

A quarter of the messages has webmail in it; most lines say nothing of interest, as in real logs.
Blocks of some megabytes are made once and written again and again, with times and ids that step.
usage: make-format-log.py KIND MEGABYTES, or without arguments for the kinds and their formats.
"""
import datetime
import json
import random
import sys

WEBMAIL = ["gmail.com", "yahoo.com", "yahoo.com.vn", "hotmail.com", "outlook.com"]
# What differs from block to block: month and day as in syslog and in ISO 8601, hour, the head of
# seconds since 1970 (10,000 in a block), and five hexadecimal digits that make ids anew.
DAY, DATE, HOUR, EPOCH, STEP = "\x01", "\x02", "\x03", "\x04", "\x05"


def address(chance, kind):
    if kind == "webmail":
        return f"citizen{chance.randrange(20000)}@{chance.choice(WEBMAIL)}"
    if kind == "official":
        return f"canbo{chance.randrange(2000)}@xa{chance.randrange(60)}.songma.example"
    return f"user{chance.randrange(5000)}@company{chance.randrange(900)}.example"


def dump(record):
    return json.dumps(record, separators=(",", ":")).replace("\\u0005", STEP)


class Message:
    def __init__(self, chance, number):
        share = chance.random()
        sender, recipient, self.login = "other", "official", False
        if share < 0.13:
            sender, recipient, self.login = "official", "webmail", True
        elif share < 0.25:
            sender, recipient = "webmail", "official"
        elif share < 0.65:
            sender, recipient, self.login = "official", "official", True
        self.sender, self.recipient = address(chance, sender), address(chance, recipient)
        self.is_local = recipient == "official"
        self.size = chance.randrange(900, 4000000)
        self.port = chance.randrange(20000, 60000)
        self.number = number
        self.client = f"pc{chance.randrange(999)}.example"
        self.id = f"<{number}.{STEP}.{self.size}@mail.example>"
        self.uuid = f"6a6{STEP}-11{number % 90 + 10}-4222-8333-08da{number:08x}"


def exim(m, chance):
    name = f"1{STEP}-0000{m.number:07d}-0Ab1"
    host = f"H={m.client} (pc) [203.0.113.9]:{m.port}"
    login = f" A=plain:{m.sender}" if m.login else ""
    way = (
        f"{m.recipient} R=localuser T=maildir_home S={m.size + 300}"
        if m.is_local
        else f"{m.recipient} F=<{m.sender}> R=dnslookup T=remote_smtp S={m.size + 300} "
        f"H=gmail-smtp-in.l.google.com [74.125.24.26] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes "
        f'C="250 2.0.0 OK 1754{m.port} d9443c01a7336-2423a2b1c2dsi - gsmtp" QT=3s DT=1s'
    )
    lines = [
        f"SMTP connection from [203.0.113.9]:{m.port} I=[10.0.0.2]:25 (TCP/IP connection count = 3)",
        f"{name} <= {m.sender} {host} P=esmtps{'a' if m.login else ''} X=TLS1.3:TLS_AES_256_GCM_SHA384:256"
        f" CV=no{login} S={m.size} id={m.id[1:-1]} T=\"Bao cao quy {m.number}\" for {m.recipient}",
        f"SMTP connection from {m.client} (pc) [203.0.113.9]:{m.port} closed by QUIT",
        f"{name} => {way}",
        f"{name} Completed QT=3s",
    ]
    if chance.random() < 0.5:
        lines.insert(1, f"{host} F=<x@spam.example> rejected RCPT <a@b.example>: relay not permitted")
    return lines


def sendmail(m, chance):
    name = f"672{STEP}{m.number:06d}"
    mailer = "local" if m.is_local else "esmtp"
    relay = "" if m.is_local else " relay=gmail-smtp-in.l.google.com. [74.125.24.26],"
    stat = "Sent" if m.is_local else f"Sent (OK 1754{m.port} d9443c01a7336 - gsmtp)"
    lines = [
        f"NOQUEUE: connect from {m.client} [203.0.113.9]",
        f"STARTTLS=server, relay={m.client} [203.0.113.9], version=TLSv1.3, verify=NO,"
        " cipher=TLS_AES_256_GCM_SHA384, bits=256/256",
        f"{name}: from=<{m.sender}>, size={m.size}, class=0, nrcpts=1, msgid={m.id}, bodytype=8BITMIME,"
        f" proto=ESMTPS, daemon=MTA-v4, relay={m.client} [203.0.113.9]",
        f"{name}: Milter insert (1): header: X-Scanned: yes",
        f"{name}: to=<{m.recipient}>, delay=00:00:02, xdelay=00:00:01, mailer={mailer},"
        f" pri=120512,{relay} dsn=2.0.0, stat={stat}",
    ]
    if m.login:
        lines.insert(
            2, f"AUTH=server, relay={m.client} [203.0.113.9], authid={m.sender}, mech=PLAIN, bits=0")
    return [f"sm-mta[{m.port}]: {line}" for line in lines]


def opensmtpd(m, chance):
    session, message = f"aaaa{STEP}{m.number:07x}", f"{STEP}{m.number % 4096:03x}"
    envelope = f"{message}0b7c5e01"
    lines = [
        f"{session} smtp connected address=203.0.113.9 host={m.client}",
        f"{session} smtp tls ciphers=TLSv1.3:AEAD-AES256-GCM-SHA384:256",
        f"{session} smtp message msgid={message} size={m.size} nrcpt=1 proto=ESMTP",
        f"{session} smtp envelope evpid={envelope} from=<{m.sender}> to=<{m.recipient}>",
        f"{session} smtp disconnected reason=quit",
    ]
    if m.login:
        lines.insert(2, f"{session} smtp authentication user={m.sender} result=ok")
    if m.is_local:
        lines.append(
            f"{session} mda delivery evpid={envelope} from=<{m.sender}> to=<{m.recipient}>"
            f" rcpt=<{m.recipient}> user=canbo delay=0s result=Ok stat=Delivered")
    else:
        lines += [
            f"{session} mta connecting address=smtp+tls://74.125.24.26:25 host=gmail-smtp-in.l.google.com",
            f"{session} mta connected",
            f"{session} mta tls ciphers=TLSv1.3:AEAD-AES256-GCM-SHA384:256",
            f"{session} mta delivery evpid={envelope} from=<{m.sender}> to=<{m.recipient}> rcpt=<->"
            ' source="10.0.0.2" relay="74.125.24.26 (gmail-smtp-in.l.google.com)" delay=2s result="Ok"'
            f' stat="250 2.0.0 OK 1754{m.port} - gsmtp"',
            f"{session} mta disconnected reason=quit messages=1",
        ]
    return [f"smtpd[{m.port}]: {line}" for line in lines]


EXCHANGE = (
    "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,"
    "event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,"
    "total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,"
    "return-path,message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data"
)


def exchange(m, chance):
    last = "STOREDRIVER,DELIVER" if m.is_local else "SMTP,SENDEXTERNAL"
    events = [
        "STOREDRIVER,NOTIFYMAPI", "STOREDRIVER,SUBMIT", "SMTP,HAREDIRECT", "SMTP,RECEIVE",
        "AGENT,AGENTINFO", "ROUTING,TRANSFER", "SMTP,SEND", "SMTP,HADISCARD", last,
    ]
    custom = '"S:DeliveryPriority=Normal;S:AMA=SUM|v=0|action=|error=|atch=0;S:TRA=ETR|ruleId=;S:Hops=2"'
    return [
        f'fe80::1,EX01,10.0.0.2,EX02,"MDB:1b2c, Mailbox:9f8e, Event:{m.port}, Class:IPM.Note",'
        f"Outbound,{event},{m.port}{place},{m.id},{m.uuid},{m.recipient},,{m.size},1,,,"
        f"\"Bao cao quy {m.number}, lan 2\",{m.sender},{m.sender},04I: ,Originating,,203.0.113.9,"
        f"10.0.0.2,{custom}"
        for place, event in enumerate(events)
    ]


TRACE = (
    "origin_timestamp_utc,sender_address,recipient_status,message_subject,total_bytes,message_id,"
    "network_message_id,original_client_ip,directionality,connector_id,delivery_priority"
)


def trace(m, chance):
    status = "Receive, Deliver" if m.is_local else "Receive, Send"
    return [
        f',{m.sender},"{m.recipient}##{status}","Bao cao quy {m.number}, lan 2",{m.size},{m.id},{m.uuid},'
        "203.0.113.9,Originating,,Normal"
    ]


EXTENDED = (
    "date_time_utc,client_ip,client_hostname,server_ip,server_hostname,source_context,connector_id,"
    "source,event_id,message_id,network_message_id,recipient_address,recipient_status,total_bytes,"
    "recipient_count,related_recipient_address,reference,message_subject,sender_address,return_path,"
    "message_info,directionality,tenant_id,original_client_ip,original_server_ip,custom_data,"
    "transport_traffic_type"
)


def extended(m, chance):
    last = "STOREDRIVER,DELIVER" if m.is_local else "SMTP,SENDEXTERNAL"
    events = ["SMTP,RECEIVE", "AGENT,AGENTINFO", "AGENT,AGENTINFO", "SMTP,TRANSFER", "SMTP,SEND", last]
    custom = '"S:Hops=2;S:AMA=SUM|v=0|action=|error=|atch=0;S:CompCost=|ETR=0"'
    return [
        f"203.0.113.9,pc,10.0.0.2,SG2PR01,,Outbound,{event},{m.id},{m.uuid},{m.recipient},,{m.size},1,,,"
        f"Bao cao quy {m.number},{m.sender},{m.sender},,Originating,,203.0.113.9,10.0.0.2,{custom},Email"
        for event in events
    ]


def graph(m, chance):
    return [
        dump({
            "id": m.uuid, "senderAddress": m.sender, "recipientAddress": m.recipient,
            "messageId": m.id, "receivedDateTime": "@TIME",
            "subject": f'Bao cao "quy" {m.number}', "size": m.size, "status": "delivered",
            "fromIP": "203.0.113.9", "toIP": None,
        })
    ]


def google(m, chance):
    actions = [(1, "smtp-inbound", ""), (2, "gmail-ui", ""), (45, "gmail-ui", "")]
    actions.append((3, "gmail-ui", "") if m.is_local else (10, "smtp-outbound", "250"))
    return [
        dump({
            "event_info": {"timestamp_usec": "@TIME", "success": True, "elapsed_time_usec": "90210"},
            "message_info": {
                "action_type": str(action),
                "connection_info": {
                    "client_ip": "203.0.113.9", "smtp_reply_code": reply, "smtp_tls_state": "1",
                    "authenticated_domain": [{"name": "songma.example", "type": "1"}],
                },
                "destination": [{"address": m.recipient, "service": service, "selector": "x"}],
                "rfc2822_message_id": m.id,
                "subject": f'Bao cao "quy" {m.number} {{', "payload_size": str(m.size),
                "source": {"address": m.sender, "service": "gmail-ui", "selector": None},
                "triggered_rule_info": [], "spam_info": {"classification_reason": "1"},
            },
        })
        for action, service, reply in actions
    ]


ZEEK = (
    "ts uid id.orig_h id.orig_p id.resp_h id.resp_p trans_depth helo mailfrom rcptto date from to cc"
    " reply_to msg_id in_reply_to subject x_originating_ip first_received second_received last_reply"
    " path user_agent tls fuids"
)


def zeek(m, chance):
    # A third of the connections carries no message.
    if chance.random() < 0.33:
        return [
            f"\tC{STEP}{m.number}\t203.0.113.9\t{m.port}\t10.0.0.2\t25\t1\t{m.client}" + "\t-" * 13
            + "\t220 2.0.0 Ready to start TLS\t10.0.0.2,203.0.113.9\t-\tT\t(empty)"
        ]
    reply = "250 2.0.0 OK queued" if chance.random() < 0.9 else "550 5.7.1 refused"
    return [
        f"\tC{STEP}{m.number}\t203.0.113.9\t{m.port}\t10.0.0.2\t25\t1\t{m.client}\t{m.sender}"
        f"\t{m.recipient}\tSun, 2 Aug 2026 10:00:00 +0700\tCan Bo <{m.sender}>\t{m.recipient}\t-\t-"
        f"\t{m.id}\t-\tBao cao quy {m.number}\t-\tfrom {m.client} by mail.example; Sun, 2 Aug 2026"
        f"\t-\t{reply}\t10.0.0.2,203.0.113.9\tThunderbird\tF\tF{STEP}{m.number}"
    ]


def zeek_json(m, chance):
    fields = ZEEK.split()
    line = zeek(m, chance)[0].split("\t")[1:]
    record = {}
    for name, value in zip(fields[1:], line):
        if value in ("-", "(empty)"):
            continue
        if name in ("rcptto", "to", "path"):
            record[name] = value.split(",")
        elif name in ("id.orig_p", "id.resp_p", "trans_depth"):
            record[name] = int(value)
        else:
            record[name] = value == "T" if name == "tls" else value
    return ['{"ts":@TIME,' + dump(record)[1:]]


def mdaemon(m, chance):
    coming = m.is_local or m.login
    there, here = ("<--", "-->") if coming else ("-->", "<--")
    lines = [
        f"Session {STEP}{m.number}; child 0003",
        f"Accepting SMTP connection from [203.0.113.9:{m.port}] to [10.0.0.1:25]",
        f"{here} 220 mail.songma.example ESMTP MDaemon; Sun, 02 Aug 2026 00:00:00 +0700",
        f"{there} EHLO {m.client}", f"{here} 250-mail.songma.example Hello {m.client}", f"{here} 250-SIZE",
        f"{here} 250-8BITMIME", f"{here} 250 STARTTLS",
    ]
    if m.login:
        lines += [
            f"{there} AUTH LOGIN", f"{here} 334 VXNlcm5hbWU6", f"{there} YW4=", f"{here} 334 UGFzc3dvcmQ6",
            f"{there} ******", f"{here} 235 Authentication successful", f"Authenticated as {m.sender}",
        ]
    return lines + [
        f"{there} MAIL FROM:<{m.sender}> SIZE={m.size}", f"{here} 250 <{m.sender}>, Sender ok",
        f"Performing SPF lookup (mail.example / 203.0.113.9)", "*  Policy: v=spf1 include:_spf.example -all",
        "*  Result: pass", f"{there} RCPT TO:<{m.recipient}>", f"{here} 250 <{m.recipient}>, Recipient ok",
        f"{there} DATA", f"{here} 354 Enter mail, end with <CRLF>.<CRLF>", f"Message size: {m.size} bytes",
        f"{here} 250 Ok, message saved <Message-ID: {m.id}>", f"{there} QUIT",
        f"{here} 221 See ya in cyberspace",
        f"SMTP session successful (Bytes in/out: {m.size}/410)", "----------",
    ]


def zimbra(m, chance):
    who = m.sender if m.login else m.recipient
    agent = "oip=203.0.113.9;port=49152;ua=ZimbraWebClient - GC88 (Linux)/8.8.15_GA_4372;soapId=9fd81;"
    lines = [
        f"INFO  [qtp1-{m.port}:https://mail/service/soap/SearchRequest] [name={who};mid=12;{agent}]"
        " soap - SearchRequest elapsed=3",
        f"INFO  [ImapSSLServer-5] [name={who};mid=12;ip=203.0.113.9;] mailbox - Adding Message: id=257",
        f"INFO  [LmtpServer-3] [ip=10.0.0.2;] lmtp - Delivering message: size={m.size}, nrcpts=1,"
        f" sender={m.sender}, msgid={m.id}",
        f"INFO  [qtp1-{m.port}:https://mail/service/soap/AuthRequest] [name={who};{agent}] security -"
        f" cmd=Auth; account={who}; protocol=soap;",
    ]
    if chance.random() < 0.1:
        lines += [
            f"WARN  [ImapSSLServer-5] [ip=203.0.113.9;] security - cmd=Auth; account={who};"
            f" protocol=imap; error=authentication failed for [{who}], invalid password;",
        ]
    return lines


def syslog(tag):
    return lambda count: f"{DAY} {HOUR}:{count // 60 % 60:02d}:{count % 60:02d} mx1 {tag}"


def iso(separator, end, before=""):
    return lambda count: (
        f"{before}{DATE}{separator}{HOUR}:{count // 60 % 60:02d}:{count % 60:02d}{end}")


def epoch(end):
    return lambda count: f"{EPOCH}{count % 10000:04d}{end}"


# Kind: the format, its lines of a message, the stamp before a line or for @TIME, how many lines of
# one message stand together, and what begins and ends the file.
KINDS = {
    "exim": ("exim", exim, iso(" ", " "), 1, "", ""),
    "sendmail": ("sendmail", sendmail, syslog(""), 1, "", ""),
    "opensmtpd": ("opensmtpd", opensmtpd, syslog(""), 1, "", ""),
    "exchange": (
        "exchange", exchange, iso("T", ".450Z,"), 1,
        "#Software: Microsoft Exchange Server\r\n#Version: 15.01.2507.012\r\n"
        f"#Log-type: Message Tracking Log\r\n#Date: 2026-08-01T00:00:00.000Z\r\n#Fields: {EXCHANGE}\r\n", ""),
    "m365-portal": ("m365", trace, iso("T", ".1230000Z"), 1, TRACE + "\r\n", ""),
    "m365-extended": ("m365", extended, iso("T", ".123Z,"), 1, EXTENDED + "\r\n", ""),
    "m365-graph": (
        "m365", graph, iso("T", "Z"), 1, '{"value":[\n',
        '{"id":"0","senderAddress":"a@b.example","recipientAddress":"c@d.example","messageId":"<0@b>",'
        '"receivedDateTime":"2026-08-01T00:00:00Z","subject":null,"size":1,"status":"failed"}]}\n'),
    "google": ("google", google, epoch("500000"), 1, "", ""),
    "zeek": (
        "zeek", zeek, epoch(".123456"), 1,
        "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tsmtp\n#fields\t"
        + ZEEK.replace(" ", "\t") + "\n", ""),
    "zeek-json": ("zeek", zeek_json, epoch(".123456"), 1, "", ""),
    "mdaemon": ("mdaemon", mdaemon, iso(" ", ": ", "Sun "), 100, "", ""),
    "zimbra": ("zimbra", zimbra, iso(" ", ",616 "), 1, "", ""),
}


def block(kind, seed):
    """Some megabytes of messages, a dozen at a time one through the other."""
    _, make, stamp, together, opening, _ = KINDS[kind]
    chance = random.Random(seed)
    end = "\r\n" if "\r" in opening else ",\n" if kind == "m365-graph" else "\n"
    queue, lines, number = [], [], 0
    while number < 4000 or queue:
        if number < 4000:
            queue.append(make(Message(chance, seed * 4000 + number), chance))
            number += 1
        while len(queue) > 12 or (number == 4000 and queue):
            entry = queue.pop(0) if together > 1 else chance.choice(queue)
            for _ in range(min(together, len(entry))):
                text, time = entry.pop(0), stamp(len(lines) // 9)
                lines.append((text.replace("@TIME", time) if "@TIME" in text else time + text) + end)
            if not entry and entry in queue:
                queue.remove(entry)
    return "".join(lines).encode()


def main():
    if len(sys.argv) != 3:
        print("\n".join(f"{kind} {KINDS[kind][0]}" for kind in KINDS))
        return
    kind, wanted = sys.argv[1], float(sys.argv[2]) * 1e6
    out, is_wide = sys.stdout.buffer, kind == "m365-portal"
    store = lambda data: out.write(data.decode().encode("utf-16-le") if is_wide else data)
    blocks = [block(kind, seed) for seed in range(3)]
    written = store(KINDS[kind][4].encode())
    step = 0
    while written < wanted:
        time = datetime.datetime(2026, 8, 1) + datetime.timedelta(hours=step)
        data = blocks[step % 3]
        for mark, text in (
            (DAY, f"{time:%b %e}"), (DATE, f"{time:%Y-%m-%d}"), (HOUR, f"{time:%H}"),
            (EPOCH, str(178554 + step)), (STEP, f"{0x10000 + step:05x}"),
        ):
            data = data.replace(mark.encode(), text.encode())
        written += store(data)
        step += 1
    store(KINDS[kind][5].encode())


main()
