-- Counting IPv6 leases and prefixes, as V2 counts IPv4 leases; per lease type. Registered leases (state 4) count in
-- lease6_stat but not in lease6_pool_stat.

CREATE FUNCTION holdfast_lease6_inserted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO lease6_stat AS stat (subnet_id, lease_type, state, leases)
        SELECT subnet_id, lease_type, state, count(*)
        FROM inserted WHERE state IN (0, 1, 4)
        GROUP BY subnet_id, lease_type, state ORDER BY subnet_id, lease_type, state
    ON CONFLICT (subnet_id, lease_type, state) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;

    INSERT INTO lease6_pool_stat AS stat (subnet_id, pool_id, lease_type, state, leases)
        SELECT subnet_id, pool_id, lease_type, state, count(*)
        FROM inserted WHERE state IN (0, 1)
        GROUP BY subnet_id, pool_id, lease_type, state ORDER BY subnet_id, pool_id, lease_type, state
    ON CONFLICT (subnet_id, pool_id, lease_type, state) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;

    IF EXISTS (SELECT FROM inserted WHERE state = 0 AND user_context <> '') THEN
        INSERT INTO lease6_stat_by_client_class AS stat (client_class, lease_type, leases)
            SELECT class, lease_type, count(*)
            FROM inserted, holdfast_lease_classes(user_context) AS class
            WHERE state = 0
            GROUP BY class, lease_type ORDER BY class, lease_type
        ON CONFLICT (client_class, lease_type) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION holdfast_lease6_updated() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    change record;
BEGIN
    FOR change IN
        SELECT subnet_id, lease_type, state, sum(n) AS leases
        FROM (SELECT subnet_id, lease_type, state, -1 AS n FROM before WHERE state IN (0, 1, 4)
              UNION ALL
              SELECT subnet_id, lease_type, state, 1 FROM after WHERE state IN (0, 1, 4)) AS rows
        GROUP BY subnet_id, lease_type, state HAVING sum(n) <> 0 ORDER BY subnet_id, lease_type, state
    LOOP
        UPDATE lease6_stat AS stat SET leases = greatest(stat.leases + change.leases, 0)
        WHERE stat.subnet_id = change.subnet_id
          AND stat.lease_type = change.lease_type AND stat.state = change.state;
        IF NOT FOUND AND change.leases > 0 THEN
            INSERT INTO lease6_stat AS stat VALUES (change.subnet_id, change.lease_type, change.state, change.leases)
            ON CONFLICT (subnet_id, lease_type, state) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
        END IF;
    END LOOP;

    FOR change IN
        SELECT subnet_id, pool_id, lease_type, state, sum(n) AS leases
        FROM (SELECT subnet_id, pool_id, lease_type, state, -1 AS n FROM before WHERE state IN (0, 1)
              UNION ALL
              SELECT subnet_id, pool_id, lease_type, state, 1 FROM after WHERE state IN (0, 1)) AS rows
        GROUP BY subnet_id, pool_id, lease_type, state HAVING sum(n) <> 0 ORDER BY subnet_id, pool_id, lease_type, state
    LOOP
        UPDATE lease6_pool_stat AS stat SET leases = greatest(stat.leases + change.leases, 0)
        WHERE stat.subnet_id = change.subnet_id AND stat.pool_id = change.pool_id
          AND stat.lease_type = change.lease_type AND stat.state = change.state;
        IF NOT FOUND AND change.leases > 0 THEN
            INSERT INTO lease6_pool_stat AS stat
            VALUES (change.subnet_id, change.pool_id, change.lease_type, change.state, change.leases)
            ON CONFLICT (subnet_id, pool_id, lease_type, state) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
        END IF;
    END LOOP;

    -- As in Kea, classes that appear or vanish as a whole (null on one side) change nothing while the state stays.
    IF EXISTS (SELECT FROM before WHERE user_context <> '') OR EXISTS (SELECT FROM after WHERE user_context <> '') THEN
        FOR change IN
            WITH changed AS MATERIALIZED (
                SELECT before.state AS old_state, before.lease_type AS old_type, before.user_context AS old_context,
                       after.state AS new_state, after.lease_type AS new_type, after.user_context AS new_context
                FROM before JOIN after USING (address)
                WHERE before.state <> after.state OR before.lease_type <> after.lease_type
                   OR (nullif(before.user_context, '')::json -> 'ISC' -> 'client-classes')::text
                      <> (nullif(after.user_context, '')::json -> 'ISC' -> 'client-classes')::text)
            SELECT class, lease_type, sum(gone) AS gone, sum(come) AS come
            FROM (SELECT class, old_type AS lease_type, 1 AS gone, 0 AS come
                  FROM changed, holdfast_lease_classes(old_context) AS class WHERE old_state = 0
                  UNION ALL
                  SELECT class, new_type, 0, 1
                  FROM changed, holdfast_lease_classes(new_context) AS class WHERE new_state = 0) AS rows
            GROUP BY class, lease_type ORDER BY class, lease_type
        LOOP
            UPDATE lease6_stat_by_client_class AS stat SET leases = greatest(stat.leases - change.gone, 0) + change.come
            WHERE stat.client_class = change.class AND stat.lease_type = change.lease_type;
            IF NOT FOUND AND change.come > 0 THEN
                INSERT INTO lease6_stat_by_client_class AS stat VALUES (change.class, change.lease_type, change.come)
                ON CONFLICT (client_class, lease_type) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
            END IF;
        END LOOP;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION holdfast_lease6_deleted() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    change record;
BEGIN
    FOR change IN
        SELECT subnet_id, lease_type, state, count(*) AS leases
        FROM deleted WHERE state IN (0, 1, 4)
        GROUP BY subnet_id, lease_type, state ORDER BY subnet_id, lease_type, state
    LOOP
        UPDATE lease6_stat AS stat SET leases = greatest(stat.leases - change.leases, 0)
        WHERE stat.subnet_id = change.subnet_id
          AND stat.lease_type = change.lease_type AND stat.state = change.state;
    END LOOP;

    FOR change IN
        SELECT subnet_id, pool_id, lease_type, state, count(*) AS leases
        FROM deleted WHERE state IN (0, 1)
        GROUP BY subnet_id, pool_id, lease_type, state ORDER BY subnet_id, pool_id, lease_type, state
    LOOP
        UPDATE lease6_pool_stat AS stat SET leases = greatest(stat.leases - change.leases, 0)
        WHERE stat.subnet_id = change.subnet_id AND stat.pool_id = change.pool_id
          AND stat.lease_type = change.lease_type AND stat.state = change.state;
    END LOOP;

    IF EXISTS (SELECT FROM deleted WHERE state = 0 AND user_context <> '') THEN
        FOR change IN
            SELECT class, lease_type, count(*) AS leases
            FROM deleted, holdfast_lease_classes(user_context) AS class
            WHERE state = 0
            GROUP BY class, lease_type ORDER BY class, lease_type
        LOOP
            UPDATE lease6_stat_by_client_class AS stat SET leases = greatest(stat.leases - change.leases, 0)
            WHERE stat.client_class = change.class AND stat.lease_type = change.lease_type;
        END LOOP;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER lease6_ains AFTER INSERT ON lease6
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION holdfast_lease6_inserted();

CREATE TRIGGER lease6_aupd AFTER UPDATE ON lease6
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION holdfast_lease6_updated();

CREATE TRIGGER lease6_adel AFTER DELETE ON lease6
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION holdfast_lease6_deleted();
