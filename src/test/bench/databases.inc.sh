# An empty database for a server: Kea's with its tables, Holdfast's without (SCHEMA=kea: with). Sourced; needs backend, BENCH.

database() { # who
  [ "$backend" = memfile ] && return 0
  if [ "$1" = kea ] || [ "${SCHEMA:-own}" = kea ]; then
    "$BENCH/databases.sh" reset "$backend" --kea >/dev/null 2>&1
  else
    "$BENCH/databases.sh" reset "$backend" >/dev/null 2>&1
    case $backend in
      pg*) empty_pg ;;
      *) empty_my ;;
    esac
  fi
}

# databases.sh talks to the database "kea", which is still to be made: go in by the superuser's socket.
empty_pg() {
  local root=$SID bin=/usr/lib/postgresql/18/bin port=$PG18_PORT
  [ "$backend" = pg15 ] && { root=/; bin=/usr/lib/postgresql/15/bin; port=$PG15_PORT; }
  in_srv chroot "$root" setpriv --reuid="$(chroot "$root" id -u postgres)" --regid="$(chroot "$root" id -g postgres)" --clear-groups \
    "$bin/psql" -X -q -h "$BASE/$backend/run" -p "$port" -U postgres -d postgres \
    -c "create user $KEAUSER with password '$KEAPASS'" -c "create database $KEADB owner $KEAUSER"
}

empty_my() {
  local root=$MYSQLROOT client=mysql
  [ "$backend" = mariadb ] && { root=/; client=mariadb; }
  in_srv chroot "$root" "$client" --no-defaults -uroot --socket="$BASE/$backend/run/mysqld.sock" -e "
    set global log_bin_trust_function_creators=1; create database $KEADB;
    create user '$KEAUSER'@'%' identified by '$KEAPASS'; create user '$KEAUSER'@'localhost' identified by '$KEAPASS';
    grant all on $KEADB.* to '$KEAUSER'@'%'; grant all on $KEADB.* to '$KEAUSER'@'localhost';"
}
