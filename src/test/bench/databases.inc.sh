# An empty database for a server: Kea's with its tables, Holdfast's without (SCHEMA=kea: with). Sourced; needs backend, BENCH.

database() { # who
  [ "$backend" = memfile ] && return 0
  local kea=
  if [ "$1" = kea ] || [ "${SCHEMA:-own}" = kea ]; then kea=yes; fi
  case $backend in
    pg*)
      "$BENCH/databases.sh" reset "$backend" ${kea:+--kea} >/dev/null 2>&1 || return 1
      [ -n "$kea" ] || empty_pg ;;
    *)
      "$BENCH/databases.sh" reset "$backend" >/dev/null 2>&1 && empty_my || return 1
      [ -z "$kea" ] || kea_my ;;
  esac
}

# databases.sh talks to the database "kea", which is still to be made: go in by the superuser's socket.
empty_pg() {
  local root=$SID bin=/usr/lib/postgresql/18/bin port=$PG18_PORT
  [ "$backend" = pg15 ] && { root=/; bin=/usr/lib/postgresql/15/bin; port=$PG15_PORT; }
  in_srv chroot "$root" setpriv --reuid="$(chroot "$root" id -u postgres)" --regid="$(chroot "$root" id -g postgres)" --clear-groups \
    "$bin/psql" -X -q -h "$BASE/$backend/run" -p "$port" -U postgres -d postgres \
    -c "create user $KEAUSER with password '$KEAPASS'" -c "create database $KEADB owner $KEAUSER"
}

my() { # arguments of the client, as one who may do everything
  local root=$MYSQLROOT client=mysql
  [ "$backend" = mariadb ] && { root=/; client=mariadb; }
  in_srv chroot "$root" "$client" --no-defaults -uroot --socket="$BASE/$backend/run/mysqld.sock" "$@"
}

# What kea-admin would do, which needs a client beside Kea.
kea_my() { my "$KEADB" <"$SID/usr/share/kea/scripts/mysql/dhcpdb_create.mysql"; }

empty_my() {
  my -e "
    set global log_bin_trust_function_creators=1; create database $KEADB;
    create user '$KEAUSER'@'%' identified by '$KEAPASS'; create user '$KEAUSER'@'localhost' identified by '$KEAPASS';
    grant all on $KEADB.* to '$KEAUSER'@'%'; grant all on $KEADB.* to '$KEAUSER'@'localhost';"
}
