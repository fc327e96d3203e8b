-- Last of all: who finds this row finds the whole schema. Kea 3.0 insists on exactly these numbers.

CREATE TABLE schema_version (
    version  INT NOT NULL PRIMARY KEY,
    minor    INT
) ENGINE = InnoDB;

INSERT INTO schema_version (version, minor) VALUES (30, 0);
