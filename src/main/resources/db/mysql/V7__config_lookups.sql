-- What the configuration of both families shares: numbers with their meaning.

CREATE TABLE dhcp_option_scope (
    scope_id    TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    scope_name  VARCHAR(32)
) ENGINE = InnoDB;

INSERT INTO dhcp_option_scope (scope_id, scope_name) VALUES
    (0, 'global'),
    (1, 'subnet'),
    (2, 'client-class'),
    (3, 'host'),
    (4, 'shared-network'),
    (5, 'pool'),
    (6, 'pd-pool');

CREATE TABLE modification (
    id                 TINYINT NOT NULL PRIMARY KEY,
    modification_type  VARCHAR(32) NOT NULL
) ENGINE = InnoDB;

INSERT INTO modification (id, modification_type) VALUES
    (0, 'create'),
    (1, 'update'),
    (2, 'delete');

CREATE TABLE parameter_data_type (
    id    TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    name  VARCHAR(32) NOT NULL
) ENGINE = InnoDB;

INSERT INTO parameter_data_type (id, name) VALUES
    (0, 'integer'),
    (1, 'real'),
    (2, 'boolean'),
    (4, 'string');

CREATE TABLE option_def_data_type (
    id    TINYINT UNSIGNED NOT NULL PRIMARY KEY,
    name  VARCHAR(32) NOT NULL
) ENGINE = InnoDB;

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
