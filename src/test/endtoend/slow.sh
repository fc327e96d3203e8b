#!/usr/bin/env bash
# slow.sh TESTS [maven argument ...]   run tests tagged slow, and show what they print; as root
# The databases are those of all tests: PostgreSQL and MariaDB from Maven, MySQL by HOLDFAST_TEST_MYSQL_URL, _USER, _PASSWORD.
set -eu
cd "$(dirname "$0")/../../.."
tests=$1
shift
exec ./mvnw -B -ntp -q test -Dtest="$tests" -Dgroups=slow -DexcludedGroups= "$@"
