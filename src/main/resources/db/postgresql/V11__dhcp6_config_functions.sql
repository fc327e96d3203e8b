-- Keeping account of changes to the DHCPv6 configuration, as V9 for DHCPv4; and the triggers of both.

CREATE FUNCTION createauditrevisiondhcp6(
    audit_ts timestamp with time zone, server_tag varchar, audit_log_message text, cascade_transaction boolean)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    revision bigint;
BEGIN
    IF NOT get_session_boolean('kea.disable_audit') THEN
        INSERT INTO dhcp6_audit_revision (modification_ts, log_message, server_id)
        VALUES (audit_ts, audit_log_message, (SELECT s.id FROM dhcp6_server AS s WHERE s.tag = server_tag))
        RETURNING id INTO revision;
        PERFORM set_session_value('kea.audit_revision_id', revision);
        PERFORM set_session_value('kea.cascade_transaction', cascade_transaction);
    END IF;
END $$;

CREATE FUNCTION createauditentrydhcp6(object_type_val varchar, object_id_val bigint, modification_type_val varchar)
RETURNS void
LANGUAGE sql AS $$
    INSERT INTO dhcp6_audit (object_type, object_id, modification_type, revision_id)
    SELECT object_type_val, object_id_val,
           (SELECT m.id FROM modification AS m WHERE m.modification_type = modification_type_val),
           get_session_big_int('kea.audit_revision_id')
    WHERE NOT get_session_boolean('kea.disable_audit')
$$;

-- A global option is an object of its own. Options of a subnet, pool, prefix pool or shared network change their owner, unless the
-- owner is being written as a whole (cascade_transaction); those of classes and hosts leave no trace here.
CREATE FUNCTION createoptionauditdhcp6(
    modification_type varchar, scope_id smallint, option_id integer, p_subnet_id bigint, host_id integer,
    network_name varchar, pool_id bigint, pd_pool_id bigint, p_modification_ts timestamp with time zone)
RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF get_session_boolean('kea.cascade_transaction') THEN
        RETURN;
    END IF;
    CASE scope_id
        WHEN 0 THEN
            PERFORM createauditentrydhcp6('dhcp6_options', option_id, modification_type);
        WHEN 1 THEN
            UPDATE dhcp6_subnet SET modification_ts = p_modification_ts WHERE subnet_id = p_subnet_id;
        WHEN 4 THEN
            UPDATE dhcp6_shared_network SET modification_ts = p_modification_ts WHERE name = network_name;
        WHEN 5 THEN
            UPDATE dhcp6_subnet SET modification_ts = p_modification_ts
            WHERE subnet_id = (SELECT pool.subnet_id FROM dhcp6_pool AS pool WHERE pool.id = pool_id);
        WHEN 6 THEN
            UPDATE dhcp6_subnet SET modification_ts = p_modification_ts
            WHERE subnet_id = (SELECT pool.subnet_id FROM dhcp6_pd_pool AS pool WHERE pool.id = pd_pool_id);
        ELSE
            NULL;
    END CASE;
END $$;

-- The order in which client classes are evaluated. A class goes right behind the one it names, otherwise to the end;
-- it must stay before those which depend on it.
CREATE FUNCTION setclientclass6order(id bigint, new_follow_class_name varchar, old_follow_class_name varchar)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    class bigint := id;
    known boolean;
    before bigint;
BEGIN
    SELECT o.depend_on_known_indirectly INTO known FROM dhcp6_client_class_order AS o WHERE o.class_id = class;
    PERFORM set_session_value('kea.depend_on_known_indirectly', known);

    IF known IS NOT NULL AND new_follow_class_name IS NOT DISTINCT FROM old_follow_class_name THEN
        -- It stays where it is. Whether it depends on KNOWN is found out again when its dependencies are inserted.
        UPDATE dhcp6_client_class_order SET depend_on_known_indirectly = false WHERE class_id = class;
        RETURN;
    END IF;

    IF new_follow_class_name IS NULL THEN
        SELECT coalesce(max(o.order_index), 0) INTO before FROM dhcp6_client_class_order AS o;
    ELSE
        SELECT o.order_index INTO before
        FROM dhcp6_client_class AS c JOIN dhcp6_client_class_order AS o ON o.class_id = c.id
        WHERE c.name = new_follow_class_name;
        IF before IS NULL THEN
            RAISE EXCEPTION 'Class % does not exist.', new_follow_class_name USING ERRCODE = 'sql_routine_exception';
        END IF;
        IF EXISTS (SELECT FROM dhcp6_client_class_order AS o WHERE o.order_index = before + 1) THEN
            UPDATE dhcp6_client_class_order SET order_index = order_index + 1 WHERE order_index > before;
        END IF;
    END IF;

    IF EXISTS (SELECT FROM dhcp6_client_class_dependency AS d
                   JOIN dhcp6_client_class_order AS o ON o.class_id = d.class_id
               WHERE d.dependency_id = class AND o.order_index <= before) THEN
        RAISE EXCEPTION 'Class % cannot be moved behind classes that depend on it.', class
            USING ERRCODE = 'sql_routine_exception';
    END IF;

    INSERT INTO dhcp6_client_class_order (class_id, order_index, depend_on_known_indirectly)
    VALUES (class, before + 1, false)
    ON CONFLICT (class_id) DO UPDATE SET order_index = EXCLUDED.order_index, depend_on_known_indirectly = known;
END $$;

-- Refuses a class that depends on itself, on a later class, or on one that some of its servers do not have.
CREATE FUNCTION checkdhcpv6clientclassdependency(p_class_id bigint, p_dependency_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    class_place bigint := (SELECT order_index FROM dhcp6_client_class_order WHERE class_id = p_class_id);
    dependency_place bigint := (SELECT order_index FROM dhcp6_client_class_order WHERE class_id = p_dependency_id);
    objection text;
BEGIN
    objection := CASE
        WHEN p_class_id IS NULL OR p_dependency_id IS NULL THEN 'A dependency of client classes needs both ids.'
        WHEN p_class_id = p_dependency_id THEN format('Client class %s depends on itself.', p_class_id)
        WHEN class_place IS NULL THEN format('There is no client class with id %s.', p_class_id)
        WHEN dependency_place IS NULL THEN format('There is no client class with id %s.', p_dependency_id)
        WHEN dependency_place > class_place THEN
            format('Client class %s depends on class %s, which comes later.', p_class_id, p_dependency_id)
        WHEN EXISTS (SELECT FROM dhcp6_client_class_server AS mine
                     WHERE mine.class_id = p_class_id
                       AND NOT EXISTS (SELECT FROM dhcp6_client_class_server AS its
                                       WHERE its.class_id = p_dependency_id
                                         AND its.server_id IN (1, mine.server_id))) THEN
            format('Client class %s has servers that do not have class %s, which it depends on.',
                   p_class_id, p_dependency_id)
    END;
    IF objection IS NOT NULL THEN
        RAISE EXCEPTION '%', objection USING ERRCODE = 'sql_routine_exception';
    END IF;
END $$;

-- A class depends on KNOWN indirectly when one does that it depends on.
CREATE FUNCTION updatedhcpv6clientclassknowndependency(client_class_id bigint, dependency_id bigint) RETURNS void
LANGUAGE sql AS $$
    UPDATE dhcp6_client_class_order SET depend_on_known_indirectly = true
    WHERE class_id = client_class_id
      AND (EXISTS (SELECT FROM dhcp6_client_class AS c WHERE c.id = dependency_id AND c.depend_on_known_directly)
           OR EXISTS (SELECT FROM dhcp6_client_class_order AS o
                      WHERE o.class_id = dependency_id AND o.depend_on_known_indirectly))
$$;

-- Called after a class was changed (its trigger leaves id and former dependency in the session): what others depend on
-- must not begin or cease to depend on KNOWN.
CREATE FUNCTION checkdhcpv6clientclassknowndependencychange() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    class bigint := get_session_big_int('kea.client_class_id');
    depended boolean := get_session_boolean('kea.depend_on_known_directly')
                        OR get_session_boolean('kea.depend_on_known_indirectly');
    depends boolean;
BEGIN
    IF EXISTS (SELECT FROM dhcp6_client_class_dependency AS d WHERE d.dependency_id = class) THEN
        SELECT c.depend_on_known_directly OR o.depend_on_known_indirectly INTO depends
        FROM dhcp6_client_class AS c JOIN dhcp6_client_class_order AS o ON o.class_id = c.id
        WHERE c.id = class;
        IF depended <> depends THEN
            RAISE EXCEPTION 'Other classes depend on class %: it cannot change whether it depends on KNOWN.', class
                USING ERRCODE = 'sql_routine_exception';
        END IF;
    END IF;
END $$;

CREATE FUNCTION func_dhcp6_client_class_ains() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM setclientclass6order(NEW.id, NEW.follow_class_name, NULL);
    PERFORM createauditentrydhcp6('dhcp6_client_class', NEW.id, 'create');
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp6_client_class_aupd() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_session_value('kea.depend_on_known_directly', OLD.depend_on_known_directly);
    PERFORM set_session_value('kea.client_class_id', NEW.id);
    PERFORM setclientclass6order(NEW.id, NEW.follow_class_name, OLD.follow_class_name);
    PERFORM createauditentrydhcp6('dhcp6_client_class', NEW.id, 'update');
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp6_client_class_check_dependency_bins() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM checkdhcpv6clientclassdependency(NEW.class_id, NEW.dependency_id);
    RETURN NEW;
END $$;

CREATE FUNCTION func_dhcp6_client_class_dependency_ains() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM updatedhcpv6clientclassknowndependency(NEW.class_id, NEW.dependency_id);
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp6_options_ains() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createoptionauditdhcp6('create', NEW.scope_id, NEW.option_id, NEW.dhcp6_subnet_id, NEW.host_id,
                                   NEW.shared_network_name, NEW.pool_id, NEW.pd_pool_id, NEW.modification_ts);
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp6_options_aupd() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createoptionauditdhcp6('update', NEW.scope_id, NEW.option_id, NEW.dhcp6_subnet_id, NEW.host_id,
                                   NEW.shared_network_name, NEW.pool_id, NEW.pd_pool_id, NEW.modification_ts);
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp6_options_adel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createoptionauditdhcp6('delete', OLD.scope_id, OLD.option_id, OLD.dhcp6_subnet_id, OLD.host_id,
                                   OLD.shared_network_name, OLD.pool_id, OLD.pd_pool_id, CURRENT_TIMESTAMP);
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp6_pool_bdel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM dhcp6_options WHERE scope_id = 5 AND pool_id = OLD.id;
    RETURN OLD;
END $$;

-- No trigger of Kea 3.0 uses it: options of a prefix pool go by their foreign key.
CREATE FUNCTION func_dhcp6_pd_pool_bdel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM dhcp6_options WHERE scope_id = 6 AND pd_pool_id = OLD.id;
    RETURN OLD;
END $$;

CREATE FUNCTION func_dhcp6_subnet_bdel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createauditentrydhcp6('dhcp6_subnet', OLD.subnet_id, 'delete');
    DELETE FROM dhcp6_pool WHERE subnet_id = OLD.subnet_id;
    DELETE FROM dhcp6_pd_pool WHERE subnet_id = OLD.subnet_id;
    DELETE FROM dhcp6_options WHERE dhcp6_subnet_id = OLD.subnet_id;
    RETURN OLD;
END $$;

CREATE FUNCTION func_dhcp6_shared_network_bdel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createauditentrydhcp6('dhcp6_shared_network', OLD.id, 'delete');
    UPDATE dhcp6_subnet SET shared_network_name = NULL WHERE shared_network_name = OLD.name;
    DELETE FROM dhcp6_options WHERE shared_network_name = OLD.name;
    RETURN OLD;
END $$;

-- Triggers of both families. Where a change of a row is an entry of its own, the function that makes it is the same but
-- for the names.
DO $do$
DECLARE
    family text;
    item record;
BEGIN
    FOREACH family IN ARRAY ARRAY['dhcp4', 'dhcp6'] LOOP
        FOR item IN
            SELECT * FROM (VALUES
                ('client_class',     'id',        'OLD', 'delete', 'adel'),
                ('global_parameter', 'id',        'NEW', 'create', 'ains'),
                ('global_parameter', 'id',        'NEW', 'update', 'aupd'),
                ('global_parameter', 'id',        'OLD', 'delete', 'adel'),
                ('option_def',       'id',        'NEW', 'create', 'ains'),
                ('option_def',       'id',        'NEW', 'update', 'aupd'),
                ('option_def',       'id',        'OLD', 'delete', 'adel'),
                ('server',           'id',        'NEW', 'create', 'ains'),
                ('server',           'id',        'NEW', 'update', 'aupd'),
                ('server',           'id',        'OLD', 'delete', 'adel'),
                ('shared_network',   'id',        'NEW', 'create', 'ains'),
                ('shared_network',   'id',        'NEW', 'update', 'aupd'),
                ('shared_network',   'id',        'OLD', 'delete', 'adel'),
                ('subnet',           'subnet_id', 'NEW', 'create', 'ains'),
                ('subnet',           'subnet_id', 'NEW', 'update', 'aupd')
            ) AS audited (object, key, version, change, suffix)
        LOOP
            EXECUTE format($f$
                CREATE FUNCTION func_%1$s_%2$s_%6$s() RETURNS trigger
                LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM createauditentry%1$s('%1$s_%2$s', %4$s.%3$s, '%5$s');
                    RETURN NULL;
                END $$
                $f$, family, item.object, item.key, item.version, item.change, item.suffix);
        END LOOP;

        FOR item IN
            SELECT * FROM (VALUES
                ('client_class',     'AFTER INSERT',  'ains'), ('client_class',     'AFTER UPDATE', 'aupd'),
                ('client_class',     'AFTER DELETE',  'adel'),
                ('global_parameter', 'AFTER INSERT',  'ains'), ('global_parameter', 'AFTER UPDATE', 'aupd'),
                ('global_parameter', 'AFTER DELETE',  'adel'),
                ('option_def',       'AFTER INSERT',  'ains'), ('option_def',       'AFTER UPDATE', 'aupd'),
                ('option_def',       'AFTER DELETE',  'adel'),
                ('options',          'AFTER INSERT',  'ains'), ('options',          'AFTER UPDATE', 'aupd'),
                ('options',          'AFTER DELETE',  'adel'),
                ('pool',             'BEFORE DELETE', 'bdel'),
                ('server',           'AFTER INSERT',  'ains'), ('server',           'AFTER UPDATE', 'aupd'),
                ('server',           'AFTER DELETE',  'adel'),
                ('shared_network',   'AFTER INSERT',  'ains'), ('shared_network',   'AFTER UPDATE', 'aupd'),
                ('shared_network',   'BEFORE DELETE', 'bdel'),
                ('subnet',           'AFTER INSERT',  'ains'), ('subnet',           'AFTER UPDATE', 'aupd'),
                ('subnet',           'BEFORE DELETE', 'bdel')
            ) AS triggers (object, event, suffix)
        LOOP
            EXECUTE format('CREATE TRIGGER %1$s_%2$s_%4$s %3$s ON %1$s_%2$s'
                           ' FOR EACH ROW EXECUTE FUNCTION func_%1$s_%2$s_%4$s()',
                           family, item.object, item.event, item.suffix);
        END LOOP;

        EXECUTE format('CREATE TRIGGER %1$s_client_class_check_dependency_bins'
                       ' BEFORE INSERT ON %1$s_client_class_dependency'
                       ' FOR EACH ROW EXECUTE FUNCTION func_%1$s_client_class_check_dependency_bins()', family);
        EXECUTE format('CREATE TRIGGER %1$s_client_class_dependency_ains'
                       ' AFTER INSERT ON %1$s_client_class_dependency'
                       ' FOR EACH ROW EXECUTE FUNCTION func_%1$s_client_class_dependency_ains()', family);

        FOR item IN
            SELECT unnest(ARRAY['audit', 'audit_revision', 'global_parameter', 'global_parameter_server', 'option_def',
                                'option_def_server', 'options', 'options_server', 'pool', 'server', 'shared_network',
                                'subnet', 'subnet_server']) AS object
        LOOP
            -- Kea has that of dhcp6_subnet on another table, where its upgrade scripts would look for it.
            EXECUTE format('CREATE TRIGGER %1$s_%2$s_modification_ts_update AFTER UPDATE ON %3$s'
                           ' FOR EACH ROW EXECUTE FUNCTION modification_ts_update()', family, item.object,
                           CASE family || '_' || item.object
                               WHEN 'dhcp6_subnet' THEN 'dhcp6_server'
                               ELSE family || '_' || item.object
                           END);
        END LOOP;
    END LOOP;

    CREATE TRIGGER dhcp6_pd_pool_modification_ts_update AFTER UPDATE ON dhcp6_pd_pool
        FOR EACH ROW EXECUTE FUNCTION modification_ts_update();
END $do$;
