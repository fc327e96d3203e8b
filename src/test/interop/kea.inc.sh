# What the scripts about Kea share; sourced by them with v (4 or 6), type (postgresql or mysql), top and their environment.

KEA_ROOT=${KEA_ROOT:-/}
HOLDFAST=${HOLDFAST:-java -jar $(find "$top/target" -maxdepth 1 -name 'holdfast-*.jar' 2>/dev/null | head -n 1)}

in_root() { if [ "$KEA_ROOT" = / ]; then "$@"; else chroot "$KEA_ROOT" "$@"; fi; }
skip() { echo "SKIPPED: $*; nothing was tried" >&2; exit 3; }
fail() { echo "FAILED: $*" >&2; exit 1; }

case $type in
  postgresql) kea=pgsql; hook=libdhcp_pgsql.so; version=29.0; : "${DB_PORT:=5432}" "${DB_ADMIN:=postgres}" ;;
  mysql)      kea=mysql; hook=libdhcp_mysql.so; version=30.0; : "${DB_PORT:=3306}" "${DB_ADMIN:=root}" ;;
  *) sed -n "2,/^set /{/^#/p}" "$0"; exit 2 ;;
esac
DB_HOST=${DB_HOST:-127.0.0.1} DB_ADMIN_PASSWORD=${DB_ADMIN_PASSWORD:-}
for program in kea-dhcp$v kea-admin perfdhcp; do
  in_root sh -c "command -v $program" >/dev/null 2>&1 || skip "$program is not installed in $KEA_ROOT"
done
hooks=$(in_root sh -c "ls /usr/lib/*/kea/hooks/$hook /usr/local/lib/kea/hooks/$hook 2>/dev/null" | head -n 1) || true
[ -n "$hooks" ] || skip "Kea's $hook is not installed in $KEA_ROOT"
[ "$(id -u)" = 0 ] || skip "making network namespaces needs root"

admin() {
  case $type in
    postgresql) PGPASSWORD=$DB_ADMIN_PASSWORD psql -X -q -At -h "$DB_HOST" -p "$DB_PORT" -U "$DB_ADMIN" -d postgres -c "$1" ;;
    mysql) MYSQL_PWD=$DB_ADMIN_PASSWORD mysql --no-defaults -N -h "$DB_HOST" -P "$DB_PORT" -u "$DB_ADMIN" -e "$1" ;;
  esac
}
sql() { # database, statement
  case $type in
    postgresql) PGPASSWORD=interop psql -X -q -At -F ' ' -P null=NULL -h "$DB_HOST" -p "$DB_PORT" -U interop -d "$1" -c "$2" ;;
    mysql) MYSQL_PWD=interop mysql --no-defaults -N -h "$DB_HOST" -P "$DB_PORT" -u interop "$1" -e "$2" | tr '\t' ' ' ;;
  esac
}
create() {
  case $type in
    postgresql) admin "drop database if exists $1 with (force)" 2>/dev/null; admin "create database $1 owner interop" ;;
    mysql) admin "drop database if exists $1; create database $1; grant all on $1.* to interop@'%'" ;;
  esac
}
kea_admin() { # command, database
  # shellcheck disable=SC2086
  in_root kea-admin "$1" $kea -u interop -p interop -n "$2" -h "$DB_HOST" -P "$DB_PORT" ${KEA_EXTRA:-} 2>&1
}

pids=()
end() { # pid
  kill -TERM "$1" 2>/dev/null || true
  for _ in $(seq 100); do kill -0 "$1" 2>/dev/null || return 0; sleep 0.1; done
  kill -9 "$1" 2>/dev/null || true
}
await() { # text, pid, log
  local log=${3:-$WORK/server.log}
  server=$2; pids+=("$2")
  for _ in $(seq 600); do
    grep -qs "$1" "$log" && return 0
    kill -0 "$2" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 30 "$log" >&2
  fail "the server does not start"
}

interop_user() {
  case $type in
    postgresql) admin "do \$\$ begin if not exists (select from pg_roles where rolname = 'interop') then create role interop login password 'interop'; end if; end \$\$" ;;
    mysql) admin "create user if not exists interop@'%' identified by 'interop'; set global log_bin_trust_function_creators = 1" ;;
  esac
}
