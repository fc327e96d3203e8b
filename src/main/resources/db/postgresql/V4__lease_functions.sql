-- Functions that Kea's lease backend, its tools and its upgrade scripts expect, with their signatures. Parameter names
-- count too: PostgreSQL refuses to replace a function by one whose parameters are named differently.

CREATE FUNCTION json_cast(json_candidate text) RETURNS json
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE json_candidate WHEN '' THEN '{}' ELSE json_candidate END::json
$$;

-- Always true: every PostgreSQL that we support has JSON. Kea asks.
CREATE FUNCTION isjsonsupported() RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT true $$;

-- 'A1B' -> '0a:1b'
CREATE FUNCTION colonseparatedhex(hex text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT lower(regexp_replace(repeat('0', length(hex) % 2) || hex, '(..)(?=.)', '\1:', 'g'))
$$;

-- Seconds since 1970 on the wall clock of the session's time zone.
CREATE FUNCTION gmt_epoch(input_ts timestamp with time zone) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT (extract(epoch FROM input_ts) + extract(timezone FROM input_ts))::bigint
$$;

-- Limits: an empty text, or which limit is reached. user_context.ISC.limits holds them; the order is that of Kea:
-- classes as listed, then the subnet.

CREATE FUNCTION checklease4limits(user_context text) RETURNS text
LANGUAGE sql STABLE AS $$
    WITH asked AS (SELECT json_cast(user_context) -> 'ISC' -> 'limits' AS limits),
    checks AS (
        SELECT place, (class ->> 'address-limit')::bigint AS most, coalesce(stat.leases, 0) AS leases,
               'client class "' || (class ->> 'name') || '"' AS what
        FROM asked
            CROSS JOIN json_array_elements(limits -> 'client-classes') WITH ORDINALITY AS c (class, place)
            LEFT JOIN lease4_stat_by_client_class AS stat ON stat.client_class = class ->> 'name'
        UNION ALL
        SELECT 1000000, (limits -> 'subnet' ->> 'address-limit')::bigint, coalesce(stat.leases, 0),
               'subnet ID ' || (limits -> 'subnet' ->> 'id')
        FROM asked
            LEFT JOIN lease4_stat AS stat ON stat.subnet_id = (limits -> 'subnet' ->> 'id')::bigint AND stat.state = 0)
    SELECT coalesce(
        (SELECT format('address limit %s for %s, current lease count %s', most, what, leases)
         FROM checks WHERE most <= leases ORDER BY place LIMIT 1), '')
$$;

CREATE FUNCTION checklease6limits(user_context text) RETURNS text
LANGUAGE sql STABLE AS $$
    WITH asked AS (SELECT json_cast(user_context) -> 'ISC' -> 'limits' AS limits),
    kinds (kind, lease_type) AS (VALUES ('address', 0), ('prefix', 2)),
    checks AS (
        SELECT place, lease_type, kind, (class ->> (kind || '-limit'))::bigint AS most,
               (SELECT stat.leases FROM lease6_stat_by_client_class AS stat
                WHERE stat.client_class = class ->> 'name' AND stat.lease_type = kinds.lease_type) AS leases,
               'client class "' || (class ->> 'name') || '"' AS what
        FROM asked
            CROSS JOIN json_array_elements(limits -> 'client-classes') WITH ORDINALITY AS c (class, place)
            CROSS JOIN kinds
        UNION ALL
        SELECT 1000000, lease_type, kind, (limits -> 'subnet' ->> (kind || '-limit'))::bigint,
               (SELECT stat.leases FROM lease6_stat AS stat
                WHERE stat.subnet_id = (limits -> 'subnet' ->> 'id')::bigint
                  AND stat.lease_type = kinds.lease_type AND stat.state = 0),
               'subnet ID ' || (limits -> 'subnet' ->> 'id')
        FROM asked CROSS JOIN kinds)
    SELECT coalesce(
        (SELECT format('%s limit %s for %s, current lease count %s', kind, most, what, coalesce(leases, 0))
         FROM checks WHERE most <= coalesce(leases, 0) ORDER BY place, lease_type LIMIT 1), '')
$$;

-- Dump and upload: the columns of Kea's lease file, commas inside of values written as &#x2c.

CREATE FUNCTION lease4dumpheader() RETURNS text
LANGUAGE sql AS $$
    SELECT 'address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id'
$$;

CREATE FUNCTION lease4dumpdata() RETURNS TABLE (
    address inet, hwaddr varchar, client_id varchar, valid_lifetime bigint, expire bigint, subnet_id bigint,
    fqdn_fwd integer, fqdn_rev integer, hostname varchar, state bigint, user_context varchar, pool_id bigint)
LANGUAGE sql AS $$
    SELECT '0.0.0.0'::inet + l.address, colonseparatedhex(encode(l.hwaddr, 'hex')),
           colonseparatedhex(encode(l.client_id, 'hex')), l.valid_lifetime, extract(epoch FROM l.expire)::bigint,
           l.subnet_id, l.fqdn_fwd::int, l.fqdn_rev::int, replace(l.hostname, ',', '&#x2c'), l.state,
           replace(l.user_context, ',', '&#x2c'), l.pool_id
    FROM lease4 AS l ORDER BY l.address
$$;

CREATE FUNCTION lease4upload(
    address varchar, hwaddr varchar, client_id varchar, valid_lifetime bigint, expire bigint, subnet_id bigint,
    fqdn_fwd integer, fqdn_rev integer, hostname varchar, state bigint, user_context varchar, pool_id bigint)
RETURNS void
LANGUAGE sql AS $$
    INSERT INTO lease4 (address, hwaddr, client_id, valid_lifetime, expire, subnet_id,
                        fqdn_fwd, fqdn_rev, hostname, state, user_context, pool_id)
    VALUES (address::inet - '0.0.0.0'::inet, decode(replace(hwaddr, ':', ''), 'hex'),
            decode(replace(client_id, ':', ''), 'hex'), valid_lifetime, to_timestamp(expire), subnet_id,
            fqdn_fwd::boolean, fqdn_rev::boolean, replace(hostname, '&#x2c', ','), state,
            replace(user_context, '&#x2c', ','), pool_id)
$$;

CREATE FUNCTION lease4upload(
    address varchar, hwaddr varchar, client_id varchar, valid_lifetime bigint, expire bigint, subnet_id bigint,
    fqdn_fwd integer, fqdn_rev integer, hostname varchar, state bigint, user_context varchar)
RETURNS void
LANGUAGE sql AS $$
    SELECT lease4upload(address, hwaddr, client_id, valid_lifetime, expire, subnet_id,
                        fqdn_fwd, fqdn_rev, hostname, state, user_context, 0)
$$;

CREATE FUNCTION lease6dumpheader() RETURNS text
LANGUAGE sql AS $$
    SELECT 'address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,'
           'hostname,hwaddr,state,user_context,hwtype,hwaddr_source,pool_id'
$$;

CREATE FUNCTION lease6dumpdata() RETURNS TABLE (
    address varchar, duid varchar, valid_lifetime bigint, expire bigint, subnet_id bigint, pref_lifetime bigint,
    lease_type smallint, iaid integer, prefix_len smallint, fqdn_fwd integer, fqdn_rev integer, hostname varchar,
    hwaddr varchar, state bigint, user_context varchar, hwtype smallint, hwaddr_source smallint, pool_id bigint)
LANGUAGE sql AS $$
    SELECT host(l.address), colonseparatedhex(encode(l.duid, 'hex')), l.valid_lifetime,
           extract(epoch FROM l.expire)::bigint, l.subnet_id, l.pref_lifetime, l.lease_type, l.iaid, l.prefix_len,
           l.fqdn_fwd::int, l.fqdn_rev::int, replace(l.hostname, ',', '&#x2c'),
           colonseparatedhex(encode(l.hwaddr, 'hex')), l.state, replace(l.user_context, ',', '&#x2c'),
           l.hwtype, l.hwaddr_source, l.pool_id
    FROM lease6 AS l ORDER BY l.address
$$;

CREATE FUNCTION lease6upload(
    address varchar, duid varchar, valid_lifetime bigint, expire bigint, subnet_id bigint, pref_lifetime bigint,
    lease_type integer, iaid integer, prefix_len integer, fqdn_fwd integer, fqdn_rev integer, hostname varchar,
    hwaddr varchar, state bigint, user_context varchar, hwtype integer, hwaddr_source integer, pool_id bigint)
RETURNS void
LANGUAGE sql AS $$
    INSERT INTO lease6 (address, duid, valid_lifetime, expire, subnet_id, pref_lifetime, lease_type, iaid, prefix_len,
                        fqdn_fwd, fqdn_rev, hostname, hwaddr, state, user_context, hwtype, hwaddr_source, pool_id)
    VALUES (address::inet, decode(replace(duid, ':', ''), 'hex'), valid_lifetime, to_timestamp(expire), subnet_id,
            pref_lifetime, lease_type, iaid, prefix_len, fqdn_fwd::boolean, fqdn_rev::boolean,
            replace(hostname, '&#x2c', ','), decode(replace(hwaddr, ':', ''), 'hex'), state,
            replace(user_context, '&#x2c', ','), hwtype, hwaddr_source, pool_id)
$$;

CREATE FUNCTION lease6upload(
    address varchar, duid varchar, valid_lifetime bigint, expire bigint, subnet_id bigint, pref_lifetime bigint,
    lease_type integer, iaid integer, prefix_len integer, fqdn_fwd integer, fqdn_rev integer, hostname varchar,
    hwaddr varchar, state bigint, user_context varchar, hwtype integer, hwaddr_source integer)
RETURNS void
LANGUAGE sql AS $$
    SELECT lease6upload(address, duid, valid_lifetime, expire, subnet_id, pref_lifetime, lease_type, iaid, prefix_len,
                        fqdn_fwd, fqdn_rev, hostname, hwaddr, state, user_context, hwtype, hwaddr_source, 0)
$$;
