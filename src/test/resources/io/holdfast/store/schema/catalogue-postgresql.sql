-- What a schema consists of, one line each, in an order that does not depend on how it was made. Things of our own
-- (holdfast_...) are left out.
WITH tables AS (
    SELECT c.oid, c.relname FROM pg_class AS c
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname NOT LIKE 'holdfast\_%'
)
SELECT 'table ' || t.relname || ': ' || string_agg(
           a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || coalesce(' = ' || nullif(pg_get_expr(d.adbin, d.adrelid), 'NULL::character varying'), ''),
           ', ' ORDER BY a.attnum) AS line
FROM tables AS t
    JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef AS d ON d.adrelid = t.oid AND d.adnum = a.attnum
GROUP BY t.relname
UNION ALL
SELECT 'index ' || regexp_replace(pg_get_indexdef(i.indexrelid), 'CREATE (.*)INDEX (.*) ON (\w+\.)?', '\1\2 ON ')
FROM tables AS t JOIN pg_index AS i ON i.indrelid = t.oid
UNION ALL
SELECT 'constraint ' || t.relname || '.' || k.conname || ' ' || pg_get_constraintdef(k.oid)
FROM tables AS t JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype <> 'n'
UNION ALL
SELECT 'trigger ' || regexp_replace(pg_get_triggerdef(g.oid), 'CREATE TRIGGER (.*) ON (\w+\.)?', '\1 ON ')
FROM tables AS t JOIN pg_trigger AS g ON g.tgrelid = t.oid AND NOT g.tgisinternal
UNION ALL
SELECT 'function ' || p.proname || '(' || pg_get_function_arguments(p.oid) || ') ' || pg_get_function_result(p.oid)
FROM pg_proc AS p
WHERE p.pronamespace = current_schema()::regnamespace AND p.proname NOT LIKE 'holdfast\_%'
UNION ALL
SELECT 'sequence ' || s.sequencename || ' ' || s.data_type || ' from ' || s.start_value || ' by ' || s.increment_by
FROM pg_sequences AS s WHERE s.schemaname = current_schema()
UNION ALL
SELECT 'view ' || v.viewname FROM pg_views AS v WHERE v.schemaname = current_schema()
ORDER BY 1
