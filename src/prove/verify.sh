#!/usr/bin/env bash
# Checks a proof bundle with openssl, jq, unzip, gzip, awk and coreutils only: a second
# implementation, short enough to be read before it is trusted. No network.
#   bash proof/verify.sh [--trust PEM]… [--signer-key PEM]… [--checkpoint-key VKEY]…
#     [--witness-key VKEY]… [BUNDLE.wacz]
# Without a file it checks the unzipped bundle around it. One line a check: passed, failed or
# skipped, with the reason. Exit 0 when nothing failed, 3 when something did, 2 for wrong usage.
# It does not check OpenTimestamps, TLS handshakes, record ids, and the keys of the index: those are for
# `vestige verify` or proof/verify.mjs.
set -u
# No file written here may be larger, whatever a bomb inflates to (KiB).
ulimit -f 8388608 2>/dev/null
export LC_ALL=C
roots=() signers=() vkeys=() witnesses=() file=''
while [ $# -gt 0 ]; do
  case $1 in
    --trust | --signer-key | --checkpoint-key | --witness-key)
      [ $# -ge 2 ] || { echo "verify.sh: $1 needs a value" >&2; exit 2; }
      case $1 in
        --trust) roots+=("$(realpath -- "$2")") ;;
        --signer-key) signers+=("$(realpath -- "$2")") ;;
        *) while IFS= read -r key; do
            case $key in *+*) if [ "$1" = --witness-key ]; then witnesses+=("$key"); else vkeys+=("$key"); fi ;; esac
          done < <(if [ -f "$2" ]; then cat -- "$2"; else printf '%s\n' "$2"; fi) ;;
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
# fail_if WHAT WHY: fails when there is such a thing.
fail_if() { [ -z "$1" ] || fail "$2 $1"; }
# check ID: runs the function check_ID (dashes are underscores) and says what came of it.
check() {
  reason='' detail=''
  "check_${1//-/_}"
  if [ "$reason" = "${reason#skip:}" ] && [ -n "$reason" ]; then say failed "$1" "$reason"
  elif [ -n "$reason" ]; then say skipped "$1" "${reason#skip:}"
  else say passed "$1" "$detail"; fi
}
sha() { sha256sum | cut -d' ' -f1; }
# Coreutils have no cmp; always called with -s.
cmp() { [ "$(cat -- "$2" | sha)" = "$(cat -- "$3" | sha)" ]; }
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
  [ -z "$(awk '!/^([A-Za-z0-9_][A-Za-z0-9._-]*\/)?[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/' <<<"$names")" ] ||
    fail 'a name is not a plain one, at most one folder deep'
  # A plain file, stored, nothing encrypted, no second size, no extra field (but over 4 GiB), one date.
  fail_if "$(unzip -Zl -- "$file" | awk '$3 == "unx" || $1 ~ /^[-dl?]/ {
      if ($1 != "-rw-r--r--" || $4 != $6 || $5 !~ /^b[-x]$/ || $5 == "bx" && $4 < 4294967295 && !far || $7 != "stor" || $8 != "80-Jan-01") { print $NF; exit }
      place += $4; far = place >= 4294967295 }')" 'an entry is not as plain as it must be:'
  # Local headers, contents, directory and end fill the file when nothing is hidden between them.
  local size want
  size=$(stat -c %s -- "$file")
  want=$(unzip -Zl -- "$file" | awk '$3 == "unx" { n += $4 + 30 + 46 + 2 * length($NF) } END { print n + 22 }')
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
check_json() {
  local names=() name
  for name in *.json */*.json; do
    [ ! -f "$name" ] || names+=("$name")
    [ ! -f "$name" ] || [ -s "$name" ] || fail "$name is empty"
  done
  [ ${#names[@]} -gt 0 ] || { fail 'there are no JSON files'; return; }
  jq -es --argjson files ${#names[@]} 'length == $files and all(.. | numbers; isinfinite or isnan | not)' -- "${names[@]}" >/dev/null 2>&1 ||
    fail 'a file is not one JSON text, or a number in it is none'
  jq -cn --stream 'foreach inputs as $e ({next: 0}; .now = .next | if ($e | length) == 1 and ($e[0] | length) == 1 or $e[0] == [] then .next = .now + 1 else . end;
    [.now, if ($e | length) == 2 then $e[0] else $e[0][:-1] end])' -- "${names[@]}" 2>/dev/null | sort | uniq -d | head -n1 >"$tmp/twice"
  fail_if "$(cat "$tmp/twice")" 'a name is given twice:'
  # Bytes that are no UTF-8, a mark before the text, half a character: readers make something else of them.
  fail_if "$(awk '{ line = $0
      if (FNR == 1 && line !~ /^[{[]/) { print FILENAME; exit }
      gsub(/\\\\/, "", line); gsub(/\\u[dD][89abAB]..\\u[dD][c-fC-F]../, "", line)
      if (line ~ /\\u[dD][89a-fA-F]/) { print FILENAME; exit }
      gsub(/[\001-\177]|[\302-\337][\200-\277]|\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]|\355[\200-\237][\200-\277]|\360[\220-\277][\200-\277][\200-\277]|[\361-\363][\200-\277][\200-\277][\200-\277]|\364[\200-\217][\200-\277][\200-\277]/, "", line)
      if (line != "") { print FILENAME; exit } }' "${names[@]}")" 'characters are not what they seem in'
  for name in */*.jsonl; do
    # Written in one way only: what jq reads and writes again is the same.
    [ ! -f "$name" ] || jq -cR fromjson -- "$name" 2>/dev/null | cmp -s - <(awk '{ gsub(/\177/, "\\u007f"); print }' "$name") ||
      fail "a line of $name is not written as it must be"
    [ ! -f "$name" ] || [ -z "$(tail -c1 -- "$name")" ] || fail "$name is cut off"
  done
  detail='no name is given twice'
}
check json

check_datapackage() {
  local own
  own="sha256:$(sha <datapackage.json)"
  jq -e --arg own "$own" --slurpfile of datapackage.json '
    (keys == ["hash", "path", "signedData"]) and .path == "datapackage.json" and .hash == $own
    and .signedData.hash == $own and $of[0].modified == $of[0].created
    and if .signedData.domain then (.signedData.created | sub("(\\.[0-9]+)?(Z|\\+00:00)$"; "Z")) == $of[0].created
      else .signedData.created == $of[0].created and .signedData.software == $of[0].software end
    and $of[0].profile == "data-package" and $of[0].wacz_version == "1.1.1"
    and ($of[0].created | test("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$"))
  ' datapackage-digest.json >/dev/null 2>&1 || fail 'it is not the one hashed and signed'
  detail=$own
}
check datapackage

find_links() { local name; for name in * */*; do [ ! -L "$name" ] || printf '%s\n' "$name"; done | head -n1; }
check_files() {
  jq -r '.resources[].path' datapackage.json 2>/dev/null | sort >"$tmp/named"
  { printf '%s\n' */* */*/* .[!.]* */.[!.]* *; } | while IFS= read -r name; do
    [ -d "$name" ] || { [ -e "$name" ] && printf '%s\n' "$name"; }
  done | awk '$0 != "datapackage.json" && $0 != "datapackage-digest.json"' | sort -u >"$tmp/there"
  [ -z "$(uniq -d "$tmp/named")" ] || fail 'a file is named twice'
  cmp -s "$tmp/named" "$tmp/there" ||
    fail "named and there differ: $(comm -3 "$tmp/named" "$tmp/there" | tr -d '\t' | head -n3 | tr '\n' ' ')"
  fail_if "$(awk 'match($0, /^(provenance|proof)\/c_[^.]*\./) { capture = substr($0, index($0, "/") + 1, RLENGTH - index($0, "/") - 1); named[$0] = capture
        if (!/^provenance\/c_[^.]+\.(json|certs\.pem|(dns|handshakes|lookups)\.json)$/ && !/^proof\/c_[^.]+\.(entry\.json|tlog-proof)$/) { print; exit }
        next }
      !/^(archive|indexes|pages|report)\// && !/^proof\/(w_[^.]+\.entries\.jsonl|checkpoint\..+|bitcoin-headers\.json|custody\.jsonl|keys\.txt|redacted\.json|VERIFY\.md|verify\.[a-z]+)$/ { print; exit }
      END { for (name in named) if (!(("provenance/" named[name] ".json") in named)) { print name; exit } }' "$tmp/there")" 'without a place in a bundle:'
  fail_if "$(find_links)" 'it is a link:'
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
is_domain=$(jq -r '.signedData | has("domain")' datapackage-digest.json 2>/dev/null)
# split_pem FILE PREFIX: its certificates, each in a file of its own; at least one.
split_pem() { awk -v to="$2" '/^-----BEGIN CERTIFICATE-----/ { file = to sprintf("%03d", n++) } file { print > file } /^-----END CERTIFICATE-----/ { file = "" }' "$1"; [ -s "${2}000" ]; }
# leads PREFIX AT: each certificate is signed by the next, which may issue, and all are valid then.
leads() {
  local name last=''
  for name in "$1"[0-9]*; do
    [ -z "$last" ] || openssl verify -no-CAfile -no-CApath -partial_chain -trusted "$name" -attime "$2" "$last" >/dev/null 2>&1 || return 1
    last=$name
  done
  openssl verify -no-CAfile -no-CApath -partial_chain -trusted "$last" -attime "$2" "$last" >/dev/null 2>&1
}
seconds() { date -u -d "$1" +%s 2>/dev/null; }
stamped_at() { seconds "$(openssl ts -reply -in "$1" -text 2>/dev/null | awk '/^Time stamp: / { sub(/^Time stamp: /, ""); print }')"; }

# In the name of a domain (wacz-auth 0.1.0, as authsign signs): a web authority certified the key for the host,
# a time-stamping authority stamped the text of the signature.
domain_at=''
check_domain() {
  local domain created from at last
  [ "$(jq -c '.signedData | del(.crossSignedCert) | keys' datapackage-digest.json)" = \
    '["created","domain","domainCert","hash","signature","software","timeSignature","timestampCert","version"]' ] ||
    { fail 'not exactly the domain form of wacz-auth 0.1.0'; return; }
  domain=$(signed domain)
  created=$(seconds "$(signed created)") || { fail 'created is not a time'; return; }
  signed domainCert >"$tmp/domain.pem"; signed timestampCert >"$tmp/stamper.pem"
  split_pem "$tmp/domain.pem" "$tmp/domain-" && split_pem "$tmp/stamper.pem" "$tmp/stamper-" || { fail 'a chain holds no certificates'; return; }
  openssl x509 -in "$tmp/domain-000" -noout -pubkey 2>/dev/null >"$tmp/signer.pem"
  openssl pkey -pubin -in "$tmp/signer.pem" -outform DER 2>/dev/null >"$tmp/signer.der"
  [ "$(head -c 27 "$tmp/signer.der" | hex)" = 3059301306072a8648ce3d020106082a8648ce3d03010703420004 ] || { fail 'the key is not an ECDSA P-256 key'; return; }
  openssl x509 -in "$tmp/domain-000" -noout -checkhost "$domain" 2>/dev/null | awk '/ does match certificate/ { ok = 1 } END { exit !ok }' || { fail "the certificate is not one for $domain"; return; }
  from=$(seconds "$(openssl x509 -in "$tmp/domain-000" -noout -startdate | cut -d= -f2)")
  [ "$created" -ge "$from" ] && [ "$created" -le $((from + 604800)) ] || { fail 'it was signed before its certificate was made, or over a week after'; return; }
  leads "$tmp/domain-" "$created" || { fail 'the certificates of the domain do not lead from one to the next, each valid when it was signed'; return; }
  b64 "$(signed signature)" >"$tmp/rs.der" && b64 "$(signed timeSignature)" >"$tmp/domain.tsr" || { fail 'signature or stamp is not plain base64'; return; }
  printf %s "$(signed hash)" >"$tmp/signed"
  openssl dgst -sha256 -verify "$tmp/signer.pem" -signature "$tmp/rs.der" "$tmp/signed" >/dev/null 2>&1 || { fail 'the signature does not fit'; return; }
  if [ "$(signed crossSignedCert)" != null ]; then
    signed crossSignedCert | openssl x509 -noout -pubkey 2>/dev/null >"$tmp/cross.pem"
    openssl dgst -sha256 -verify "$tmp/cross.pem" -signature "$tmp/rs.der" "$tmp/signed" >/dev/null 2>&1 || { fail 'crossSignedCert is not of the key that signed'; return; }
  fi
  at=$(stamped_at "$tmp/domain.tsr") && [ -n "$at" ] && [ "$at" -ge "$created" ] && [ "$at" -le $((created + 600)) ] || { fail 'the stamp is older than the signature, or over ten minutes younger'; return; }
  printf %s "$(signed signature)" >"$tmp/stamped"
  for last in "$tmp"/stamper-[0-9]*; do :; done
  leads "$tmp/stamper-" "$at" && openssl ts -verify -data "$tmp/stamped" -in "$tmp/domain.tsr" -CAfile "$last" -untrusted "$tmp/stamper.pem" -partial_chain -attime "$at" >/dev/null 2>&1 ||
    { fail 'the stamp is not one over this signature by the authority it names'; return; }
  # timestampCert begins with whoever stamped.
  openssl ts -reply -in "$tmp/domain.tsr" -token_out 2>/dev/null | openssl pkcs7 -inform DER -print_certs 2>/dev/null >"$tmp/in-token.pem"
  split_pem "$tmp/in-token.pem" "$tmp/in-token-"
  for last in "$tmp"/in-token-[0-9]*; do openssl x509 -in "$last" -outform DER 2>/dev/null | sha; done | awk -v own="$(openssl x509 -in "$tmp/stamper-000" -outform DER | sha)" '$0 == own { ok = 1 } END { exit !ok }' ||
    { fail 'timestampCert does not begin with the one who stamped'; return; }
  domain_at=$at detail="ECDSA P-256 in the name of $domain, stamped at $(date -u -d "@$at" +%FT%TZ)"
}
# Both the name and the time must lead to roots of the checker.
check_domain_roots() {
  [ -n "$domain_at" ] || { fail 'there is no good signature to compare with'; return; }
  cat -- "${roots[@]}" >"$tmp/roots.pem"
  openssl verify -no-CApath -CAfile "$tmp/roots.pem" -untrusted "$tmp/domain.pem" -attime "$domain_at" "$tmp/domain-000" >/dev/null 2>&1 ||
    { fail 'the certificate of the domain leads to none of the trusted roots'; return; }
  openssl ts -verify -data "$tmp/stamped" -in "$tmp/domain.tsr" -CAfile "$tmp/roots.pem" -untrusted "$tmp/stamper.pem" -attime "$domain_at" >/dev/null 2>&1 ||
    { fail 'the stamp over the signature leads to none of the trusted roots'; return; }
  detail="$(signed domain), certified and stamped under roots that the checker trusts"
}
check_signature() {
  [ "$is_domain" != true ] || { check_domain; return; }
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
  [ ${#signers[@]} -gt 0 ] || [ "$is_domain" = true -a ${#roots[@]} -gt 0 ] || { reason='skip:no trusted key given: whoever holds any key could have signed this'; return; }
  local key
  for key in ${signers[@]+"${signers[@]}"}; do
    if openssl pkey -pubin -in "$key" -outform DER 2>/dev/null | cmp -s - "$tmp/signer.der"; then
      detail='signed by a key the checker trusts'; return
    fi
  done
  if [ "$is_domain" = true ] && [ ${#roots[@]} -gt 0 ]; then check_domain_roots; else fail 'signed by none of the trusted keys'; fi
}
check signer-key

# Of each capture: the manifest's own words, what its log entry must say, and the entry's own.
us=$'\037' manifests=() entries=() captures=() watch=() salt=() url=() from=() to=() main=() dns=() certs=() handshakes=() lookups=() digest=() seq=() previous=() entry_digest=()
manifest_fault=''
for name in provenance/c_*.json; do case ${name#provenance/} in *.*.json) ;; *) [ ! -f "$name" ] || manifests+=("$name") ;; esac; done
[ ${#manifests[@]} = 0 ] || {
  jq -r '[.capture, .watch, .salt, .url, .startedAt, .finishedAt, (.mainExchange | tostring), (.dns | tojson | gsub("\\\\u007f"; "\u007f")),
      ([.exchanges[].tls | select(. != null) | .certificates[]] | (reduce .[] as $one ([]; if index([$one]) then . else . + [$one] end)) | join(" ")), .handshakes.digest // "none", .lookups.digest // "none"]
    | if any(.[]; contains("\n") or contains("\u001f")) then error("form") else join("\u001f") end' -- "${manifests[@]}" >"$tmp/facts" 2>/dev/null || manifest_fault='a manifest cannot be read'
  while IFS=$us read -r a b c d e f g h i j k; do
    [ "provenance/$a.json" = "${manifests[${#captures[@]}]}" ] || manifest_fault="a manifest is of another capture: $a"
    captures+=("$a") watch+=("$b") salt+=("$c") url+=("$d") from+=("$e") to+=("$f") main+=("$g") dns+=("$h") certs+=("$i") handshakes+=("$j") lookups+=("$k") entries+=("proof/$a.entry.json")
  done <"$tmp/facts"
  while read -r a _; do digest+=("sha256:$a"); done < <(sha256sum -- "${manifests[@]}")
}
[ ${#captures[@]} = 0 ] || {
  while read -r a b; do seq+=("$a") previous+=("$b"); done < <(jq -r '"\(.seq) \(.previous)"' -- "${entries[@]}" 2>/dev/null)
  while read -r a _; do entry_digest+=("sha256:$a"); done < <(sha256sum -- "${entries[@]}" 2>/dev/null)
}
# logged: fails where a capture has no entry.
logged() {
  [ ${#captures[@]} -gt 0 ] || { fail 'there is no capture'; return; }
  [ ${#seq[@]} = ${#captures[@]} ] && [ ${#entry_digest[@]} = ${#captures[@]} ] || fail 'a capture has no log entry that can be read'
}

# The WARC is cut where the index says. What lies between the places of the index are the records that
# belong in no index. Each piece is inflated by itself and its records are read one after the other.
warc_fault='' cdxj_fault='' records=0 indexed=0 batch=0 total=0
mkdir -p "$tmp/block" "$tmp/payload" "$tmp/piece" "$tmp/out" "$tmp/record"
: >"$tmp/ids"; : >"$tmp/refs"; : >"$tmp/warc.sums"; : >"$tmp/cdxj.sums"; : >"$tmp/info"
warc_bad() { [ -n "$warc_fault" ] || warc_fault=$1; return 1; }
cdxj_bad() { [ -n "$cdxj_fault" ] || cdxj_fault=$1; return 1; }
field='^([!#$%&'\''*+.^_`|~0-9A-Za-z-]+): ([^[:cntrl:]]*)'$'\r''$'

# status_of LINE: sets status as browsers read it, digits behind the first space, 200 where there are none.
status_of() {
  status=-
  case $1 in HTTP/*) ;; *) return ;; esac
  [[ $1 =~ ^[^\ ]*\ +0*([0-9]+) ]] && status=${BASH_REMATCH[1]} || status=200
  [ ${#status} -lt 10 ] && return
  [ ${#status} = 10 ] && [[ ! $status > 2147483647 ]] || status=2147483647
}

# Reads one record from file 3. 1 at the end of the file; what is wrong stands in warc_fault.
read_record() {
  local line name value lower seen='|' fields='' http='' head text end bytes=0
  type='' id='' uri='' date='' page='' block='' payload='-' content='-' size='' media='' status='-'
  IFS= read -r -u 3 line || { [ -z "$line" ] || warc_bad 'bytes follow a record'; return 1; }
  [ "$line" = $'WARC/1.1\r' ] || { warc_bad 'a record does not begin as it must'; return 1; }
  bytes=$((${#line} + 1))
  while IFS= read -r -u 3 line; do
    bytes=$((bytes + ${#line} + 1))
    [ "$line" != $'\r' ] || break
    [[ $line =~ $field ]] || { warc_bad 'a line in the header of a record'; return 1; }
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]} lower=${BASH_REMATCH[1],,}
    case $seen in *"|$lower|"*)
      case $lower in warc-concurrent-to | warc-protocol) ;; *) warc_bad "$name is given twice in a record"; return 1 ;; esac ;;
    esac
    seen+="$lower|"
    case $lower in
      warc-type) type=$value ;;
      warc-record-id) id=$value ;;
      warc-block-digest) block=$value ;;
      warc-payload-digest) payload=$value ;;
      content-length) size=$value ;;
      warc-concurrent-to | warc-refers-to) printf '%s\n' "$value" >>"$tmp/refs"; fields+="$us$name: <id>" ;;
      *)
        case $lower in warc-target-uri) uri=$value ;; warc-date) date=$value ;; warc-page-id) page=$value ;; content-type) media=$value ;; esac
        fields+="$us$name: $value" ;;
    esac
  done
  records=$((records + 1))
  [[ $size =~ ^(0|[1-9][0-9]{0,12})$ && $block =~ ^sha256:[0-9a-f]{64}$ && $id =~ ^\<urn:uuid:[0-9a-f-]{36}\>$ ]] ||
    { warc_bad "the header of the $type of $uri"; return 1; }
  head -c "$size" <&3 >"$tmp/block/$records"
  IFS= read -r -N 4 -u 3 end
  [ "$end" = $'\r\n\r\n' ] || { warc_bad "the $type of $uri does not end as it must"; return 1; }
  total=$((total + bytes + size + 4)) batch=$((batch + 1))
  printf '%s\n' "$id" >>"$tmp/ids"
  printf '%s  block/%s\n' "${block#sha256:}" "$records" >>"$tmp/warc.sums"
  case $type in
    request | response)
      exec 4<"$tmp/block/$records"
      head=''
      while IFS= read -r -u 4 line; do
        head+=$line$'\n'
        [ "$line" != $'\r' ] || break
        [[ ${line,,} != content-type*:* || -n $http ]] || http=${line#*:}
      done
      exec 4<&-
      if [ $type = response ]; then media=$http; status_of "${head%%$'\r'*}"; else media=''; fi
      tail -c "+$((${#head} + 1))" "$tmp/block/$records" >"$tmp/payload/$records"
      printf '%s  payload/%s\n' "${payload#sha256:}" "$records" >>"$tmp/warc.sums"
      printf -v content %q "$head" ;;
    resource)
      printf '%s  block/%s\n' "${payload#sha256:}" "$records" >>"$tmp/warc.sums"
      case $uri in dns:* | urn:pageinfo:*) content=+ ;; esac ;;
    metadata | warcinfo)
      [ "$payload" = - ] || { warc_bad "a payload digest of the $type of $uri"; return 1; }
      content=+ ;;
    *) warc_bad "a record of type $type has no place in a bundle"; return 1 ;;
  esac
  if [ "$content" = + ]; then
    IFS= read -r -d '' text <"$tmp/block/$records" || :
    printf -v content %q "$text"
  fi
  case $type:$uri in resource:dns:* | resource:urn:pageinfo:*) text='' ;; *) text=$payload ;; esac
  if [ "$type" = warcinfo ]; then
    [ $records = 1 ] || { warc_bad 'a warcinfo that is not the first record'; return 1; }
    printf '%s' "${fields#"$us"}$us$content" >"$tmp/info"
  elif [[ $page =~ ^c_[0-9A-Za-z]+$ ]]; then
    printf '%s\n' "$type$fields$us$text$us$content" >>"$tmp/record/$page"
  else warc_bad "the $type of $uri is of no capture"; return 1; fi
}

# Holds digests and lengths of what was read against what was given, and makes room for the next.
flush() {
  [ "$(cat "$tmp"/out/* | wc -c)" = "$total" ] || warc_bad 'a header holds bytes that cannot be read'
  (cd "$tmp" && sha256sum --check --strict --quiet warc.sums) >/dev/null 2>&1 || warc_bad 'a record is not what its digest says'
  [ ! -s "$tmp/cdxj.sums" ] || (cd "$tmp" && sha256sum --check --strict --quiet cdxj.sums) >/dev/null 2>&1 || cdxj_bad 'a record is not the one the index names'
  rm -f "$tmp"/block/* "$tmp"/payload/* "$tmp"/piece/* "$tmp"/out/*
  : >"$tmp/warc.sums"; : >"$tmp/cdxj.sums"; batch=0 total=0
}

# take BYTES NAME: the next piece of the WARC, inflated.
take() {
  head -c "$1" <&5 >"$tmp/piece/$2"
  gzip -dc <"$tmp/piece/$2" >"$tmp/out/$2" 2>/dev/null
}

read_gap() {
  take "$1" "$2" || return 1
  exec 3<"$tmp/out/$2"
  while read_record; do
    case $type in response | resource) cdxj_bad "the $type of $uri is not in the index" ;; esac
  done
  exec 3<&-
  [ $batch -lt 300 ] || flush
}

read_indexed() { # OFFSET LENGTH DIGEST PAYLOAD URL STATUS MIME TIME
  local at=${8%Z} mime
  take "$2" "$1" || return 1
  printf '%s  piece/%s\n' "${3#sha256:}" "$1" >>"$tmp/cdxj.sums"
  exec 3<"$tmp/out/$1"
  read_record || { exec 3<&-; [ -n "$warc_fault" ]; return; }
  mime=${media%%;*} mime=${mime,,}; mime=${mime#"${mime%%[! $'\t\r']*}"} mime=${mime%"${mime##*[! $'\t\r']}"}
  [[ $mime =~ ^[a-z0-9_.+-]+/[a-z0-9_.+*-]+$ ]] || mime=-
  [[ $type = re[s]* && "$uri" = "$5" && "$payload" = "$4" && "$status" = "$6" && "$mime" = "$7" && "${date//[!0-9]/}" = "$at" ]] ||
    cdxj_bad "another record stands where the index says $5"
  ! IFS= read -r -u 3 -n 1 _ || cdxj_bad "more than one record stands where the index says $5"
  exec 3<&-
}

read_warc() {
  local at=0 whole offset length rest
  if [ -f indexes/index.cdx ]; then cp indexes/index.cdx "$tmp/cdx"; else gzip -dc indexes/index.cdx.gz >"$tmp/cdx" 2>/dev/null; fi
  sort -c "$tmp/cdx" 2>/dev/null || cdxj_bad 'it is out of order'
  jq -Rr 'capture("^[^ ]+ (?<at>[0-9]{17}) (?<json>.*)$") as $line | ($line.json | fromjson)
    | if tojson != ($line.json | gsub("\u007f"; "\\u007f")) or .filename != "data.warc.gz"
        or (keys - ["url", "digest", "mime", "status", "filename", "offset", "length", "recordDigest", "method", "requestBody"]) != []
        then error("form") else . end
    | [(.offset, .length | tostring), .recordDigest, .digest, .url, (.status // "-" | tostring), .mime // "-", $line.at] | join("\u001f")' \
    "$tmp/cdx" 2>/dev/null >"$tmp/lines" || cdxj_bad 'a line is not written as it must be'
  [ "$(wc -l <"$tmp/lines")" = "$(wc -l <"$tmp/cdx")" ] || cdxj_bad 'a line is not written as it must be'
  sort -t "$us" -n -k1,1 -o "$tmp/lines" "$tmp/lines"
  whole=$(stat -c %s archive/data.warc.gz 2>/dev/null) || { warc_bad 'there is no WARC'; return; }
  exec 5<archive/data.warc.gz
  while IFS=$us read -r offset length rest; do
    [[ $offset =~ ^(0|[1-9][0-9]{0,14})$ && $length =~ ^[1-9][0-9]{0,14}$ ]] && [ "$offset" -ge $at ] ||
      { cdxj_bad 'a record is indexed twice, or nowhere'; continue; }
    [ "$offset" = $at ] || read_gap $((offset - at)) "gap$at" || return 1
    local -a more; IFS=$us read -r -a more <<<"$rest"
    read_indexed "$offset" "$length" "${more[@]}" || return 1
    at=$((offset + length)) indexed=$((indexed + 1))
    [ $batch -lt 300 ] || flush
    [ -z "$warc_fault" ] || return 0
  done <"$tmp/lines"
  [ "$whole" = $at ] || read_gap $((whole - at)) "gap$at" || return 1
  flush
}
if ! read_warc; then
  # The index does not lead through the file: then the records are read without it.
  cdxj_bad 'it does not lead to the records'
  warc_fault='' records=0 batch=0 total=0
  rm -f "$tmp"/{block,payload,piece,out,record}/*; : >"$tmp/ids"; : >"$tmp/refs"; : >"$tmp/warc.sums"; : >"$tmp/cdxj.sums"
  exec 5<archive/data.warc.gz
  read_gap "$(stat -c %s archive/data.warc.gz)" whole || warc_bad 'gzip cannot read it'
  [ -n "$warc_fault" ] || flush
fi
exec 5<&-

check_warc() {
  [ -z "$warc_fault" ] || { fail "$warc_fault"; return; }
  [ -s "$tmp/info" ] || fail 'the first record is not a warcinfo'
  fail_if "$(sort "$tmp/ids" | uniq -d | head -n1)" 'a record id is there twice:'
  fail_if "$(comm -13 <(sort -u "$tmp/ids") <(sort -u "$tmp/refs") | head -n1)" 'a record points at one that is not there:'
  detail="$records records, each with the digests it gives"
}
check warc
check_cdxj() {
  [ -z "$cdxj_fault" ] || { fail "$cdxj_fault"; return; }
  detail="$indexed lines, each leading to its record"
}
check cdxj

# A manifest -> its records: type, header fields, payload, block (o: octal of bytes, u: percent-encoded).
# Where no page was reached, the address in urn: is a matter of how browsers write addresses: a star.
expected='
  def empty_digest: "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  def oct: "o" + (explode | map(if . > 255 then error("head") else "\\0\(. / 64 | floor)\(. / 8 | floor % 8)\(. % 8)" end) | add // "");
  def json: "u" + (tojson | gsub("\\\\u007f"; "\u007f") | @uri);
  # Of a content that is left out of a derivative its digest alone.
  def cut($payload): if $redacted | index([$payload]) then [["WARC-Truncated", "unspecified"], ["WARC-Redacted-Payload-Digest", $payload]] else [] end;
  def line(type; fields; payload; content): payload as $payload | fields as $fields
    | (cut($payload) | if . != [] and any($fields[]; .[0] == "WARC-Truncated" and .[1] != null) then .[1:] else . end) as $cut | ([type] + [($fields + $cut)[] | select(.[1] != null) | if (.[1] | explode | any(. < 32 or . == 127)) then error("field") else "\(.[0]): \(.[1])" end]
    + [(if $cut != [] then empty_digest else $payload end), content]) | join("\u001f");
  . as $m | (if .mainExchange == null then null else .exchanges[.mainExchange] end) as $main
  | ($main != null and $main.responseHead != null) as $page
  | (if $main != null then $main.url else "*" end) as $url | ($main.startedAt // .startedAt) as $at
  | def common: ["WARC-Date", .startedAt], ["WARC-Page-ID", $m.capture];
    def resource(uri): [["WARC-Target-URI", uri], ["WARC-Date", $at], ["WARC-Page-ID", $m.capture], (if $page then ["WARC-Concurrent-To", "<id>"] else empty end)];
  (.exchanges | to_entries[] | .key as $i | .value
    | [common, ["WARC-Resource-Type", .resourceType],
        ["WARC-IP-Address", ([.remoteAddress // "" | capture("^\\[?(?<a>[0-9a-fA-F:.]+?)\\]?:[0-9]+$").a] | first)],
        ["WARC-Protocol", .protocol], ["WARC-Protocol", (.tls.version // "" | select(. != ""))],
        ["WARC-Cipher-Suite", (.tls.cipherSuite // "" | select(. != ""))]] as $common
    | (if .requestHead != null then [["WARC-Concurrent-To", "<id>"]] else [] end) as $with
    | (if .requestHead == null then empty else line("request"; [["WARC-Target-URI", .url]] + $common + [["WARC-Concurrent-To", "<id>"], ["Content-Type", "application/http;msgtype=request"]];
        .requestBody.digest // empty_digest; .requestHead | oct) end),
      (if .responseHead == null then line("metadata"; [["WARC-Target-URI", "urn:metadata:\(.url)"]] + $common + $with + [["Content-Type", "application/json"]]; "-";
          {durationMs, error, exchange: $i, method, protocol, remoteAddress, startedAt, truncated, url} | json)
        else line("response"; [["WARC-Target-URI", .url]] + $common + $with + [["WARC-Truncated", .truncated], ["Content-Type", "application/http;msgtype=response"]];
          .responseBody.digest // empty_digest;
          .responseHead | gsub("(?<=\r\n)transfer-encoding(?=[ \t]*:)"; "X-Archive-Orig-Transfer-Encoding"; "gi") | oct) end),
      (if .interim == null and .trailers == null then empty else line("metadata"; [["WARC-Target-URI", "urn:metadata:\(.url)"], common, ["WARC-Refers-To", "<id>"], ["Content-Type", "application/json"]]; "-";
          ({exchange: $i} + (if .interim then {interim} else {} end) + (if .trailers then {trailers} else {} end)) | json) end),
      (if .frames == null then empty else line("resource"; [["WARC-Target-URI", "urn:frames:\(.url)"], common, ["WARC-Concurrent-To", "<id>"], ["Content-Type", "application/x-ndjson"]]; .frames.digest; "-") end)),
  (.files[] | line("resource"; resource($uris[.role] + $url) + [["Content-Type", .mediaType]]; .digest; "-")),
  (.dns[] | line("resource"; [["WARC-Target-URI", "dns:\(.host)"], ["WARC-Date", .at], ["WARC-Page-ID", $m.capture], ["Content-Type", "text/dns"]]; "";
    .host as $host | "u" + ([(.at | gsub("[^0-9]"; "")[:14]), "; source: \(.source)", (if .error == null then empty else "; error: \(.error)" end),
      (.addresses[] | "\($host). IN \(if contains(":") then "AAAA" else "A" end) \(.)")] | map(. + "\n") | add | @uri))),
  (if $page then line("resource"; resource("urn:pageinfo:" + $url) + [["Content-Type", "application/json"]]; "";
      {outcome, pageid: .capture, ts: $at, url: $url, urls: [.exchanges[] | {error, status, type: .resourceType, url}]} | json)
    else line("metadata"; resource("urn:metadata:" + $url) + [["Content-Type", "application/json"]]; "-"; {capture, outcome, redirects} | json) end)'
uris='{"screenshot":"urn:fullPage:","view":"urn:view:","thumbnail":"urn:thumbnail:","dom":"urn:dom:","text":"urn:text:","reading":"urn:reading:"}'

# A derivative lacks contents, and says which: that is never passed.
redacted='[]'
[ ! -f proof/redacted.json ] || redacted=$(jq -c '[.redacted[].digest]' proof/redacted.json 2>/dev/null) || redacted='[]'
check_redacted() {
  jq -cjS . proof/redacted.json 2>/dev/null | cmp -s - proof/redacted.json || { fail 'it is not canonical'; return; }
  jq -en --slurpfile of proof/redacted.json --slurpfile package datapackage.json --slurpfile manifests <(cat -- "${manifests[@]}") '
    [$manifests[] | .files[], (.exchanges[] | .requestBody, .responseBody, .frames) | select(. != null) | [.digest, .sizeBytes]] as $named
    | $of[0].redacted | length > 0 and (map(.digest) | unique | length) == length
      and all(.[]; . as $one | ($one.reason | type == "string" and . != "") and any($named[]; . == [$one.digest, $one.sizeBytes]))
      and ($package[0].description | startswith("Redacted derivative"))' >/dev/null 2>&1 ||
    { fail 'what it leaves out is in no manifest, or datapackage.json does not say that it is a derivative'; return; }
  reason="skip:a derivative: $(jq '.redacted | length' proof/redacted.json) contents were left out, and cannot be checked without the original: $(jq -r '[.redacted[].reason] | unique | join("; ")' proof/redacted.json | head -c 300)"
}
[ ! -f proof/redacted.json ] || check redacted

# decode CODED: sets block to the text as bash would quote it.
decode() {
  local raw
  case $1 in
    o*) printf -v raw '%b_' "${1#o}" ;;
    u*) raw=${1#u}; printf -v raw '%b_' "${raw//%/\\x}" ;;
    *) block=$1; return ;;
  esac
  printf -v block %q "${raw%_}"
}

check_manifest() {
  [ -z "$warc_fault" ] || { reason='skip:the WARC cannot be read to its end'; return; }
  [ ${#manifests[@]} -gt 0 ] || { fail 'there is no manifest'; return; }
  [ -z "$manifest_fault" ] || { fail "$manifest_fault"; return; }
  local i block line name held starred=''
  jq -r --argjson uris "$uris" --argjson redacted "$redacted" "$expected" -- "${manifests[@]}" >"$tmp/expected" 2>/dev/null || { fail 'a manifest cannot be read'; return; }
  for i in "${!captures[@]}"; do
    [ "${main[i]}" != null ] || starred+=" ${captures[i]} "
    name=provenance/${captures[i]}.dns.json held='[]'
    [ ! -f "$name" ] || held=$(<"$name")
    [ "$held" = "${dns[i]}" ] || fail "$name holds other answers than the manifest"
    name=provenance/${captures[i]}.certs.pem held=''
    [ ! -f "$name" ] || held=$(certificates "$name")
    [ "$held" = "${certs[i]}" ] || fail "$name holds other certificates than the manifest"
    name=provenance/${captures[i]}.handshakes.json held=none
    [ ! -f "$name" ] || held=$(sum_of "$name")
    [ "$held" = "${handshakes[i]}" ] || fail "$name is not the file the manifest names"
    name=provenance/${captures[i]}.lookups.json held=none
    [ ! -f "$name" ] || held=$(sum_of "$name")
    [ "$held" = "${lookups[i]}" ] || fail "$name is not the file the manifest names"
  done
  while IFS= read -r line; do
    decode "${line##*"$us"}"
    printf '%s%s\n' "${line%"$us"*}$us" "$block"
  done <"$tmp/expected" | star "$starred" | sort >"$tmp/a"
  cat "$tmp"/record/* 2>/dev/null | star "$starred" | sort >"$tmp/b"
  cmp -s "$tmp/a" "$tmp/b" || { fail "$(comm -3 "$tmp/a" "$tmp/b" | tr -d '\t' | head -n1 | tr "$us" ' ' | head -c 300)"; return; }
  check_info
  detail='manifests and records hold the same, exchange by exchange and file by file'
}
sum_of() { printf 'sha256:%s' "$(sha <"$1")"; }
# Digests of the certificates in a PEM file, in their order.
certificates() {
  awk '/^-----BEGIN/ { text = ""; next } /^-----END/ { print text; next } { text = text $0 }' "$1" |
    while IFS= read -r line; do b64 "$line" | sha | awk '{ printf "sha256:%s\n", $0 }'; done | paste -sd' '
}
# Where no page was reached, both sides name the page by a star.
star() {
  awk -v us="$us" -v starred="$1" 'BEGIN { FS = OFS = us }
    $2 ~ /^WARC-Target-URI: urn:/ { for (i = 3; i <= NF; i++) if ($i ~ /^WARC-Page-ID: /) { if (index(starred, " " substr($i, 15) " ")) { match($2, /urn:[A-Za-z]+:/); $2 = substr($2, 1, RSTART + RLENGTH - 1) "*" } break } }
    { print }'
}
# The record that opens the WARC says who wrote it, of what, and which captures follow.
check_info() {
  local text listed first block at=''
  text=$(<"$tmp/info") text=${text#*description: captures } listed=${text%%\\r*} first=${listed%% *}
  [ "$(tr ' ' '\n' <<<"$listed" | sort)" = "$(printf '%s\n' "${captures[@]}" | sort)" ] || { fail 'the first record lists other captures'; return; }
  for i in "${!captures[@]}"; do [ "${captures[i]}" != "$first" ] || at=${from[i]}; done
  decode "$(jq -r --arg captures "$listed" 'def one: gsub("[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"; " ");
    "software: \(.software | one)\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nisPartOf: \(.title | one)\r\ndescription: captures \($captures)\r\n"
    | "u" + @uri' datapackage.json)"
  [ "$(<"$tmp/info")" = "WARC-Date: $at${us}WARC-Filename: data.warc.gz${us}Content-Type: application/warc-fields$us$block" ] ||
    fail 'the first record is not what datapackage.json says'
}
check manifest

check_pages() {
  [ "$(head -n1 pages/pages.jsonl)" = '{"format":"json-pages-1.0","id":"pages","title":"All Pages","hasText":false}' ] || fail 'it does not begin as it must'
  jq -c '(if .mainExchange == null then null else .exchanges[.mainExchange] end) as $main | select($main.responseHead != null)
    | {id: .capture, url: $main.url, ts: $main.startedAt, title: (.title // "" | if . == "" then $main.url else . end)}' -- "${manifests[@]}" 2>/dev/null | sort >"$tmp/a"
  tail -n +2 pages/pages.jsonl | jq -c . 2>/dev/null | sort >"$tmp/b"
  cmp -s "$tmp/a" "$tmp/b" || fail 'a page is not that of its manifest'
  jq -es '.[0] as $of | .[1:] as $pages | if $of.mainPageUrl == null then $pages == [] else any($pages[]; .url == $of.mainPageUrl and .ts == $of.mainPageDate) end' \
    datapackage.json "$tmp/b" >/dev/null 2>&1 || fail 'the main page is none of the pages'
  detail="$(wc -l <"$tmp/b") pages, with the times of their records"
}
check pages

check_log_entry() {
  logged || return
  local i
  for i in "${!captures[@]}"; do
    printf '"%s sha256:%s"\n' "${digest[i]}" "$({ unhex "${salt[i]}"; printf %s "${url[i]}"; } | sha)"
  done >"$tmp/said"
  cmp -s <(jq -cS . -- "${entries[@]}" 2>/dev/null) <(awk 1 "${entries[@]}") || fail 'an entry is not canonical'
  # Side by side: the entry, the manifest, what the entry must name, and what the report says of the capture.
  jq -en --slurpfile entries <(cat -- "${entries[@]}") --slurpfile manifests <(cat -- "${manifests[@]}") --slurpfile said "$tmp/said" --slurpfile told <(cat report/changes.json 2>/dev/null) '
    all(range($entries | length); $entries[.] as $entry | $manifests[.] as $m | $said[.] as $said
      | (if $m.outcome.kind == "answered" then $m.outcome.status else null end) as $status
      | $entry.type == (if $status == null then "failure" else "capture" end) and "\($entry.manifest) \($entry.target)" == $said
      and ($status == null or $status == $m.exchanges[$m.mainExchange].status)
      and ($told == [] or ($told[0].captures | map(select(.capture == $m.capture)) | length == 1 and (.[0] | .manifest == $entry.manifest and .observation.class == $entry.outcome
        and .observation.abstain == ($entry.outcome | IN("empty-shell", "bot-challenge", "waf-block", "rate-limit", "capture-failed", "monitor-offline"))
        and .status == $status and .watch == $m.watch and .url == $m.url and .finalUrl == $m.finalUrl and .startedAt == $m.startedAt and .finishedAt == $m.finishedAt and .vantage == $m.vantage))))
    and ($told == [] or ($told[0].captures | length) == ($entries | length))' >/dev/null 2>&1 ||
    fail 'an entry, its manifest and report/changes.json differ'
  detail="${#entries[@]} entries name the manifests, addresses and outcomes of their captures"
}
check log-entry

check_history() {
  logged || return
  local i name of
  for i in "${!captures[@]}"; do printf '%s %s %s %s look\n' "${watch[i]}" "${seq[i]}" "${previous[i]}" "${entry_digest[i]}"; done >"$tmp/history"
  # What lies beside the captures in the log: registration, gaps, and looks that are not in the bundle.
  for name in proof/w_*.entries.jsonl; do
    [ -f "$name" ] || continue
    of=${name#proof/} of=${of%.entries.jsonl}
    [ -s "$name" ] && jq -cS . "$name" 2>/dev/null | cmp -s - "$name" || fail "$name is not canonical"
    rm -rf "$tmp/beside" && mkdir "$tmp/beside"
    awk -v to="$tmp/beside/" '{ printf "%s", $0 > (to sprintf("%09d", NR)); close(to sprintf("%09d", NR)) }' "$name"
    paste -d' ' <(jq -r --arg of "$of" '"\($of) \(.seq) \(.previous)"' "$name" 2>/dev/null) \
      <(cd "$tmp/beside" && sha256sum -- * | awk '{ print "sha256:" $1 }') \
      <(jq -r 'if .type == "capture" or .type == "failure" then "other" else "beside" end' "$name" 2>/dev/null) >>"$tmp/history"
  done
  [ -z "$reason" ] || return
  IFS=$us read -r reason detail < <(sort -k1,1 -k2,2n "$tmp/history" | awk -v us="$us" '
    function bound() { if (watch != "" && kind != "look") { print "nothing binds the entry " seq; over = 1; exit } }
    $1 != watch { bound(); watch = $1; split("", earlier); last = ""; seq = -1; if ($3 == "null") begun++; watches++ }
    $2 == seq { print "two entries have one place in the log"; over = 1; exit }
    last != "" && $3 == "null" { print "an entry denies the entries before it"; over = 1; exit }
    $3 in earlier { print "an entry denies one that is before it"; over = 1; exit }
    last != "" && $3 != last { print "nothing binds the entries " seq " and " $2; over = 1; exit }
    $5 == "other" { others++ }
    { if (last != "") earlier[last] = 1; last = $4; seq = $2; kind = $5 }
    END { if (!over) bound(); if (over) exit
      if (others) print "skip:" others " looks of the log between the captures of this bundle are not in it"
      else printf "%sno look is left out between the captures of this bundle; %d of %d watches are told from their registration on\n", us, begun, watches }')
}
check history

# The intervals once more, from the captures and the log alone.
intervals='
  def good: . == "ok" or . == "partial";
  def blind: IN("empty-shell", "bot-challenge", "waf-block", "rate-limit", "capture-failed", "monitor-offline");
  def look: {capture: .id, startedAt, finishedAt, class};
  def between($kind; $a; $b; $inside; $gaps): {kind: $kind, watch: $b.watch, url: $b.url, vantage: $b.vantage, lastSeen: ($a | look), firstNotSeen: ($b | look),
    after: $a.startedAt, before: $b.finishedAt, abstained: [$inside[] | select(.class | blind) | look],
    gaps: [$gaps[] | select(.to > $a.startedAt and .from < $b.finishedAt) | del(.watch)], seenAgain: null, stillNotSeen: 0, couldNotTellSince: 0, changes: []};
  def losses($own; $gaps): foreach range($own | length) as $i ({seen: null, lost: false}; .now = null | .seen as $s | $own[$i] as $one
    | if ($one.class | good) then .seen = $i | .lost = false
      elif ($one.class | blind | not) and (.lost | not) and $s != null then .lost = true | .now = ($own[$i + 1:] as $rest
        | ([range($rest | length) | select($rest[.].class | good)] | first) as $again | (if $again == null then $rest else $rest[:$again] end) as $since
        | ([$since[] | select(.class | blind)] | length) as $blind
        | between("loss"; $own[$s]; $one; $own[$s + 1:$i]; $gaps) + {seenAgain: (if $again == null then null else $rest[$again] | look end),
          stillNotSeen: (($since | length) - $blind), couldNotTellSince: $blind})
      else . end; .now | select(. != null));
  def place($all; $id): [range($all | length) | select($all[.].id == $id)] | first;
  def changes($all; $own; $gaps): $own[] as $b | (reduce ($b.changes // [])[].kind as $kind ([]; if index([$kind]) then . else . + [$kind] end)) as $kinds
    | place($all; $b.comparedWith) as $from | select($kinds != [] and $from != null)
    | between("change"; $all[$from]; $b; $all[$from + 1:place($all; $b.id)]; $gaps) + {changes: $kinds};
  def of($key): reduce .[][$key] as $one ([]; if index([$one]) then . else . + [$one] end);
  ([range($entries | length) | $manifests[.] as $m | $entries[.] as $e | ($told.captures | map(select(.capture == $m.capture))[0]) as $t
    | {id: $m.capture, watch: $m.watch, url: $m.url, vantage: $m.vantage, startedAt: $m.startedAt, finishedAt: $m.finishedAt,
       class: $e.outcome, seq: $e.seq, comparedWith: $t.comparedWith, changes: $t.changes}] | sort_by(.seq)) as $all
  | all($told.gaps[]; .watch as $w | any($all[]; .watch == $w))
  and all($told.flag // {} | .capture, .lastGood; . as $id | $id == null or any($all[]; .id == $id))
  and all($all[]; . as $b | any($all[]; .id == $b.comparedWith and (.watch != $b.watch or .seq >= $b.seq)) | not)
  and all($all | of("watch")[]; . as $w | [$told.gaps[] | select(.watch == $w)] as $gaps
    | [$beside[] | select(.watch == $w and .entry.type == "gap") | .entry | {to: .at} + (.outcome | capture("^gap from (?<from>\\S+), (?<missed>[0-9]+) missed$") // {})] as $logged
    | ($logged | length) == ($gaps | length) and all($logged[]; . as $l | any($gaps[]; .to == $l.to and ($l.from == null or .from == $l.from and (.missed | tostring) == $l.missed))))
  and $told.intervals == [$all | of("watch")[] as $w | map(select(.watch == $w)) as $own | [$told.gaps[] | select(.watch == $w)] as $gaps
    | [$own | of("vantage")[] as $v | map(select(.vantage == $v)) as $here | losses($here; $gaps), changes($own; $here; $gaps)] | sort_by(.before)[]]'
check_intervals() {
  [ -f report/changes.json ] || { reason='skip:there is no report/changes.json'; return; }
  logged || return
  local name
  for name in proof/w_*.entries.jsonl; do
    [ ! -f "$name" ] || jq -c --arg name "$name" '{watch: ($name | ltrimstr("proof/") | rtrimstr(".entries.jsonl")), entry: .}' "$name" 2>/dev/null
  done >"$tmp/beside.jsonl"
  jq -en --slurpfile entries <(cat -- "${entries[@]}") --slurpfile manifests <(cat -- "${manifests[@]}") --slurpfile changes report/changes.json \
    --slurpfile beside "$tmp/beside.jsonl" "\$changes[0] as \$told | $intervals" >/dev/null 2>&1 ||
    fail 'report/changes.json tells other intervals or gaps than follow from the captures and the log'
  detail='intervals and gaps follow from the captures and the log'
}
check intervals

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
  logged || return
  local i capture proof index size root leaf path line
  { read -r _; read -r size; read -r root; } <proof/checkpoint.note
  root=$(b64 "$root" | hex)
  [[ $size =~ ^[1-9][0-9]*$ && ${#root} = 64 ]] || { fail 'the checkpoint cannot be read'; return; }
  for i in "${!captures[@]}"; do
    capture=${captures[i]} proof=proof/${captures[i]}.tlog-proof
    [ -f "$proof" ] || { fail "$capture has no proof of inclusion"; return; }
    awk 'rest { print } $0 == "" && !rest { rest = 1 }' "$proof" | cmp -s - proof/checkpoint.note || { fail "$proof is for another checkpoint"; return; }
    path=()
    { read -r line; read -r index; while read -r leaf && [ -n "$leaf" ]; do path+=("$(b64 "$leaf" | hex)"); done; } <"$proof"
    [ "$line" = c2sp.org/tlog-proof@v1 ] && [ "$index" = "index ${seq[i]}" ] || { fail "$proof is for another place"; return; }
    leaf=$({ printf '\000'; cat "proof/$capture.entry.json"; } | sha)
    included "$leaf" "${index#index }" "$size" "$root" ${path[@]+"${path[@]}"} || { fail "$proof does not lead to the root"; return; }
  done
  detail="${#captures[@]} entries stand in the log of $size entries"
}
check log-inclusion

# signed_by VKEY [NOTE]: an Ed25519 signature of the checkpoint by this key, under its own name and id.
signed_by() {
  local name=${1%%+*} rest=${1#*+} note=${2:-proof/checkpoint.note} id key line found=1
  id=${rest%%+*} key=${rest#*+}
  [ "$name" = "$(head -n1 "$note")" ] && b64 "$key" >"$tmp/vkey" && [ "$(head -c1 "$tmp/vkey" | hex)" = 01 ] || return 1
  [ "$({ printf '%s\n' "$name"; cat "$tmp/vkey"; } | sha | cut -c1-8)" = "$id" ] || return 1
  { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c +2 "$tmp/vkey"; } >"$tmp/log.der"
  awk '$0 == "" { exit } { print }' "$note" >"$tmp/text"
  while IFS= read -r line; do
    case $line in "— $name "*) ;; *) continue ;; esac
    b64 "${line##* }" >"$tmp/line" || return 1
    [ "$(head -c4 "$tmp/line" | hex)" = "$id" ] || continue
    tail -c +5 "$tmp/line" >"$tmp/sig"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$tmp/log.der" -rawin -in "$tmp/text" -sigfile "$tmp/sig" >/dev/null 2>&1 || return 1
    found=0
  done <"$note"
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

# What nobody could know before: earlier checkpoints by their signature, rounds of drand by their time alone.
check_not_before() {
  logged || return
  local i size root line key rounds n=0
  local -A roots=()
  key=$(awk '$1 == "log" { print $2 }' proof/keys.txt)
  rounds=$(jq -r 'select(.notBefore.drand) | 1' -- "${manifests[@]}" 2>/dev/null | wc -l)
  jq -en 'def seconds: .[:19] + "Z" | fromdate;
    all(inputs; . as $m | .notBefore.drand // empty | .round >= 1 and .genesisTimeS + (.round - 1) * .periodS <= ($m.startedAt | seconds) + 300)' -- "${manifests[@]}" >/dev/null 2>&1 ||
    fail 'a capture holds a round of drand that is younger than it'
  [ ! -f proof/checkpoint.note ] || { { read -r _; read -r size; read -r root; } <proof/checkpoint.note; roots[x$size]=$root; }
  i=0
  while IFS= read -r line; do
    if [ "$line" != - ]; then
      printf %s "$line" | base64 -d >"$tmp/earlier" 2>/dev/null
      signed_by "$key" "$tmp/earlier" || fail "the earlier checkpoint in ${captures[i]} is not signed by the key of the log"
      { read -r _; read -r size; read -r root; } <"$tmp/earlier"
      [[ $size =~ ^(0|[1-9][0-9]{0,14})$ ]] && [ "$size" -le "${seq[i]}" ] || fail "the earlier checkpoint in ${captures[i]} is over entries that were not there"
      [ "${roots[x$size]:-$root}" = "$root" ] || fail "the log has two roots over $size entries"
      roots[x$size]=$root n=$((n + 1))
    fi
    i=$((i + 1))
  done < <(jq -r '.notBefore.checkpoint // "" | if . == "" then "-" else @base64 end' -- "${manifests[@]}" 2>/dev/null)
  [ -z "$reason" ] || return
  [ $((rounds + n)) -gt 0 ] || { reason='skip:no capture holds what nobody could know before'; return; }
  [ "$rounds" = 0 ] || { reason="skip:what drand signed is not checked here: vestige verify does; earlier checkpoints that are good: $n"; return; }
  detail="$n captures were made after an earlier checkpoint, by the archive's own word"
}
check not-before

# Evidence of time: what passes here is held against the other times.
stamps=()
check_token() {
  local base=proof/checkpoint.$name at key over=proof/checkpoint.note before='' ended
  # A renewal is over the bytes of the token before it.
  if [[ $name =~ ^(.+)\.renewal-([1-9][0-9]{0,3})$ ]]; then
    before=${BASH_REMATCH[1]}; [ "${BASH_REMATCH[2]}" = 1 ] || before+=.renewal-$((BASH_REMATCH[2] - 1))
    over=proof/checkpoint.$before.tsr
  fi
  [ -f "$base.tsq" ] && [ -f "$base.tsr" ] && [ -f "$over" ] || { fail 'the question, the answer or what is stamped is missing'; return; }
  openssl ts -query -in "$base.tsq" -text 2>/dev/null | awk '/^ +[0-9a-f]{4} - |^    [0-9a-f]+ - / { sub(/^ +[0-9a-f]+ - /, ""); sub(/   .*/, ""); gsub(/[ -]/, ""); printf "%s", $0 }' >"$tmp/imprint"
  [ "$(cut -c1-64 "$tmp/imprint")" = "$(sha <"$over")" ] || { fail "the question is not about $over"; return; }
  at=$(stamped_at "$base.tsr") && [ -n "$at" ] || { fail 'the token cannot be read'; return; }
  # Whoever it is who stamped: it must be an answer to this question, over these bytes.
  rm -f "$tmp"/own-*; split_pem "$base.chain.pem" "$tmp/own-" 2>/dev/null || { fail 'the certificates sent with the token are missing'; return; }
  for key in "$tmp"/own-*; do :; done
  openssl ts -verify -queryfile "$base.tsq" -in "$base.tsr" -CAfile "$key" -untrusted "$base.chain.pem" -partial_chain -attime "$at" >/dev/null 2>&1 ||
    { fail 'the token is no answer to the question, or not by the authority whose certificates are beside it'; return; }
  [ ${#roots[@]} -gt 0 ] || { reason="skip:no trusted root given: it says $(date -u -d "@$at" +%FT%TZ)"; return; }
  cat -- "${roots[@]}" >"$tmp/roots.pem"
  local chain=(); [ ! -s "$base.chain.pem" ] || chain=(-untrusted "$base.chain.pem")
  openssl ts -verify -queryfile "$base.tsq" -in "$base.tsr" -CAfile "$tmp/roots.pem" ${chain[@]+"${chain[@]}"} -attime "$at" >/dev/null 2>&1 ||
    { fail 'openssl does not verify the token with the trusted roots'; return; }
  # Whoever got the key of a certificate that has ended could date back, but for what was stamped before.
  ended=$(seconds "$(openssl x509 -in "$tmp/own-000" -noout -enddate | cut -d= -f2)")
  [ "${renewed[x$name]:-$at}" -ge "$at" ] || { fail 'it is younger than the token that renews it'; return; }
  openssl x509 -in "$tmp/own-000" -noout -checkend 0 >/dev/null 2>&1 || [ "${renewed[x$name]:-$((ended + 1))}" -le "$ended" ] ||
    { reason="skip:the certificate of the authority has ended, and no token from before is over this one"; return; }
  [ -z "$before" ] || renewed[x$before]=$at
  stamps+=("$at")
  detail="$over existed at $(date -u -d "@$at" +%FT%TZ)"
}
declare -A renewed=()
found=0
for name in $(printf '%s\n' proof/checkpoint.*.tsr proof/checkpoint.*.tsq proof/checkpoint.*.chain.pem |
  awk '!/\*/ { sub(/^proof\/checkpoint\./, ""); sub(/\.(tsr|tsq|chain\.pem)$/, ""); print }' | sort -rVu); do
  found=1 reason='' detail=''
  check_token
  if [ -z "$reason" ]; then say passed "rfc3161:$name" "$detail"
  elif [ "$reason" != "${reason#skip:}" ]; then say skipped "rfc3161:$name" "${reason#skip:}"
  else say failed "rfc3161:$name" "$reason"; fi
done
[ $found = 1 ] || say skipped rfc3161 'pending: no time-stamping authority has stamped the checkpoint'

check_witness() {
  [ -f proof/checkpoint.witnessed.note ] || { reason='skip:the bundle holds no cosignatures of witnesses'; return; }
  awk '$0 == "" { exit } { print }' proof/checkpoint.note >"$tmp/text"
  awk '$0 == "" { exit } { print }' proof/checkpoint.witnessed.note | cmp -s - "$tmp/text" || { fail 'the witnesses saw another checkpoint'; return; }
  [ ${#witnesses[@]} -gt 0 ] || { reason='skip:no trusted key given of a witness'; return; }
  local vkey name rest id at line
  for vkey in "${witnesses[@]}"; do
    name=${vkey%%+*} rest=${vkey#*+} id=${rest%%+*}
    b64 "${rest#*+}" >"$tmp/vkey" && [ "$(stat -c %s "$tmp/vkey")" = 33 ] && [ "$(head -c1 "$tmp/vkey" | hex)" = 04 ] &&
      [ "$({ printf '%s\n' "$name"; cat "$tmp/vkey"; } | sha | cut -c1-8)" = "$id" ] || { fail "this is not a key of a witness: $vkey"; return; }
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c +2 "$tmp/vkey"; } >"$tmp/witness.der"
    while IFS= read -r line; do
      case $line in "— $name "*) ;; *) continue ;; esac
      b64 "${line##* }" >"$tmp/line" || { fail 'a cosignature is not plain base64'; return; }
      [ "$(head -c4 "$tmp/line" | hex)" = "$id" ] || continue
      # Eight bytes of time, then Ed25519 over the time and the text (C2SP tlog-cosignature).
      at=$(range "$tmp/line" 4 8 | hex) at=$((16#$at))
      range "$tmp/line" 12 999 >"$tmp/sig"
      { printf 'cosignature/v1\ntime %s\n' "$at"; cat "$tmp/text"; } >"$tmp/cosigned"
      openssl pkeyutl -verify -pubin -keyform DER -inkey "$tmp/witness.der" -rawin -in "$tmp/cosigned" -sigfile "$tmp/sig" >/dev/null 2>&1 || { fail "the cosignature of $name is not good"; return; }
      stamps+=("$at")
      detail+="${detail:+, }$name at $(date -u -d "@$at" +%FT%TZ)"
    done <proof/checkpoint.witnessed.note
  done
  [ -n "$detail" ] || { fail 'cosigned by none of the trusted witnesses'; return; }
  detail="cosigned by $detail"
}
check witness

check_times() {
  logged || return
  jq -en --slurpfile package datapackage.json --slurpfile manifests <(cat -- "${manifests[@]}") --slurpfile entries <(cat -- "${entries[@]}") '
    def seconds: .[:19] + "Z" | fromdate;
    all(range($entries | length); $manifests[.] as $m | $entries[.] as $e
      | $m.startedAt <= $m.finishedAt and $m.finishedAt <= $e.at and $e.at[:19] + "Z" <= $package[0].created
      and all($m.exchanges[].startedAt, $m.dns[].at, ($m.control // empty | .startedAt, .finishedAt); seconds >= ($m.startedAt | seconds) - 6 and seconds <= ($m.finishedAt | seconds) + 6))' >/dev/null 2>&1 ||
    fail 'a capture began, ended, was logged and put into a bundle in another order'
  # An authority's clock and the archive's are no further apart than five minutes.
  local at last created
  created=$(date -u -d "$(jq -r .created datapackage.json)" +%s) last=$(jq -r .at -- "${entries[@]}" | sort | tail -n1)
  last=$(date -u -d "$last" +%s)
  for at in ${stamps[@]+"${stamps[@]}"}; do
    [ "$at" -ge $((last - 300)) ] && [ "$at" -le $((created + 300)) ] || fail 'a token is older than the last entry, or younger than the bundle'
  done
  detail="the bundle is of $(jq -r .created datapackage.json)"
}
check times

check_custody() {
  [ -f proof/custody.jsonl ] || { reason='skip:the bundle holds no record of custody'; return; }
  local i line capture manifest bound place at event n=0 created
  local -A before=() next=() last=() end=() known=()
  for i in "${!captures[@]}"; do known[x${captures[i]}]=${digest[i]} last[x${captures[i]}]=${to[i]}; done
  created=$(jq -r .created datapackage.json)
  jq -cS . proof/custody.jsonl 2>/dev/null | cmp -s - proof/custody.jsonl || fail 'a line is not canonical'
  while IFS= read -r line && IFS=$us read -r -u 6 capture manifest bound place at event; do
    n=$((n + 1))
    [ "$bound" = "${before[x$capture]:-null}" ] || fail "line $n does not follow the one before it for its capture"
    [ "$([ "$event" = created ] && echo 0)" = "$([ "$place" = 0 ] && echo 0)" ] || fail "line $n: a chain begins with the making of its capture, and nothing else does"
    [ "$place" = "${next[x$capture]:-0}" ] || fail "line $n has another place in its chain"
    [[ ! $at < ${last[x$capture]:-} ]] || fail "line $n is older than what is before it"
    [ "$manifest" = "${known[x$capture]:-}" ] || fail "line $n names another manifest"
    before[x$capture]="sha256:$(printf %s "$line" | sha)" next[x$capture]=$((${next[x$capture]:-0} + 1)) last[x$capture]=$at end[x$capture]="$event ${at:0:19}Z"
  done <proof/custody.jsonl 6< <(jq -r '[.capture, .manifest, .previous, .seq, .at, .event | tostring] | join("\u001f")' proof/custody.jsonl 2>/dev/null)
  [ $n -gt 0 ] && [ "$n" = "$(wc -l <proof/custody.jsonl)" ] || fail 'it is cut off'
  for capture in "${captures[@]}"; do
    [ "${end[x$capture]:-}" = "exported $created" ] || fail "what it says of $capture does not end with the making of this bundle"
  done
  detail="$n events, each bound to the one before it"
}
check custody

say skipped 'ots tls-handshake tls-chain' 'not checked here: vestige verify does'
[ $bad = 0 ] || exit 3
