"""What can always be made again from the other tables: list lines and the full-text index (step 1).

One line a contact and one an account carry what lists show, sort and filter by. The index is an
FTS5 table without content of its own; ``search_doc`` says which record a hit is. A row id of the
index is ``kind << 59 | order << 19 | low bits``, so hits of one kind come out in name order (people
and firms) or newest first (the rest) without sorting.
"""

LINES = """
CREATE TABLE contact_line (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    last_name_key TEXT NOT NULL,
    letter TEXT NOT NULL,
    last_letter TEXT NOT NULL,
    account_id INTEGER,
    company TEXT NOT NULL,
    company_key TEXT NOT NULL,
    job_title TEXT NOT NULL,
    kind TEXT NOT NULL,
    town TEXT NOT NULL,
    postcode TEXT NOT NULL,
    country TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    last_contact_at TEXT NOT NULL,
    tags TEXT NOT NULL,
    open_deals INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    staff_id INTEGER,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE account_line (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    letter TEXT NOT NULL,
    customer_code TEXT NOT NULL,
    contact_id INTEGER,
    main_contact TEXT NOT NULL,
    people INTEGER NOT NULL,
    kind TEXT NOT NULL,
    town TEXT NOT NULL,
    postcode TEXT NOT NULL,
    country TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    open_amount INTEGER NOT NULL,
    won_amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    last_contact_at TEXT NOT NULL,
    tags TEXT NOT NULL,
    staff_id INTEGER,
    starred INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE search_doc (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    entity_id INTEGER NOT NULL,
    UNIQUE (kind, entity_id)
) STRICT;

CREATE VIRTUAL TABLE search USING fts5(
    name, company, reach, place, note,
    content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 2"
);

CREATE INDEX contact_line_by_name ON contact_line(name_key, id);
CREATE INDEX contact_line_by_last_name ON contact_line(last_name_key, name_key);
CREATE INDEX contact_line_by_company ON contact_line(company_key, name_key);
CREATE INDEX contact_line_by_town ON contact_line(town, name_key);
CREATE INDEX contact_line_by_last_contact ON contact_line(last_contact_at, name_key);
CREATE INDEX account_line_by_name ON account_line(name_key, id);

CREATE VIEW contact_line_source AS
SELECT c.id AS id, c.name AS name, c.name_key AS name_key, c.last_name_key AS last_name_key,
    CASE WHEN substr(c.name_key, 1, 1) BETWEEN 'a' AND 'z'
         THEN upper(substr(c.name_key, 1, 1)) ELSE '#' END AS letter,
    CASE WHEN substr(c.last_name_key, 1, 1) BETWEEN 'a' AND 'z'
         THEN upper(substr(c.last_name_key, 1, 1)) ELSE '#' END AS last_letter,
    a.id AS account_id, coalesce(a.name, '') AS company, coalesce(a.name_key, '') AS company_key,
    CASE WHEN c.job_title <> '' THEN c.job_title ELSE coalesce(ca.job_title, '') END AS job_title,
    c.kind AS kind, coalesce(ad.town, '') AS town, coalesce(ad.postcode, '') AS postcode,
    coalesce(ad.country, '') AS country,
    coalesce((SELECT value FROM phone WHERE contact_id = c.id ORDER BY position, id LIMIT 1), '')
        AS phone,
    coalesce((SELECT value FROM email_address WHERE contact_id = c.id
              ORDER BY position, id LIMIT 1), '') AS email,
    coalesce((SELECT max(at) FROM activity WHERE contact_id = c.id AND kind <> 'note'), '')
        AS last_contact_at,
    coalesce((SELECT group_concat(name, ', ') FROM (SELECT t.name FROM tagging g
              JOIN tag t ON t.id = g.tag_id WHERE g.contact_id = c.id ORDER BY t.name_key)), '')
        AS tags,
    (SELECT count(*) FROM deal WHERE contact_id = c.id AND state = 'open') AS open_deals,
    c.starred AS starred, c.staff_id AS staff_id, c.created_at AS created_at
FROM contact c
LEFT JOIN contact_account ca ON ca.id = (SELECT id FROM contact_account
    WHERE contact_id = c.id AND to_date = '' ORDER BY position, id LIMIT 1)
LEFT JOIN account a ON a.id = ca.account_id
LEFT JOIN address ad ON ad.id = coalesce(
    (SELECT id FROM address WHERE contact_id = c.id ORDER BY position, id LIMIT 1),
    (SELECT id FROM address WHERE account_id = a.id ORDER BY position, id LIMIT 1));

CREATE VIEW account_line_source AS
SELECT a.id AS id, a.name AS name, a.name_key AS name_key,
    CASE WHEN substr(a.name_key, 1, 1) BETWEEN 'a' AND 'z'
         THEN upper(substr(a.name_key, 1, 1)) ELSE '#' END AS letter,
    a.customer_code AS customer_code, c.id AS contact_id, coalesce(c.name, '') AS main_contact,
    (SELECT count(*) FROM contact_account WHERE account_id = a.id AND to_date = '') AS people,
    a.kind AS kind, coalesce(ad.town, '') AS town, coalesce(ad.postcode, '') AS postcode,
    coalesce(ad.country, '') AS country,
    coalesce((SELECT value FROM phone WHERE account_id = a.id ORDER BY position, id LIMIT 1), '')
        AS phone,
    coalesce((SELECT value FROM email_address WHERE account_id = a.id
              ORDER BY position, id LIMIT 1), '') AS email,
    coalesce((SELECT sum(amount) FROM deal WHERE account_id = a.id AND state = 'open'), 0)
        AS open_amount,
    coalesce((SELECT sum(amount) FROM deal WHERE account_id = a.id AND state = 'won'), 0)
        AS won_amount,
    coalesce((SELECT currency FROM deal WHERE account_id = a.id ORDER BY id DESC LIMIT 1), '')
        AS currency,
    max(coalesce((SELECT max(at) FROM activity WHERE account_id = a.id AND kind <> 'note'), ''),
        coalesce((SELECT max(v.at) FROM activity v JOIN contact_account m
                  ON m.contact_id = v.contact_id
                  WHERE m.account_id = a.id AND v.kind <> 'note'), '')) AS last_contact_at,
    coalesce((SELECT group_concat(name, ', ') FROM (SELECT t.name FROM tagging g
              JOIN tag t ON t.id = g.tag_id WHERE g.account_id = a.id ORDER BY t.name_key)), '')
        AS tags,
    a.staff_id AS staff_id, a.starred AS starred, a.created_at AS created_at
FROM account a
LEFT JOIN contact c ON c.id = (SELECT contact_id FROM contact_account
    WHERE account_id = a.id AND to_date = '' ORDER BY position, id LIMIT 1)
LEFT JOIN address ad ON ad.id = (SELECT id FROM address WHERE account_id = a.id
    ORDER BY position, id LIMIT 1);
"""

KINDS = {
    "contact": 1,
    "account": 2,
    "appointment": 3,
    "deal": 4,
    "document": 5,
    "activity": 6,
    "task": 7,
}
"""The kinds of record that can be found, with their place in the row ids of the index."""

SEARCH_SOURCES = {
    "contact": """
SELECT c.id AS entity_id, c.name_key AS sort_text, c.id AS low,
    c.name || ' ' || c.nickname AS name,
    coalesce((SELECT group_concat(a.name, ' ') FROM contact_account m
              JOIN account a ON a.id = m.account_id WHERE m.contact_id = c.id), '') AS company,
    coalesce((SELECT group_concat(digits, ' ') FROM phone WHERE contact_id = c.id), '') || ' ' ||
    coalesce((SELECT group_concat(value, ' ') FROM email_address WHERE contact_id = c.id), '')
        AS reach,
    coalesce((SELECT group_concat(street || ' ' || street2 || ' ' || postcode || ' ' || town
              || ' ' || region, ' ') FROM address WHERE contact_id = c.id), '') || ' ' ||
    coalesce((SELECT group_concat(street || ' ' || postcode || ' ' || town, ' ') FROM address
              WHERE household_id = c.household_id), '') || ' ' ||
    coalesce((SELECT group_concat(d.town, ' ') FROM contact_account m JOIN address d
              ON d.account_id = m.account_id WHERE m.contact_id = c.id), '') AS place,
    c.note || ' ' || c.job_title || ' ' || coalesce((SELECT group_concat(value, ' ')
              FROM field_value WHERE contact_id = c.id), '') || ' ' ||
    coalesce((SELECT group_concat(t.name, ' ') FROM tagging g JOIN tag t ON t.id = g.tag_id
              WHERE g.contact_id = c.id), '') AS note
FROM contact c""",
    "account": """
SELECT a.id AS entity_id, a.name_key AS sort_text, a.id AS low, a.name AS name, '' AS company,
    a.customer_code || ' ' || a.website || ' ' ||
    coalesce((SELECT group_concat(digits, ' ') FROM phone WHERE account_id = a.id), '') || ' ' ||
    coalesce((SELECT group_concat(value, ' ') FROM email_address WHERE account_id = a.id), '')
        AS reach,
    coalesce((SELECT group_concat(street || ' ' || street2 || ' ' || postcode || ' ' || town
              || ' ' || region, ' ') FROM address WHERE account_id = a.id), '') AS place,
    a.note || ' ' || coalesce((SELECT group_concat(value, ' ')
              FROM field_value WHERE account_id = a.id), '') || ' ' ||
    coalesce((SELECT group_concat(t.name, ' ') FROM tagging g JOIN tag t ON t.id = g.tag_id
              WHERE g.account_id = a.id), '') AS note
FROM account a""",
    "appointment": """
SELECT e.id AS entity_id, e.start_at AS sort_text, e.id AS low, e.title AS name,
    coalesce((SELECT name FROM account WHERE id = e.account_id), '') || ' ' ||
    coalesce((SELECT group_concat(c.name, ' ') FROM attendance t JOIN contact c
              ON c.id = t.contact_id WHERE t.appointment_id = e.id), '') AS company,
    '' AS reach, e.place AS place, e.note AS note
FROM appointment e""",
    "deal": """
SELECT d.id AS entity_id, d.created_at AS sort_text, d.id AS low, d.title AS name,
    coalesce((SELECT name FROM account WHERE id = d.account_id), '') || ' ' ||
    coalesce((SELECT name FROM contact WHERE id = d.contact_id), '') AS company,
    '' AS reach, '' AS place, d.note AS note
FROM deal d""",
    "document": """
SELECT f.id AS entity_id, f.created_at AS sort_text, f.id AS low, f.name AS name,
    coalesce((SELECT name FROM account WHERE id = f.account_id), '') || ' ' ||
    coalesce((SELECT name FROM contact WHERE id = f.contact_id), '') AS company,
    '' AS reach, '' AS place, f.note || ' ' || f.tags || ' ' ||
    coalesce((SELECT text FROM document_text WHERE sha256 = f.sha256), '') AS note
FROM document f""",
    "activity": """
SELECT v.id AS entity_id, v.at AS sort_text, v.id AS low, v.subject AS name,
    coalesce((SELECT name FROM account WHERE id = v.account_id), '') || ' ' ||
    coalesce((SELECT name FROM contact WHERE id = v.contact_id), '') AS company,
    '' AS reach, '' AS place, v.body AS note
FROM activity v""",
    "task": """
SELECT t.id AS entity_id, t.created_at AS sort_text, t.id AS low, t.title AS name,
    coalesce((SELECT name FROM account WHERE id = t.account_id), '') || ' ' ||
    coalesce((SELECT name FROM contact WHERE id = t.contact_id), '') AS company,
    '' AS reach, '' AS place, t.note AS note
FROM task t""",
}
"""For each kind: what is in the index, as one SELECT a person can read."""
