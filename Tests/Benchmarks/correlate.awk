# What a careful administrator writes: follows queue ids, leaves hops to the local filter out and
# carries what only the first queue knew to the second, counts deliveries between official domains and
# webmail by pair and direction, with their first and last time. Fewer cases than the program under
# test: no rewritten senders, no hops between hosts, no lost lines, no ledger.
BEGIN {
  split("gmail.com googlemail.com yahoo.com yahoo.com.vn hotmail.com outlook.com icloud.com", names, " ")
  for (i in names) webmail[names[i]] = 1
  suffix = "songma.example"
  pattern = "\\.songma\\.example$"
  split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", months, " ")
  for (i in months) number[months[i]] = i
}
function address(text, start, end) {
  start = index(text, "<")
  end = index(text, ">")
  return tolower(substr(text, start + 1, end - start - 1))
}
function domain(text) { return substr(text, index(text, "@") + 1) }
function official(name) { return name == suffix || name ~ pattern }
function add(mailbox, other, direction, key) {
  key = mailbox "," domain(other) "," direction
  if (!(key in count)) first[key] = stamp
  last[key] = stamp
  count[key]++
}
$5 !~ /^postfix/ { next }
{ id = $4 " " $6 }
$7 ~ /^client=/ {
  if ((at = index($0, "sasl_username=")) > 0) login[id] = tolower(substr($0, at + 14))
  next
}
$7 ~ /^from=</ { sender[id] = address($7); next }
$7 ~ /^to=</ {
  if (index($0, "status=sent") == 0) next
  to = address($7)
  original = $8 ~ /^orig_to=/ ? address($8) : ""
  if ((at = index($0, "queued as ")) > 0 && index($0, "relay=127.0.0.1") > 0) {
    next_id = substr($0, at + 10)
    sub(/\).*/, ":", next_id)
    next_id = $4 " " next_id
    if (id in login) login[next_id] = login[id]
    if (original != "") origin[next_id, to] = original
    next
  }
  if (original == "" && (id, to) in origin) original = origin[id, to]
  stamp = sprintf("2026-%02d-%02dT%s", number[$1], $2, $3)
  from = sender[id]
  if (webmail[domain(to)]) {
    if (official(domain(original))) add(original, to, "forwarded")
    else if (official(domain(from))) add(from, to, "sent")
  }
  if (webmail[domain(from)]) {
    if (official(domain(to))) add(to, from, "received")
    if (official(domain(login[id]))) add(login[id], from, "sentAs")
  }
  delete origin[id, to]
  next
}
$7 == "removed" { delete sender[id]; delete login[id] }
END {
  for (pair in count) print pair "," count[pair] "," first[pair] "," last[pair] | "sort"
}
