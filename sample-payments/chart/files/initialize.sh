# Makes the database's files on the first start. In two moves, so that an interrupted one begins again.
set -eu
[ -s "$PGDATA/PG_VERSION" ] && exit 0
rm -rf "$PGDATA" "$PGDATA.new"
printf '%s' "$ADMIN_PASSWORD" > /tmp/password
initdb --pgdata="$PGDATA.new" --username=postgres --pwfile=/tmp/password --auth=scram-sha-256 \
  --encoding=UTF8 --locale=C.UTF-8 --data-checksums
rm /tmp/password
mv "$PGDATA.new" "$PGDATA"
