"""The views of step 2: a person's line knows the household's address, and skips returned mail."""

from app.storage.schema.derived import LINES
from app.storage.schema.views import VIEWS

_OLD_PLACE = """LEFT JOIN address ad ON ad.id = coalesce(
    (SELECT id FROM address WHERE contact_id = c.id ORDER BY position, id LIMIT 1),
    (SELECT id FROM address WHERE account_id = a.id ORDER BY position, id LIMIT 1));"""

_NEW_PLACE = """LEFT JOIN address ad ON ad.id = coalesce(
    (SELECT id FROM address WHERE contact_id = c.id
        ORDER BY undeliverable_on <> '', position, id LIMIT 1),
    (SELECT id FROM address WHERE household_id = c.household_id
        ORDER BY undeliverable_on <> '', position, id LIMIT 1),
    (SELECT id FROM address WHERE account_id = a.id
        ORDER BY undeliverable_on <> '', position, id LIMIT 1));"""

DROP_VIEWS = (
    "contact_line_source",
    "account_line_source",
    "People",
    "Companies",
    "Who works where",
    "Timeline",
    "Appointments",
    "Deals",
    "To do",
    "Letters sent",
    "What changed",
)
"""Views stand on tables that step 2 makes anew, so they go first and come back afterwards."""

LINE_VIEWS = LINES[LINES.index("CREATE VIEW contact_line_source") :].replace(_OLD_PLACE, _NEW_PLACE)

MORE_VIEWS = """
CREATE VIEW "Households" AS
SELECT h.name AS "Household", h.joint_name AS "Joint name",
    (SELECT group_concat(c.name, ', ') FROM contact c WHERE c.household_id = h.id) AS "Members",
    coalesce((SELECT trim(d.street || ', ' || d.postcode || ' ' || d.town, ', ') FROM address d
              WHERE d.household_id = h.id ORDER BY d.position, d.id LIMIT 1), '') AS "Address"
FROM household h;

CREATE VIEW "Rooms and things" AS
SELECT name AS "Name", kind AS "Kind", CASE active WHEN 1 THEN 'yes' ELSE 'no' END AS "In use"
FROM resource;
"""

VIEWS_2 = VIEWS + MORE_VIEWS
