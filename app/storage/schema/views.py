"""Plain views with readable names, for anyone who opens the book with another tool (step 1)."""

VIEWS = """
CREATE VIEW "People" AS
SELECT l.id AS "Number", c.prefix AS "Title", c.first_name AS "First name",
    trim(c.particle || ' ' || c.last_name) AS "Last name", l.company AS "Company",
    l.job_title AS "Job title", l.email AS "Email", l.phone AS "Phone", l.town AS "Town",
    l.postcode AS "Postcode", c.birthday AS "Birthday", l.tags AS "Tags",
    CASE c.no_post WHEN 1 THEN 'no' ELSE 'yes' END AS "May we write",
    substr(l.last_contact_at, 1, 10) AS "Last contact", c.note AS "Note"
FROM contact_line l JOIN contact c ON c.id = l.id;

CREATE VIEW "Companies" AS
SELECT l.id AS "Number", l.name AS "Company", l.customer_code AS "Customer code",
    l.kind AS "Kind", l.main_contact AS "Main contact", l.people AS "People", l.town AS "Town",
    l.phone AS "Phone", a.website AS "Website", l.open_amount / 100.0 AS "Open deals",
    l.won_amount / 100.0 AS "Sold so far", substr(l.last_contact_at, 1, 10) AS "Last contact",
    a.note AS "Note"
FROM account_line l JOIN account a ON a.id = l.id;

CREATE VIEW "Who works where" AS
SELECT c.name AS "Person", a.name AS "Company", m.role AS "Role", m.job_title AS "Job title",
    m.from_date AS "From", m.to_date AS "To"
FROM contact_account m JOIN contact c ON c.id = m.contact_id JOIN account a ON a.id = m.account_id;

CREATE VIEW "Timeline" AS
SELECT v.at AS "When (UTC)", v.kind AS "Kind", coalesce(c.name, '') AS "Person",
    coalesce(a.name, '') AS "Company", v.subject AS "Subject", v.body AS "Text",
    coalesce(s.name, '') AS "By"
FROM activity v LEFT JOIN contact c ON c.id = v.contact_id
LEFT JOIN account a ON a.id = v.account_id LEFT JOIN staff s ON s.id = v.staff_id;

CREATE VIEW "Appointments" AS
SELECT e.start_at AS "From", e.end_at AS "To", e.zone AS "Zone", e.title AS "Title",
    e.kind AS "Kind", e.status AS "Status", e.place AS "Place",
    coalesce((SELECT group_concat(c.name, ', ') FROM attendance t JOIN contact c
              ON c.id = t.contact_id WHERE t.appointment_id = e.id), '') AS "With",
    coalesce((SELECT group_concat(s.name, ', ') FROM attendance t JOIN staff s
              ON s.id = t.staff_id WHERE t.appointment_id = e.id), '') AS "Who goes"
FROM appointment e;

CREATE VIEW "Deals" AS
SELECT d.title AS "Deal", coalesce(a.name, '') AS "Company", coalesce(c.name, '') AS "Person",
    s.name AS "Stage", d.state AS "State", d.amount / 100.0 AS "Amount",
    d.currency AS "Currency", d.expected_close AS "Expected", d.closed_on AS "Closed"
FROM deal d JOIN stage s ON s.id = d.stage_id LEFT JOIN account a ON a.id = d.account_id
LEFT JOIN contact c ON c.id = d.contact_id;

CREATE VIEW "To do" AS
SELECT t.title AS "What", t.due_on AS "Due", t.due_time AS "At", t.done_at AS "Done",
    coalesce(c.name, '') AS "Person", coalesce(a.name, '') AS "Company",
    coalesce(s.name, '') AS "Who"
FROM task t LEFT JOIN contact c ON c.id = t.contact_id
LEFT JOIN account a ON a.id = t.account_id LEFT JOIN staff s ON s.id = t.staff_id;

CREATE VIEW "Letters sent" AS
SELECT r.made_at AS "When (UTC)", r.template_name AS "Letter", coalesce(c.name, '') AS "Person",
    coalesce(a.name, '') AS "Company", r.output_name AS "File"
FROM letter l JOIN letter_run r ON r.id = l.letter_run_id
LEFT JOIN contact c ON c.id = l.contact_id LEFT JOIN account a ON a.id = l.account_id;

CREATE VIEW "What changed" AS
SELECT id AS "Step", at AS "When (UTC)", actor AS "Who", label AS "What", rows AS "Rows",
    CASE WHEN undone_by IS NULL THEN '' ELSE 'taken back' END AS "State"
FROM step ORDER BY id DESC;
"""
