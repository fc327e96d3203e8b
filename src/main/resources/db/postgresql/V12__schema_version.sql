-- Last of all: who finds this row finds the whole schema. Kea 3.0 insists on exactly these numbers.

CREATE TABLE schema_version (
    version  integer NOT NULL PRIMARY KEY,
    minor    integer
);

INSERT INTO schema_version (version, minor) VALUES (29, 0);
