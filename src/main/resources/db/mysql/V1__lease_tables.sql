-- Where leases are kept, for MySQL and MariaDB. Names, types and keys are those of Kea 3.0 (schema version 30.0), so
-- that Kea and the tools around it can work on the same database. Character set and collation are the database's own.

CREATE TABLE lease_state (
    state  INT UNSIGNED NOT NULL PRIMARY KEY,
    name   VARCHAR(64)  NOT NULL
) ENGINE = InnoDB;

INSERT INTO lease_state (state, name) VALUES
    (0, 'default'),
    (1, 'declined'),
    (2, 'expired-reclaimed'),
    (3, 'released'),
    (4, 'registered');

CREATE TABLE lease6_types (
    lease_type  TINYINT NOT NULL PRIMARY KEY,
    name        VARCHAR(5)
) ENGINE = InnoDB;

INSERT INTO lease6_types (lease_type, name) VALUES
    (0, 'IA_NA'),
    (1, 'IA_TA'),
    (2, 'IA_PD');

-- From where the server learnt a DHCPv6 client's hardware address; the numbers are bits.
CREATE TABLE lease_hwaddr_source (
    hwaddr_source  INT UNSIGNED NOT NULL PRIMARY KEY,
    name           VARCHAR(40)
) ENGINE = InnoDB;

INSERT INTO lease_hwaddr_source (hwaddr_source, name) VALUES
    (0,   'HWADDR_SOURCE_UNKNOWN'),
    (1,   'HWADDR_SOURCE_RAW'),
    (2,   'HWADDR_SOURCE_IPV6_LINK_LOCAL'),
    (4,   'HWADDR_SOURCE_DUID'),
    (8,   'HWADDR_SOURCE_CLIENT_ADDR_RELAY_OPTION'),
    (16,  'HWADDR_SOURCE_REMOTE_ID'),
    (32,  'HWADDR_SOURCE_SUBSCRIBER_ID'),
    (64,  'HWADDR_SOURCE_DOCSIS_CMTS'),
    (128, 'HWADDR_SOURCE_DOCSIS_MODEM');

-- One row per IPv4 address that somebody has or had. The address is a number in host order;
-- expire = time of the client's last transaction + valid_lifetime (4294967295: without end).
-- The keys under the foreign keys are made by the server itself, so that it gives them up by itself when a later
-- index serves as well.
CREATE TABLE lease4 (
    address         INT UNSIGNED NOT NULL PRIMARY KEY,
    hwaddr          VARBINARY(20),
    client_id       VARBINARY(255),
    valid_lifetime  INT UNSIGNED,
    expire          TIMESTAMP NULL DEFAULT NULL,
    subnet_id       INT UNSIGNED,
    fqdn_fwd        BOOLEAN,
    fqdn_rev        BOOLEAN,
    hostname        VARCHAR(255),
    state           INT UNSIGNED DEFAULT 0,
    user_context    TEXT,
    relay_id        VARBINARY(255) DEFAULT NULL,
    remote_id       VARBINARY(255) DEFAULT NULL,
    pool_id         INT UNSIGNED NOT NULL DEFAULT 0,
    KEY lease4_by_hwaddr_subnet_id (hwaddr, subnet_id),
    KEY lease4_by_client_id_subnet_id (client_id, subnet_id),
    KEY lease4_by_expire_state (expire, state),
    KEY lease4_by_subnet_id (subnet_id),
    KEY lease4_by_hostname (hostname),
    KEY lease4_by_relay_id (relay_id),
    KEY lease4_by_remote_id (remote_id),
    CONSTRAINT fk_lease4_state FOREIGN KEY (state) REFERENCES lease_state (state)
) ENGINE = InnoDB;

-- One row per IPv6 address (lease_type 0) or delegated prefix (2).
CREATE TABLE lease6 (
    address         BINARY(16) NOT NULL PRIMARY KEY,
    duid            VARBINARY(130),
    valid_lifetime  INT UNSIGNED,
    expire          TIMESTAMP NULL DEFAULT NULL,
    subnet_id       INT UNSIGNED,
    pref_lifetime   INT UNSIGNED,
    lease_type      TINYINT,
    iaid            INT UNSIGNED,
    prefix_len      TINYINT UNSIGNED,
    fqdn_fwd        BOOLEAN,
    fqdn_rev        BOOLEAN,
    hostname        VARCHAR(255),
    hwaddr          VARBINARY(20),
    hwtype          SMALLINT UNSIGNED,
    hwaddr_source   INT UNSIGNED,
    state           INT UNSIGNED DEFAULT 0,
    user_context    TEXT,
    pool_id         INT UNSIGNED NOT NULL DEFAULT 0,
    KEY lease6_by_duid_iaid_subnet_id (duid, iaid, subnet_id),
    KEY lease6_by_expire_state (expire, state),
    KEY lease6_by_subnet_id_lease_type (subnet_id, lease_type),
    KEY lease6_by_subnet_id_address (subnet_id, address),
    KEY lease6_by_hostname (hostname),
    CONSTRAINT fk_lease6_type FOREIGN KEY (lease_type) REFERENCES lease6_types (lease_type),
    CONSTRAINT fk_lease6_state FOREIGN KEY (state) REFERENCES lease_state (state),
    CONSTRAINT fk_lease6_hwaddr_source FOREIGN KEY (hwaddr_source) REFERENCES lease_hwaddr_source (hwaddr_source)
) ENGINE = InnoDB;

-- For bulk lease queries (RFC 5460): by which relays a lease was obtained.
CREATE TABLE lease6_relay_id (
    extended_info_id  INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    relay_id          VARBINARY(130) NOT NULL,
    lease_addr        BINARY(16) NOT NULL,
    KEY key_lease6_relay_id_by_id (relay_id, lease_addr),
    KEY key_lease6_relay_id_by_address (lease_addr),
    CONSTRAINT fk_lease6_relay_id_addr FOREIGN KEY (lease_addr) REFERENCES lease6 (address) ON DELETE CASCADE
) ENGINE = InnoDB;

CREATE TABLE lease6_remote_id (
    extended_info_id  INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    remote_id         VARBINARY(255) NOT NULL,
    lease_addr        BINARY(16) NOT NULL,
    KEY key_lease6_remote_id_by_id (remote_id, lease_addr),
    KEY key_lease6_remote_id_by_address (lease_addr),
    CONSTRAINT fk_lease6_remote_id_addr FOREIGN KEY (lease_addr) REFERENCES lease6 (address) ON DELETE CASCADE
) ENGINE = InnoDB;

-- How many leases there are; kept by triggers only (V2, V3). States 0 and 1, in lease6_stat also 4.

CREATE TABLE lease4_stat (
    subnet_id  INT UNSIGNED NOT NULL,
    state      INT UNSIGNED NOT NULL,
    leases     BIGINT,
    PRIMARY KEY (subnet_id, state)
) ENGINE = InnoDB;

CREATE TABLE lease4_pool_stat (
    subnet_id  INT UNSIGNED NOT NULL,
    pool_id    INT UNSIGNED NOT NULL,
    state      INT UNSIGNED NOT NULL,
    leases     BIGINT,
    PRIMARY KEY (subnet_id, pool_id, state)
) ENGINE = InnoDB;

-- Leases in state 0 of clients in a class, for limits.
CREATE TABLE lease4_stat_by_client_class (
    client_class  VARCHAR(128) NOT NULL PRIMARY KEY,
    leases        BIGINT UNSIGNED NOT NULL
) ENGINE = InnoDB;

CREATE TABLE lease6_stat (
    subnet_id   INT UNSIGNED NOT NULL,
    lease_type  INT UNSIGNED NOT NULL,
    state       INT UNSIGNED NOT NULL,
    leases      BIGINT,
    PRIMARY KEY (subnet_id, lease_type, state)
) ENGINE = InnoDB;

CREATE TABLE lease6_pool_stat (
    subnet_id   INT UNSIGNED NOT NULL,
    pool_id     INT UNSIGNED NOT NULL,
    lease_type  INT UNSIGNED NOT NULL,
    state       INT UNSIGNED NOT NULL,
    leases      BIGINT,
    PRIMARY KEY (subnet_id, pool_id, lease_type, state)
) ENGINE = InnoDB;

CREATE TABLE lease6_stat_by_client_class (
    client_class  VARCHAR(128) NOT NULL,
    lease_type    TINYINT NOT NULL,
    leases        BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (client_class, lease_type),
    CONSTRAINT fk_lease6_stat_by_client_class_lease_type FOREIGN KEY (lease_type) REFERENCES lease6_types (lease_type)
) ENGINE = InnoDB;

-- The forensic log, when it is kept in the database.
CREATE TABLE logs (
    timestamp  TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    address    VARCHAR(43),
    log        TEXT NOT NULL,
    id         INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    KEY timestamp_index (timestamp)
) ENGINE = InnoDB;
