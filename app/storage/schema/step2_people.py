"""What step 2 adds for people: households, consent, seasons of addresses, imports that remember."""

HOUSEHOLD = """
CREATE TABLE household (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    joint_name TEXT NOT NULL DEFAULT '',
    greeting_formal TEXT NOT NULL DEFAULT '',
    greeting_informal TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('given', 'refused')),
    at TEXT NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    wording TEXT NOT NULL DEFAULT '',
    basis TEXT NOT NULL DEFAULT '',
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    chk INTEGER NOT NULL,
    CHECK ((contact_id IS NULL) <> (account_id IS NULL))
) STRICT;

ALTER TABLE contact ADD COLUMN household_id INTEGER REFERENCES household(id) ON DELETE RESTRICT;
ALTER TABLE contact ADD COLUMN household_role TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN household_place INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact ADD COLUMN deceased INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact ADD COLUMN deceased_on TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN postal_name TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN informal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact ADD COLUMN no_trade INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact ADD COLUMN preferred_channel TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN rhythm_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN customer_code TEXT NOT NULL DEFAULT '';

ALTER TABLE account ADD COLUMN no_post INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN no_email INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN no_phone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN zone TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN rhythm_days INTEGER NOT NULL DEFAULT 0;

ALTER TABLE tag ADD COLUMN rhythm_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE email_address ADD COLUMN undeliverable_on TEXT NOT NULL DEFAULT '';
"""

ADDRESS = """
CREATE TABLE address_now (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    household_id INTEGER REFERENCES household(id) ON DELETE RESTRICT,
    kind TEXT NOT NULL DEFAULT 'work',
    label TEXT NOT NULL DEFAULT '',
    street TEXT NOT NULL DEFAULT '',
    street2 TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '',
    town TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    from_date TEXT NOT NULL DEFAULT '',
    to_date TEXT NOT NULL DEFAULT '',
    season_from TEXT NOT NULL DEFAULT '',
    season_to TEXT NOT NULL DEFAULT '',
    undeliverable_on TEXT NOT NULL DEFAULT '',
    undeliverable_why TEXT NOT NULL DEFAULT '',
    chk INTEGER NOT NULL,
    CHECK ((contact_id IS NOT NULL) + (account_id IS NOT NULL) + (household_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO address_now (id, contact_id, account_id, kind, label, street, street2, postcode, town,
    region, country, position, chk)
SELECT id, contact_id, account_id, kind, label, street, street2, postcode, town, region, country,
    position, chk FROM address;
DROP TABLE address;
ALTER TABLE address_now RENAME TO address;
"""

IMPORTS = """
CREATE TABLE import_shape (
    id INTEGER PRIMARY KEY,
    shape TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL DEFAULT '',
    mapping TEXT NOT NULL DEFAULT '{}',
    used_at TEXT NOT NULL,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE near_match (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    other_contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    other_account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    import_id INTEGER REFERENCES import_run(id) ON DELETE RESTRICT,
    per_mille INTEGER NOT NULL DEFAULT 0,
    reasons TEXT NOT NULL DEFAULT '[]',
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'different')),
    decided_at TEXT NOT NULL DEFAULT '',
    chk INTEGER NOT NULL
) STRICT;

ALTER TABLE deal ADD COLUMN import_id INTEGER REFERENCES import_run(id) ON DELETE RESTRICT;
ALTER TABLE deal ADD COLUMN import_row INTEGER;
ALTER TABLE activity ADD COLUMN import_id INTEGER REFERENCES import_run(id) ON DELETE RESTRICT;
ALTER TABLE activity ADD COLUMN import_row INTEGER;
ALTER TABLE task ADD COLUMN import_id INTEGER REFERENCES import_run(id) ON DELETE RESTRICT;
ALTER TABLE task ADD COLUMN import_row INTEGER;
"""

PEOPLE_INDEXES_2 = """
CREATE INDEX contact_by_household ON contact(household_id) WHERE household_id IS NOT NULL;
CREATE INDEX contact_by_code ON contact(customer_code) WHERE customer_code <> '';
CREATE INDEX consent_by_contact ON consent(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX consent_by_account ON consent(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX address_by_contact ON address(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX address_by_account ON address(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX address_by_household ON address(household_id) WHERE household_id IS NOT NULL;
CREATE INDEX near_match_by_contact ON near_match(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX near_match_by_other ON near_match(other_contact_id)
    WHERE other_contact_id IS NOT NULL;
CREATE INDEX near_match_by_account ON near_match(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX near_match_by_other_account ON near_match(other_account_id)
    WHERE other_account_id IS NOT NULL;
"""
