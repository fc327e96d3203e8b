-- Keeping account of changes to the DHCPv4 configuration: who writes calls createAuditRevisionDHCP4 first, in the same
-- session; triggers then add one row to dhcp4_audit per changed object, from which servers learn what to fetch.

CREATE FUNCTION createauditrevisiondhcp4(
    audit_ts timestamp with time zone, server_tag varchar, audit_log_message text, cascade_transaction boolean)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    revision bigint;
BEGIN
    IF NOT get_session_boolean('kea.disable_audit') THEN
        INSERT INTO dhcp4_audit_revision (modification_ts, log_message, server_id)
        VALUES (audit_ts, audit_log_message, (SELECT s.id FROM dhcp4_server AS s WHERE s.tag = server_tag))
        RETURNING id INTO revision;
        PERFORM set_session_value('kea.audit_revision_id', revision);
        PERFORM set_session_value('kea.cascade_transaction', cascade_transaction);
    END IF;
END $$;

CREATE FUNCTION createauditentrydhcp4(object_type_val varchar, object_id_val bigint, modification_type_val varchar)
RETURNS void
LANGUAGE sql AS $$
    INSERT INTO dhcp4_audit (object_type, object_id, modification_type, revision_id)
    SELECT object_type_val, object_id_val,
           (SELECT m.id FROM modification AS m WHERE m.modification_type = modification_type_val),
           get_session_big_int('kea.audit_revision_id')
    WHERE NOT get_session_boolean('kea.disable_audit')
$$;

-- A global option is an object of its own. Options of a subnet, pool or shared network change their owner, unless the
-- owner is being written as a whole (cascade_transaction); those of classes and hosts leave no trace here.
CREATE FUNCTION createoptionauditdhcp4(
    modification_type varchar, scope_id smallint, option_id integer, p_subnet_id bigint, host_id integer,
    network_name varchar, pool_id bigint, p_modification_ts timestamp with time zone)
RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF get_session_boolean('kea.cascade_transaction') THEN
        RETURN;
    END IF;
    CASE scope_id
        WHEN 0 THEN
            PERFORM createauditentrydhcp4('dhcp4_options', option_id, modification_type);
        WHEN 1 THEN
            UPDATE dhcp4_subnet SET modification_ts = p_modification_ts WHERE subnet_id = p_subnet_id;
        WHEN 4 THEN
            UPDATE dhcp4_shared_network SET modification_ts = p_modification_ts WHERE name = network_name;
        WHEN 5 THEN
            UPDATE dhcp4_subnet SET modification_ts = p_modification_ts
            WHERE subnet_id = (SELECT pool.subnet_id FROM dhcp4_pool AS pool WHERE pool.id = pool_id);
        ELSE
            NULL;
    END CASE;
END $$;

-- The order in which client classes are evaluated. A class goes right behind the one it names, otherwise to the end;
-- it must stay before those which depend on it.
CREATE FUNCTION setclientclass4order(id bigint, new_follow_class_name varchar, old_follow_class_name varchar)
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    class bigint := id;
    known boolean;
    before bigint;
BEGIN
    SELECT o.depend_on_known_indirectly INTO known FROM dhcp4_client_class_order AS o WHERE o.class_id = class;
    PERFORM set_session_value('kea.depend_on_known_indirectly', known);

    IF known IS NOT NULL AND new_follow_class_name IS NOT DISTINCT FROM old_follow_class_name THEN
        -- It stays where it is. Whether it depends on KNOWN is found out again when its dependencies are inserted.
        UPDATE dhcp4_client_class_order SET depend_on_known_indirectly = false WHERE class_id = class;
        RETURN;
    END IF;

    IF new_follow_class_name IS NULL THEN
        SELECT coalesce(max(o.order_index), 0) INTO before FROM dhcp4_client_class_order AS o;
    ELSE
        SELECT o.order_index INTO before
        FROM dhcp4_client_class AS c JOIN dhcp4_client_class_order AS o ON o.class_id = c.id
        WHERE c.name = new_follow_class_name;
        IF before IS NULL THEN
            RAISE EXCEPTION 'Class % does not exist.', new_follow_class_name USING ERRCODE = 'sql_routine_exception';
        END IF;
        IF EXISTS (SELECT FROM dhcp4_client_class_order AS o WHERE o.order_index = before + 1) THEN
            UPDATE dhcp4_client_class_order SET order_index = order_index + 1 WHERE order_index > before;
        END IF;
    END IF;

    IF EXISTS (SELECT FROM dhcp4_client_class_dependency AS d
                   JOIN dhcp4_client_class_order AS o ON o.class_id = d.class_id
               WHERE d.dependency_id = class AND o.order_index <= before) THEN
        RAISE EXCEPTION 'Class % cannot be moved behind classes that depend on it.', class
            USING ERRCODE = 'sql_routine_exception';
    END IF;

    INSERT INTO dhcp4_client_class_order (class_id, order_index, depend_on_known_indirectly)
    VALUES (class, before + 1, false)
    ON CONFLICT (class_id) DO UPDATE SET order_index = EXCLUDED.order_index, depend_on_known_indirectly = known;
END $$;

-- Refuses a class that depends on itself, on a later class, or on one that some of its servers do not have.
CREATE FUNCTION checkdhcpv4clientclassdependency(p_class_id bigint, p_dependency_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    class_place bigint := (SELECT order_index FROM dhcp4_client_class_order WHERE class_id = p_class_id);
    dependency_place bigint := (SELECT order_index FROM dhcp4_client_class_order WHERE class_id = p_dependency_id);
    objection text;
BEGIN
    objection := CASE
        WHEN p_class_id IS NULL OR p_dependency_id IS NULL THEN 'A dependency of client classes needs both ids.'
        WHEN p_class_id = p_dependency_id THEN format('Client class %s depends on itself.', p_class_id)
        WHEN class_place IS NULL THEN format('There is no client class with id %s.', p_class_id)
        WHEN dependency_place IS NULL THEN format('There is no client class with id %s.', p_dependency_id)
        WHEN dependency_place > class_place THEN
            format('Client class %s depends on class %s, which comes later.', p_class_id, p_dependency_id)
        WHEN EXISTS (SELECT FROM dhcp4_client_class_server AS mine
                     WHERE mine.class_id = p_class_id
                       AND NOT EXISTS (SELECT FROM dhcp4_client_class_server AS its
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
CREATE FUNCTION updatedhcpv4clientclassknowndependency(client_class_id bigint, dependency_id bigint) RETURNS void
LANGUAGE sql AS $$
    UPDATE dhcp4_client_class_order SET depend_on_known_indirectly = true
    WHERE class_id = client_class_id
      AND (EXISTS (SELECT FROM dhcp4_client_class AS c WHERE c.id = dependency_id AND c.depend_on_known_directly)
           OR EXISTS (SELECT FROM dhcp4_client_class_order AS o
                      WHERE o.class_id = dependency_id AND o.depend_on_known_indirectly))
$$;

-- Called after a class was changed (its trigger leaves id and former dependency in the session): what others depend on
-- must not begin or cease to depend on KNOWN.
CREATE FUNCTION checkdhcpv4clientclassknowndependencychange() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    class bigint := get_session_big_int('kea.client_class_id');
    depended boolean := get_session_boolean('kea.depend_on_known_directly')
                        OR get_session_boolean('kea.depend_on_known_indirectly');
    depends boolean;
BEGIN
    IF EXISTS (SELECT FROM dhcp4_client_class_dependency AS d WHERE d.dependency_id = class) THEN
        SELECT c.depend_on_known_directly OR o.depend_on_known_indirectly INTO depends
        FROM dhcp4_client_class AS c JOIN dhcp4_client_class_order AS o ON o.class_id = c.id
        WHERE c.id = class;
        IF depended <> depends THEN
            RAISE EXCEPTION 'Other classes depend on class %: it cannot change whether it depends on KNOWN.', class
                USING ERRCODE = 'sql_routine_exception';
        END IF;
    END IF;
END $$;

CREATE FUNCTION func_dhcp4_client_class_ains() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM setclientclass4order(NEW.id, NEW.follow_class_name, NULL);
    PERFORM createauditentrydhcp4('dhcp4_client_class', NEW.id, 'create');
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp4_client_class_aupd() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_session_value('kea.depend_on_known_directly', OLD.depend_on_known_directly);
    PERFORM set_session_value('kea.client_class_id', NEW.id);
    PERFORM setclientclass4order(NEW.id, NEW.follow_class_name, OLD.follow_class_name);
    PERFORM createauditentrydhcp4('dhcp4_client_class', NEW.id, 'update');
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp4_client_class_check_dependency_bins() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM checkdhcpv4clientclassdependency(NEW.class_id, NEW.dependency_id);
    RETURN NEW;
END $$;

CREATE FUNCTION func_dhcp4_client_class_dependency_ains() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM updatedhcpv4clientclassknowndependency(NEW.class_id, NEW.dependency_id);
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp4_options_ains() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createoptionauditdhcp4('create', NEW.scope_id, NEW.option_id, NEW.dhcp4_subnet_id, NEW.host_id,
                                   NEW.shared_network_name, NEW.pool_id, NEW.modification_ts);
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp4_options_aupd() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createoptionauditdhcp4('update', NEW.scope_id, NEW.option_id, NEW.dhcp4_subnet_id, NEW.host_id,
                                   NEW.shared_network_name, NEW.pool_id, NEW.modification_ts);
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp4_options_adel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createoptionauditdhcp4('delete', OLD.scope_id, OLD.option_id, OLD.dhcp4_subnet_id, OLD.host_id,
                                   OLD.shared_network_name, OLD.pool_id, CURRENT_TIMESTAMP);
    RETURN NULL;
END $$;

CREATE FUNCTION func_dhcp4_pool_bdel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM dhcp4_options WHERE scope_id = 5 AND pool_id = OLD.id;
    RETURN OLD;
END $$;

CREATE FUNCTION func_dhcp4_subnet_bdel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createauditentrydhcp4('dhcp4_subnet', OLD.subnet_id, 'delete');
    DELETE FROM dhcp4_pool WHERE subnet_id = OLD.subnet_id;
    DELETE FROM dhcp4_options WHERE dhcp4_subnet_id = OLD.subnet_id;
    RETURN OLD;
END $$;

CREATE FUNCTION func_dhcp4_shared_network_bdel() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM createauditentrydhcp4('dhcp4_shared_network', OLD.id, 'delete');
    UPDATE dhcp4_subnet SET shared_network_name = NULL WHERE shared_network_name = OLD.name;
    DELETE FROM dhcp4_options WHERE shared_network_name = OLD.name;
    RETURN OLD;
END $$;
