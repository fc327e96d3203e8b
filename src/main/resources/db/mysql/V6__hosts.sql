-- Host reservations; their options are in dhcp4_options and dhcp6_options (V8, V10), scope 3.

CREATE TABLE host_identifier_type (
    type  TINYINT NOT NULL PRIMARY KEY,
    name  VARCHAR(32)
) ENGINE = InnoDB;


INSERT INTO host_identifier_type (type, name) VALUES
    (0, 'hw-address'),
    (1, 'duid'),
    (2, 'circuit-id'),
    (3, 'client-id'),
    (4, 'flex-id');

-- A row may be a reservation for IPv4, for IPv6, or for both: dhcp4_subnet_id and dhcp6_subnet_id are NULL when it is
-- none of the kind and 0 when it holds in all subnets.
CREATE TABLE hosts (
    host_id                INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    dhcp_identifier        VARBINARY(255) NOT NULL,
    dhcp_identifier_type   TINYINT NOT NULL,
    dhcp4_subnet_id        INT UNSIGNED,
    dhcp6_subnet_id        INT UNSIGNED,
    ipv4_address           INT UNSIGNED,
    hostname               VARCHAR(255),
    dhcp4_client_classes   VARCHAR(255),
    dhcp6_client_classes   VARCHAR(255),
    dhcp4_next_server      INT UNSIGNED,
    dhcp4_server_hostname  VARCHAR(64),
    dhcp4_boot_file_name   VARCHAR(128),
    user_context           TEXT,
    auth_key               VARCHAR(32),
    UNIQUE KEY key_dhcp4_identifier_subnet_id (dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id),
    UNIQUE KEY key_dhcp6_identifier_subnet_id (dhcp_identifier, dhcp_identifier_type, dhcp6_subnet_id),
    KEY hosts_by_hostname (hostname),
    KEY key_dhcp4_ipv4_address_subnet_id_identifier (ipv4_address, dhcp4_subnet_id),
    CONSTRAINT fk_host_identifier_type FOREIGN KEY (dhcp_identifier_type) REFERENCES host_identifier_type (type)
) ENGINE = InnoDB;


-- Addresses (type 0) and prefixes (type 2) of a host.
CREATE TABLE ipv6_reservations (
    reservation_id       INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    address              BINARY(16) NOT NULL,
    prefix_len           TINYINT UNSIGNED NOT NULL DEFAULT 128,
    type                 TINYINT UNSIGNED NOT NULL DEFAULT 0,
    dhcp6_iaid           INT UNSIGNED,
    host_id              INT UNSIGNED NOT NULL,
    excluded_prefix      BINARY(16),
    excluded_prefix_len  TINYINT UNSIGNED NOT NULL DEFAULT 0,
    KEY fk_ipv6_reservations_host_idx (host_id),
    KEY key_dhcp6_address_prefix_len (address, prefix_len),
    CONSTRAINT fk_ipv6_reservations_Host
        FOREIGN KEY (host_id) REFERENCES hosts (host_id) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE = InnoDB;

