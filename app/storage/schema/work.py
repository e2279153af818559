"""Tables of what passes between us and them: activities, appointments, deals, files (step 1)."""

WORK = """
CREATE TABLE pipeline (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE stage (
    id INTEGER PRIMARY KEY,
    pipeline_id INTEGER NOT NULL REFERENCES pipeline(id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE deal (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    stage_id INTEGER NOT NULL REFERENCES stage(id) ON DELETE RESTRICT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'won', 'lost', 'later')),
    amount INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'GBP',
    expected_close TEXT NOT NULL DEFAULT '',
    closed_on TEXT NOT NULL DEFAULT '',
    lost_reason TEXT NOT NULL DEFAULT '',
    stage_since TEXT NOT NULL DEFAULT '',
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    source TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE appointment (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'meeting',
    start_at TEXT NOT NULL,
    end_at TEXT NOT NULL,
    zone TEXT NOT NULL DEFAULT '',
    all_day INTEGER NOT NULL DEFAULT 0 CHECK (all_day IN (0, 1)),
    start_utc TEXT NOT NULL DEFAULT '',
    end_utc TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'confirmed',
    place TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    deal_id INTEGER REFERENCES deal(id) ON DELETE RESTRICT,
    created_at TEXT NOT NULL,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE attendance (
    id INTEGER PRIMARY KEY,
    appointment_id INTEGER NOT NULL REFERENCES appointment(id) ON DELETE RESTRICT,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL,
    CHECK ((contact_id IS NULL) <> (staff_id IS NULL))
) STRICT;

CREATE TABLE letter_run (
    id INTEGER PRIMARY KEY,
    template_name TEXT NOT NULL,
    template_document_id INTEGER REFERENCES document(id) ON DELETE RESTRICT,
    output_name TEXT NOT NULL DEFAULT '',
    made_at TEXT NOT NULL,
    letters INTEGER NOT NULL DEFAULT 0,
    left_out TEXT NOT NULL DEFAULT '[]',
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE letter (
    id INTEGER PRIMARY KEY,
    letter_run_id INTEGER NOT NULL REFERENCES letter_run(id) ON DELETE RESTRICT,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    merge_values TEXT NOT NULL DEFAULT '{}',
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL DEFAULT 'file' CHECK (kind IN ('file', 'template')),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    deal_id INTEGER REFERENCES deal(id) ON DELETE RESTRICT,
    created_at TEXT NOT NULL,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('call', 'email', 'letter', 'fax', 'meeting', 'note')),
    at TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT '',
    minutes INTEGER NOT NULL DEFAULT 0,
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    deal_id INTEGER REFERENCES deal(id) ON DELETE RESTRICT,
    document_id INTEGER REFERENCES document(id) ON DELETE RESTRICT,
    letter_id INTEGER REFERENCES letter(id) ON DELETE RESTRICT,
    created_at TEXT NOT NULL,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    due_on TEXT NOT NULL DEFAULT '',
    due_time TEXT NOT NULL DEFAULT '',
    priority INTEGER NOT NULL DEFAULT 0,
    done_at TEXT NOT NULL DEFAULT '',
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    deal_id INTEGER REFERENCES deal(id) ON DELETE RESTRICT,
    created_at TEXT NOT NULL,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    entity TEXT NOT NULL,
    rule TEXT NOT NULL DEFAULT '',
    columns TEXT NOT NULL DEFAULT '',
    sort TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL DEFAULT 'evergreen',
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blob_chunk (
    sha256 TEXT NOT NULL REFERENCES blob(sha256) ON DELETE RESTRICT,
    n INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (sha256, n)
) STRICT;
"""

WORK_INDEXES = """
CREATE INDEX deal_by_stage ON deal(stage_id, position);
CREATE INDEX deal_by_account ON deal(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX deal_by_contact ON deal(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX appointment_by_start ON appointment(start_at);
CREATE INDEX appointment_by_account ON appointment(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX appointment_by_deal ON appointment(deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX attendance_by_appointment ON attendance(appointment_id);
CREATE INDEX attendance_by_contact ON attendance(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX letter_by_run ON letter(letter_run_id);
CREATE INDEX letter_by_contact ON letter(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX letter_by_account ON letter(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX document_by_contact ON document(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX document_by_account ON document(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX document_by_deal ON document(deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX document_by_content ON document(sha256);
CREATE INDEX activity_by_contact ON activity(contact_id, at) WHERE contact_id IS NOT NULL;
CREATE INDEX activity_by_account ON activity(account_id, at) WHERE account_id IS NOT NULL;
CREATE INDEX activity_by_deal ON activity(deal_id, at) WHERE deal_id IS NOT NULL;
CREATE INDEX activity_by_time ON activity(at);
CREATE INDEX activity_by_document ON activity(document_id) WHERE document_id IS NOT NULL;
CREATE INDEX activity_by_letter ON activity(letter_id) WHERE letter_id IS NOT NULL;
CREATE INDEX task_by_due ON task(due_on) WHERE done_at = '';
CREATE INDEX task_by_contact ON task(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX task_by_account ON task(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX task_by_deal ON task(deal_id) WHERE deal_id IS NOT NULL;
"""

HISTORY = """
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'do' CHECK (kind IN ('do', 'undo', 'redo')),
    target_id INTEGER REFERENCES step(id) ON DELETE RESTRICT,
    undone_by INTEGER REFERENCES step(id) ON DELETE RESTRICT,
    rows INTEGER NOT NULL DEFAULT 0,
    counts TEXT NOT NULL DEFAULT '{}',
    chain TEXT NOT NULL
) STRICT;

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES step(id) ON DELETE RESTRICT,
    op TEXT NOT NULL
        CHECK (op IN ('insert', 'update', 'delete', 'insert_range', 'delete_many')),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    rows INTEGER NOT NULL DEFAULT 1,
    before TEXT,
    after TEXT,
    packed BLOB,
    digest INTEGER NOT NULL
) STRICT;

CREATE INDEX change_by_step ON change(step_id);
CREATE INDEX change_by_row ON change(table_name, row_id);
CREATE INDEX change_by_range ON change(table_name, row_id, last_id) WHERE last_id > row_id;
"""
