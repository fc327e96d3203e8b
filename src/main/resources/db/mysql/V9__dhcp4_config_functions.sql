-- Keeping account of changes to the DHCPv4 configuration: who writes calls createAuditRevisionDHCP4 first, in the same
-- session; triggers then add one row to dhcp4_audit per changed object, from which servers learn what to fetch. What must
-- last for the session is in user variables; their names are Kea's.

DELIMITER //

CREATE PROCEDURE createAuditRevisionDHCP4(
    IN audit_ts TIMESTAMP, IN server_tag VARCHAR(256), IN audit_log_message TEXT, IN cascade_transaction BOOLEAN)
BEGIN
    IF IFNULL(@disable_audit, 0) = 0 THEN
        INSERT INTO dhcp4_audit_revision (modification_ts, log_message, server_id)
        VALUES (audit_ts, audit_log_message, (SELECT s.id FROM dhcp4_server AS s WHERE s.tag = server_tag));
        SET @audit_revision_id = LAST_INSERT_ID();
        SET @cascade_transaction = cascade_transaction;
    END IF;
END //

CREATE PROCEDURE createAuditEntryDHCP4(
    IN object_type_val VARCHAR(256), IN object_id_val BIGINT UNSIGNED, IN modification_type_val VARCHAR(32))
BEGIN
    IF IFNULL(@disable_audit, 0) = 0 THEN
        INSERT INTO dhcp4_audit (object_type, object_id, modification_type, revision_id)
        VALUES (object_type_val, object_id_val,
                (SELECT m.id FROM modification AS m WHERE m.modification_type = modification_type_val),
                @audit_revision_id);
    END IF;
END //

-- A global option is an object of its own. Options of a subnet, pool or shared network change their owner, unless the
-- owner is being written as a whole (@cascade_transaction); those of classes and hosts leave no trace here.
CREATE PROCEDURE createOptionAuditDHCP4(
    IN modification_type VARCHAR(32), IN scope_id TINYINT UNSIGNED, IN option_id BIGINT UNSIGNED,
    IN p_subnet_id INT UNSIGNED, IN host_id INT UNSIGNED, IN network_name VARCHAR(128),
    IN p_pool_id BIGINT, IN p_modification_ts TIMESTAMP)
BEGIN
    IF IFNULL(@cascade_transaction, 0) = 0 THEN
        CASE scope_id
            WHEN 0 THEN
                CALL createAuditEntryDHCP4('dhcp4_options', option_id, modification_type);
            WHEN 1 THEN
                UPDATE dhcp4_subnet SET modification_ts = p_modification_ts WHERE subnet_id = p_subnet_id;
            WHEN 4 THEN
                UPDATE dhcp4_shared_network SET modification_ts = p_modification_ts WHERE name = network_name;
            WHEN 5 THEN
                UPDATE dhcp4_subnet SET modification_ts = p_modification_ts
                WHERE subnet_id = (SELECT p.subnet_id FROM dhcp4_pool AS p WHERE p.id = p_pool_id);
            ELSE BEGIN END;
        END CASE;
    END IF;
END //

-- The order in which client classes are evaluated. A class goes right behind the one it names, otherwise to the end;
-- it must stay before those which depend on it.
CREATE PROCEDURE setClientClass4Order(
    IN id BIGINT UNSIGNED, IN follow_class_name VARCHAR(128), IN old_follow_class_name VARCHAR(128))
BEGIN
    DECLARE place BIGINT UNSIGNED;
    DECLARE objection TEXT;
    SET @depend_on_known_indirectly = (
        SELECT o.depend_on_known_indirectly FROM dhcp4_client_class_order AS o WHERE o.class_id = id);

    IF @depend_on_known_indirectly IS NOT NULL AND follow_class_name <=> old_follow_class_name THEN
        -- It stays where it is. Whether it depends on KNOWN is found out again when its dependencies are inserted.
        UPDATE dhcp4_client_class_order SET depend_on_known_indirectly = 0 WHERE class_id = id;
    ELSE
        IF follow_class_name IS NULL THEN
            SET place = (SELECT IFNULL(MAX(o.order_index), 0) + 1 FROM dhcp4_client_class_order AS o);
        ELSE
            SET place = (SELECT o.order_index + 1
                         FROM dhcp4_client_class AS c JOIN dhcp4_client_class_order AS o ON o.class_id = c.id
                         WHERE c.name = follow_class_name);
            IF place IS NULL THEN
                SET objection = LEFT(CONCAT('Class ', follow_class_name, ' does not exist.'), 128);
                SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = objection;
            END IF;
            IF EXISTS (SELECT 1 FROM dhcp4_client_class_order AS o WHERE o.order_index = place) THEN
                UPDATE dhcp4_client_class_order SET order_index = order_index + 1 WHERE order_index >= place;
            END IF;
        END IF;

        IF EXISTS (SELECT 1 FROM dhcp4_client_class_dependency AS d
                       JOIN dhcp4_client_class_order AS o ON o.class_id = d.class_id
                   WHERE d.dependency_id = id AND o.order_index < place) THEN
            SET objection = CONCAT('Class ', id, ' cannot be moved behind classes that depend on it.');
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = objection;
        END IF;

        INSERT INTO dhcp4_client_class_order (class_id, order_index, depend_on_known_indirectly)
        VALUES (id, place, 0)
        ON DUPLICATE KEY UPDATE order_index = place, depend_on_known_indirectly = 0;
    END IF;
END //

-- Refuses a class that depends on itself, on a later class, or on one that some of its servers do not have.
CREATE PROCEDURE checkDHCPv4ClientClassDependency(
    IN p_class_id BIGINT UNSIGNED, IN p_dependency_id BIGINT UNSIGNED)
BEGIN
    DECLARE class_place BIGINT UNSIGNED DEFAULT (
        SELECT o.order_index FROM dhcp4_client_class_order AS o WHERE o.class_id = p_class_id);
    DECLARE dependency_place BIGINT UNSIGNED DEFAULT (
        SELECT o.order_index FROM dhcp4_client_class_order AS o WHERE o.class_id = p_dependency_id);
    DECLARE objection TEXT DEFAULT CASE
        WHEN p_class_id IS NULL OR p_dependency_id IS NULL THEN 'A dependency of client classes needs both ids.'
        WHEN p_class_id = p_dependency_id THEN CONCAT('Client class ', p_class_id, ' depends on itself.')
        WHEN class_place IS NULL THEN CONCAT('There is no client class with id ', p_class_id, '.')
        WHEN dependency_place IS NULL THEN CONCAT('There is no client class with id ', p_dependency_id, '.')
        WHEN dependency_place > class_place THEN
            CONCAT('Client class ', p_class_id, ' depends on class ', p_dependency_id, ', which comes later.')
        WHEN EXISTS (SELECT 1 FROM dhcp4_client_class_server AS mine
                     WHERE mine.class_id = p_class_id
                       AND NOT EXISTS (SELECT 1 FROM dhcp4_client_class_server AS its
                                       WHERE its.class_id = p_dependency_id
                                         AND its.server_id IN (1, mine.server_id))) THEN
            CONCAT('Client class ', p_class_id, ' has servers that do not have class ', p_dependency_id, ' it needs.')
        END;
    IF objection IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = objection;
    END IF;
END //

-- A class depends on KNOWN indirectly when one does that it depends on.
CREATE PROCEDURE updateDHCPv4ClientClassKnownDependency(
    IN client_class_id BIGINT UNSIGNED, IN p_dependency_id BIGINT UNSIGNED)
BEGIN
    IF EXISTS (SELECT 1 FROM dhcp4_client_class AS c
               WHERE c.id = p_dependency_id AND c.depend_on_known_directly <> 0)
       OR EXISTS (SELECT 1 FROM dhcp4_client_class_order AS o
                  WHERE o.class_id = p_dependency_id AND o.depend_on_known_indirectly <> 0) THEN
        UPDATE dhcp4_client_class_order SET depend_on_known_indirectly = 1 WHERE class_id = client_class_id;
    END IF;
END //

-- Called after a class was changed (its trigger leaves id and former dependency in the session): what others depend on
-- must not begin or cease to depend on KNOWN.
CREATE PROCEDURE checkDHCPv4ClientClassKnownDependencyChange()
BEGIN
    DECLARE depended BOOLEAN DEFAULT IFNULL(@depend_on_known_directly, 0) <> 0
                                     OR IFNULL(@depend_on_known_indirectly, 0) <> 0;
    DECLARE depends BOOLEAN;
    IF EXISTS (SELECT 1 FROM dhcp4_client_class_dependency AS d WHERE d.dependency_id = @client_class_id) THEN
        SET depends = (
            SELECT c.depend_on_known_directly <> 0 OR o.depend_on_known_indirectly <> 0
            FROM dhcp4_client_class AS c JOIN dhcp4_client_class_order AS o ON o.class_id = c.id
            WHERE c.id = @client_class_id);
        IF depended <> depends THEN
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
                'Other classes depend on this class: it cannot change whether it depends on KNOWN.';
        END IF;
    END IF;
END //

CREATE TRIGGER dhcp4_client_class_AINS AFTER INSERT ON dhcp4_client_class FOR EACH ROW
BEGIN
    CALL setClientClass4Order(NEW.id, NEW.follow_class_name, NULL);
    CALL createAuditEntryDHCP4('dhcp4_client_class', NEW.id, 'create');
END //

CREATE TRIGGER dhcp4_client_class_AUPD AFTER UPDATE ON dhcp4_client_class FOR EACH ROW
BEGIN
    SET @depend_on_known_directly = OLD.depend_on_known_directly;
    SET @client_class_id = NEW.id;
    CALL setClientClass4Order(NEW.id, NEW.follow_class_name, OLD.follow_class_name);
    CALL createAuditEntryDHCP4('dhcp4_client_class', NEW.id, 'update');
END //

CREATE TRIGGER dhcp4_client_class_ADEL AFTER DELETE ON dhcp4_client_class FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_client_class', OLD.id, 'delete') //

CREATE TRIGGER dhcp4_client_class_check_dependency_BINS BEFORE INSERT ON dhcp4_client_class_dependency FOR EACH ROW
CALL checkDHCPv4ClientClassDependency(NEW.class_id, NEW.dependency_id) //

CREATE TRIGGER dhcp4_client_class_dependency_AINS AFTER INSERT ON dhcp4_client_class_dependency FOR EACH ROW
CALL updateDHCPv4ClientClassKnownDependency(NEW.class_id, NEW.dependency_id) //

CREATE TRIGGER dhcp4_global_parameter_AINS AFTER INSERT ON dhcp4_global_parameter FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_global_parameter', NEW.id, 'create') //

CREATE TRIGGER dhcp4_global_parameter_AUPD AFTER UPDATE ON dhcp4_global_parameter FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_global_parameter', NEW.id, 'update') //

CREATE TRIGGER dhcp4_global_parameter_ADEL AFTER DELETE ON dhcp4_global_parameter FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_global_parameter', OLD.id, 'delete') //

CREATE TRIGGER dhcp4_option_def_AINS AFTER INSERT ON dhcp4_option_def FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_option_def', NEW.id, 'create') //

CREATE TRIGGER dhcp4_option_def_AUPD AFTER UPDATE ON dhcp4_option_def FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_option_def', NEW.id, 'update') //

CREATE TRIGGER dhcp4_option_def_ADEL AFTER DELETE ON dhcp4_option_def FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_option_def', OLD.id, 'delete') //

CREATE TRIGGER dhcp4_options_AINS AFTER INSERT ON dhcp4_options FOR EACH ROW
CALL createOptionAuditDHCP4('create', NEW.scope_id, NEW.option_id, NEW.dhcp4_subnet_id, NEW.host_id,
                            NEW.shared_network_name, NEW.pool_id, NEW.modification_ts) //

CREATE TRIGGER dhcp4_options_AUPD AFTER UPDATE ON dhcp4_options FOR EACH ROW
CALL createOptionAuditDHCP4('update', NEW.scope_id, NEW.option_id, NEW.dhcp4_subnet_id, NEW.host_id,
                            NEW.shared_network_name, NEW.pool_id, NEW.modification_ts) //

CREATE TRIGGER dhcp4_options_ADEL AFTER DELETE ON dhcp4_options FOR EACH ROW
CALL createOptionAuditDHCP4('delete', OLD.scope_id, OLD.option_id, OLD.dhcp4_subnet_id, OLD.host_id,
                            OLD.shared_network_name, OLD.pool_id, NOW()) //

CREATE TRIGGER dhcp4_pool_BDEL BEFORE DELETE ON dhcp4_pool FOR EACH ROW
DELETE FROM dhcp4_options WHERE scope_id = 5 AND pool_id = OLD.id //

CREATE TRIGGER dhcp4_server_AINS AFTER INSERT ON dhcp4_server FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_server', NEW.id, 'create') //

CREATE TRIGGER dhcp4_server_AUPD AFTER UPDATE ON dhcp4_server FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_server', NEW.id, 'update') //

CREATE TRIGGER dhcp4_server_ADEL AFTER DELETE ON dhcp4_server FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_server', OLD.id, 'delete') //

CREATE TRIGGER dhcp4_shared_network_AINS AFTER INSERT ON dhcp4_shared_network FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_shared_network', NEW.id, 'create') //

CREATE TRIGGER dhcp4_shared_network_AUPD AFTER UPDATE ON dhcp4_shared_network FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_shared_network', NEW.id, 'update') //

CREATE TRIGGER dhcp4_shared_network_BDEL BEFORE DELETE ON dhcp4_shared_network FOR EACH ROW
BEGIN
    CALL createAuditEntryDHCP4('dhcp4_shared_network', OLD.id, 'delete');
    UPDATE dhcp4_subnet SET shared_network_name = NULL WHERE shared_network_name = OLD.name;
    DELETE FROM dhcp4_options WHERE shared_network_name = OLD.name;
END //

CREATE TRIGGER dhcp4_subnet_AINS AFTER INSERT ON dhcp4_subnet FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_subnet', NEW.subnet_id, 'create') //

CREATE TRIGGER dhcp4_subnet_AUPD AFTER UPDATE ON dhcp4_subnet FOR EACH ROW
CALL createAuditEntryDHCP4('dhcp4_subnet', NEW.subnet_id, 'update') //

CREATE TRIGGER dhcp4_subnet_BDEL BEFORE DELETE ON dhcp4_subnet FOR EACH ROW
BEGIN
    CALL createAuditEntryDHCP4('dhcp4_subnet', OLD.subnet_id, 'delete');
    DELETE FROM dhcp4_pool WHERE subnet_id = OLD.subnet_id;
    DELETE FROM dhcp4_options WHERE dhcp4_subnet_id = OLD.subnet_id;
END //

DELIMITER ;
