# What a careful administrator writes: follows queue ids, leaves hops to the local filter out, counts
# deliveries between official domains and webmail. Fewer cases than the program under test.
BEGIN {
  split("gmail.com googlemail.com yahoo.com yahoo.com.vn hotmail.com outlook.com icloud.com", names, " ")
  for (i in names) webmail[names[i]] = 1
}
function address(text, start, end) {
  start = index(text, "<")
  end = index(text, ">")
  return tolower(substr(text, start + 1, end - start - 1))
}
function domain(text) { return substr(text, index(text, "@") + 1) }
function official(name) { return name == suffix || name ~ pattern }
BEGIN { suffix = "songma.example"; pattern = "\\.songma\\.example$" }
$5 !~ /^postfix/ { next }
$7 ~ /^client=/ {
  if ((at = index($0, "sasl_username=")) > 0) login[$6] = substr($0, at + 14)
  next
}
$7 ~ /^from=</ { sender[$6] = address($7); next }
$7 ~ /^to=</ {
  if (index($0, "status=sent") == 0) next
  to = address($7)
  if ((at = index($0, "queued as ")) > 0 && index($0, "relay=127.0.0.1") > 0) next
  from = sender[$6]
  if (webmail[domain(to)] && official(domain(from))) count[from "," domain(to) ",sent"]++
  if (webmail[domain(from)] && official(domain(to))) count[to "," domain(from) ",received"]++
  next
}
$7 == "removed" { delete sender[$6]; delete login[$6] }
END { for (pair in count) print pair "," count[pair] }
