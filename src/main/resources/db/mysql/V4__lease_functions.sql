-- Functions and procedures that Kea's lease backend and its tools expect, with their signatures; texts are allowed to be
-- as long as what the tables hold, where Kea's are too short for long identifiers.

DELIMITER //

-- Always true: every MySQL and MariaDB that we support has JSON. Kea asks.
CREATE FUNCTION isJsonSupported() RETURNS BOOLEAN DETERMINISTIC
RETURN TRUE //

-- 'A1B' -> '0a:1b'
CREATE FUNCTION colonSeparatedHex(hex VARCHAR(1024)) RETURNS VARCHAR(1024) DETERMINISTIC
BEGIN
    DECLARE place INT DEFAULT 3;
    SET hex = LOWER(IF(MOD(CHAR_LENGTH(hex), 2) = 1, CONCAT('0', hex), hex));
    WHILE place < CHAR_LENGTH(hex) DO
        SET hex = INSERT(hex, place, 0, ':');
        SET place = place + 3;
    END WHILE;
    RETURN hex;
END //

-- An empty text, or a sentence when the limit (NULL: none) is reached.
CREATE FUNCTION holdfast_limit_reached(kind VARCHAR(10), most INT UNSIGNED, subject TEXT, leases BIGINT UNSIGNED)
RETURNS TEXT DETERMINISTIC
RETURN IF(most <= IFNULL(leases, 0),
          CONCAT(kind, ' limit ', most, ' for ', subject, ', current lease count ', IFNULL(leases, 0)), '') //

-- user_context.ISC.limits holds the limits to check; the order is that of Kea: classes as listed, then the subnet.
CREATE FUNCTION checkLease4Limits(user_context TEXT) RETURNS TEXT READS SQL DATA
BEGIN
    DECLARE classes TEXT DEFAULT JSON_EXTRACT(user_context, '$."ISC"."limits"."client-classes"');
    DECLARE subnet TEXT DEFAULT JSON_EXTRACT(user_context, '$."ISC"."limits"."subnet"');
    DECLARE place INT DEFAULT 0;
    DECLARE class TEXT;
    DECLARE class_name VARCHAR(255);
    DECLARE verdict TEXT DEFAULT '';
    WHILE verdict = '' AND place < JSON_LENGTH(classes) DO
        SET class = JSON_EXTRACT(classes, CONCAT('$[', place, ']'));
        SET class_name = JSON_UNQUOTE(JSON_EXTRACT(class, '$."name"'));
        SET verdict = holdfast_limit_reached(
            'address', JSON_EXTRACT(class, '$."address-limit"'), CONCAT('client class "', class_name, '"'),
            (SELECT leases FROM lease4_stat_by_client_class WHERE client_class = class_name));
        SET place = place + 1;
    END WHILE;
    IF verdict = '' THEN
        SET place = JSON_EXTRACT(subnet, '$."id"');
        SET verdict = holdfast_limit_reached(
            'address', JSON_EXTRACT(subnet, '$."address-limit"'), CONCAT('subnet ID ', place),
            (SELECT leases FROM lease4_stat WHERE subnet_id = place AND state = 0));
    END IF;
    RETURN verdict;
END //

CREATE FUNCTION checkLease6Limits(user_context TEXT) RETURNS TEXT READS SQL DATA
BEGIN
    DECLARE classes TEXT DEFAULT JSON_EXTRACT(user_context, '$."ISC"."limits"."client-classes"');
    DECLARE subnet TEXT DEFAULT JSON_EXTRACT(user_context, '$."ISC"."limits"."subnet"');
    DECLARE place INT DEFAULT 0;
    DECLARE class TEXT;
    DECLARE class_name VARCHAR(255);
    DECLARE verdict TEXT DEFAULT '';
    WHILE verdict = '' AND place < JSON_LENGTH(classes) DO
        SET class = JSON_EXTRACT(classes, CONCAT('$[', place, ']'));
        SET class_name = JSON_UNQUOTE(JSON_EXTRACT(class, '$."name"'));
        SET verdict = holdfast_limit_reached(
            'address', JSON_EXTRACT(class, '$."address-limit"'), CONCAT('client class "', class_name, '"'),
            (SELECT leases FROM lease6_stat_by_client_class WHERE client_class = class_name AND lease_type = 0));
        IF verdict = '' THEN
            SET verdict = holdfast_limit_reached(
                'prefix', JSON_EXTRACT(class, '$."prefix-limit"'), CONCAT('client class "', class_name, '"'),
                (SELECT leases FROM lease6_stat_by_client_class WHERE client_class = class_name AND lease_type = 2));
        END IF;
        SET place = place + 1;
    END WHILE;
    IF verdict = '' THEN
        SET place = JSON_EXTRACT(subnet, '$."id"');
        SET verdict = holdfast_limit_reached(
            'address', JSON_EXTRACT(subnet, '$."address-limit"'), CONCAT('subnet ID ', place),
            (SELECT leases FROM lease6_stat WHERE subnet_id = place AND lease_type = 0 AND state = 0));
    END IF;
    IF verdict = '' THEN
        SET verdict = holdfast_limit_reached(
            'prefix', JSON_EXTRACT(subnet, '$."prefix-limit"'), CONCAT('subnet ID ', place),
            (SELECT leases FROM lease6_stat WHERE subnet_id = place AND lease_type = 2 AND state = 0));
    END IF;
    RETURN verdict;
END //

-- Dump and upload: the columns of Kea's lease file, commas inside of values written as &#x2c.

CREATE PROCEDURE lease4DumpHeader()
SELECT 'address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id' //

CREATE PROCEDURE lease4DumpData()
SELECT INET_NTOA(address), IFNULL(colonSeparatedHex(HEX(hwaddr)), ''), IFNULL(colonSeparatedHex(HEX(client_id)), ''),
       valid_lifetime, UNIX_TIMESTAMP(expire), subnet_id, fqdn_fwd, fqdn_rev, REPLACE(hostname, ',', '&#x2c'), state,
       REPLACE(IFNULL(user_context, ''), ',', '&#x2c'), pool_id
FROM lease4 ORDER BY lease4.address //

CREATE PROCEDURE lease4Upload(
    IN address VARCHAR(15), IN hwaddr VARCHAR(64), IN client_id VARCHAR(1024), IN valid_lifetime INT UNSIGNED,
    IN expire BIGINT UNSIGNED, IN subnet_id INT UNSIGNED, IN fqdn_fwd TINYINT, IN fqdn_rev TINYINT,
    IN hostname VARCHAR(255), IN state INT UNSIGNED, IN user_context TEXT, IN pool_id INT UNSIGNED)
INSERT INTO lease4 (address, hwaddr, client_id, valid_lifetime, expire, subnet_id,
                    fqdn_fwd, fqdn_rev, hostname, state, user_context, pool_id)
VALUES (INET_ATON(address), UNHEX(REPLACE(hwaddr, ':', '')), UNHEX(REPLACE(client_id, ':', '')), valid_lifetime,
        FROM_UNIXTIME(expire), subnet_id, fqdn_fwd, fqdn_rev, REPLACE(hostname, '&#x2c', ','), state,
        REPLACE(user_context, '&#x2c', ','), pool_id) //

CREATE PROCEDURE lease6DumpHeader()
SELECT CONCAT('address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,',
              'hostname,hwaddr,state,user_context,hwtype,hwaddr_source,pool_id') //

CREATE PROCEDURE lease6DumpData()
SELECT INET6_NTOA(address), IFNULL(colonSeparatedHex(HEX(duid)), ''), valid_lifetime, UNIX_TIMESTAMP(expire),
       subnet_id, pref_lifetime, lease_type, iaid, prefix_len, fqdn_fwd, fqdn_rev, REPLACE(hostname, ',', '&#x2c'),
       IFNULL(colonSeparatedHex(HEX(hwaddr)), ''), state, REPLACE(IFNULL(user_context, ''), ',', '&#x2c'),
       hwtype, hwaddr_source, pool_id
FROM lease6 ORDER BY lease6.address //

CREATE PROCEDURE lease6Upload(
    IN address VARCHAR(45), IN duid VARCHAR(400), IN valid_lifetime INT UNSIGNED, IN expire BIGINT UNSIGNED,
    IN subnet_id INT UNSIGNED, IN pref_lifetime INT UNSIGNED, IN lease_type TINYINT, IN iaid INT UNSIGNED,
    IN prefix_len TINYINT UNSIGNED, IN fqdn_fwd TINYINT, IN fqdn_rev TINYINT, IN hostname VARCHAR(255),
    IN hwaddr VARCHAR(64), IN state INT UNSIGNED, IN user_context TEXT, IN hwtype SMALLINT UNSIGNED,
    IN hwaddr_source INT UNSIGNED, IN pool_id INT UNSIGNED)
INSERT INTO lease6 (address, duid, valid_lifetime, expire, subnet_id, pref_lifetime, lease_type, iaid, prefix_len,
                    fqdn_fwd, fqdn_rev, hostname, hwaddr, state, user_context, hwtype, hwaddr_source, pool_id)
VALUES (INET6_ATON(address), UNHEX(REPLACE(duid, ':', '')), valid_lifetime, FROM_UNIXTIME(expire), subnet_id,
        pref_lifetime, lease_type, iaid, prefix_len, fqdn_fwd, fqdn_rev, REPLACE(hostname, '&#x2c', ','),
        UNHEX(REPLACE(hwaddr, ':', '')), state, REPLACE(user_context, '&#x2c', ','), hwtype, hwaddr_source, pool_id) //

DELIMITER ;
