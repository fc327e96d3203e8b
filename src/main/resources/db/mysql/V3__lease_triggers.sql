-- Kea's triggers by name. What happens for every lease stands in the trigger itself, one upsert per counter; a procedure
-- is called only for a lease with a user context, in which there may be classes to count, and where only the pool changes,
-- which is rare.

DELIMITER //

CREATE TRIGGER lease4_AINS AFTER INSERT ON lease4 FOR EACH ROW
BEGIN
    IF NEW.state IN (0, 1) THEN
        INSERT INTO lease4_stat (subnet_id, state, leases) VALUES (NEW.subnet_id, NEW.state, 1)
        ON DUPLICATE KEY UPDATE leases = leases + 1;
        INSERT INTO lease4_pool_stat (subnet_id, pool_id, state, leases)
        VALUES (NEW.subnet_id, NEW.pool_id, NEW.state, 1)
        ON DUPLICATE KEY UPDATE leases = leases + 1;
        IF NEW.user_context IS NOT NULL THEN
            CALL lease4_AINS_lease4_stat_by_client_class(NEW.state, NEW.user_context);
        END IF;
    END IF;
END //

CREATE TRIGGER lease4_AUPD AFTER UPDATE ON lease4 FOR EACH ROW
BEGIN
    IF OLD.state <> NEW.state OR OLD.subnet_id <> NEW.subnet_id THEN
        IF OLD.state IN (0, 1) THEN
            UPDATE lease4_stat SET leases = GREATEST(leases, 1) - 1
            WHERE subnet_id = OLD.subnet_id AND state = OLD.state;
            UPDATE lease4_pool_stat SET leases = GREATEST(leases, 1) - 1
            WHERE subnet_id = OLD.subnet_id AND pool_id = OLD.pool_id AND state = OLD.state;
        END IF;
        IF NEW.state IN (0, 1) THEN
            INSERT INTO lease4_stat (subnet_id, state, leases) VALUES (NEW.subnet_id, NEW.state, 1)
            ON DUPLICATE KEY UPDATE leases = leases + 1;
            INSERT INTO lease4_pool_stat (subnet_id, pool_id, state, leases)
            VALUES (NEW.subnet_id, NEW.pool_id, NEW.state, 1)
            ON DUPLICATE KEY UPDATE leases = leases + 1;
        END IF;
    ELSEIF OLD.pool_id <> NEW.pool_id THEN
        CALL lease4_AUPD_lease4_pool_stat(
            OLD.state, OLD.subnet_id, OLD.pool_id, NEW.state, NEW.subnet_id, NEW.pool_id);
    END IF;
    IF (OLD.user_context IS NOT NULL OR NEW.user_context IS NOT NULL)
       AND (OLD.state <> NEW.state OR CAST(OLD.user_context AS BINARY) <> CAST(NEW.user_context AS BINARY)) THEN
        CALL lease4_AUPD_lease4_stat_by_client_class(OLD.state, OLD.user_context, NEW.state, NEW.user_context);
    END IF;
END //

CREATE TRIGGER lease4_ADEL AFTER DELETE ON lease4 FOR EACH ROW
BEGIN
    IF OLD.state IN (0, 1) THEN
        UPDATE lease4_stat SET leases = GREATEST(leases, 1) - 1
        WHERE subnet_id = OLD.subnet_id AND state = OLD.state;
        UPDATE lease4_pool_stat SET leases = GREATEST(leases, 1) - 1
        WHERE subnet_id = OLD.subnet_id AND pool_id = OLD.pool_id AND state = OLD.state;
        IF OLD.user_context IS NOT NULL THEN
            CALL lease4_ADEL_lease4_stat_by_client_class(OLD.state, OLD.user_context);
        END IF;
    END IF;
END //

CREATE TRIGGER lease6_AINS AFTER INSERT ON lease6 FOR EACH ROW
BEGIN
    CALL lease6_AINS_lease6_stat(NEW.state, NEW.subnet_id, NEW.lease_type);
    CALL lease6_AINS_lease6_pool_stat(NEW.state, NEW.subnet_id, NEW.pool_id, NEW.lease_type);
    IF NEW.user_context IS NOT NULL THEN
        CALL lease6_AINS_lease6_stat_by_client_class(NEW.state, NEW.user_context, NEW.lease_type);
    END IF;
END //

CREATE TRIGGER lease6_AUPD AFTER UPDATE ON lease6 FOR EACH ROW
BEGIN
    IF OLD.state <> NEW.state OR OLD.subnet_id <> NEW.subnet_id OR OLD.pool_id <> NEW.pool_id
       OR OLD.lease_type <> NEW.lease_type THEN
        CALL lease6_AUPD_lease6_stat(
            OLD.state, OLD.subnet_id, OLD.lease_type, NEW.state, NEW.subnet_id, NEW.lease_type);
        CALL lease6_AUPD_lease6_pool_stat(
            OLD.state, OLD.subnet_id, OLD.pool_id, OLD.lease_type,
            NEW.state, NEW.subnet_id, NEW.pool_id, NEW.lease_type);
    END IF;
    IF OLD.user_context IS NOT NULL OR NEW.user_context IS NOT NULL THEN
        CALL lease6_AUPD_lease6_stat_by_client_class(
            OLD.state, OLD.user_context, OLD.lease_type, NEW.state, NEW.user_context, NEW.lease_type);
    END IF;
END //

CREATE TRIGGER lease6_ADEL AFTER DELETE ON lease6 FOR EACH ROW
BEGIN
    CALL lease6_ADEL_lease6_stat(OLD.state, OLD.subnet_id, OLD.lease_type);
    CALL lease6_ADEL_lease6_pool_stat(OLD.state, OLD.subnet_id, OLD.pool_id, OLD.lease_type);
    IF OLD.user_context IS NOT NULL THEN
        CALL lease6_ADEL_lease6_stat_by_client_class(OLD.state, OLD.user_context, OLD.lease_type);
    END IF;
END //

DELIMITER ;
