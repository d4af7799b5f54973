#!/usr/bin/env bash
# Makes the matcher's API key, once: it may use and manage zhipei-* and nothing else.
set -euo pipefail
[ -s /api-key/matcher ] && exit 0
role='{"indices":[{"names":["zhipei-*"],"privileges":["read","write","manage"]}]}'
answer=$(curl -fsS --cacert /certs/ca/ca.crt -u "elastic:$(cat /run/secrets/elastic_password)" \
  -H 'content-type: application/json' -X POST https://es-1:9200/_security/api_key \
  -d "{\"name\":\"matcher\",\"role_descriptors\":{\"matcher\":$role}}")
key=$(sed -n 's/.*"encoded":"\([^"]*\)".*/\1/p' <<<"$answer")
[ -n "$key" ] || { echo "no key in the answer" >&2; exit 1; }
umask 077
printf '%s' "$key" >/api-key/matcher
chown -R 1000:1000 /api-key
