-- Counting one lease at a time: the functions that Kea's own triggers are made of. Ours (V2, V3) do not use them; they
-- are here because Kea's upgrade scripts replace them and operators' scripts may call them.

CREATE FUNCTION lease4_ains_lease4_stat(new_state bigint, new_subnet_id bigint) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO lease4_stat AS stat (subnet_id, state, leases)
    SELECT new_subnet_id, new_state, 1 WHERE new_state IN (0, 1)
    ON CONFLICT (subnet_id, state) DO UPDATE SET leases = stat.leases + 1
$$;

CREATE FUNCTION lease4_adel_lease4_stat(old_state bigint, old_subnet_id bigint) RETURNS void
LANGUAGE sql AS $$
    UPDATE lease4_stat SET leases = greatest(leases - 1, 0)
    WHERE subnet_id = old_subnet_id AND state = old_state AND old_state IN (0, 1)
$$;

CREATE FUNCTION lease4_aupd_lease4_stat(
    old_state bigint, old_subnet_id bigint, new_state bigint, new_subnet_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF old_state <> new_state OR old_subnet_id <> new_subnet_id THEN
        PERFORM lease4_adel_lease4_stat(old_state, old_subnet_id);
        PERFORM lease4_ains_lease4_stat(new_state, new_subnet_id);
    END IF;
END $$;

CREATE FUNCTION lease4_ains_lease4_pool_stat(new_state bigint, new_subnet_id bigint, new_pool_id bigint) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO lease4_pool_stat AS stat (subnet_id, pool_id, state, leases)
    SELECT new_subnet_id, new_pool_id, new_state, 1 WHERE new_state IN (0, 1)
    ON CONFLICT (subnet_id, pool_id, state) DO UPDATE SET leases = stat.leases + 1
$$;

CREATE FUNCTION lease4_adel_lease4_pool_stat(old_state bigint, old_subnet_id bigint, old_pool_id bigint) RETURNS void
LANGUAGE sql AS $$
    UPDATE lease4_pool_stat SET leases = greatest(leases - 1, 0)
    WHERE subnet_id = old_subnet_id AND pool_id = old_pool_id AND state = old_state AND old_state IN (0, 1)
$$;

CREATE FUNCTION lease4_aupd_lease4_pool_stat(
    old_state bigint, old_subnet_id bigint, old_pool_id bigint,
    new_state bigint, new_subnet_id bigint, new_pool_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF old_state <> new_state OR old_subnet_id <> new_subnet_id OR old_pool_id <> new_pool_id THEN
        PERFORM lease4_adel_lease4_pool_stat(old_state, old_subnet_id, old_pool_id);
        PERFORM lease4_ains_lease4_pool_stat(new_state, new_subnet_id, new_pool_id);
    END IF;
END $$;

CREATE FUNCTION lease4_ains_lease4_stat_by_client_class(new_state bigint, new_user_context text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF new_state = 0 THEN
        INSERT INTO lease4_stat_by_client_class AS stat (client_class, leases)
            SELECT class, count(*) FROM holdfast_lease_classes(new_user_context) AS class
            GROUP BY class ORDER BY class
        ON CONFLICT (client_class) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
    END IF;
END $$;

CREATE FUNCTION lease4_adel_lease4_stat_by_client_class(old_state bigint, old_user_context text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    class text;
BEGIN
    IF old_state = 0 THEN
        FOR class IN SELECT c FROM holdfast_lease_classes(old_user_context) AS c ORDER BY c LOOP
            UPDATE lease4_stat_by_client_class SET leases = greatest(leases - 1, 0) WHERE client_class = class;
        END LOOP;
    END IF;
END $$;

CREATE FUNCTION lease4_aupd_lease4_stat_by_client_class(
    old_state bigint, old_user_context text, new_state bigint, new_user_context text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF old_state <> new_state
       OR (json_cast(old_user_context) -> 'ISC' -> 'client-classes')::text
          <> (json_cast(new_user_context) -> 'ISC' -> 'client-classes')::text THEN
        PERFORM lease4_adel_lease4_stat_by_client_class(old_state, old_user_context);
        PERFORM lease4_ains_lease4_stat_by_client_class(new_state, new_user_context);
    END IF;
END $$;

CREATE FUNCTION func_lease4_ains() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease4_ains_lease4_stat(NEW.state, NEW.subnet_id);
    PERFORM lease4_ains_lease4_pool_stat(NEW.state, NEW.subnet_id, NEW.pool_id);
    PERFORM lease4_ains_lease4_stat_by_client_class(NEW.state, NEW.user_context);
    RETURN NULL;
END $$;

CREATE FUNCTION func_lease4_aupd() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease4_aupd_lease4_stat(OLD.state, OLD.subnet_id, NEW.state, NEW.subnet_id);
    PERFORM lease4_aupd_lease4_pool_stat(
        OLD.state, OLD.subnet_id, OLD.pool_id, NEW.state, NEW.subnet_id, NEW.pool_id);
    PERFORM lease4_aupd_lease4_stat_by_client_class(OLD.state, OLD.user_context, NEW.state, NEW.user_context);
    RETURN NULL;
END $$;

CREATE FUNCTION func_lease4_adel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease4_adel_lease4_stat(OLD.state, OLD.subnet_id);
    PERFORM lease4_adel_lease4_pool_stat(OLD.state, OLD.subnet_id, OLD.pool_id);
    PERFORM lease4_adel_lease4_stat_by_client_class(OLD.state, OLD.user_context);
    RETURN NULL;
END $$;

-- What triggers were made of before Kea 2.2.

CREATE FUNCTION proc_stat_lease4_insert() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease4_ains_lease4_stat(NEW.state, NEW.subnet_id);
    RETURN NULL;
END $$;

CREATE FUNCTION proc_stat_lease4_update() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease4_aupd_lease4_stat(OLD.state, OLD.subnet_id, NEW.state, NEW.subnet_id);
    RETURN NULL;
END $$;

CREATE FUNCTION proc_stat_lease4_delete() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease4_adel_lease4_stat(OLD.state, OLD.subnet_id);
    RETURN NULL;
END $$;

-- The same for IPv6, per lease type.

CREATE FUNCTION lease6_ains_lease6_stat(new_state bigint, new_subnet_id bigint, new_lease_type smallint) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO lease6_stat AS stat (subnet_id, lease_type, state, leases)
    SELECT new_subnet_id, new_lease_type, new_state, 1 WHERE new_state IN (0, 1, 4)
    ON CONFLICT (subnet_id, lease_type, state) DO UPDATE SET leases = stat.leases + 1
$$;

CREATE FUNCTION lease6_adel_lease6_stat(old_state bigint, old_subnet_id bigint, old_lease_type smallint) RETURNS void
LANGUAGE sql AS $$
    UPDATE lease6_stat SET leases = greatest(leases - 1, 0)
    WHERE subnet_id = old_subnet_id AND lease_type = old_lease_type AND state = old_state AND old_state IN (0, 1, 4)
$$;

CREATE FUNCTION lease6_aupd_lease6_stat(
    old_state bigint, old_subnet_id bigint, old_lease_type smallint,
    new_state bigint, new_subnet_id bigint, new_lease_type smallint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF old_state <> new_state OR old_subnet_id <> new_subnet_id OR old_lease_type <> new_lease_type THEN
        PERFORM lease6_adel_lease6_stat(old_state, old_subnet_id, old_lease_type);
        PERFORM lease6_ains_lease6_stat(new_state, new_subnet_id, new_lease_type);
    END IF;
END $$;

CREATE FUNCTION lease6_ains_lease6_pool_stat(
    new_state bigint, new_subnet_id bigint, new_pool_id bigint, new_lease_type smallint) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO lease6_pool_stat AS stat (subnet_id, pool_id, lease_type, state, leases)
    SELECT new_subnet_id, new_pool_id, new_lease_type, new_state, 1 WHERE new_state IN (0, 1)
    ON CONFLICT (subnet_id, pool_id, lease_type, state) DO UPDATE SET leases = stat.leases + 1
$$;

CREATE FUNCTION lease6_adel_lease6_pool_stat(
    old_state bigint, old_subnet_id bigint, old_pool_id bigint, old_lease_type smallint) RETURNS void
LANGUAGE sql AS $$
    UPDATE lease6_pool_stat SET leases = greatest(leases - 1, 0)
    WHERE subnet_id = old_subnet_id AND pool_id = old_pool_id AND lease_type = old_lease_type
      AND state = old_state AND old_state IN (0, 1)
$$;

CREATE FUNCTION lease6_aupd_lease6_pool_stat(
    old_state bigint, old_subnet_id bigint, old_pool_id bigint, old_lease_type smallint,
    new_state bigint, new_subnet_id bigint, new_pool_id bigint, new_lease_type smallint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF old_state <> new_state OR old_subnet_id <> new_subnet_id OR old_pool_id <> new_pool_id
       OR old_lease_type <> new_lease_type THEN
        PERFORM lease6_adel_lease6_pool_stat(old_state, old_subnet_id, old_pool_id, old_lease_type);
        PERFORM lease6_ains_lease6_pool_stat(new_state, new_subnet_id, new_pool_id, new_lease_type);
    END IF;
END $$;

CREATE FUNCTION lease6_ains_lease6_stat_by_client_class(
    new_state bigint, new_user_context text, new_lease_type smallint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF new_state = 0 THEN
        INSERT INTO lease6_stat_by_client_class AS stat (client_class, lease_type, leases)
            SELECT class, new_lease_type, count(*) FROM holdfast_lease_classes(new_user_context) AS class
            GROUP BY class ORDER BY class
        ON CONFLICT (client_class, lease_type) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
    END IF;
END $$;

CREATE FUNCTION lease6_adel_lease6_stat_by_client_class(
    old_state bigint, old_user_context text, old_lease_type smallint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    class text;
BEGIN
    IF old_state = 0 THEN
        FOR class IN SELECT c FROM holdfast_lease_classes(old_user_context) AS c ORDER BY c LOOP
            UPDATE lease6_stat_by_client_class SET leases = greatest(leases - 1, 0)
            WHERE client_class = class AND lease_type = old_lease_type;
        END LOOP;
    END IF;
END $$;

CREATE FUNCTION lease6_aupd_lease6_stat_by_client_class(
    old_state bigint, old_user_context text, old_lease_type smallint,
    new_state bigint, new_user_context text, new_lease_type smallint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF old_state <> new_state OR old_lease_type <> new_lease_type
       OR (json_cast(old_user_context) -> 'ISC' -> 'client-classes')::text
          <> (json_cast(new_user_context) -> 'ISC' -> 'client-classes')::text THEN
        PERFORM lease6_adel_lease6_stat_by_client_class(old_state, old_user_context, old_lease_type);
        PERFORM lease6_ains_lease6_stat_by_client_class(new_state, new_user_context, new_lease_type);
    END IF;
END $$;

CREATE FUNCTION func_lease6_ains() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease6_ains_lease6_stat(NEW.state, NEW.subnet_id, NEW.lease_type);
    PERFORM lease6_ains_lease6_pool_stat(NEW.state, NEW.subnet_id, NEW.pool_id, NEW.lease_type);
    PERFORM lease6_ains_lease6_stat_by_client_class(NEW.state, NEW.user_context, NEW.lease_type);
    RETURN NULL;
END $$;

CREATE FUNCTION func_lease6_aupd() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease6_aupd_lease6_stat(
        OLD.state, OLD.subnet_id, OLD.lease_type, NEW.state, NEW.subnet_id, NEW.lease_type);
    PERFORM lease6_aupd_lease6_pool_stat(
        OLD.state, OLD.subnet_id, OLD.pool_id, OLD.lease_type, NEW.state, NEW.subnet_id, NEW.pool_id, NEW.lease_type);
    PERFORM lease6_aupd_lease6_stat_by_client_class(
        OLD.state, OLD.user_context, OLD.lease_type, NEW.state, NEW.user_context, NEW.lease_type);
    RETURN NULL;
END $$;

CREATE FUNCTION func_lease6_adel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease6_adel_lease6_stat(OLD.state, OLD.subnet_id, OLD.lease_type);
    PERFORM lease6_adel_lease6_pool_stat(OLD.state, OLD.subnet_id, OLD.pool_id, OLD.lease_type);
    PERFORM lease6_adel_lease6_stat_by_client_class(OLD.state, OLD.user_context, OLD.lease_type);
    RETURN NULL;
END $$;

CREATE FUNCTION proc_stat_lease6_insert() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease6_ains_lease6_stat(NEW.state, NEW.subnet_id, NEW.lease_type) WHERE NEW.state < 2;
    RETURN NULL;
END $$;

CREATE FUNCTION proc_stat_lease6_update() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.subnet_id <> NEW.subnet_id OR OLD.lease_type <> NEW.lease_type OR OLD.state <> NEW.state THEN
        PERFORM lease6_adel_lease6_stat(OLD.state, OLD.subnet_id, OLD.lease_type) WHERE OLD.state < 2;
        PERFORM lease6_ains_lease6_stat(NEW.state, NEW.subnet_id, NEW.lease_type) WHERE NEW.state < 2;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION proc_stat_lease6_delete() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM lease6_adel_lease6_stat(OLD.state, OLD.subnet_id, OLD.lease_type) WHERE OLD.state < 2;
    RETURN NULL;
END $$;
