-- Where leases are kept. Names, types and keys are those of Kea 3.0 (schema version 29.0), so that Kea and the tools
-- around it can work on the same database. Our own statistics triggers are in V2.

CREATE TABLE lease_state (
    state  bigint      NOT NULL PRIMARY KEY,
    name   varchar(64) NOT NULL
);

INSERT INTO lease_state (state, name) VALUES
    (0, 'default'),
    (1, 'declined'),
    (2, 'expired-reclaimed'),
    (3, 'released'),
    (4, 'registered');

CREATE TABLE lease6_types (
    lease_type  smallint NOT NULL PRIMARY KEY,
    name        varchar(5)
);

INSERT INTO lease6_types (lease_type, name) VALUES
    (0, 'IA_NA'),
    (1, 'IA_TA'),
    (2, 'IA_PD');

-- From where the server learnt a DHCPv6 client's hardware address; the numbers are bits.
CREATE TABLE lease_hwaddr_source (
    hwaddr_source  integer NOT NULL PRIMARY KEY,
    name           varchar(40)
);

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
CREATE TABLE lease4 (
    address         bigint NOT NULL PRIMARY KEY,
    hwaddr          bytea,
    client_id       bytea,
    valid_lifetime  bigint,
    expire          timestamp with time zone,
    subnet_id       bigint,
    fqdn_fwd        boolean,
    fqdn_rev        boolean,
    hostname        varchar(255),
    state           bigint DEFAULT 0 CONSTRAINT fk_lease4_state REFERENCES lease_state (state),
    user_context    text,
    relay_id        bytea,
    remote_id       bytea,
    pool_id         bigint NOT NULL DEFAULT 0
);

CREATE INDEX lease4_by_hwaddr_subnet_id    ON lease4 (hwaddr, subnet_id);
CREATE INDEX lease4_by_client_id_subnet_id ON lease4 (client_id, subnet_id);
CREATE INDEX lease4_by_state_expire        ON lease4 (state, expire);
CREATE INDEX lease4_by_subnet_id           ON lease4 (subnet_id);
CREATE INDEX lease4_by_hostname            ON lease4 (lower(hostname)) WHERE hostname IS NOT NULL;
CREATE INDEX lease4_by_relay_id            ON lease4 (relay_id);
CREATE INDEX lease4_by_remote_id           ON lease4 (remote_id);

-- One row per IPv6 address (lease_type 0) or delegated prefix (2). iaid holds the 32 bits as a signed number.
CREATE TABLE lease6 (
    address         inet NOT NULL PRIMARY KEY,
    duid            bytea,
    valid_lifetime  bigint,
    expire          timestamp with time zone,
    subnet_id       bigint,
    pref_lifetime   bigint,
    lease_type      smallint CONSTRAINT fk_lease6_type REFERENCES lease6_types (lease_type),
    iaid            integer,
    prefix_len      smallint,
    fqdn_fwd        boolean,
    fqdn_rev        boolean,
    hostname        varchar(255),
    state           bigint DEFAULT 0 CONSTRAINT fk_lease6_state REFERENCES lease_state (state),
    hwaddr          bytea,
    hwtype          smallint,
    hwaddr_source   smallint,
    user_context    text,
    pool_id         bigint NOT NULL DEFAULT 0
);

CREATE INDEX lease6_by_duid_iaid_subnet_id  ON lease6 (duid, iaid, subnet_id);
CREATE INDEX lease6_by_state_expire         ON lease6 (state, expire);
CREATE INDEX lease6_by_subnet_id_lease_type ON lease6 (subnet_id, lease_type);
CREATE INDEX lease6_by_subnet_id_address    ON lease6 (subnet_id, address);
CREATE INDEX lease6_by_hostname             ON lease6 (lower(hostname)) WHERE hostname IS NOT NULL;

-- For bulk lease queries (RFC 5460): by which relays a lease was obtained.
CREATE TABLE lease6_relay_id (
    extended_info_id  serial NOT NULL PRIMARY KEY,
    relay_id          bytea NOT NULL,
    lease_addr        inet NOT NULL CONSTRAINT fk_lease6_relay_id_addr REFERENCES lease6 (address) ON DELETE CASCADE
);

CREATE INDEX lease6_relay_id_by_id      ON lease6_relay_id (relay_id, lease_addr);
CREATE INDEX lease6_relay_id_by_address ON lease6_relay_id (lease_addr);

CREATE TABLE lease6_remote_id (
    extended_info_id  serial NOT NULL PRIMARY KEY,
    remote_id         bytea NOT NULL,
    lease_addr        inet NOT NULL CONSTRAINT fk_lease6_remote_id_addr REFERENCES lease6 (address) ON DELETE CASCADE
);

CREATE INDEX lease6_remote_id_by_id      ON lease6_remote_id (remote_id, lease_addr);
CREATE INDEX lease6_remote_id_by_address ON lease6_remote_id (lease_addr);

-- How many leases there are; kept by triggers only (V2). States 0 and 1, in lease6_stat also 4.

CREATE TABLE lease4_stat (
    subnet_id  bigint NOT NULL,
    state      bigint NOT NULL,
    leases     bigint,
    PRIMARY KEY (subnet_id, state)
);

CREATE TABLE lease4_pool_stat (
    subnet_id  bigint NOT NULL,
    pool_id    bigint NOT NULL,
    state      bigint NOT NULL,
    leases     bigint,
    PRIMARY KEY (subnet_id, pool_id, state)
);

-- Leases in state 0 of clients in a class, for limits.
CREATE TABLE lease4_stat_by_client_class (
    client_class  varchar(128) NOT NULL PRIMARY KEY,
    leases        bigint NOT NULL
);

CREATE TABLE lease6_stat (
    subnet_id   bigint NOT NULL,
    lease_type  smallint NOT NULL,
    state       bigint NOT NULL,
    leases      bigint,
    PRIMARY KEY (subnet_id, lease_type, state)
);

CREATE TABLE lease6_pool_stat (
    subnet_id   bigint NOT NULL,
    pool_id     bigint NOT NULL,
    lease_type  smallint NOT NULL,
    state       bigint NOT NULL,
    leases      bigint,
    PRIMARY KEY (subnet_id, pool_id, lease_type, state)
);

CREATE TABLE lease6_stat_by_client_class (
    client_class  varchar(128) NOT NULL,
    lease_type    smallint NOT NULL
        CONSTRAINT fk_lease6_stat_by_client_class_lease_type REFERENCES lease6_types (lease_type),
    leases        bigint NOT NULL,
    PRIMARY KEY (client_class, lease_type)
);

-- The forensic log, when it is kept in the database.
CREATE TABLE logs (
    timestamp  timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    address    varchar(43),
    log        text NOT NULL
);

CREATE INDEX timestamp_id ON logs (timestamp);
CREATE INDEX address_id   ON logs (address);
