-- What the configuration of both families shares: numbers with their meaning, and values that live as long as a session.

CREATE TABLE dhcp_option_scope (
    scope_id    smallint NOT NULL PRIMARY KEY,
    scope_name  varchar(32)
);


INSERT INTO dhcp_option_scope (scope_id, scope_name) VALUES
    (0, 'global'),
    (1, 'subnet'),
    (2, 'client-class'),
    (3, 'host'),
    (4, 'shared-network'),
    (5, 'pool'),
    (6, 'pd-pool');

CREATE TABLE modification (
    id                 smallint NOT NULL PRIMARY KEY,
    modification_type  varchar(32) NOT NULL
);


INSERT INTO modification (id, modification_type) VALUES
    (0, 'create'),
    (1, 'update'),
    (2, 'delete');

CREATE TABLE parameter_data_type (
    id    smallint NOT NULL PRIMARY KEY,
    name  varchar(32) NOT NULL
);


INSERT INTO parameter_data_type (id, name) VALUES
    (0, 'integer'),
    (1, 'real'),
    (2, 'boolean'),
    (4, 'string');

CREATE TABLE option_def_data_type (
    id    smallint NOT NULL PRIMARY KEY,
    name  varchar(32) NOT NULL
);


INSERT INTO option_def_data_type (id, name) VALUES
    (0, 'empty'),
    (1, 'binary'),
    (2, 'boolean'),
    (3, 'int8'),
    (4, 'int16'),
    (5, 'int32'),
    (6, 'uint8'),
    (7, 'uint16'),
    (8, 'uint32'),
    (10, 'ipv4-address'),
    (11, 'ipv6-address'),
    (12, 'ipv6-prefix'),
    (13, 'psid'),
    (14, 'string'),
    (15, 'tuple'),
    (16, 'fqdn'),
    (17, 'internal'),
    (254, 'record');

CREATE TABLE ddns_replace_client_name_types (
    type  bigint NOT NULL PRIMARY KEY,
    name  varchar(32)
);


INSERT INTO ddns_replace_client_name_types (type, name) VALUES
    (0, 'RCM_NEVER'),
    (1, 'RCM_ALWAYS'),
    (2, 'RCM_WHEN_PRESENT'),
    (3, 'RCM_WHEN_NOT_PRESENT');

-- Session values: custom settings of the connection, such as kea.audit_revision_id. One that was never set is null as
-- text, 0 as a number, false as a boolean.

CREATE FUNCTION get_session_value(name text) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT current_setting(name, true) $$;

CREATE FUNCTION get_session_big_int(name text) RETURNS bigint
LANGUAGE sql STABLE AS $$ SELECT coalesce(nullif(get_session_value(name), '')::bigint, 0) $$;

CREATE FUNCTION get_session_boolean(name text) RETURNS boolean
LANGUAGE sql STABLE AS $$ SELECT coalesce(nullif(get_session_value(name), '')::boolean, false) $$;

CREATE FUNCTION set_session_value(name text, value text) RETURNS void
LANGUAGE sql AS $$ SELECT set_config(name, value, false) $$;

CREATE FUNCTION set_session_value(name text, value bigint) RETURNS void
LANGUAGE sql AS $$ SELECT set_config(name, value::text, false) $$;

CREATE FUNCTION set_session_value(name text, value boolean) RETURNS void
LANGUAGE sql AS $$ SELECT set_config(name, value::text, false) $$;

-- 'a' -> '[ "a" ]'
CREATE FUNCTION texttojsonlist(orig text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT '[ "' || nullif(orig, '') || '" ]' $$;

-- Kea runs this after an update, when nothing can be changed any more: writers give the time themselves.
CREATE FUNCTION modification_ts_update() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RETURN NULL;
END $$;
