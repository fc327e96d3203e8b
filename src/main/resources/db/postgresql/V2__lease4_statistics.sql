-- Counting leases. Kea counts row by row: every lease of a batch updates the same counter row once more. These triggers
-- count statement by statement: one update per counter and batch, with the same result. Counters are always taken
-- table after table (stat, pool_stat, stat_by_client_class) and within a table in the order of its key, so that two
-- servers' batches wait for one another instead of deadlocking.
--
-- The triggers have Kea's names, their functions have names of our own: a Kea upgrade script that replaces
-- func_lease4_ains() and its like (V3) must not put code for single rows under a trigger for whole statements.

-- The client classes which the limits of a lease are counted for: user_context.ISC."client-classes".
-- Class names are taken as Kea takes them, JSON text without its quotes.
CREATE FUNCTION holdfast_lease_classes(user_context text) RETURNS SETOF text
LANGUAGE sql STABLE AS $$
    SELECT trim('"' FROM class::text)
    FROM json_array_elements(nullif(user_context, '')::json -> 'ISC' -> 'client-classes') AS class
$$;

CREATE FUNCTION holdfast_lease4_inserted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO lease4_stat AS stat (subnet_id, state, leases)
        SELECT subnet_id, state, count(*)
        FROM inserted WHERE state IN (0, 1)
        GROUP BY subnet_id, state ORDER BY subnet_id, state
    ON CONFLICT (subnet_id, state) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;

    INSERT INTO lease4_pool_stat AS stat (subnet_id, pool_id, state, leases)
        SELECT subnet_id, pool_id, state, count(*)
        FROM inserted WHERE state IN (0, 1)
        GROUP BY subnet_id, pool_id, state ORDER BY subnet_id, pool_id, state
    ON CONFLICT (subnet_id, pool_id, state) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;

    IF EXISTS (SELECT FROM inserted WHERE state = 0 AND user_context <> '') THEN
        INSERT INTO lease4_stat_by_client_class AS stat (client_class, leases)
            SELECT class, count(*)
            FROM inserted, holdfast_lease_classes(user_context) AS class
            WHERE state = 0
            GROUP BY class ORDER BY class
        ON CONFLICT (client_class) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION holdfast_lease4_updated() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    change record;
BEGIN
    FOR change IN
        SELECT subnet_id, state, sum(n) AS leases
        FROM (SELECT subnet_id, state, -1 AS n FROM before WHERE state IN (0, 1)
              UNION ALL
              SELECT subnet_id, state, 1 FROM after WHERE state IN (0, 1)) AS rows
        GROUP BY subnet_id, state HAVING sum(n) <> 0 ORDER BY subnet_id, state
    LOOP
        UPDATE lease4_stat AS stat SET leases = greatest(stat.leases + change.leases, 0)
        WHERE stat.subnet_id = change.subnet_id AND stat.state = change.state;
        IF NOT FOUND AND change.leases > 0 THEN
            INSERT INTO lease4_stat AS stat VALUES (change.subnet_id, change.state, change.leases)
            ON CONFLICT (subnet_id, state) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
        END IF;
    END LOOP;

    FOR change IN
        SELECT subnet_id, pool_id, state, sum(n) AS leases
        FROM (SELECT subnet_id, pool_id, state, -1 AS n FROM before WHERE state IN (0, 1)
              UNION ALL
              SELECT subnet_id, pool_id, state, 1 FROM after WHERE state IN (0, 1)) AS rows
        GROUP BY subnet_id, pool_id, state HAVING sum(n) <> 0 ORDER BY subnet_id, pool_id, state
    LOOP
        UPDATE lease4_pool_stat AS stat SET leases = greatest(stat.leases + change.leases, 0)
        WHERE stat.subnet_id = change.subnet_id AND stat.pool_id = change.pool_id AND stat.state = change.state;
        IF NOT FOUND AND change.leases > 0 THEN
            INSERT INTO lease4_pool_stat AS stat
            VALUES (change.subnet_id, change.pool_id, change.state, change.leases)
            ON CONFLICT (subnet_id, pool_id, state) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
        END IF;
    END LOOP;

    -- As in Kea, classes that appear or vanish as a whole (null on one side) change nothing while the state stays.
    IF EXISTS (SELECT FROM before WHERE user_context <> '') OR EXISTS (SELECT FROM after WHERE user_context <> '') THEN
        FOR change IN
            WITH changed AS MATERIALIZED (
                SELECT before.state AS old_state, before.user_context AS old_context,
                       after.state AS new_state, after.user_context AS new_context
                FROM before JOIN after USING (address)
                WHERE before.state <> after.state
                   OR (nullif(before.user_context, '')::json -> 'ISC' -> 'client-classes')::text
                      <> (nullif(after.user_context, '')::json -> 'ISC' -> 'client-classes')::text)
            SELECT class, sum(gone) AS gone, sum(come) AS come
            FROM (SELECT class, 1 AS gone, 0 AS come
                  FROM changed, holdfast_lease_classes(old_context) AS class WHERE old_state = 0
                  UNION ALL
                  SELECT class, 0, 1
                  FROM changed, holdfast_lease_classes(new_context) AS class WHERE new_state = 0) AS rows
            GROUP BY class ORDER BY class
        LOOP
            UPDATE lease4_stat_by_client_class AS stat SET leases = greatest(stat.leases - change.gone, 0) + change.come
            WHERE stat.client_class = change.class;
            IF NOT FOUND AND change.come > 0 THEN
                INSERT INTO lease4_stat_by_client_class AS stat VALUES (change.class, change.come)
                ON CONFLICT (client_class) DO UPDATE SET leases = stat.leases + EXCLUDED.leases;
            END IF;
        END LOOP;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION holdfast_lease4_deleted() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    change record;
BEGIN
    FOR change IN
        SELECT subnet_id, state, count(*) AS leases
        FROM deleted WHERE state IN (0, 1)
        GROUP BY subnet_id, state ORDER BY subnet_id, state
    LOOP
        UPDATE lease4_stat AS stat SET leases = greatest(stat.leases - change.leases, 0)
        WHERE stat.subnet_id = change.subnet_id AND stat.state = change.state;
    END LOOP;

    FOR change IN
        SELECT subnet_id, pool_id, state, count(*) AS leases
        FROM deleted WHERE state IN (0, 1)
        GROUP BY subnet_id, pool_id, state ORDER BY subnet_id, pool_id, state
    LOOP
        UPDATE lease4_pool_stat AS stat SET leases = greatest(stat.leases - change.leases, 0)
        WHERE stat.subnet_id = change.subnet_id AND stat.pool_id = change.pool_id AND stat.state = change.state;
    END LOOP;

    IF EXISTS (SELECT FROM deleted WHERE state = 0 AND user_context <> '') THEN
        FOR change IN
            SELECT class, count(*) AS leases
            FROM deleted, holdfast_lease_classes(user_context) AS class
            WHERE state = 0
            GROUP BY class ORDER BY class
        LOOP
            UPDATE lease4_stat_by_client_class AS stat SET leases = greatest(stat.leases - change.leases, 0)
            WHERE stat.client_class = change.class;
        END LOOP;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER lease4_ains AFTER INSERT ON lease4
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION holdfast_lease4_inserted();

CREATE TRIGGER lease4_aupd AFTER UPDATE ON lease4
    REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION holdfast_lease4_updated();

CREATE TRIGGER lease4_adel AFTER DELETE ON lease4
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT EXECUTE FUNCTION holdfast_lease4_deleted();
