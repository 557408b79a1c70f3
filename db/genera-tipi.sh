#!/bin/sh
# Regenerates src/platform/db/tipi.ts from a migrated database: db/genera-tipi.sh postgres://…
set -eu
npx kysely-codegen --dialect postgres --url "$1" --out-file src/platform/db/tipi.ts --date-parser string \
  --numeric-parser number --exclude-pattern '(graphile_worker.*|migrazione*)' --default-schema public --log-level warn
# The pool reads int8 as number (see pool.ts).
sed -i 's/^export type Int8 = .*/export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;/' src/platform/db/tipi.ts
npx prettier --write --log-level warn src/platform/db/tipi.ts
