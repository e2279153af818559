"""Tables of people and firms (schema step 1)."""

PEOPLE = """
CREATE TABLE business (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    initials TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL DEFAULT 'evergreen',
    position INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE import_run (
    id INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL DEFAULT '',
    sheet TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    mapping TEXT NOT NULL DEFAULT '[]',
    counts TEXT NOT NULL DEFAULT '{}',
    exceptions TEXT NOT NULL DEFAULT '[]',
    at TEXT NOT NULL,
    actor TEXT NOT NULL DEFAULT '',
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    customer_code TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    parent_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    website TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run(id) ON DELETE RESTRICT,
    import_row INTEGER,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL DEFAULT '',
    first_name TEXT NOT NULL DEFAULT '',
    middle_name TEXT NOT NULL DEFAULT '',
    particle TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    suffix TEXT NOT NULL DEFAULT '',
    nickname TEXT NOT NULL DEFAULT '',
    name_key TEXT NOT NULL,
    last_name_key TEXT NOT NULL,
    job_title TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    birthday TEXT NOT NULL DEFAULT '',
    gender TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    greeting_formal TEXT NOT NULL DEFAULT '',
    greeting_informal TEXT NOT NULL DEFAULT '',
    no_post INTEGER NOT NULL DEFAULT 0 CHECK (no_post IN (0, 1)),
    no_email INTEGER NOT NULL DEFAULT 0 CHECK (no_email IN (0, 1)),
    no_phone INTEGER NOT NULL DEFAULT 0 CHECK (no_phone IN (0, 1)),
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    import_id INTEGER REFERENCES import_run(id) ON DELETE RESTRICT,
    import_row INTEGER,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE contact_account (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE RESTRICT,
    role TEXT NOT NULL DEFAULT '',
    job_title TEXT NOT NULL DEFAULT '',
    from_date TEXT NOT NULL DEFAULT '',
    to_date TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE phone (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    kind TEXT NOT NULL DEFAULT 'work',
    label TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL,
    e164 TEXT NOT NULL DEFAULT '',
    digits TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL,
    CHECK ((contact_id IS NULL) <> (account_id IS NULL))
) STRICT;

CREATE TABLE email_address (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    kind TEXT NOT NULL DEFAULT 'work',
    label TEXT NOT NULL DEFAULT '',
    value TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL,
    CHECK ((contact_id IS NULL) <> (account_id IS NULL))
) STRICT;

CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    kind TEXT NOT NULL DEFAULT 'work',
    label TEXT NOT NULL DEFAULT '',
    street TEXT NOT NULL DEFAULT '',
    street2 TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '',
    town TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL,
    CHECK ((contact_id IS NULL) <> (account_id IS NULL))
) STRICT;

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    colour TEXT NOT NULL DEFAULT 'slate',
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE tagging (
    id INTEGER PRIMARY KEY,
    tag_id INTEGER NOT NULL REFERENCES tag(id) ON DELETE RESTRICT,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    chk INTEGER NOT NULL,
    CHECK ((contact_id IS NULL) <> (account_id IS NULL)),
    UNIQUE (tag_id, contact_id, account_id)
) STRICT;

CREATE TABLE field (
    id INTEGER PRIMARY KEY,
    entity TEXT NOT NULL CHECK (entity IN ('contact', 'account')),
    label TEXT NOT NULL,
    label_key TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'text',
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL,
    UNIQUE (entity, label_key)
) STRICT;

CREATE TABLE field_value (
    id INTEGER PRIMARY KEY,
    field_id INTEGER NOT NULL REFERENCES field(id) ON DELETE RESTRICT,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    value TEXT NOT NULL,
    chk INTEGER NOT NULL,
    CHECK ((contact_id IS NULL) <> (account_id IS NULL)),
    UNIQUE (field_id, contact_id, account_id)
) STRICT;
"""

PEOPLE_INDEXES = """
CREATE INDEX contact_by_name ON contact(name_key);
CREATE INDEX account_by_name ON account(name_key);
CREATE INDEX account_by_parent ON account(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX contact_account_by_contact ON contact_account(contact_id);
CREATE INDEX contact_account_by_account ON contact_account(account_id);
CREATE INDEX phone_by_contact ON phone(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX phone_by_account ON phone(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX email_by_contact ON email_address(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX email_by_account ON email_address(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX address_by_contact ON address(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX address_by_account ON address(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX tagging_by_contact ON tagging(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX tagging_by_account ON tagging(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX field_value_by_contact ON field_value(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX field_value_by_account ON field_value(account_id) WHERE account_id IS NOT NULL;
"""
