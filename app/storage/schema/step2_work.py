"""What step 2 adds for work: series of appointments, resources, hours, reminders, runs of mail."""

CALENDAR = """
CREATE TABLE appointment_kind (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    colour TEXT NOT NULL DEFAULT 'evergreen',
    minutes INTEGER NOT NULL DEFAULT 60,
    before_minutes INTEGER NOT NULL DEFAULT 0,
    after_minutes INTEGER NOT NULL DEFAULT 0,
    bring TEXT NOT NULL DEFAULT '',
    activity_series_id INTEGER REFERENCES activity_series(id) ON DELETE RESTRICT,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE activity_series (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    steps TEXT NOT NULL DEFAULT '[]',
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE resource (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'room',
    colour TEXT NOT NULL DEFAULT 'slate',
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE working_hours (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    resource_id INTEGER REFERENCES resource(id) ON DELETE RESTRICT,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    from_time TEXT NOT NULL,
    to_time TEXT NOT NULL,
    weeks TEXT NOT NULL DEFAULT 'every' CHECK (weeks IN ('every', 'odd', 'even')),
    valid_from TEXT NOT NULL DEFAULT '',
    valid_to TEXT NOT NULL DEFAULT '',
    chk INTEGER NOT NULL,
    CHECK (staff_id IS NULL OR resource_id IS NULL)
) STRICT;

CREATE TABLE hours_exception (
    id INTEGER PRIMARY KEY,
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    resource_id INTEGER REFERENCES resource(id) ON DELETE RESTRICT,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    from_time TEXT NOT NULL DEFAULT '',
    to_time TEXT NOT NULL DEFAULT '',
    open INTEGER NOT NULL DEFAULT 0 CHECK (open IN (0, 1)),
    reason TEXT NOT NULL DEFAULT '',
    chk INTEGER NOT NULL,
    CHECK (staff_id IS NULL OR resource_id IS NULL)
) STRICT;

ALTER TABLE appointment ADD COLUMN rrule TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN rdates TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN exdates TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN series_id INTEGER REFERENCES appointment(id)
    ON DELETE RESTRICT;
ALTER TABLE appointment ADD COLUMN recurrence_id TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN series_end TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN before_minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appointment ADD COLUMN after_minutes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appointment ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appointment ADD COLUMN place_postcode TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN place_country TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN bring TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN cancelled_by TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN cancelled_at TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN cancel_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN arrived_at TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN rescheduled_from_id INTEGER REFERENCES appointment(id)
    ON DELETE RESTRICT;
ALTER TABLE appointment ADD COLUMN anyway_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN anyway_clash TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN reminder_minutes INTEGER NOT NULL DEFAULT -1;
ALTER TABLE appointment ADD COLUMN tz_version TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appointment ADD COLUMN extra TEXT NOT NULL DEFAULT '';
ALTER TABLE appointment ADD COLUMN import_id INTEGER REFERENCES import_run(id)
    ON DELETE RESTRICT;
ALTER TABLE appointment ADD COLUMN import_row INTEGER;

CREATE TABLE attendance_now (
    id INTEGER PRIMARY KEY,
    appointment_id INTEGER NOT NULL REFERENCES appointment(id) ON DELETE RESTRICT,
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    resource_id INTEGER REFERENCES resource(id) ON DELETE RESTRICT,
    position INTEGER NOT NULL DEFAULT 0,
    chk INTEGER NOT NULL,
    CHECK ((contact_id IS NOT NULL) + (staff_id IS NOT NULL) + (resource_id IS NOT NULL) = 1)
) STRICT;
INSERT INTO attendance_now (id, appointment_id, contact_id, staff_id, position, chk)
SELECT id, appointment_id, contact_id, staff_id, position, chk FROM attendance;
DROP TABLE attendance;
ALTER TABLE attendance_now RENAME TO attendance;

CREATE TABLE waiting (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    contact_id INTEGER REFERENCES contact(id) ON DELETE RESTRICT,
    account_id INTEGER REFERENCES account(id) ON DELETE RESTRICT,
    staff_id INTEGER REFERENCES staff(id) ON DELETE RESTRICT,
    resource_id INTEGER REFERENCES resource(id) ON DELETE RESTRICT,
    minutes INTEGER NOT NULL DEFAULT 60,
    from_date TEXT NOT NULL DEFAULT '',
    to_date TEXT NOT NULL DEFAULT '',
    from_time TEXT NOT NULL DEFAULT '',
    to_time TEXT NOT NULL DEFAULT '',
    weekdays TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    appointment_id INTEGER REFERENCES appointment(id) ON DELETE RESTRICT,
    created_at TEXT NOT NULL,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE reminder (
    id INTEGER PRIMARY KEY,
    appointment_id INTEGER REFERENCES appointment(id) ON DELETE RESTRICT,
    task_id INTEGER REFERENCES task(id) ON DELETE RESTRICT,
    occurrence TEXT NOT NULL DEFAULT '',
    snoozed_until TEXT NOT NULL DEFAULT '',
    done_at TEXT NOT NULL DEFAULT '',
    chk INTEGER NOT NULL,
    CHECK ((appointment_id IS NULL) <> (task_id IS NULL))
) STRICT;

ALTER TABLE appointment ADD COLUMN free INTEGER NOT NULL DEFAULT 0;

ALTER TABLE task ADD COLUMN uuid TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN extra TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN repeat TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN appointment_id INTEGER REFERENCES appointment(id)
    ON DELETE RESTRICT;
ALTER TABLE task ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN reminder_minutes INTEGER NOT NULL DEFAULT -1;

ALTER TABLE activity ADD COLUMN uid TEXT NOT NULL DEFAULT '';

ALTER TABLE staff ADD COLUMN holiday_region TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN travels INTEGER NOT NULL DEFAULT 0;
"""

PAPERS = """
CREATE TABLE letter_template (
    id INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL UNIQUE REFERENCES document(id) ON DELETE RESTRICT,
    purpose TEXT NOT NULL DEFAULT 'service',
    language TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    field_map TEXT NOT NULL DEFAULT '{}',
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE label_sheet (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    measures TEXT NOT NULL,
    chk INTEGER NOT NULL
) STRICT;

CREATE TABLE document_text (
    sha256 TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE document ADD COLUMN appointment_id INTEGER REFERENCES appointment(id)
    ON DELETE RESTRICT;
ALTER TABLE document ADD COLUMN version_of_id INTEGER REFERENCES document(id)
    ON DELETE RESTRICT;
ALTER TABLE document ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE document ADD COLUMN expires_on TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN status TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN link_path TEXT NOT NULL DEFAULT '';

ALTER TABLE letter_run ADD COLUMN channel TEXT NOT NULL DEFAULT 'post';
ALTER TABLE letter_run ADD COLUMN purpose TEXT NOT NULL DEFAULT 'service';
ALTER TABLE letter_run ADD COLUMN state TEXT NOT NULL DEFAULT 'confirmed';
ALTER TABLE letter_run ADD COLUMN options TEXT NOT NULL DEFAULT '{}';

ALTER TABLE letter ADD COLUMN household_id INTEGER REFERENCES household(id) ON DELETE RESTRICT;
ALTER TABLE letter ADD COLUMN state TEXT NOT NULL DEFAULT 'sent';
ALTER TABLE letter ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN message_id TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN at TEXT NOT NULL DEFAULT '';
ALTER TABLE letter ADD COLUMN edits TEXT NOT NULL DEFAULT '{}';
ALTER TABLE letter ADD COLUMN overridden TEXT NOT NULL DEFAULT '';
"""

WORK_INDEXES_2 = """
CREATE INDEX attendance_by_appointment ON attendance(appointment_id);
CREATE INDEX attendance_by_contact ON attendance(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX attendance_by_staff ON attendance(staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX attendance_by_resource ON attendance(resource_id) WHERE resource_id IS NOT NULL;
CREATE INDEX appointment_by_end ON appointment(end_at, start_at);
CREATE INDEX appointment_by_series ON appointment(series_id, recurrence_id)
    WHERE series_id IS NOT NULL;
CREATE INDEX appointment_series ON appointment(series_end) WHERE series_end <> '';
CREATE INDEX appointment_by_chain ON appointment(rescheduled_from_id)
    WHERE rescheduled_from_id IS NOT NULL;
CREATE INDEX reminder_by_appointment ON reminder(appointment_id)
    WHERE appointment_id IS NOT NULL;
CREATE INDEX reminder_by_task ON reminder(task_id) WHERE task_id IS NOT NULL;
CREATE INDEX waiting_by_contact ON waiting(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX task_by_uuid ON task(uuid) WHERE uuid <> '';
CREATE INDEX activity_by_uid ON activity(uid) WHERE uid <> '';
CREATE INDEX task_by_appointment ON task(appointment_id) WHERE appointment_id IS NOT NULL;
CREATE INDEX document_by_appointment ON document(appointment_id)
    WHERE appointment_id IS NOT NULL;
CREATE INDEX document_by_first ON document(version_of_id) WHERE version_of_id IS NOT NULL;
CREATE INDEX letter_by_household ON letter(household_id) WHERE household_id IS NOT NULL;
"""
