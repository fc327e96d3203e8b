-- Counting leases, one at a time: MySQL has no triggers for whole statements. Kea's own triggers call these procedures,
-- and its upgrade scripts expect them. Counters are always taken table after table (stat, pool_stat,
-- stat_by_client_class), so that two servers' batches wait for one another instead of deadlocking.

DELIMITER //

CREATE PROCEDURE lease4_AINS_lease4_stat(IN new_state TINYINT, IN new_subnet_id INT UNSIGNED)
BEGIN
    IF new_state IN (0, 1) THEN
        INSERT INTO lease4_stat (subnet_id, state, leases) VALUES (new_subnet_id, new_state, 1)
        ON DUPLICATE KEY UPDATE leases = leases + 1;
    END IF;
END //

CREATE PROCEDURE lease4_ADEL_lease4_stat(IN old_state TINYINT, IN old_subnet_id INT UNSIGNED)
BEGIN
    IF old_state IN (0, 1) THEN
        UPDATE lease4_stat SET leases = GREATEST(leases, 1) - 1
        WHERE subnet_id = old_subnet_id AND state = old_state;
    END IF;
END //

CREATE PROCEDURE lease4_AUPD_lease4_stat(
    IN old_state TINYINT, IN old_subnet_id INT UNSIGNED, IN new_state TINYINT, IN new_subnet_id INT UNSIGNED)
BEGIN
    IF old_state <> new_state OR old_subnet_id <> new_subnet_id THEN
        CALL lease4_ADEL_lease4_stat(old_state, old_subnet_id);
        CALL lease4_AINS_lease4_stat(new_state, new_subnet_id);
    END IF;
END //

CREATE PROCEDURE lease4_AINS_lease4_pool_stat(
    IN new_state TINYINT, IN new_subnet_id INT UNSIGNED, IN new_pool_id INT UNSIGNED)
BEGIN
    IF new_state IN (0, 1) THEN
        INSERT INTO lease4_pool_stat (subnet_id, pool_id, state, leases)
        VALUES (new_subnet_id, new_pool_id, new_state, 1)
        ON DUPLICATE KEY UPDATE leases = leases + 1;
    END IF;
END //

CREATE PROCEDURE lease4_ADEL_lease4_pool_stat(
    IN old_state TINYINT, IN old_subnet_id INT UNSIGNED, IN old_pool_id INT UNSIGNED)
BEGIN
    IF old_state IN (0, 1) THEN
        UPDATE lease4_pool_stat SET leases = GREATEST(leases, 1) - 1
        WHERE subnet_id = old_subnet_id AND pool_id = old_pool_id AND state = old_state;
    END IF;
END //

CREATE PROCEDURE lease4_AUPD_lease4_pool_stat(
    IN old_state TINYINT, IN old_subnet_id INT UNSIGNED, IN old_pool_id INT UNSIGNED,
    IN new_state TINYINT, IN new_subnet_id INT UNSIGNED, IN new_pool_id INT UNSIGNED)
BEGIN
    IF old_state <> new_state OR old_subnet_id <> new_subnet_id OR old_pool_id <> new_pool_id THEN
        CALL lease4_ADEL_lease4_pool_stat(old_state, old_subnet_id, old_pool_id);
        CALL lease4_AINS_lease4_pool_stat(new_state, new_subnet_id, new_pool_id);
    END IF;
END //

-- The classes which the limits of a lease are counted for, a JSON list. NULL when there are none or the text is not
-- JSON (MySQL raises 3141, MariaDB 4037 or nothing).
CREATE FUNCTION holdfast_lease_classes(user_context TEXT) RETURNS TEXT DETERMINISTIC
BEGIN
    DECLARE EXIT HANDLER FOR 3141, 4037 RETURN NULL;
    RETURN JSON_EXTRACT(user_context, '$."ISC"."client-classes"');
END //

CREATE PROCEDURE lease4_AINS_lease4_stat_by_client_class(IN new_state TINYINT, IN new_user_context TEXT)
BEGIN
    DECLARE classes TEXT DEFAULT IF(new_state = 0, holdfast_lease_classes(new_user_context), NULL);
    DECLARE place INT DEFAULT 0;
    WHILE place < JSON_LENGTH(classes) DO
        INSERT INTO lease4_stat_by_client_class (client_class, leases)
        VALUES (JSON_UNQUOTE(JSON_EXTRACT(classes, CONCAT('$[', place, ']'))), 1)
        ON DUPLICATE KEY UPDATE leases = leases + 1;
        SET place = place + 1;
    END WHILE;
END //

CREATE PROCEDURE lease4_ADEL_lease4_stat_by_client_class(IN old_state TINYINT, IN old_user_context TEXT)
BEGIN
    DECLARE classes TEXT DEFAULT IF(old_state = 0, holdfast_lease_classes(old_user_context), NULL);
    DECLARE place INT DEFAULT 0;
    DECLARE class VARCHAR(255);
    WHILE place < JSON_LENGTH(classes) DO
        SET class = JSON_UNQUOTE(JSON_EXTRACT(classes, CONCAT('$[', place, ']')));
        UPDATE lease4_stat_by_client_class SET leases = GREATEST(leases, 1) - 1 WHERE client_class = class;
        SET place = place + 1;
    END WHILE;
END //

-- As in Kea, classes that appear or vanish as a whole (NULL on one side) change nothing while the state stays.
CREATE PROCEDURE lease4_AUPD_lease4_stat_by_client_class(
    IN old_state TINYINT, IN old_user_context TEXT, IN new_state TINYINT, IN new_user_context TEXT)
BEGIN
    IF old_state <> new_state
       OR holdfast_lease_classes(old_user_context) <> holdfast_lease_classes(new_user_context) THEN
        CALL lease4_ADEL_lease4_stat_by_client_class(old_state, old_user_context);
        CALL lease4_AINS_lease4_stat_by_client_class(new_state, new_user_context);
    END IF;
END //

-- The same for IPv6, per lease type. Registered leases (state 4) count in lease6_stat but not in lease6_pool_stat.

CREATE PROCEDURE lease6_AINS_lease6_stat(
    IN new_state TINYINT, IN new_subnet_id INT UNSIGNED, IN new_lease_type TINYINT)
BEGIN
    IF new_state IN (0, 1, 4) THEN
        INSERT INTO lease6_stat (subnet_id, lease_type, state, leases)
        VALUES (new_subnet_id, new_lease_type, new_state, 1)
        ON DUPLICATE KEY UPDATE leases = leases + 1;
    END IF;
END //

CREATE PROCEDURE lease6_ADEL_lease6_stat(
    IN old_state TINYINT, IN old_subnet_id INT UNSIGNED, IN old_lease_type TINYINT)
BEGIN
    IF old_state IN (0, 1, 4) THEN
        UPDATE lease6_stat SET leases = GREATEST(leases, 1) - 1
        WHERE subnet_id = old_subnet_id AND lease_type = old_lease_type AND state = old_state;
    END IF;
END //

CREATE PROCEDURE lease6_AUPD_lease6_stat(
    IN old_state TINYINT, IN old_subnet_id INT UNSIGNED, IN old_lease_type TINYINT,
    IN new_state TINYINT, IN new_subnet_id INT UNSIGNED, IN new_lease_type TINYINT)
BEGIN
    IF old_state <> new_state OR old_subnet_id <> new_subnet_id OR old_lease_type <> new_lease_type THEN
        CALL lease6_ADEL_lease6_stat(old_state, old_subnet_id, old_lease_type);
        CALL lease6_AINS_lease6_stat(new_state, new_subnet_id, new_lease_type);
    END IF;
END //

CREATE PROCEDURE lease6_AINS_lease6_pool_stat(
    IN new_state TINYINT, IN new_subnet_id INT UNSIGNED, IN new_pool_id INT UNSIGNED, IN new_lease_type TINYINT)
BEGIN
    IF new_state IN (0, 1) THEN
        INSERT INTO lease6_pool_stat (subnet_id, pool_id, lease_type, state, leases)
        VALUES (new_subnet_id, new_pool_id, new_lease_type, new_state, 1)
        ON DUPLICATE KEY UPDATE leases = leases + 1;
    END IF;
END //

CREATE PROCEDURE lease6_ADEL_lease6_pool_stat(
    IN old_state TINYINT, IN old_subnet_id INT UNSIGNED, IN old_pool_id INT UNSIGNED, IN old_lease_type TINYINT)
BEGIN
    IF old_state IN (0, 1) THEN
        UPDATE lease6_pool_stat SET leases = GREATEST(leases, 1) - 1
        WHERE subnet_id = old_subnet_id AND pool_id = old_pool_id AND lease_type = old_lease_type
          AND state = old_state;
    END IF;
END //

CREATE PROCEDURE lease6_AUPD_lease6_pool_stat(
    IN old_state TINYINT, IN old_subnet_id INT UNSIGNED, IN old_pool_id INT UNSIGNED, IN old_lease_type TINYINT,
    IN new_state TINYINT, IN new_subnet_id INT UNSIGNED, IN new_pool_id INT UNSIGNED, IN new_lease_type TINYINT)
BEGIN
    IF old_state <> new_state OR old_subnet_id <> new_subnet_id OR old_pool_id <> new_pool_id
       OR old_lease_type <> new_lease_type THEN
        CALL lease6_ADEL_lease6_pool_stat(old_state, old_subnet_id, old_pool_id, old_lease_type);
        CALL lease6_AINS_lease6_pool_stat(new_state, new_subnet_id, new_pool_id, new_lease_type);
    END IF;
END //

CREATE PROCEDURE lease6_AINS_lease6_stat_by_client_class(
    IN new_state TINYINT, IN new_user_context TEXT, IN new_lease_type TINYINT)
BEGIN
    DECLARE classes TEXT DEFAULT IF(new_state = 0, holdfast_lease_classes(new_user_context), NULL);
    DECLARE place INT DEFAULT 0;
    WHILE place < JSON_LENGTH(classes) DO
        INSERT INTO lease6_stat_by_client_class (client_class, lease_type, leases)
        VALUES (JSON_UNQUOTE(JSON_EXTRACT(classes, CONCAT('$[', place, ']'))), new_lease_type, 1)
        ON DUPLICATE KEY UPDATE leases = leases + 1;
        SET place = place + 1;
    END WHILE;
END //

CREATE PROCEDURE lease6_ADEL_lease6_stat_by_client_class(
    IN old_state TINYINT, IN old_user_context TEXT, IN old_lease_type TINYINT)
BEGIN
    DECLARE classes TEXT DEFAULT IF(old_state = 0, holdfast_lease_classes(old_user_context), NULL);
    DECLARE place INT DEFAULT 0;
    DECLARE class VARCHAR(255);
    WHILE place < JSON_LENGTH(classes) DO
        SET class = JSON_UNQUOTE(JSON_EXTRACT(classes, CONCAT('$[', place, ']')));
        UPDATE lease6_stat_by_client_class SET leases = GREATEST(leases, 1) - 1
        WHERE client_class = class AND lease_type = old_lease_type;
        SET place = place + 1;
    END WHILE;
END //

CREATE PROCEDURE lease6_AUPD_lease6_stat_by_client_class(
    IN old_state TINYINT, IN old_user_context TEXT, IN old_lease_type TINYINT,
    IN new_state TINYINT, IN new_user_context TEXT, IN new_lease_type TINYINT)
BEGIN
    IF old_state <> new_state OR old_lease_type <> new_lease_type
       OR holdfast_lease_classes(old_user_context) <> holdfast_lease_classes(new_user_context) THEN
        CALL lease6_ADEL_lease6_stat_by_client_class(old_state, old_user_context, old_lease_type);
        CALL lease6_AINS_lease6_stat_by_client_class(new_state, new_user_context, new_lease_type);
    END IF;
END //

DELIMITER ;
