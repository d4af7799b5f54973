#!/usr/bin/env bash
# Trains the embedding model on the real postings (ZHIPEI_DATA, default ../shared/data beside the repository) and writes
# models/zhipei-ngram. Seeded: the same data and packages give the same model. One thread, about five
# minutes of CPU, half of it once only (words and teacher are kept in work/).
set -eu
cd "$(dirname "$0")"
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --requirement requirements.txt
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
exec nice -n 10 .venv/bin/python -m embedding.train --output ../zhipei-ngram \
  --fixtures ../fixtures/zhipei-ngram.json "$@"
