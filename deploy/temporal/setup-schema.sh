#!/bin/sh
# Creates and updates the two databases of Temporal. Runs before each start of the server; where
# nothing is to do, it does nothing. Address, user and password come by SQL_HOST, SQL_PORT, SQL_USER
# and SQL_PASSWORD.
set -eu

schemas=/etc/temporal/schema/postgresql/v12

for pair in temporal:temporal temporal_visibility:visibility; do
  database=${pair%%:*}
  folder=${pair##*:}
  temporal-sql-tool --plugin postgres12 --db "$database" create
  temporal-sql-tool --plugin postgres12 --db "$database" setup-schema -v 0.0
  temporal-sql-tool --plugin postgres12 --db "$database" update-schema -d "$schemas/$folder/versioned"
done
