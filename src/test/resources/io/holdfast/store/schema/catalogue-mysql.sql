-- What a schema consists of, one line each, in an order that does not depend on how it was made. Things of our own
-- (holdfast_...) are left out.
SELECT CONCAT('table ', c.table_name, ': ', GROUP_CONCAT(
           c.column_name, ' ', c.column_type, IF(c.is_nullable = 'NO', ' not null', ''),
           IFNULL(CONCAT(' = ', NULLIF(c.column_default, 'NULL')), ''), IF(c.extra = '', '', CONCAT(' ', c.extra))
           ORDER BY c.ordinal_position SEPARATOR ', ')) AS line
FROM information_schema.columns AS c
WHERE c.table_schema = DATABASE() AND c.table_name NOT LIKE 'holdfast\_%'
GROUP BY c.table_name
UNION ALL
SELECT CONCAT('index ', IF(s.non_unique, '', 'UNIQUE '), s.index_name, ' ON ', s.table_name, ' (',
              GROUP_CONCAT(s.column_name ORDER BY s.seq_in_index SEPARATOR ', '), ')')
FROM information_schema.statistics AS s
WHERE s.table_schema = DATABASE() AND s.table_name NOT LIKE 'holdfast\_%'
GROUP BY s.table_name, s.index_name, s.non_unique
UNION ALL
SELECT CONCAT('constraint ', r.table_name, '.', r.constraint_name, ' FOREIGN KEY (',
              GROUP_CONCAT(k.column_name ORDER BY k.ordinal_position SEPARATOR ', '), ') REFERENCES ',
              r.referenced_table_name, '(',
              GROUP_CONCAT(k.referenced_column_name ORDER BY k.ordinal_position SEPARATOR ', '), ')',
              ' on update ', REPLACE(r.update_rule, 'RESTRICT', 'NO ACTION'),
              ' on delete ', REPLACE(r.delete_rule, 'RESTRICT', 'NO ACTION'))
FROM information_schema.referential_constraints AS r
    JOIN information_schema.key_column_usage AS k
        ON k.constraint_schema = r.constraint_schema AND k.constraint_name = r.constraint_name
       AND k.table_name = r.table_name
WHERE r.constraint_schema = DATABASE()
GROUP BY r.table_name, r.constraint_name, r.referenced_table_name, r.update_rule, r.delete_rule
UNION ALL
SELECT CONCAT('trigger ', g.trigger_name, ' ', g.action_timing, ' ', g.event_manipulation, ' ON ', g.event_object_table)
FROM information_schema.triggers AS g
WHERE g.trigger_schema = DATABASE()
UNION ALL
SELECT CONCAT(LOWER(r.routine_type), ' ', r.routine_name, '(',
              IFNULL(GROUP_CONCAT(IF(p.ordinal_position = 0, NULL, p.dtd_identifier)
                                  ORDER BY p.ordinal_position SEPARATOR ', '), ''), ') ',
              r.data_type)
FROM information_schema.routines AS r
    LEFT JOIN information_schema.parameters AS p
        ON p.specific_schema = r.routine_schema AND p.specific_name = r.specific_name
       AND p.routine_type = r.routine_type
WHERE r.routine_schema = DATABASE() AND r.routine_name NOT LIKE 'holdfast\_%'
GROUP BY r.routine_type, r.routine_name, r.data_type
UNION ALL
SELECT CONCAT('view ', v.table_name) FROM information_schema.views AS v WHERE v.table_schema = DATABASE()
ORDER BY 1
