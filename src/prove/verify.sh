#!/usr/bin/env bash
# Checks a proof bundle with openssl, jq, unzip, gzip, awk and coreutils only: a second
# implementation, short enough to be read before it is trusted. No network.
#   bash proof/verify.sh [--trust PEM]… [--signer-key PEM]… [--checkpoint-key VKEY]… [BUNDLE.wacz]
# Without a file it checks the unzipped bundle around it. One line a check: passed, failed or
# skipped, with the reason. Exit 0 when nothing failed, 3 when something did, 2 for wrong usage.
# It does not check what only the long way shows (OpenTimestamps, witnesses, TLS handshakes,
# every header of a record): those are for `vestige verify` or proof/verify.mjs.
set -u
export LC_ALL=C
roots=() signers=() vkeys=() file=''
while [ $# -gt 0 ]; do
  case $1 in
    --trust | --signer-key | --checkpoint-key)
      [ $# -ge 2 ] || { echo "verify.sh: $1 needs a value" >&2; exit 2; }
      case $1 in
        --trust) roots+=("$(realpath -- "$2")") ;;
        --signer-key) signers+=("$(realpath -- "$2")") ;;
        *) vkeys+=("$(if [ -f "$2" ]; then cat -- "$2"; else echo "$2"; fi)") ;;
      esac
      shift 2 ;;
    -*) echo "verify.sh: unknown option $1" >&2; exit 2 ;;
    *) file=$(realpath -- "$1"); shift ;;
  esac
done
for tool in openssl jq unzip gzip awk sha256sum; do
  command -v "$tool" >/dev/null || { echo "verify.sh: $tool is missing" >&2; exit 2; }
done
tmp=$(mktemp -d) || exit 2
trap 'rm -rf -- "$tmp"' EXIT

bad=0 reason=''
say() { printf '%-8s %-24s %s\n' "$1" "$2" "$3"; if [ "$1" = failed ]; then bad=1; fi; }
# fail REASON: what the running check found, only the first thing counts.
fail() { [ -n "$reason" ] || reason=$1; return 1; }
# check ID: runs the function check_ID (dashes are underscores) and says what came of it.
check() {
  reason='' detail=''
  "check_${1//-/_}"
  if [ "$reason" = "${reason#skip:}" ] && [ -n "$reason" ]; then say failed "$1" "$reason"
  elif [ -n "$reason" ]; then say skipped "$1" "${reason#skip:}"
  else say passed "$1" "$detail"; fi
}
sha() { sha256sum | cut -d' ' -f1; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
unhex() { local i text=''; for ((i = 0; i < ${#1}; i += 2)); do text+="\\x${1:i:2}"; done; printf "$text"; }
# b64 TEXT: decodes what is in its one form and nothing else.
b64() { [ "$(printf %s "$1" | base64 -d 2>/dev/null | base64 -w0)" = "$1" ] && printf %s "$1" | base64 -d; }
range() { tail -c "+$(($2 + 1))" -- "$1" | head -c "$3"; }

check_zip() {
  local names
  unzip -tqq -- "$file" >/dev/null 2>&1 || { fail 'unzip finds it damaged'; return; }
  names=$(unzip -Z1 -- "$file") || { fail 'it has no directory'; return; }
  [ -z "$(sort -f <<<"$names" | uniq -di)" ] || fail 'a name is given twice'
  [ -z "$(awk '!/^([A-Za-z0-9_][A-Za-z0-9._-]*\/)?[A-Za-z0-9_][A-Za-z0-9._-]*$/' <<<"$names")" ] ||
    fail 'a name is not a plain one, at most one folder deep'
  # Local headers, contents, directory and end fill the file when nothing is hidden between them.
  local size want
  size=$(stat -c %s -- "$file")
  want=$(unzip -Zl -- "$file" | awk '$1 ~ /^[-d?]/ { if ($4 != $6) bad = 1; n += $4 + 30 + 46 + 2 * length($NF) }
    END { print bad ? -1 : n + 22 }')
  [ "$size" -gt 4294967295 ] || [ "$size" = "$want" ] || fail 'bytes stand between its entries, or it is compressed'
  detail="$(wc -l <<<"$names") files, all stored"
}
if [ -n "$file" ]; then
  [ -f "$file" ] || { echo "verify.sh: there is no file $file" >&2; exit 2; }
  check zip
  if [ $bad = 1 ] || ! unzip -qq -d "$tmp/bundle" -- "$file"; then exit 3; fi
  cd "$tmp/bundle" || exit 2
else
  cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." || exit 2
fi

# Each value of a JSON text has one place: a place that comes twice is a name given twice.
twice() { jq -c --stream 'if length == 2 then .[0] else .[0][:-1] end' "$@" 2>/dev/null | sort | uniq -d | head -n1; }
check_json() {
  local name line
  for name in *.json */*.json; do
    [ -f "$name" ] || continue
    [ "$(jq -s length -- "$name" 2>/dev/null)" = 1 ] || fail "$name is not one JSON text"
    [ -z "$(twice -- "$name")" ] || fail "$name gives a name twice"
  done
  for name in */*.jsonl; do
    [ -f "$name" ] || continue
    while IFS= read -r line; do
      [ "$(jq -s length <<<"$line" 2>/dev/null)" = 1 ] && [ -z "$(twice <<<"$line")" ] || fail "a line of $name"
    done <"$name"
  done
  detail='no name is given twice'
}
check json

check_datapackage() {
  local own
  own="sha256:$(sha <datapackage.json)"
  jq -e --arg own "$own" --slurpfile of datapackage.json '
    (keys == ["hash", "path", "signedData"]) and .path == "datapackage.json" and .hash == $own
    and .signedData.hash == $own and .signedData.created == $of[0].created
    and .signedData.software == $of[0].software and $of[0].modified == $of[0].created
    and $of[0].profile == "data-package" and $of[0].wacz_version == "1.1.1"
    and ($of[0].created | test("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$"))
  ' datapackage-digest.json >/dev/null 2>&1 || fail 'it is not the one hashed and signed'
  detail=$own
}
check datapackage

check_files() {
  jq -r '.resources[].path' datapackage.json 2>/dev/null | sort >"$tmp/named"
  { printf '%s\n' */* */*/* .[!.]* */.[!.]* *; } | while IFS= read -r name; do
    [ -d "$name" ] || { [ -e "$name" ] && printf '%s\n' "$name"; }
  done | awk '$0 != "datapackage.json" && $0 != "datapackage-digest.json"' | sort -u >"$tmp/there"
  [ -z "$(uniq -d "$tmp/named")" ] || fail 'a file is named twice'
  cmp -s "$tmp/named" "$tmp/there" ||
    fail "named and there differ: $(comm -3 "$tmp/named" "$tmp/there" | tr -d '\t' | head -n3 | tr '\n' ' ')"
  local found
  found=$(awk '/^(archive|indexes|pages)\//' "$tmp/there" | tr '\n' ' ')
  case $found in
    'archive/data.warc.gz indexes/index.cdx pages/pages.jsonl ') ;;
    'archive/data.warc.gz indexes/index.cdx.gz indexes/index.idx pages/pages.jsonl ') ;;
    *) fail "a reader would find: $found" ;;
  esac
  detail="$(wc -l <"$tmp/named") files, all named"
}
check files

check_digests() {
  jq -r '.resources[] | [.hash[7:], (.bytes | tostring), .path] | @tsv' datapackage.json >"$tmp/digests" 2>/dev/null ||
    { fail 'datapackage.json cannot be read'; return; }
  local hash bytes path
  while IFS=$'\t' read -r hash bytes path; do
    [ -f "$path" ] && [ "$(stat -c %s -- "$path")" = "$bytes" ] && [ "$(sha <"$path")" = "$hash" ] ||
      fail "not the bytes that were signed: $path"
  done <"$tmp/digests"
  detail='every file has the size and SHA-256 given'
}
check digests

signed() { jq -r ".signedData.$1" datapackage-digest.json; }
check_signature() {
  [ "$(jq -c '.signedData | keys' datapackage-digest.json 2>/dev/null)" = \
    '["created","hash","publicKey","signature","software","version"]' ] && [ "$(signed version)" = 0.1.0 ] ||
    { fail 'not exactly the anonymous form of wacz-auth 0.1.0'; return; }
  b64 "$(signed publicKey)" >"$tmp/signer.der" && b64 "$(signed signature)" >"$tmp/rs" ||
    { fail 'key or signature is not plain base64'; return; }
  # SPKI of an uncompressed P-384 point: one form, 120 bytes.
  [ "$(stat -c %s "$tmp/signer.der")" = 120 ] &&
    [ "$(head -c 23 "$tmp/signer.der" | hex)" = 3076301006072a8648ce3d020106052b81040022036200 ] ||
    { fail 'the key is not an ECDSA P-384 key'; return; }
  [ "$(stat -c %s "$tmp/rs")" = 96 ] || { fail 'the signature is not 96 bytes'; return; }
  local rs
  rs=$(hex <"$tmp/rs")
  printf 'asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "${rs:0:96}" "${rs:96}" >"$tmp/rs.conf"
  openssl asn1parse -genconf "$tmp/rs.conf" -noout -out "$tmp/rs.der" >/dev/null 2>&1
  openssl pkey -pubin -inform DER -in "$tmp/signer.der" -out "$tmp/signer.pem" 2>/dev/null
  printf %s "$(signed hash)" >"$tmp/signed"
  openssl dgst -sha256 -verify "$tmp/signer.pem" -signature "$tmp/rs.der" "$tmp/signed" >/dev/null 2>&1 ||
    { fail 'the signature does not fit'; return; }
  detail="ECDSA P-384 by the key sha256:$(sha <"$tmp/signer.der")"
  [ "$(awk '$1 == "signer" { print $2 }' proof/keys.txt)" = "sha256:$(sha <"$tmp/signer.der")" ] ||
    fail 'proof/keys.txt names another signer'
}
check signature

check_signer_key() {
  [ ${#signers[@]} -gt 0 ] || { reason='skip:no trusted key given: whoever holds any key could have signed this'; return; }
  local key
  for key in "${signers[@]}"; do
    if openssl pkey -pubin -in "$key" -outform DER 2>/dev/null | cmp -s - "$tmp/signer.der"; then
      detail='signed by a key the checker trusts'; return
    fi
  done
  fail 'signed by none of the trusted keys'
}
check signer-key

# Every record, one after the other, is taken apart by its own Content-Length.
uris='{"screenshot":"urn:fullPage:","view":"urn:view:","thumbnail":"urn:thumbnail:","dom":"urn:dom:","text":"urn:text:","reading":"urn:reading:"}'
check_warc() {
  local warc=$tmp/data.warc size at=0 head length type id uri date block payload content begin end own
  gzip -dc archive/data.warc.gz 2>/dev/null >"$warc" || { fail 'gzip cannot read it'; return; }
  size=$(stat -c %s "$warc")
  : >"$tmp/records"
  while [ "$at" -lt "$size" ]; do
    range "$warc" "$at" 1048576 | awk -v RS='\r\n' -v OFS='\t' '
      $0 == "" { end = 1; exit }
      { bytes += length($0) + 2 }
      NR == 1 { if ($0 != "WARC/1.1") bad = 1; next }
      !/^[!-9;-~]+: / { bad = 1; next }
      { name = tolower(substr($0, 1, index($0, ":") - 1)); value = substr($0, index($0, ":") + 2)
        if (name in seen && name != "warc-concurrent-to" && name != "warc-protocol") bad = 1
        seen[name] = value == "" ? "-" : value }
      function of(name) { return name in seen ? seen[name] : "-" }
      END { print bytes + 2, of("content-length"), of("warc-type"), of("warc-record-id"), of("warc-target-uri"),
        of("warc-date"), of("warc-block-digest"), of("warc-payload-digest"), of("content-type"),
        of("warc-page-id"), bad || !end ? "bad" : "good" }' >"$tmp/head"
    IFS=$'\t' read -r head length type id uri date block payload content page own <"$tmp/head"
    [[ $own = good && $length =~ ^(0|[1-9][0-9]*)$ ]] || { fail "the header of the record at $at (inflated)"; return; }
    begin=$((at + head)) end=$((at + head + length))
    [ "$(range "$warc" "$end" 4 | hex)" = 0d0a0d0a ] || { fail "the record at $at (inflated) does not end as it must"; return; }
    range "$warc" "$begin" "$length" >"$tmp/block"
    [ "sha256:$(sha <"$tmp/block")" = "$block" ] || { fail "the block digest of $type $uri"; return; }
    own=0
    case $content in application/http*)
      own=$(head -c 1048576 "$tmp/block" | awk -v RS='\r\n\r\n' 'NR == 1 { print length($0) + 4; exit }') ;;
    esac
    [ "$own" -le "$length" ] || own=$length
    [ "$payload" = - ] || [ "sha256:$(tail -c "+$((own + 1))" "$tmp/block" | sha)" = "$payload" ] ||
      { fail "the payload digest of $type $uri"; return; }
    case $type in request | response) content=$(head -c "$own" "$tmp/block" | sha) ;; metadata) content=$(jq -cS . "$tmp/block" 2>/dev/null | sha) ;; esac
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$page" "$type" "$uri" "$date" "$payload" "$content" >>"$tmp/records"
    printf '%s\t%s\t%s\n' "$id" "$type" "$((end + 4 - at))" >>"$tmp/ids"
    at=$((end + 4))
  done
  [ -z "$(cut -f1 "$tmp/ids" | sort | uniq -d)" ] || fail 'a record id is there twice'
  [ "$(awk -F'\t' '$2 == "warcinfo" { n++ } END { print n + 0 }' "$tmp/records")" = 1 ] || fail 'not one warcinfo'
  detail="$(wc -l <"$tmp/records") records, each with the digests it gives"
}
: >"$tmp/ids"
check warc

check_cdxj() {
  if [ -f indexes/index.cdx ]; then cp indexes/index.cdx "$tmp/cdx"; else gzip -dc indexes/index.cdx.gz >"$tmp/cdx" 2>/dev/null; fi
  sort -c "$tmp/cdx" 2>/dev/null || fail 'it is out of order'
  cut -d' ' -f3- "$tmp/cdx" | jq -r '[(.offset | tostring), (.length | tostring), .recordDigest, .digest, .url, .filename, (.status // "-" | tostring)] | @tsv' \
    >"$tmp/lines" 2>/dev/null || { fail 'a line cannot be read'; return; }
  [ "$(cut -f1 "$tmp/lines" | sort -u | wc -l)" = "$(wc -l <"$tmp/cdx")" ] || fail 'a record is indexed twice'
  [ "$(wc -l <"$tmp/lines")" = "$(awk -F'\t' '$2 == "response" || $2 == "resource"' "$tmp/records" | wc -l)" ] ||
    fail 'there are records that are not in the index'
  local offset length whole payload url name status
  while IFS=$'\t' read -r offset length whole payload url name status; do
    range archive/data.warc.gz "$offset" "$length" >"$tmp/member"
    [ "$name" = data.warc.gz ] && [ "sha256:$(sha <"$tmp/member")" = "$whole" ] || { fail "no such record: $url"; return; }
    gzip -dc "$tmp/member" 2>/dev/null | head -c 1048576 | awk -v RS='\r\n' -v url="$url" -v digest="$payload" -v status="$status" '
      $0 == "" { blank++; if (blank == 1) next; exit }
      !blank && $0 == "WARC-Target-URI: " url { a = 1 }
      !blank && $0 == "WARC-Payload-Digest: " digest { b = 1 }
      !blank && $0 == "WARC-Type: resource" { c = status == "-" }
      blank == 1 && !d { d = 1; if (!c) c = substr($0, index($0, " ") + 1, 3) == status }
      END { exit !(a && b && c) }' || { fail "another record stands where the index says $url"; return; }
  done <"$tmp/lines"
  detail="$(wc -l <"$tmp/lines") lines, each leading to its record"
}
check cdxj

expected='
  def oct: explode | map(if . > 255 then error("head") else "\\0\(. / 64 | floor)\(. / 8 | floor % 8)\(. % 8)" end) | add // "";
  def empty: "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  . as $m | (.exchanges[.mainExchange // -1 | if . < 0 then 1e9 else . end] // null) as $main
  | ($main != null and $main.responseHead != null) as $page
  | (if $main != null then $main.url else null end) as $url
  | ($main.startedAt // .startedAt) as $at
  | (.exchanges | to_entries[] | .key as $i | .value
    | (if .requestHead != null then ["request", .url, .startedAt, (.requestBody.digest // empty), (.requestHead | oct)] else empty | [] end),
      (if .responseHead != null
        then ["response", .url, .startedAt, (.responseBody.digest // empty),
          (.responseHead | gsub("(?<=\r\n)transfer-encoding(?=[ \t]*:)"; "X-Archive-Orig-Transfer-Encoding"; "gi") | oct)]
        else [] end)),
    (.files[] | ["resource", ($uris[.role] + ($url // "*")), $at, .digest, "-"])
  | select(length > 0) | @tsv'
check_manifest() {
  local name capture type uri date payload head
  [ -s "$tmp/records" ] || { fail 'the WARC cannot be read'; return; }
  for name in provenance/c_*.json; do
    capture=${name#provenance/} capture=${capture%.json}
    case $capture in *.*) continue ;; esac
    [ "$(jq -r .capture -- "$name" 2>/dev/null)" = "$capture" ] || { fail "$name is of another capture"; return; }
    jq -r --argjson uris "$uris" "$expected" -- "$name" >"$tmp/expected" 2>/dev/null || { fail "$name cannot be read"; return; }
    : >"$tmp/a"
    while IFS=$'\t' read -r type uri date payload head; do
      head=${head//\\\\/\\}
      case $type in resource) head=- ;; *) head=$(printf '%b' "$head" | sha) ;; esac
      case $uri in *'*') uri=${uri%\*} ;; esac
      printf '%s\t%s\t%s\t%s\t%s\n' "$type" "$uri" "$date" "$payload" "$head" >>"$tmp/a"
    done <"$tmp/expected"
    awk -F'\t' -v OFS='\t' -v page="$capture" '$1 == page && ($2 == "request" || $2 == "response" || $3 ~ /^urn:(fullPage|view|thumbnail|dom|text|reading):/) {
      print $2, $3, $4, $5, $2 == "resource" ? "-" : $6 }' "$tmp/records" >"$tmp/b"
    cmp -s <(sort "$tmp/a") <(sort "$tmp/b") ||
      fail "$capture: $(comm -3 <(sort "$tmp/a") <(sort "$tmp/b") | tr -d '\t' | head -n1 | head -c 200)"
  done
  detail='requests, responses and files are those of the manifests'
  [ -z "$(comm -13 <(printf '%s\n' provenance/c_*.json | sort) <(cut -f1 "$tmp/records" | awk '$0 != "-" { print "provenance/" $0 ".json" }' | sort -u))" ] ||
    fail 'there are records of a capture without a manifest'
}
check manifest

captures() { local name; for name in provenance/c_*.json; do name=${name#provenance/} name=${name%.json}; case $name in *.*) ;; *) echo "$name" ;; esac; done; }
check_log_entry() {
  local capture entry n=0 salt
  for capture in $(captures); do
    entry=proof/$capture.entry.json
    [ -f "$entry" ] || { fail "$capture has no log entry"; return; }
    salt=$(jq -r .salt "provenance/$capture.json")
    jq -e --arg manifest "sha256:$(sha <"provenance/$capture.json")" \
      --arg target "sha256:$({ unhex "$salt"; jq -j .url "provenance/$capture.json"; } | sha)" \
      '(.type == "capture" or .type == "failure") and .manifest == $manifest and .target == $target' "$entry" >/dev/null 2>&1 ||
      { fail "the entry of $capture names another manifest or address"; return; }
    n=$((n + 1))
  done
  [ $n -gt 0 ] || fail 'there is no capture'
  detail="$n entries name the manifests and addresses of their captures"
}
check log-entry

node() { { printf '\001'; unhex "$1$2"; } | sha; }
# RFC 9162 §2.1.3.2
included() {
  local hash=$1 place=$2 last=$(($3 - 1)) root=$4 sibling
  shift 4
  [ "$place" -le "$last" ] || return 1
  for sibling; do
    [ $last -gt 0 ] || return 1
    if [ $((place % 2)) = 1 ] || [ $place = $last ]; then
      hash=$(node "$sibling" "$hash")
      while [ $((place % 2)) = 0 ] && [ $place != 0 ]; do place=$((place / 2)) last=$((last / 2)); done
    else hash=$(node "$hash" "$sibling"); fi
    place=$((place / 2)) last=$((last / 2))
  done
  [ $last = 0 ] && [ "$hash" = "$root" ]
}
check_log_inclusion() {
  [ -f proof/checkpoint.note ] || { fail 'there is no checkpoint in the bundle'; return; }
  local capture proof index size root leaf path line n=0
  { read -r _; read -r size; read -r root; } <proof/checkpoint.note
  root=$(b64 "$root" | hex)
  [[ $size =~ ^[1-9][0-9]*$ && ${#root} = 64 ]] || { fail 'the checkpoint cannot be read'; return; }
  for capture in $(captures); do
    proof=proof/$capture.tlog-proof
    [ -f "$proof" ] || { fail "$capture has no proof of inclusion"; return; }
    awk 'rest { print } $0 == "" && !rest { rest = 1 }' "$proof" | cmp -s - proof/checkpoint.note || { fail "$proof is for another checkpoint"; return; }
    path=()
    { read -r line; read -r index; while read -r leaf && [ -n "$leaf" ]; do path+=("$(b64 "$leaf" | hex)"); done; } <"$proof"
    [ "$line" = c2sp.org/tlog-proof@v1 ] && [ "$index" = "index $(jq .seq "proof/$capture.entry.json")" ] || { fail "$proof is for another place"; return; }
    leaf=$({ printf '\000'; cat "proof/$capture.entry.json"; } | sha)
    included "$leaf" "${index#index }" "$size" "$root" ${path[@]+"${path[@]}"} || { fail "$proof does not lead to the root"; return; }
    n=$((n + 1))
  done
  detail="$n entries stand in the log of $size entries"
}
check log-inclusion

# signed_by VKEY: an Ed25519 signature of the checkpoint by this key, under its own name and id.
signed_by() {
  local name=${1%%+*} rest=${1#*+} id key line found=1
  id=${rest%%+*} key=${rest#*+}
  [ "$name" = "$(head -n1 proof/checkpoint.note)" ] && b64 "$key" >"$tmp/vkey" && [ "$(head -c1 "$tmp/vkey" | hex)" = 01 ] || return 1
  [ "$({ printf '%s\n' "$name"; cat "$tmp/vkey"; } | sha | cut -c1-8)" = "$id" ] || return 1
  { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c +2 "$tmp/vkey"; } >"$tmp/log.der"
  awk '$0 == "" { exit } { print }' proof/checkpoint.note >"$tmp/text"
  while IFS= read -r line; do
    case $line in "— $name "*) ;; *) continue ;; esac
    b64 "${line##* }" >"$tmp/line" || return 1
    [ "$(head -c4 "$tmp/line" | hex)" = "$id" ] || continue
    tail -c +5 "$tmp/line" >"$tmp/sig"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$tmp/log.der" -rawin -in "$tmp/text" -sigfile "$tmp/sig" >/dev/null 2>&1 || return 1
    found=0
  done <proof/checkpoint.note
  return $found
}
check_checkpoint_signature() {
  [ -f proof/checkpoint.note ] || { fail 'there is no checkpoint in the bundle'; return; }
  detail="signed by $(awk '$1 == "log" { print $2 }' proof/keys.txt)"
  signed_by "${detail#signed by }" || fail 'not signed by the key in proof/keys.txt'
}
check checkpoint-signature
check_checkpoint_key() {
  [ ${#vkeys[@]} -gt 0 ] || { reason='skip:no trusted key given: anyone could run a log of their own'; return; }
  local key
  for key in "${vkeys[@]}"; do if [ -f proof/checkpoint.note ] && signed_by "$key"; then detail='signed by a key the checker trusts'; return; fi; done
  fail 'signed by none of the trusted keys'
}
check checkpoint-key

check_times() {
  local created capture
  created=$(jq -r .created datapackage.json 2>/dev/null)
  for capture in $(captures); do
    jq -en --arg created "$created" --slurpfile m "provenance/$capture.json" --slurpfile e "proof/$capture.entry.json" '
      $m[0].startedAt <= $m[0].finishedAt and $m[0].finishedAt <= $e[0].at and $e[0].at[:19] + "Z" <= $created' >/dev/null 2>&1 ||
      fail "$capture: it began, ended, was logged and put into a bundle in another order"
  done
  detail="the bundle is of $created"
}
check times

check_custody() {
  [ -f proof/custody.jsonl ] || { reason='skip:the bundle holds no record of custody'; return; }
  local line capture manifest previous n=0
  local -A before=()
  while IFS= read -r line; do
    n=$((n + 1))
    IFS=$'\t' read -r capture manifest previous < <(jq -r '[.capture, .manifest, (.previous // "none")] | @tsv' <<<"$line" 2>/dev/null)
    [ "$previous" = "${before[x$capture]:-none}" ] || fail "line $n does not follow the one before it for its capture"
    [ "$manifest" = "sha256:$(sha <"provenance/$capture.json")" ] || fail "line $n names another manifest"
    before[x$capture]="sha256:$(printf %s "$line" | sha)"
  done <proof/custody.jsonl
  [ $n -gt 0 ] && [ -z "$(tail -c1 proof/custody.jsonl)" ] || fail 'it is cut off'
  detail="$n events, each bound to the one before it"
}
check custody

check_token() {
  local base=proof/checkpoint.$name at
  [ -f "$base.tsq" ] && [ -f proof/checkpoint.note ] || { fail 'the question is missing'; return; }
  openssl ts -query -in "$base.tsq" -text 2>/dev/null | awk '/^ +[0-9a-f]{4} - |^    [0-9a-f]+ - / { sub(/^ +[0-9a-f]+ - /, ""); sub(/   .*/, ""); gsub(/[ -]/, ""); printf "%s", $0 }' >"$tmp/imprint"
  [ "$(cut -c1-64 "$tmp/imprint")" = "$(sha <proof/checkpoint.note)" ] || { fail 'the question is about another checkpoint'; return; }
  at=$(openssl ts -reply -in "$base.tsr" -text 2>/dev/null | awk '/^Time stamp: / { sub(/^Time stamp: /, ""); print }')
  at=$(date -u -d "$at" +%s 2>/dev/null) || { fail 'the token cannot be read'; return; }
  [ ${#roots[@]} -gt 0 ] || { reason="skip:no trusted root given: it says $(date -u -d "@$at" +%FT%TZ)"; return; }
  cat -- "${roots[@]}" >"$tmp/roots.pem"
  local chain=(); [ ! -s "$base.chain.pem" ] || chain=(-untrusted "$base.chain.pem")
  openssl ts -verify -queryfile "$base.tsq" -in "$base.tsr" -CAfile "$tmp/roots.pem" ${chain[@]+"${chain[@]}"} -attime "$at" >/dev/null 2>&1 ||
    { fail 'openssl does not verify the token with the trusted roots'; return; }
  detail="the checkpoint existed at $(date -u -d "@$at" +%FT%TZ)"
}
found=0
for name in proof/checkpoint.*.tsr; do
  [ -f "$name" ] || continue
  found=1 name=${name#proof/checkpoint.} name=${name%.tsr} reason='' detail=''
  check_token
  if [ -z "$reason" ]; then say passed "rfc3161:$name" "$detail"
  elif [ "$reason" != "${reason#skip:}" ]; then say skipped "rfc3161:$name" "${reason#skip:}"
  else say failed "rfc3161:$name" "$reason"; fi
done
[ $found = 1 ] || say skipped rfc3161 'pending: no time-stamping authority has stamped the checkpoint'
say skipped 'ots witness tls-handshake' 'not checked here: vestige verify does'
[ $bad = 0 ] || exit 3
