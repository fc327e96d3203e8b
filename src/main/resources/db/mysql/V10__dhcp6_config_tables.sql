-- Configuration of DHCPv6 in the database, as V8 for DHCPv4.

CREATE TABLE dhcp6_server (
    id               BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    tag              VARCHAR(64) NOT NULL,
    description      TEXT,
    modification_ts  TIMESTAMP NOT NULL,
    UNIQUE KEY dhcp6_server_tag_UNIQUE (tag),
    KEY key_dhcp6_server_modification_ts (modification_ts)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_audit_revision (
    id               BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    modification_ts  TIMESTAMP NOT NULL,
    log_message      TEXT,
    server_id        BIGINT UNSIGNED,
    KEY key_dhcp6_audit_revision_by_modification_ts (modification_ts)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_audit (
    id                 BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    object_type        VARCHAR(256) NOT NULL,
    object_id          BIGINT UNSIGNED NOT NULL,
    modification_type  BOOLEAN NOT NULL,
    revision_id        BIGINT UNSIGNED NOT NULL,
    CONSTRAINT fk_dhcp6_audit_modification_type FOREIGN KEY (modification_type) REFERENCES modification (id),
    CONSTRAINT fk_dhcp6_audit_revision
        FOREIGN KEY (revision_id) REFERENCES dhcp6_audit_revision (id) ON UPDATE CASCADE
) ENGINE = InnoDB;

CREATE TABLE dhcp6_global_parameter (
    id               BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name             VARCHAR(128) NOT NULL,
    value            LONGTEXT NOT NULL,
    modification_ts  TIMESTAMP NOT NULL,
    parameter_type   TINYINT UNSIGNED NOT NULL,
    KEY key_dhcp6_global_parameter_modification_ts (modification_ts),
    KEY key_dhcp6_global_parameter_name (name),
    CONSTRAINT fk_dhcp6_global_parameter_type FOREIGN KEY (parameter_type) REFERENCES parameter_data_type (id)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_global_parameter_server (
    parameter_id     BIGINT UNSIGNED NOT NULL,
    server_id        BIGINT UNSIGNED NOT NULL,
    modification_ts  TIMESTAMP NOT NULL,
    PRIMARY KEY (parameter_id, server_id),
    KEY key_dhcp6_global_parameter_server (modification_ts),
    CONSTRAINT fk_dhcp6_global_parameter_server_parameter_id
        FOREIGN KEY (parameter_id) REFERENCES dhcp6_global_parameter (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp6_global_parameter_server_server_id
        FOREIGN KEY (server_id) REFERENCES dhcp6_server (id) ON DELETE CASCADE
) ENGINE = InnoDB;

CREATE TABLE dhcp6_client_class (
    id                        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name                      VARCHAR(128) NOT NULL,
    test                      TEXT,
    only_in_additional_list   TINYINT NOT NULL DEFAULT 0,
    valid_lifetime            INT,
    min_valid_lifetime        INT,
    max_valid_lifetime        INT,
    depend_on_known_directly  TINYINT NOT NULL DEFAULT 0,
    follow_class_name         VARCHAR(128),
    modification_ts           TIMESTAMP NOT NULL,
    preferred_lifetime        INT,
    min_preferred_lifetime    INT,
    max_preferred_lifetime    INT,
    user_context              LONGTEXT,
    UNIQUE KEY id_UNIQUE (id),
    UNIQUE KEY name_UNIQUE (name),
    KEY key_dhcp6_client_class_modification_ts (modification_ts)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_client_class_dependency (
    class_id       BIGINT UNSIGNED NOT NULL,
    dependency_id  BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (class_id, dependency_id),
    KEY dhcp6_client_class_dependency_id_idx (dependency_id),
    CONSTRAINT dhcp6_client_class_class_id FOREIGN KEY (class_id) REFERENCES dhcp6_client_class (id) ON DELETE CASCADE,
    CONSTRAINT dhcp6_client_class_dependency_id FOREIGN KEY (dependency_id) REFERENCES dhcp6_client_class (id)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_client_class_order (
    class_id                    BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    order_index                 BIGINT UNSIGNED NOT NULL,
    depend_on_known_indirectly  TINYINT NOT NULL DEFAULT 0,
    KEY key_dhcp6_client_class_order_index (order_index),
    CONSTRAINT fk_dhcp6_client_class_order_class_id
        FOREIGN KEY (class_id) REFERENCES dhcp6_client_class (id) ON DELETE CASCADE
) ENGINE = InnoDB;

CREATE TABLE dhcp6_client_class_server (
    class_id         BIGINT UNSIGNED NOT NULL,
    server_id        BIGINT UNSIGNED NOT NULL,
    modification_ts  TIMESTAMP NULL DEFAULT NULL,
    PRIMARY KEY (class_id, server_id),
    CONSTRAINT fk_dhcp6_client_class_class_id
        FOREIGN KEY (class_id) REFERENCES dhcp6_client_class (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp6_client_class_server_id FOREIGN KEY (server_id) REFERENCES dhcp6_server (id)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_shared_network (
    id                           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name                         VARCHAR(128) NOT NULL,
    client_classes               LONGTEXT,
    interface                    VARCHAR(128),
    modification_ts              TIMESTAMP NOT NULL,
    preferred_lifetime           INT,
    rapid_commit                 BOOLEAN,
    rebind_timer                 INT,
    relay                        LONGTEXT,
    renew_timer                  INT,
    evaluate_additional_classes  LONGTEXT,
    user_context                 LONGTEXT,
    valid_lifetime               INT,
    calculate_tee_times          BOOLEAN,
    t1_percent                   FLOAT,
    t2_percent                   FLOAT,
    interface_id                 VARBINARY(128),
    min_preferred_lifetime       INT,
    max_preferred_lifetime       INT,
    min_valid_lifetime           INT,
    max_valid_lifetime           INT,
    ddns_send_updates            BOOLEAN,
    ddns_override_no_update      BOOLEAN,
    ddns_override_client_update  BOOLEAN,
    ddns_replace_client_name     TINYINT,
    ddns_generated_prefix        VARCHAR(255),
    ddns_qualifying_suffix       VARCHAR(255),
    reservations_global          BOOLEAN,
    reservations_in_subnet       BOOLEAN,
    reservations_out_of_pool     BOOLEAN,
    cache_threshold              FLOAT,
    cache_max_age                INT,
    allocator                    TEXT,
    pd_allocator                 TEXT,
    ddns_ttl_percent             FLOAT,
    ddns_ttl                     INT,
    ddns_ttl_min                 INT,
    ddns_ttl_max                 INT,
    UNIQUE KEY name_UNIQUE (name),
    KEY key_dhcp6_shared_network_modification_ts (modification_ts)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_shared_network_server (
    shared_network_id  BIGINT UNSIGNED NOT NULL,
    server_id          BIGINT UNSIGNED NOT NULL,
    modification_ts    TIMESTAMP NOT NULL,
    PRIMARY KEY (shared_network_id, server_id),
    KEY key_dhcp6_shared_network_server_modification_ts (modification_ts),
    KEY fk_dhcp6_shared_network_server_server_id_idx (server_id),
    CONSTRAINT fk_dhcp6_shared_network_server_server_id
        FOREIGN KEY (server_id) REFERENCES dhcp6_server (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp6_shared_network_server_shared_network_id
        FOREIGN KEY (shared_network_id) REFERENCES dhcp6_shared_network (id) ON DELETE CASCADE
) ENGINE = InnoDB;

CREATE TABLE dhcp6_subnet (
    subnet_id                    INT UNSIGNED NOT NULL PRIMARY KEY,
    subnet_prefix                VARCHAR(64) NOT NULL,
    client_classes               LONGTEXT,
    interface                    VARCHAR(128),
    modification_ts              TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    preferred_lifetime           INT,
    rapid_commit                 BOOLEAN,
    rebind_timer                 INT,
    relay                        LONGTEXT,
    renew_timer                  INT,
    evaluate_additional_classes  LONGTEXT,
    shared_network_name          VARCHAR(128),
    user_context                 LONGTEXT,
    valid_lifetime               INT,
    calculate_tee_times          BOOLEAN,
    t1_percent                   FLOAT,
    t2_percent                   FLOAT,
    interface_id                 VARBINARY(128),
    min_preferred_lifetime       INT,
    max_preferred_lifetime       INT,
    min_valid_lifetime           INT,
    max_valid_lifetime           INT,
    ddns_send_updates            BOOLEAN,
    ddns_override_no_update      BOOLEAN,
    ddns_override_client_update  BOOLEAN,
    ddns_replace_client_name     TINYINT,
    ddns_generated_prefix        VARCHAR(255),
    ddns_qualifying_suffix       VARCHAR(255),
    reservations_global          BOOLEAN,
    reservations_in_subnet       BOOLEAN,
    reservations_out_of_pool     BOOLEAN,
    cache_threshold              FLOAT,
    cache_max_age                INT,
    allocator                    TEXT,
    pd_allocator                 TEXT,
    ddns_ttl_percent             FLOAT,
    ddns_ttl                     INT,
    ddns_ttl_min                 INT,
    ddns_ttl_max                 INT,
    UNIQUE KEY subnet_prefix_UNIQUE (subnet_prefix),
    KEY subnet6_subnet_prefix (subnet_prefix),
    KEY key_dhcp6_subnet_modification_ts (modification_ts),
    CONSTRAINT fk_dhcp6_subnet_shared_network FOREIGN KEY (shared_network_name) REFERENCES dhcp6_shared_network (name)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_subnet_server (
    subnet_id        INT UNSIGNED NOT NULL,
    server_id        BIGINT UNSIGNED NOT NULL,
    modification_ts  TIMESTAMP NOT NULL,
    PRIMARY KEY (subnet_id, server_id),
    KEY key_dhcp6_subnet_server_modification_ts (modification_ts),
    CONSTRAINT fk_dhcp6_subnet_server_server_id FOREIGN KEY (server_id) REFERENCES dhcp6_server (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp6_subnet_server_subnet_id
        FOREIGN KEY (subnet_id) REFERENCES dhcp6_subnet (subnet_id) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE = InnoDB;

CREATE TABLE dhcp6_pool (
    id                           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    start_address                VARCHAR(45) NOT NULL,
    end_address                  VARCHAR(45) NOT NULL,
    subnet_id                    INT UNSIGNED NOT NULL,
    modification_ts              TIMESTAMP NOT NULL,
    client_classes               LONGTEXT,
    evaluate_additional_classes  LONGTEXT,
    user_context                 LONGTEXT,
    KEY key_dhcp6_pool_modification_ts (modification_ts),
    CONSTRAINT fk_dhcp6_pool_subnet_id FOREIGN KEY (subnet_id) REFERENCES dhcp6_subnet (subnet_id) ON UPDATE CASCADE
) ENGINE = InnoDB;

CREATE TABLE dhcp6_pd_pool (
    id                           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    prefix                       VARCHAR(45) NOT NULL,
    prefix_length                TINYINT NOT NULL,
    delegated_prefix_length      TINYINT NOT NULL,
    subnet_id                    INT UNSIGNED NOT NULL,
    modification_ts              TIMESTAMP NOT NULL,
    excluded_prefix              VARCHAR(45),
    excluded_prefix_length       TINYINT NOT NULL,
    client_classes               LONGTEXT,
    evaluate_additional_classes  LONGTEXT,
    user_context                 LONGTEXT,
    KEY key_dhcp6_pd_pool_modification_ts (modification_ts),
    CONSTRAINT fk_dhcp6_pd_pool_subnet_id
        FOREIGN KEY (subnet_id) REFERENCES dhcp6_subnet (subnet_id) ON UPDATE CASCADE
) ENGINE = InnoDB;

CREATE TABLE dhcp6_option_def (
    id               BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    code             SMALLINT UNSIGNED NOT NULL,
    name             VARCHAR(128) NOT NULL,
    space            VARCHAR(128) NOT NULL,
    type             TINYINT UNSIGNED NOT NULL,
    modification_ts  TIMESTAMP NOT NULL,
    is_array         BOOLEAN NOT NULL,
    encapsulate      VARCHAR(128) NOT NULL,
    record_types     VARCHAR(512),
    user_context     LONGTEXT,
    class_id         BIGINT UNSIGNED,
    KEY key_dhcp6_option_def_modification_ts (modification_ts),
    KEY key_dhcp6_option_def_code_space (code, space),
    CONSTRAINT fk_dhcp6_option_def_client_class_id
        FOREIGN KEY (class_id) REFERENCES dhcp6_client_class (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT fk_option_def_data_type6 FOREIGN KEY (type) REFERENCES option_def_data_type (id)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_option_def_server (
    option_def_id    BIGINT UNSIGNED NOT NULL,
    server_id        BIGINT UNSIGNED NOT NULL,
    modification_ts  TIMESTAMP NOT NULL,
    PRIMARY KEY (option_def_id, server_id),
    KEY fk_dhcp6_option_def_server_server_id_idx (server_id),
    KEY key_dhcp6_option_def_server_modification_ts (modification_ts),
    CONSTRAINT fk_dhcp6_option_def_server_option_def_id
        FOREIGN KEY (option_def_id) REFERENCES dhcp6_option_def (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp6_option_def_server_server_id
        FOREIGN KEY (server_id) REFERENCES dhcp6_server (id) ON DELETE CASCADE
) ENGINE = InnoDB;

CREATE TABLE dhcp6_options (
    option_id            BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    code                 SMALLINT UNSIGNED NOT NULL,
    value                BLOB,
    formatted_value      TEXT,
    space                VARCHAR(128),
    persistent           BOOLEAN NOT NULL DEFAULT 0,
    dhcp_client_class    VARCHAR(128),
    dhcp6_subnet_id      INT UNSIGNED,
    host_id              INT UNSIGNED,
    scope_id             TINYINT UNSIGNED NOT NULL,
    user_context         TEXT,
    shared_network_name  VARCHAR(128),
    pool_id              BIGINT UNSIGNED,
    pd_pool_id           BIGINT UNSIGNED,
    modification_ts      TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    cancelled            BOOLEAN NOT NULL DEFAULT 0,
    client_classes       LONGTEXT,
    UNIQUE KEY option_id_UNIQUE (option_id),
    KEY fk_options_host1_idx (host_id),
    CONSTRAINT fk_dhcp6_option_scope FOREIGN KEY (scope_id) REFERENCES dhcp_option_scope (scope_id),
    CONSTRAINT fk_dhcp6_options_client_class
        FOREIGN KEY (dhcp_client_class) REFERENCES dhcp6_client_class (name) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT fk_dhcp6_options_Host
        FOREIGN KEY (host_id) REFERENCES hosts (host_id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT fk_dhcp6_options_pd_pool
        FOREIGN KEY (pd_pool_id) REFERENCES dhcp6_pd_pool (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT fk_dhcp6_options_pool
        FOREIGN KEY (pool_id) REFERENCES dhcp6_pool (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT fk_dhcp6_options_shared_network
        FOREIGN KEY (shared_network_name) REFERENCES dhcp6_shared_network (name) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT fk_dhcp6_options_subnet
        FOREIGN KEY (dhcp6_subnet_id) REFERENCES dhcp6_subnet (subnet_id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT fk_options_host10 FOREIGN KEY (host_id) REFERENCES hosts (host_id)
) ENGINE = InnoDB;

CREATE TABLE dhcp6_options_server (
    option_id        BIGINT UNSIGNED NOT NULL,
    server_id        BIGINT UNSIGNED NOT NULL,
    modification_ts  TIMESTAMP NOT NULL,
    PRIMARY KEY (option_id, server_id),
    KEY fk_dhcp6_options_server_server_id_idx (server_id),
    KEY key_dhcp6_options_server_modification_ts (modification_ts),
    CONSTRAINT fk_dhcp6_options_server_option_id
        FOREIGN KEY (option_id) REFERENCES dhcp6_options (option_id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp6_options_server_server_id
        FOREIGN KEY (server_id) REFERENCES dhcp6_server (id) ON DELETE CASCADE
) ENGINE = InnoDB;


INSERT INTO dhcp6_server (id, tag, description, modification_ts)
VALUES (1, 'all', 'all servers', CURRENT_TIMESTAMP);
