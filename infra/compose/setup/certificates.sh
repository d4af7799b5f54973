#!/usr/bin/env bash
# Makes the certificate authority and one certificate for all nodes, once.
set -euo pipefail
[ -f /certs/node/node.crt ] && exit 0
cd /usr/share/elasticsearch
bin/elasticsearch-certutil ca --silent --pem --days 3650 --out /tmp/ca.zip
unzip -qo /tmp/ca.zip -d /certs
bin/elasticsearch-certutil cert --silent --pem --days 3650 --name node --ca-cert /certs/ca/ca.crt --ca-key /certs/ca/ca.key \
  --dns es-1 --dns es-2 --dns es-3 --dns localhost --ip 127.0.0.1 --out /tmp/node.zip
unzip -qo /tmp/node.zip -d /certs
chown -R 1000:0 /certs
chmod -R u=rwX,g=rX,o= /certs
chmod o+x /certs /certs/ca
chmod o+r /certs/ca/ca.crt
