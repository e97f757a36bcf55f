#!/usr/bin/env python3
"""Writes a made-up log of a format, of about the wanted size, to standard output.

A block of some 20,000 messages is made once and repeated with other ids and hours. Of the messages
an eighth goes from officials to webmail, an eighth comes from webmail; the rest matters to nobody.
usage: make-format-log.py FORMAT MEGABYTES
"""
import json
import random
import sys

WEBMAIL = ["gmail.com", "yahoo.com", "yahoo.com.vn", "hotmail.com", "outlook.com"]
MARK = "~~~~~~"  # stands for the block's number in ids
HOUR = "2026-08-DDTHH"  # stands for the block's hour


def address(chance, kind):
    if kind == "webmail":
        return f"citizen{chance.randrange(20000)}@{chance.choice(WEBMAIL)}"
    if kind == "official":
        return f"canbo{chance.randrange(2000)}@xa{chance.randrange(60)}.songma.example"
    return f"user{chance.randrange(5000)}@company{chance.randrange(900)}.example"


def messages(seed, count=20000):
    chance = random.Random(seed)
    for number in range(count):
        kind = chance.random()
        sender, recipient = "other", "official"
        if kind < 0.125:
            sender, recipient = "official", "webmail"
        elif kind < 0.25:
            sender, recipient = "webmail", "official"
        elif kind < 0.65:
            sender = "official"
        clock = f"{number * 3600 // count // 60:02d}:{number * 3600 // count % 60:02d}"
        yield number, clock, address(chance, sender), address(chance, recipient)


def exim():
    day = HOUR.replace("T", " ")
    for n, clock, sender, recipient in messages(1):
        i = f"1t{n:04x}-{MARK}000{n % 100000:05d}-00Ab"[:23]
        stamp = f"{day}:{clock}"
        yield f"{stamp} {i} <= {sender} H=(pc) [203.0.113.9]:4711 P=esmtpsa A=plain:{sender} S=2048 id={n}.{MARK}@pc.example for {recipient}\n"
        yield f"{stamp} {i} => {recipient} R=dnslookup T=remote_smtp H=mx.far.example [192.0.2.7]:25 X=TLS1.3 CV=yes C=\"250 OK\"\n"
        yield f"{stamp} {i} Completed\n"


def sendmail():
    for n, clock, sender, recipient in messages(2):
        i = f"88{MARK}{n:06d}"
        head = f"Aug DD HH:{clock} mta1 sendmail[{n % 9999}]: {i}"
        yield f"{head}: from=<{sender}>, size=2048, class=0, nrcpts=1, msgid=<{n}.{MARK}@pc.example>, proto=ESMTP, daemon=MTA, relay=pc [203.0.113.9]\n"
        yield f"{head}: to=<{recipient}>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=122048, relay=mx.far.example. [192.0.2.7], dsn=2.0.0, stat=Sent (OK 12345)\n"


def opensmtpd():
    for n, clock, sender, recipient in messages(3):
        session = f"{n:010x}{MARK}"
        head = f"Aug DD HH:{clock} mta1 smtpd[77]: {session}"
        yield f"{head} smtp connected address=203.0.113.9 host=pc.example\n"
        yield f"{head} smtp message msgid={n:08x} size=2048 nrcpt=1 proto=ESMTP\n"
        yield f"{head} smtp envelope evpid={n:08x}{n:08x} from=<{sender}> to=<{recipient}>\n"
        yield f"{head} mta delivery evpid={n:08x}{n:08x} from=<{sender}> to=<{recipient}> rcpt=<-> source=\"10.0.0.1\" relay=\"192.0.2.7 (mx.far.example)\" delay=1s result=\"Ok\" stat=\"250 OK\"\n"


def exchange():
    yield "#Software: Microsoft Exchange Server\n#Version: 15.01.2507.012\n#Log-type: Message Tracking Log\n"
    yield "#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data\n"
    for n, clock, sender, recipient in messages(4):
        inside = recipient.endswith("songma.example")
        for event in ["RECEIVE", "HAREDIRECT", "SEND", "DELIVER" if inside else "SENDEXTERNAL"]:
            yield f"{HOUR}:{clock}.450Z,10.0.0.9,EX01,10.0.0.2,EX01,\"MDB:8f1c, Mailbox:77, Event:{n}, MessageClass:IPM.Note\",Outbound,SMTP,{event},{n},<{n}.{MARK}@ex.example>,6a638d20-1111-{n % 10000:04d}-8333-{MARK}{n:06d},{recipient},,{n % 9000 + 900},1,,,\"About, {n}\",{sender},{sender},04I: ,Originating,,203.0.113.9,10.0.0.2,S:DeliveryPriority=Normal;S:AccountForest=ex.example\n"


def m365():
    yield "origin_timestamp_utc,sender_address,recipient_status,message_subject,total_bytes,message_id,network_message_id,original_client_ip,directionality,connector_id,delivery_priority\n"
    for n, clock, sender, recipient in messages(5):
        yield f"{HOUR}:{clock}.4500000Z,{sender},\"{recipient}##Receive, Deliver\",\"About, {n}\",{n % 9000 + 900},<{n}.{MARK}@ex.example>,6a638d20-1111-{n % 10000:04d}-8333-{MARK}{n:06d},203.0.113.9,Originating,,Normal\n"


def graph():
    for n, clock, sender, recipient in messages(6):
        yield json.dumps({"id": f"{MARK}{n}", "senderAddress": sender, "recipientAddress": recipient, "messageId": f"<{n}.{MARK}@ex.example>", "receivedDateTime": f"{HOUR}:{clock}Z", "subject": f"About {n}", "size": n, "status": "delivered", "toIP": None, "fromIP": "203.0.113.9"}) + "\n"


def google():
    for n, clock, sender, recipient in messages(7):
        yield json.dumps({"event_info": {"timestamp_usec": f"17856{n % 100000:05d}000000", "success": True, "elapsed_time_usec": "1500"}, "message_info": {"action_type": "10" if n % 3 else "2", "connection_info": {"client_ip": "203.0.113.9", "smtp_reply_code": "250", "tls_required_but_unavailable": False}, "destination": [{"address": recipient, "service": "smtp-outbound", "selector": "default"}], "flattened_destinations": f"smtp-outbound:default:{recipient}", "rfc2822_message_id": f"<{n}.{MARK}@mail.gmail.com>", "source": {"address": sender, "service": "gmail-ui", "selector": "x"}, "subject": f"About {n}", "payload_size": n}}) + "\n"


def zeek():
    yield "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tsmtp\n"
    yield "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\ttrans_depth\thelo\tmailfrom\trcptto\tdate\tfrom\tto\tcc\treply_to\tmsg_id\tin_reply_to\tsubject\tx_originating_ip\tfirst_received\tsecond_received\tlast_reply\tpath\tuser_agent\ttls\tfuids\n"
    for n, clock, sender, recipient in messages(8):
        yield f"17856{n % 100000:05d}.123456\tC{MARK}{n}\t203.0.113.9\t4711\t10.0.0.2\t25\t1\tpc.example\t{sender}\t{recipient}\tSun, 2 Aug 2026 00:00:00 +0700\tAn <{sender}>\t{recipient}\t-\t-\t<{n}.{MARK}@pc.example>\t-\tAbout {n}\t-\tfrom pc by mx\t-\t250 2.0.0 OK\t10.0.0.2,203.0.113.9\tMail 1\tF\tF{n}\n"


def zeekjson():
    for n, clock, sender, recipient in messages(9):
        yield json.dumps({"ts": float(f"17856{n % 100000:05d}.123"), "uid": f"C{MARK}{n}", "id.orig_h": "203.0.113.9", "id.orig_p": 4711, "id.resp_h": "10.0.0.2", "id.resp_p": 25, "trans_depth": 1, "helo": "pc.example", "mailfrom": sender, "rcptto": [recipient], "msg_id": f"<{n}.{MARK}@pc.example>", "subject": f"About {n}", "last_reply": "250 2.0.0 OK", "path": ["10.0.0.2"], "tls": False}) + "\n"


def mdaemon():
    day = "Sun " + HOUR.replace("T", " ")
    for n, clock, sender, recipient in messages(10, 8000):
        head = f"{day}:{clock}.123: [{n:06d}{MARK[:3]}1:3]".replace("~~~", "")
        inside = recipient.endswith("songma.example")
        you, me = ("<--", "-->") if inside else ("-->", "<--")
        yield f"{head} Session {n}; child 0003\n{head} {'Accepting SMTP connection from' if inside else 'Attempting SMTP connection to'} [203.0.113.9:4711]\n"
        yield f"{head} {me} 220 mail.songma.example ESMTP MDaemon 23; Sun, 02 Aug 2026\n{head} {you} EHLO pc\n{head} {me} 250-mail Hello pc\n{head} {me} 250 SIZE\n"
        yield f"{head} {you} MAIL FROM:<{sender}> SIZE=2048\n{head} {me} 250 <{sender}>, Sender ok\n{head} {you} RCPT TO:<{recipient}>\n{head} {me} 250 <{recipient}>, Recipient ok\n"
        yield f"{head} {you} DATA\n{head} {me} 354 Enter mail, end with <CRLF>.<CRLF>\n{head} Message size: 2048 bytes\n{head} {me} 250 Ok, message saved <Message-ID: {n}.{MARK}@pc.example>\n{head} {you} QUIT\n{head} {me} 221 See ya in cyberspace\n{head} SMTP session successful (Bytes in/out: 2048/99)\n{head} ----------\n"


def zimbra():
    day = HOUR.replace("T", " ")
    for n, clock, sender, recipient in messages(11):
        yield f"{day}:{clock},616 INFO  [ImapSSLServer-{n % 50}] [name={recipient};ip=10.0.0.9;oip=203.0.113.9;via=10.0.0.2(nginx/1.20);ua=Zimbra/9.0;cid={n};] security - cmd=Auth; account={recipient}; protocol=imap;\n"
        yield f"{day}:{clock},617 INFO  [qtp1-{n % 99}:https://mail/service/soap/BatchRequest] [name={recipient};mid=2;oip=203.0.113.9;ua=ZimbraWebClient - GC88 (Linux);soapId={n};] soap - BatchRequest elapsed={n % 40}\n"


def main():
    name, megabytes = sys.argv[1], int(sys.argv[2])
    lines = list(globals()[name]())
    head = "".join(line for line in lines if line.startswith("#") or line.startswith("origin_"))
    body = "".join(line for line in lines if not (line.startswith("#") or line.startswith("origin_")))
    out = sys.stdout.buffer
    out.write(head.encode())
    written, number = len(head), 0
    while written < megabytes * 1_000_000:
        text = body.replace(MARK, f"{number:06x}").replace("-DDTHH", f"-{number // 24 % 28 + 1:02d}T{number % 24:02d}")
        text = text.replace("-DD HH", f"-{number // 24 % 28 + 1:02d} {number % 24:02d}").replace("Aug DD HH", f"Aug {number // 24 % 28 + 1:2d} {number % 24:02d}")
        data = text.encode()
        out.write(data)
        written += len(data)
        number += 1


if __name__ == "__main__":
    main()
