-- Configuration of DHCPv4 in the database. The tables called ..._server say for which servers a row holds; server 1 is
-- all of them.

CREATE TABLE dhcp4_server (
    id               serial NOT NULL PRIMARY KEY,
    tag              varchar(64) NOT NULL UNIQUE,
    description      text,
    modification_ts  timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX dhcp4_server_modification_ts ON dhcp4_server (modification_ts);

CREATE TABLE dhcp4_audit_revision (
    id               serial NOT NULL PRIMARY KEY,
    modification_ts  timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    log_message      text,
    server_id        bigint
);

CREATE TABLE dhcp4_audit (
    id                 serial NOT NULL UNIQUE,
    object_type        varchar(256) NOT NULL,
    object_id          bigint NOT NULL,
    modification_type  smallint NOT NULL,
    revision_id        bigint NOT NULL,
    CONSTRAINT fk_dhcp4_audit_modification_type FOREIGN KEY (modification_type) REFERENCES modification (id),
    CONSTRAINT fk_dhcp4_audit_revision
        FOREIGN KEY (revision_id) REFERENCES dhcp4_audit_revision (id) ON UPDATE CASCADE
);

CREATE INDEX dhcp4_audit_idx1 ON dhcp4_audit (modification_type);
CREATE INDEX dhcp4_audit_idx2 ON dhcp4_audit (revision_id);

CREATE TABLE dhcp4_global_parameter (
    id               serial NOT NULL PRIMARY KEY,
    name             varchar(128) NOT NULL,
    value            text NOT NULL,
    modification_ts  timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    parameter_type   smallint NOT NULL,
    CONSTRAINT fk_dhcp6_global_parameter_type FOREIGN KEY (parameter_type) REFERENCES parameter_data_type (id)
);

CREATE INDEX dhcp4_global_parameter_idx1 ON dhcp4_global_parameter (modification_ts);
CREATE INDEX dhcp4_global_parameter_idx2 ON dhcp4_global_parameter (name);

CREATE TABLE dhcp4_global_parameter_server (
    parameter_id     bigint NOT NULL,
    server_id        bigint NOT NULL,
    modification_ts  timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (parameter_id, server_id),
    CONSTRAINT fk_dhcp4_global_parameter_server_parameter_id
        FOREIGN KEY (parameter_id) REFERENCES dhcp4_global_parameter (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_global_parameter_server_server_id
        FOREIGN KEY (server_id) REFERENCES dhcp4_server (id) ON DELETE CASCADE
);

CREATE INDEX key_dhcp4_global_parameter_idx1 ON dhcp4_global_parameter_server (modification_ts);
CREATE INDEX fk_dhcp4_global_parameter_server_server_id ON dhcp4_global_parameter_server (server_id);

CREATE TABLE dhcp4_client_class (
    id                        serial NOT NULL PRIMARY KEY,
    name                      varchar(128) NOT NULL UNIQUE,
    test                      text,
    next_server               inet,
    server_hostname           varchar(128),
    boot_file_name            varchar(512),
    only_in_additional_list   boolean NOT NULL DEFAULT false,
    valid_lifetime            bigint,
    min_valid_lifetime        bigint,
    max_valid_lifetime        bigint,
    depend_on_known_directly  boolean NOT NULL DEFAULT false,
    follow_class_name         varchar(128),
    modification_ts           timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    user_context              json,
    offer_lifetime            bigint
);

CREATE INDEX key_dhcp4_client_class_modification_ts ON dhcp4_client_class (modification_ts);

CREATE TABLE dhcp4_client_class_dependency (
    class_id       bigint NOT NULL,
    dependency_id  bigint NOT NULL,
    PRIMARY KEY (class_id, dependency_id),
    CONSTRAINT dhcp4_client_class_class_id FOREIGN KEY (class_id) REFERENCES dhcp4_client_class (id) ON DELETE CASCADE,
    CONSTRAINT dhcp4_client_class_dependency_id FOREIGN KEY (dependency_id) REFERENCES dhcp4_client_class (id)
);

CREATE INDEX dhcp4_client_class_dependency_id_idx ON dhcp4_client_class_dependency (dependency_id);

CREATE TABLE dhcp4_client_class_order (
    class_id                    bigint NOT NULL PRIMARY KEY,
    order_index                 bigint NOT NULL,
    depend_on_known_indirectly  boolean NOT NULL DEFAULT false,
    CONSTRAINT fk_dhcp4_client_class_order_class_id
        FOREIGN KEY (class_id) REFERENCES dhcp4_client_class (id) ON DELETE CASCADE
);

CREATE INDEX key_dhcp4_client_class_order_index ON dhcp4_client_class_order (order_index);

CREATE TABLE dhcp4_client_class_server (
    class_id         bigint NOT NULL,
    server_id        bigint NOT NULL,
    modification_ts  timestamp with time zone,
    PRIMARY KEY (class_id, server_id),
    CONSTRAINT fk_dhcp4_client_class_class_id
        FOREIGN KEY (class_id) REFERENCES dhcp4_client_class (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_client_class_server_id FOREIGN KEY (server_id) REFERENCES dhcp4_server (id)
);

CREATE INDEX fk_dhcp4_client_class_server_id ON dhcp4_client_class_server (server_id);

CREATE TABLE dhcp4_shared_network (
    id                           serial NOT NULL PRIMARY KEY,
    name                         varchar(128) NOT NULL UNIQUE,
    client_classes               text,
    interface                    varchar(128),
    match_client_id              boolean,
    modification_ts              timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    rebind_timer                 bigint,
    relay                        text,
    renew_timer                  bigint,
    evaluate_additional_classes  text,
    user_context                 json,
    valid_lifetime               bigint,
    authoritative                boolean,
    calculate_tee_times          boolean,
    t1_percent                   double precision,
    t2_percent                   double precision,
    boot_file_name               varchar(128),
    next_server                  inet,
    server_hostname              varchar(64),
    min_valid_lifetime           bigint,
    max_valid_lifetime           bigint,
    ddns_send_updates            boolean,
    ddns_override_no_update      boolean,
    ddns_override_client_update  boolean,
    ddns_replace_client_name     bigint,
    ddns_generated_prefix        varchar(255),
    ddns_qualifying_suffix       varchar(255),
    reservations_global          boolean,
    reservations_in_subnet       boolean,
    reservations_out_of_pool     boolean,
    cache_threshold              double precision,
    cache_max_age                bigint,
    offer_lifetime               bigint,
    allocator                    text,
    ddns_ttl_percent             double precision,
    ddns_ttl                     bigint,
    ddns_ttl_min                 bigint,
    ddns_ttl_max                 bigint,
    CONSTRAINT fk_ddns_replace_client_name
        FOREIGN KEY (ddns_replace_client_name) REFERENCES ddns_replace_client_name_types (type)
);

CREATE UNIQUE INDEX dhcp4_shared_network_idx1 ON dhcp4_shared_network (name);
CREATE INDEX dhcp4_shared_network_idx2 ON dhcp4_shared_network (modification_ts);

CREATE TABLE dhcp4_shared_network_server (
    shared_network_id  bigint NOT NULL,
    server_id          bigint NOT NULL,
    modification_ts    timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (shared_network_id, server_id),
    CONSTRAINT fk_dhcp4_shared_network_server_server_id
        FOREIGN KEY (server_id) REFERENCES dhcp4_server (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_shared_network_server_shared_network_id
        FOREIGN KEY (shared_network_id) REFERENCES dhcp4_shared_network (id) ON DELETE CASCADE
);

CREATE INDEX dhcp4_shared_network_server_idx1 ON dhcp4_shared_network_server (modification_ts);
CREATE INDEX dhcp4_shared_network_server_idx2 ON dhcp4_shared_network_server (server_id);

CREATE TABLE dhcp4_subnet (
    subnet_id                    bigint NOT NULL PRIMARY KEY,
    subnet_prefix                varchar(64) NOT NULL UNIQUE,
    interface_4o6                varchar(128),
    interface_id_4o6             varchar(128),
    subnet_4o6                   varchar(64),
    boot_file_name               varchar(128),
    client_classes               text,
    interface                    varchar(128),
    match_client_id              boolean,
    modification_ts              timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    next_server                  inet,
    rebind_timer                 bigint,
    relay                        text,
    renew_timer                  bigint,
    evaluate_additional_classes  text,
    server_hostname              varchar(64),
    shared_network_name          varchar(128),
    user_context                 json,
    valid_lifetime               bigint,
    authoritative                boolean,
    calculate_tee_times          boolean,
    t1_percent                   double precision,
    t2_percent                   double precision,
    min_valid_lifetime           bigint,
    max_valid_lifetime           bigint,
    ddns_send_updates            boolean,
    ddns_override_no_update      boolean,
    ddns_override_client_update  boolean,
    ddns_replace_client_name     bigint,
    ddns_generated_prefix        varchar(255),
    ddns_qualifying_suffix       varchar(255),
    reservations_global          boolean,
    reservations_in_subnet       boolean,
    reservations_out_of_pool     boolean,
    cache_threshold              double precision,
    cache_max_age                bigint,
    offer_lifetime               bigint,
    allocator                    text,
    ddns_ttl_percent             double precision,
    ddns_ttl                     bigint,
    ddns_ttl_min                 bigint,
    ddns_ttl_max                 bigint,
    CONSTRAINT fk_ddns_replace_client_name
        FOREIGN KEY (ddns_replace_client_name) REFERENCES ddns_replace_client_name_types (type),
    CONSTRAINT fk_dhcp4_subnet_shared_network FOREIGN KEY (shared_network_name) REFERENCES dhcp4_shared_network (name)
);

CREATE INDEX dhcp4_subnet_idx1 ON dhcp4_subnet (modification_ts);
CREATE INDEX dhcp4_subnet_idx2 ON dhcp4_subnet (shared_network_name);

CREATE TABLE dhcp4_subnet_server (
    subnet_id        bigint NOT NULL,
    server_id        bigint NOT NULL,
    modification_ts  timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (subnet_id, server_id),
    CONSTRAINT fk_dhcp4_subnet_server_server_id
        FOREIGN KEY (server_id) REFERENCES dhcp4_server (id) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_subnet_server_subnet_id
        FOREIGN KEY (subnet_id) REFERENCES dhcp4_subnet (subnet_id) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE INDEX dhcp4_subnet_server_idx1 ON dhcp4_subnet_server (server_id);
CREATE INDEX dhcp4_subnet_server_idx2 ON dhcp4_subnet_server (modification_ts);

CREATE TABLE dhcp4_pool (
    id                           serial NOT NULL PRIMARY KEY,
    start_address                inet NOT NULL,
    end_address                  inet NOT NULL,
    subnet_id                    bigint NOT NULL,
    modification_ts              timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    client_classes               text,
    evaluate_additional_classes  text,
    user_context                 json,
    CONSTRAINT fk_dhcp4_pool_subnet_id FOREIGN KEY (subnet_id) REFERENCES dhcp4_subnet (subnet_id)
);

CREATE INDEX dhcp4_pool_idx1 ON dhcp4_pool (modification_ts);
CREATE INDEX dhcp4_pool_idx2 ON dhcp4_pool (subnet_id);

CREATE TABLE dhcp4_option_def (
    id               serial NOT NULL PRIMARY KEY,
    code             smallint NOT NULL,
    name             varchar(128) NOT NULL,
    space            varchar(128) NOT NULL,
    type             smallint NOT NULL,
    modification_ts  timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    is_array         boolean NOT NULL,
    encapsulate      varchar(128) NOT NULL,
    record_types     varchar,
    user_context     json,
    class_id         bigint,
    CONSTRAINT fk_dhcp4_option_def_client_class_id
        FOREIGN KEY (class_id) REFERENCES dhcp4_client_class (id) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT fk_option_def_data_type4 FOREIGN KEY (type) REFERENCES option_def_data_type (id)
);

CREATE INDEX dhcp4_option_def_idx1 ON dhcp4_option_def (modification_ts);
CREATE INDEX dhcp4_option_def_idx2 ON dhcp4_option_def (code, space);
CREATE INDEX fk_dhcp4_option_def_client_class_id ON dhcp4_option_def (class_id);

CREATE TABLE dhcp4_option_def_server (
    option_def_id    bigint NOT NULL,
    server_id        bigint NOT NULL,
    modification_ts  timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (option_def_id, server_id),
    CONSTRAINT dhcp4_option_def_server_option_def_id_fkey
        FOREIGN KEY (option_def_id) REFERENCES dhcp4_option_def (id) ON DELETE CASCADE,
    CONSTRAINT dhcp4_option_def_server_server_id_fkey
        FOREIGN KEY (server_id) REFERENCES dhcp4_server (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_option_def_server_option_def_id
        FOREIGN KEY (option_def_id) REFERENCES dhcp4_option_def (id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_option_def_server_server_id FOREIGN KEY (server_id) REFERENCES dhcp4_server (id)
);

CREATE INDEX fk_dhcp4_option_def_server_server_id ON dhcp4_option_def_server (server_id);

CREATE TABLE dhcp4_options (
    option_id            serial NOT NULL PRIMARY KEY,
    code                 smallint NOT NULL,
    value                bytea,
    formatted_value      text,
    space                varchar(128),
    persistent           boolean NOT NULL DEFAULT false,
    dhcp_client_class    varchar(128),
    dhcp4_subnet_id      bigint,
    host_id              integer,
    scope_id             smallint NOT NULL,
    user_context         text,
    shared_network_name  varchar(128),
    pool_id              bigint,
    modification_ts      timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    cancelled            boolean NOT NULL DEFAULT false,
    client_classes       text,
    CONSTRAINT fk_dhcp4_option_scode FOREIGN KEY (scope_id) REFERENCES dhcp_option_scope (scope_id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_options_pool
        FOREIGN KEY (pool_id) REFERENCES dhcp4_pool (id) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_options_shared_network
        FOREIGN KEY (shared_network_name) REFERENCES dhcp4_shared_network (name) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_options_subnet
        FOREIGN KEY (dhcp4_subnet_id) REFERENCES dhcp4_subnet (subnet_id) ON UPDATE CASCADE ON DELETE CASCADE,
    CONSTRAINT fk_options_host1 FOREIGN KEY (host_id) REFERENCES hosts (host_id) ON DELETE CASCADE
);

CREATE INDEX fk_dhcp4_options_host1_idx ON dhcp4_options (host_id);
CREATE INDEX fk_dhcp4_options_scope_idx ON dhcp4_options (scope_id);
CREATE INDEX fk_dhcp4_options_subnet ON dhcp4_options (dhcp4_subnet_id);
CREATE INDEX fk_dhcp4_options_pool ON dhcp4_options (pool_id);
CREATE INDEX fk_dhcp4_options_shared_network ON dhcp4_options (shared_network_name);

CREATE TABLE dhcp4_options_server (
    option_id        bigint NOT NULL,
    server_id        bigint NOT NULL,
    modification_ts  timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (option_id, server_id),
    CONSTRAINT fk_dhcp4_options_server_option_id
        FOREIGN KEY (option_id) REFERENCES dhcp4_options (option_id) ON DELETE CASCADE,
    CONSTRAINT fk_dhcp4_options_server_server_id
        FOREIGN KEY (server_id) REFERENCES dhcp4_server (id) ON DELETE CASCADE
);

CREATE INDEX dhcp4_options_server_idx1 ON dhcp4_options_server (server_id);
CREATE INDEX dhcp4_options_server_idx2 ON dhcp4_options_server (modification_ts);


INSERT INTO dhcp4_server (id, tag, description, modification_ts)
VALUES (1, 'all', 'all servers', CURRENT_TIMESTAMP);

SELECT setval('dhcp4_server_id_seq', 1);
