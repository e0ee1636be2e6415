# Made by `python -m scripts.generate_sql`; do not edit.
# ruff: noqa: E501, S105 - SQL stands on one line, and a pass is no password
"""The SQL of the service, as the driver runs it. What it is made from: `mockserver/store/model`."""

from typing import Any

from mockserver.domain.refs import ByExternalId, ById
from mockserver.store.table import Table

PROJECT = Table("project", ("id", "external_id", "name", "key", "secret"))
EVENT = Table("event", ("id", "project_id", "external_id", "created_at", "updated_at", "fields"))
MEMBERSHIP = Table("membership", ("id", "project_id", "name", "event_id"))
EVENT_PASS = Table(
    "event_pass",
    (
        "id",
        "event_id",
        "external_id",
        "template_id",
        "serial_number",
        "platform",
        "status",
        "created_at",
        "updated_at",
        "installed_at",
    ),
)
PASS_COUNT = Table("pass_count", ("event_id", "status", "count"))
PUSH = Table("push", ("id", "pass_id", "event_id", "at", "request_id"))
CALLBACK = Table("callback", ("id", "project_id", "base_url", "headers"))
LINK = Table(
    "link",
    (
        "id",
        "code",
        "event_id",
        "external_id",
        "fields",
        "landing_page_url",
        "ios_template_id",
        "android_template_id",
        "ios_pass_id",
        "android_pass_id",
    ),
)
NOTE = Table("note", ("name", "text"))
ALL: dict[Any, str] = {
    PROJECT: 'SELECT project.id, project.external_id, project.name, project."key", project.secret FROM project ORDER BY project.id',
    EVENT: "SELECT event.id, event.project_id, event.external_id, event.created_at, event.updated_at, event.fields FROM event ORDER BY event.id",
    MEMBERSHIP: "SELECT membership.id, membership.project_id, membership.name, membership.event_id FROM membership ORDER BY membership.id",
    EVENT_PASS: "SELECT event_pass.id, event_pass.event_id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass ORDER BY event_pass.id",
    PUSH: "SELECT push.id, push.pass_id, push.event_id, push.at, push.request_id FROM push ORDER BY push.id",
    CALLBACK: "SELECT callback.id, callback.project_id, callback.base_url, callback.headers FROM callback ORDER BY callback.id",
    LINK: "SELECT link.id, link.code, link.event_id, link.external_id, link.fields, link.landing_page_url, link.ios_template_id, link.android_template_id, link.ios_pass_id, link.android_pass_id FROM link ORDER BY link.id",
}
FIND: dict[Any, str] = {
    PROJECT: 'SELECT project.id, project.external_id, project.name, project."key", project.secret FROM project WHERE project.id = :wanted',
    EVENT: "SELECT event.id, event.project_id, event.external_id, event.created_at, event.updated_at, event.fields FROM event WHERE event.id = :wanted",
    MEMBERSHIP: "SELECT membership.id, membership.project_id, membership.name, membership.event_id FROM membership WHERE membership.id = :wanted",
    EVENT_PASS: "SELECT event_pass.id, event_pass.event_id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.id = :wanted",
    PUSH: "SELECT push.id, push.pass_id, push.event_id, push.at, push.request_id FROM push WHERE push.id = :wanted",
    CALLBACK: "SELECT callback.id, callback.project_id, callback.base_url, callback.headers FROM callback WHERE callback.id = :wanted",
    LINK: "SELECT link.id, link.code, link.event_id, link.external_id, link.fields, link.landing_page_url, link.ios_template_id, link.android_template_id, link.ios_pass_id, link.android_pass_id FROM link WHERE link.id = :wanted",
}
PUT: dict[Any, str] = {
    PROJECT: 'INSERT INTO project (id, external_id, name, "key", secret) VALUES (:new_id, :new_external_id, :new_name, :new_key, :new_secret) ON CONFLICT (id) DO UPDATE SET external_id = excluded.external_id, name = excluded.name, "key" = excluded."key", secret = excluded.secret',
    EVENT: "INSERT INTO event (id, project_id, external_id, created_at, updated_at, fields) VALUES (:new_id, :new_project_id, :new_external_id, :new_created_at, :new_updated_at, :new_fields) ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id, external_id = excluded.external_id, created_at = excluded.created_at, updated_at = excluded.updated_at, fields = excluded.fields",
    MEMBERSHIP: "INSERT INTO membership (id, project_id, name, event_id) VALUES (:new_id, :new_project_id, :new_name, :new_event_id) ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id, name = excluded.name, event_id = excluded.event_id",
    EVENT_PASS: "INSERT INTO event_pass (id, event_id, external_id, template_id, serial_number, platform, status, created_at, updated_at, installed_at) VALUES (:new_id, :new_event_id, :new_external_id, :new_template_id, :new_serial_number, :new_platform, :new_status, :new_created_at, :new_updated_at, :new_installed_at) ON CONFLICT (id) DO UPDATE SET event_id = excluded.event_id, external_id = excluded.external_id, template_id = excluded.template_id, serial_number = excluded.serial_number, platform = excluded.platform, status = excluded.status, created_at = excluded.created_at, updated_at = excluded.updated_at, installed_at = excluded.installed_at",
    PUSH: "INSERT INTO push (id, pass_id, event_id, at, request_id) VALUES (:new_id, :new_pass_id, :new_event_id, :new_at, :new_request_id) ON CONFLICT (id) DO UPDATE SET pass_id = excluded.pass_id, event_id = excluded.event_id, at = excluded.at, request_id = excluded.request_id",
    CALLBACK: "INSERT INTO callback (id, project_id, base_url, headers) VALUES (:new_id, :new_project_id, :new_base_url, :new_headers) ON CONFLICT (id) DO UPDATE SET project_id = excluded.project_id, base_url = excluded.base_url, headers = excluded.headers",
    LINK: "INSERT INTO link (id, code, event_id, external_id, fields, landing_page_url, ios_template_id, android_template_id, ios_pass_id, android_pass_id) VALUES (:new_id, :new_code, :new_event_id, :new_external_id, :new_fields, :new_landing_page_url, :new_ios_template_id, :new_android_template_id, :new_ios_pass_id, :new_android_pass_id) ON CONFLICT (id) DO UPDATE SET code = excluded.code, event_id = excluded.event_id, external_id = excluded.external_id, fields = excluded.fields, landing_page_url = excluded.landing_page_url, ios_template_id = excluded.ios_template_id, android_template_id = excluded.android_template_id, ios_pass_id = excluded.ios_pass_id, android_pass_id = excluded.android_pass_id",
}
PUT_PASS_ROW = "INSERT INTO event_pass (id, event_id, external_id, template_id, serial_number, platform, status, created_at, updated_at, installed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET event_id = excluded.event_id, external_id = excluded.external_id, template_id = excluded.template_id, serial_number = excluded.serial_number, platform = excluded.platform, status = excluded.status, created_at = excluded.created_at, updated_at = excluded.updated_at, installed_at = excluded.installed_at"
ALL_OF: dict[Any, str] = {
    EVENT: "SELECT event.id, event.project_id, event.external_id, event.created_at, event.updated_at, event.fields FROM event WHERE event.project_id IS :owner ORDER BY event.id",
    MEMBERSHIP: "SELECT membership.id, membership.project_id, membership.name, membership.event_id FROM membership WHERE membership.event_id IS :owner ORDER BY membership.id",
    EVENT_PASS: "SELECT event_pass.id, event_pass.event_id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id IS :owner ORDER BY event_pass.id",
}
BEGIN = "BEGIN"
UPKEEP_OF_PASSES = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'event_pass' AND type IN ('index', 'trigger') AND sql IS NOT NULL"
RECOUNT_PASSES = (
    "DELETE FROM pass_count",
    "INSERT INTO pass_count (event_id, status, count) SELECT event_pass.event_id, event_pass.status, count(*) AS count_1 FROM event_pass WHERE event_pass.event_id IS NOT NULL GROUP BY event_pass.event_id, event_pass.status",
)
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = :name"
FORGET_LAST_ID = "DELETE FROM sqlite_sequence WHERE name = :name"
KEEP_LAST_ID = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"
NOTES = "SELECT note.name, note.text FROM note"
FORGET_NOTES = "DELETE FROM note"
PUT_NOTE = (
    "INSERT INTO note (name, text) VALUES (:called, :said) ON CONFLICT (name) DO UPDATE SET text = :said"
)
FIND_PROJECT: dict[Any, str] = {
    ById: "SELECT project.id, project.external_id FROM project WHERE project.id = :project",
    ByExternalId: "SELECT project.id, project.external_id FROM project WHERE project.external_id = :project",
}
FIND_EVENT: dict[Any, str] = {
    (
        ById,
        ById,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json FROM project JOIN event ON event.project_id = project.id WHERE project.id = :project AND event.id = :event",
    (
        ById,
        ByExternalId,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json FROM project JOIN event ON event.project_id = project.id WHERE project.id = :project AND event.external_id = :event",
    (
        ByExternalId,
        ById,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json FROM project JOIN event ON event.project_id = project.id WHERE project.external_id = :project AND event.id = :event",
    (
        ByExternalId,
        ByExternalId,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json FROM project JOIN event ON event.project_id = project.id WHERE project.external_id = :project AND event.external_id = :event",
}
FIND_EVENT_ID: dict[Any, str] = {
    (
        ById,
        ById,
    ): "SELECT event.id FROM project JOIN event ON event.project_id = project.id WHERE project.id = :project AND event.id = :event",
    (
        ById,
        ByExternalId,
    ): "SELECT event.id FROM project JOIN event ON event.project_id = project.id WHERE project.id = :project AND event.external_id = :event",
    (
        ByExternalId,
        ById,
    ): "SELECT event.id FROM project JOIN event ON event.project_id = project.id WHERE project.external_id = :project AND event.id = :event",
    (
        ByExternalId,
        ByExternalId,
    ): "SELECT event.id FROM project JOIN event ON event.project_id = project.id WHERE project.external_id = :project AND event.external_id = :event",
}
FIND_PROJECTS_BY_PAIR = (
    'SELECT project.id FROM project WHERE project."key" = :key_sent AND project.secret = :secret_sent'
)
FIND_PROJECTS_BY_KEY = 'SELECT project.id FROM project WHERE project."key" = :key_sent'
ADD_PROJECT = 'INSERT INTO project (id, external_id, name, "key", secret) VALUES (:new_id, :new_external_id, :new_name, :new_key, :new_secret)'
SUMMARIES = "SELECT project.id, project.external_id, project.name, count(event.id) AS events, max(event.id) AS event_id FROM project LEFT OUTER JOIN event ON project.id = event.project_id GROUP BY project.id ORDER BY project.id DESC"
HAS_EVENT = "SELECT event.id FROM event WHERE event.id = :event"
ADD_EVENT = "INSERT INTO event (project_id, external_id, created_at, updated_at, fields) VALUES (:project, :external, :now, :now, :new_fields)"
PUT_FIELDS = "UPDATE event SET updated_at=:now, fields=:new_fields WHERE event.id = :event"
TOUCH_EVENT = "UPDATE event SET updated_at=:now WHERE event.id = :event"
DELETE_EVENT = (
    "UPDATE event_pass SET event_id=NULL WHERE event_pass.event_id = :event",
    "DELETE FROM membership WHERE membership.event_id = :event",
    "DELETE FROM event WHERE event.id = :event",
)
JOIN_GROUP = "INSERT INTO membership (project_id, name, event_id) VALUES (:project, :group, :event) ON CONFLICT DO NOTHING"
LEAVE_GROUP = "DELETE FROM membership WHERE membership.event_id = :event AND membership.name = :group"
IDS_OF_GROUP = "SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group"
EVENTS_OF_GROUP = "SELECT event.id, event.external_id, event.created_at, event.updated_at, event.fields FROM event WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) ORDER BY event.id"
REPLACE_IN_GROUP: dict[Any, str] = {
    1: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL RETURNING id",
    2: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL RETURNING id",
    3: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL RETURNING id",
    4: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2, :path_3, :value_3) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL AND json_type(event.fields, :path_3) IS NOT NULL RETURNING id",
    5: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2, :path_3, :value_3, :path_4, :value_4) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL AND json_type(event.fields, :path_3) IS NOT NULL AND json_type(event.fields, :path_4) IS NOT NULL RETURNING id",
    6: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2, :path_3, :value_3, :path_4, :value_4, :path_5, :value_5) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL AND json_type(event.fields, :path_3) IS NOT NULL AND json_type(event.fields, :path_4) IS NOT NULL AND json_type(event.fields, :path_5) IS NOT NULL RETURNING id",
    7: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2, :path_3, :value_3, :path_4, :value_4, :path_5, :value_5, :path_6, :value_6) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL AND json_type(event.fields, :path_3) IS NOT NULL AND json_type(event.fields, :path_4) IS NOT NULL AND json_type(event.fields, :path_5) IS NOT NULL AND json_type(event.fields, :path_6) IS NOT NULL RETURNING id",
    8: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2, :path_3, :value_3, :path_4, :value_4, :path_5, :value_5, :path_6, :value_6, :path_7, :value_7) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL AND json_type(event.fields, :path_3) IS NOT NULL AND json_type(event.fields, :path_4) IS NOT NULL AND json_type(event.fields, :path_5) IS NOT NULL AND json_type(event.fields, :path_6) IS NOT NULL AND json_type(event.fields, :path_7) IS NOT NULL RETURNING id",
    9: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2, :path_3, :value_3, :path_4, :value_4, :path_5, :value_5, :path_6, :value_6, :path_7, :value_7, :path_8, :value_8) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL AND json_type(event.fields, :path_3) IS NOT NULL AND json_type(event.fields, :path_4) IS NOT NULL AND json_type(event.fields, :path_5) IS NOT NULL AND json_type(event.fields, :path_6) IS NOT NULL AND json_type(event.fields, :path_7) IS NOT NULL AND json_type(event.fields, :path_8) IS NOT NULL RETURNING id",
    10: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2, :path_3, :value_3, :path_4, :value_4, :path_5, :value_5, :path_6, :value_6, :path_7, :value_7, :path_8, :value_8, :path_9, :value_9) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL AND json_type(event.fields, :path_3) IS NOT NULL AND json_type(event.fields, :path_4) IS NOT NULL AND json_type(event.fields, :path_5) IS NOT NULL AND json_type(event.fields, :path_6) IS NOT NULL AND json_type(event.fields, :path_7) IS NOT NULL AND json_type(event.fields, :path_8) IS NOT NULL AND json_type(event.fields, :path_9) IS NOT NULL RETURNING id",
    11: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2, :path_3, :value_3, :path_4, :value_4, :path_5, :value_5, :path_6, :value_6, :path_7, :value_7, :path_8, :value_8, :path_9, :value_9, :path_10, :value_10) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL AND json_type(event.fields, :path_3) IS NOT NULL AND json_type(event.fields, :path_4) IS NOT NULL AND json_type(event.fields, :path_5) IS NOT NULL AND json_type(event.fields, :path_6) IS NOT NULL AND json_type(event.fields, :path_7) IS NOT NULL AND json_type(event.fields, :path_8) IS NOT NULL AND json_type(event.fields, :path_9) IS NOT NULL AND json_type(event.fields, :path_10) IS NOT NULL RETURNING id",
    12: "UPDATE event SET updated_at=:now, fields=json_set(event.fields, :path_0, :value_0, :path_1, :value_1, :path_2, :value_2, :path_3, :value_3, :path_4, :value_4, :path_5, :value_5, :path_6, :value_6, :path_7, :value_7, :path_8, :value_8, :path_9, :value_9, :path_10, :value_10, :path_11, :value_11) WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND json_type(event.fields, :path_0) IS NOT NULL AND json_type(event.fields, :path_1) IS NOT NULL AND json_type(event.fields, :path_2) IS NOT NULL AND json_type(event.fields, :path_3) IS NOT NULL AND json_type(event.fields, :path_4) IS NOT NULL AND json_type(event.fields, :path_5) IS NOT NULL AND json_type(event.fields, :path_6) IS NOT NULL AND json_type(event.fields, :path_7) IS NOT NULL AND json_type(event.fields, :path_8) IS NOT NULL AND json_type(event.fields, :path_9) IS NOT NULL AND json_type(event.fields, :path_10) IS NOT NULL AND json_type(event.fields, :path_11) IS NOT NULL RETURNING id",
}
COUNT_PUSHES = "SELECT count(*) AS count_1 FROM push WHERE (:event IS NULL OR push.event_id = :event) AND (:to_pass IS NULL OR push.pass_id = :to_pass) AND (:since IS NULL OR push.at >= :since)"
PUSHES_OF = "SELECT push.pass_id, push.event_id, push.at, push.request_id FROM push WHERE (:event IS NULL OR push.event_id = :event) AND (:to_pass IS NULL OR push.pass_id = :to_pass) AND (:since IS NULL OR push.at >= :since) ORDER BY push.id LIMIT -1 OFFSET :skipped"
LATEST_PUSHES = "SELECT push.pass_id, push.event_id, push.at, push.request_id FROM push ORDER BY push.id DESC LIMIT :size OFFSET 0"
PUSH_TO_EVENT = (
    "UPDATE event_pass SET updated_at=:now WHERE event_pass.event_id = :event",
    "INSERT INTO push (pass_id, event_id, at, request_id) SELECT event_pass.id, event_pass.event_id, :now AS anon_1, :request AS anon_2 FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status = 'installed'",
)
PUSH_TO_GROUP = (
    "UPDATE event_pass SET updated_at=:now WHERE event_pass.event_id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group)",
    "INSERT INTO push (pass_id, event_id, at, request_id) SELECT event_pass.id, event_pass.event_id, :now AS anon_1, :request AS anon_2 FROM event_pass WHERE event_pass.event_id IN (SELECT membership.event_id FROM membership WHERE membership.project_id = :project AND membership.name = :group) AND event_pass.status = 'installed'",
)
COUNT_PASSES = "SELECT pass_count.status, pass_count.count FROM pass_count WHERE pass_count.event_id = :event"
FIND_PASS = "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.id = :wanted"
FIND_EVENT_OF_PASS = "SELECT event.project_id, event.id FROM event_pass JOIN event ON event.id = event_pass.event_id WHERE event_pass.id = :wanted"
ADD_PASS = "INSERT INTO event_pass (id, event_id, external_id, template_id, serial_number, platform, status, created_at, updated_at, installed_at) VALUES (:new_id, :new_event_id, :new_external_id, :new_template_id, :new_serial_number, :new_platform, :new_status, :new_created_at, :new_updated_at, :new_installed_at)"
PUT_STATUS = "UPDATE event_pass SET status=:new_status, updated_at=:now, installed_at=:installed WHERE event_pass.id = :wanted"
FIND_PASSES: dict[Any, str] = {
    (
        None,
        "id",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event ORDER BY event_pass.id ASC LIMIT :size OFFSET :start",
    (
        None,
        "id",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event ORDER BY event_pass.id DESC LIMIT :size OFFSET :start",
    (
        None,
        "created_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event ORDER BY event_pass.created_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        None,
        "created_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event ORDER BY event_pass.created_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
    (
        None,
        "updated_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event ORDER BY event_pass.updated_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        None,
        "updated_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event ORDER BY event_pass.updated_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
    (
        ("installed",),
        "id",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed') ORDER BY event_pass.id ASC LIMIT :size OFFSET :start",
    (
        ("installed",),
        "id",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed') ORDER BY event_pass.id DESC LIMIT :size OFFSET :start",
    (
        ("installed",),
        "created_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed') ORDER BY event_pass.created_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        ("installed",),
        "created_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed') ORDER BY event_pass.created_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
    (
        ("installed",),
        "updated_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed') ORDER BY event_pass.updated_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        ("installed",),
        "updated_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed') ORDER BY event_pass.updated_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
    (
        ("uninstalled",),
        "id",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('uninstalled') ORDER BY event_pass.id ASC LIMIT :size OFFSET :start",
    (
        ("uninstalled",),
        "id",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('uninstalled') ORDER BY event_pass.id DESC LIMIT :size OFFSET :start",
    (
        ("uninstalled",),
        "created_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('uninstalled') ORDER BY event_pass.created_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        ("uninstalled",),
        "created_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('uninstalled') ORDER BY event_pass.created_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
    (
        ("uninstalled",),
        "updated_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('uninstalled') ORDER BY event_pass.updated_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        ("uninstalled",),
        "updated_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('uninstalled') ORDER BY event_pass.updated_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
    (
        (
            "installed",
            "uninstalled",
        ),
        "id",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed', 'uninstalled') ORDER BY event_pass.id ASC LIMIT :size OFFSET :start",
    (
        (
            "installed",
            "uninstalled",
        ),
        "id",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed', 'uninstalled') ORDER BY event_pass.id DESC LIMIT :size OFFSET :start",
    (
        (
            "installed",
            "uninstalled",
        ),
        "created_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed', 'uninstalled') ORDER BY event_pass.created_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        (
            "installed",
            "uninstalled",
        ),
        "created_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed', 'uninstalled') ORDER BY event_pass.created_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
    (
        (
            "installed",
            "uninstalled",
        ),
        "updated_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed', 'uninstalled') ORDER BY event_pass.updated_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        (
            "installed",
            "uninstalled",
        ),
        "updated_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('installed', 'uninstalled') ORDER BY event_pass.updated_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
    (
        ("not_been_installed",),
        "id",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('not_been_installed') ORDER BY event_pass.id ASC LIMIT :size OFFSET :start",
    (
        ("not_been_installed",),
        "id",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('not_been_installed') ORDER BY event_pass.id DESC LIMIT :size OFFSET :start",
    (
        ("not_been_installed",),
        "created_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('not_been_installed') ORDER BY event_pass.created_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        ("not_been_installed",),
        "created_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('not_been_installed') ORDER BY event_pass.created_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
    (
        ("not_been_installed",),
        "updated_at",
        False,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('not_been_installed') ORDER BY event_pass.updated_at ASC, event_pass.id ASC LIMIT :size OFFSET :start",
    (
        ("not_been_installed",),
        "updated_at",
        True,
    ): "SELECT event_pass.id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :event AND event_pass.status IN ('not_been_installed') ORDER BY event_pass.updated_at DESC, event_pass.id DESC LIMIT :size OFFSET :start",
}
CALLBACKS = (
    "SELECT callback.project_id, callback.base_url, callback.headers FROM callback ORDER BY callback.id"
)
FIND_CALLBACK = "SELECT callback.project_id, callback.base_url, callback.headers FROM callback WHERE callback.project_id = :project OR callback.project_id = 0 ORDER BY callback.project_id DESC"
REMOVE_CALLBACK = "DELETE FROM callback WHERE callback.project_id = :project"
PUT_CALLBACK = "INSERT INTO callback (project_id, base_url, headers) VALUES (:project, :new_url, :new_headers) ON CONFLICT (project_id) DO UPDATE SET base_url = :new_url, headers = :new_headers"
ADD_LINK = "INSERT INTO link (id, code, event_id, external_id, fields, landing_page_url, ios_template_id, android_template_id, ios_pass_id, android_pass_id) VALUES (:new_id, :new_code, :new_event_id, :new_external_id, :new_fields, :new_landing_page_url, :new_ios_template_id, :new_android_template_id, :new_ios_pass_id, :new_android_pass_id)"
FIND_LINK = "SELECT link.id, link.code, link.event_id, link.external_id, link.fields, link.landing_page_url, link.ios_template_id, link.android_template_id, link.ios_pass_id, link.android_pass_id FROM link WHERE link.code = :wanted"
HAS_LINK = "SELECT link.id FROM link WHERE link.external_id = :wanted"
FIELDS_OF_PASS = (
    "SELECT link.fields FROM link WHERE link.ios_pass_id = :wanted OR link.android_pass_id = :wanted"
)
PUT_PASS_OF_LINK: dict[Any, str] = {
    "ios": "UPDATE link SET ios_pass_id=:made WHERE link.id = :wanted",
    "android": "UPDATE link SET android_pass_id=:made WHERE link.id = :wanted",
}
SCHEMA = 'CREATE TABLE project ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, external_id VARCHAR, name VARCHAR, "key" VARCHAR, secret VARCHAR, UNIQUE (external_id) ) ;CREATE TABLE pass_count ( event_id INTEGER NOT NULL, status VARCHAR NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (event_id, status) ) ;CREATE TABLE callback ( id INTEGER NOT NULL, project_id INTEGER NOT NULL, base_url VARCHAR NOT NULL, headers JSON NOT NULL, PRIMARY KEY (id), UNIQUE (project_id) ) ;CREATE TABLE link ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, code VARCHAR NOT NULL, event_id INTEGER NOT NULL, external_id VARCHAR, fields JSON NOT NULL, landing_page_url VARCHAR, ios_template_id INTEGER, android_template_id INTEGER, ios_pass_id INTEGER, android_pass_id INTEGER, UNIQUE (code), UNIQUE (external_id) ) ;CREATE TABLE note ( name VARCHAR NOT NULL, text VARCHAR NOT NULL, PRIMARY KEY (name) ) ;CREATE TABLE event ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL, external_id VARCHAR, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, fields JSON NOT NULL, UNIQUE (project_id, external_id), FOREIGN KEY(project_id) REFERENCES project (id) ) ;CREATE TABLE membership ( id INTEGER NOT NULL, project_id INTEGER NOT NULL, name VARCHAR NOT NULL, event_id INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (project_id, name, event_id), FOREIGN KEY(project_id) REFERENCES project (id), FOREIGN KEY(event_id) REFERENCES event (id) ) ;CREATE TABLE event_pass ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, event_id INTEGER, external_id VARCHAR, template_id INTEGER NOT NULL, serial_number VARCHAR NOT NULL, platform VARCHAR NOT NULL, status VARCHAR NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, installed_at INTEGER, FOREIGN KEY(event_id) REFERENCES event (id) ) ;CREATE TABLE push ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, pass_id INTEGER NOT NULL, event_id INTEGER NOT NULL, at INTEGER NOT NULL, request_id VARCHAR NOT NULL, FOREIGN KEY(pass_id) REFERENCES event_pass (id) ) ;CREATE INDEX event_pass_by_created_at ON event_pass (event_id, created_at);CREATE INDEX event_pass_by_id ON event_pass (event_id);CREATE INDEX event_pass_by_status ON event_pass (event_id, status);CREATE INDEX ix_link_android_pass_id ON link (android_pass_id);CREATE INDEX ix_link_ios_pass_id ON link (ios_pass_id);CREATE INDEX ix_membership_event_id ON membership (event_id);CREATE INDEX ix_project_key ON project ("key");CREATE TRIGGER event_pass_added AFTER INSERT ON event_pass BEGIN INSERT INTO pass_count (event_id, status, count) SELECT NEW.event_id, NEW.status, 1 WHERE NEW.event_id IS NOT NULL ON CONFLICT (event_id, status) DO UPDATE SET count = count + 1; END;CREATE TRIGGER event_pass_changed AFTER UPDATE OF event_id, status ON event_pass BEGIN UPDATE pass_count SET count = count - 1 WHERE event_id = OLD.event_id AND status = OLD.status; INSERT INTO pass_count (event_id, status, count) SELECT NEW.event_id, NEW.status, 1 WHERE NEW.event_id IS NOT NULL ON CONFLICT (event_id, status) DO UPDATE SET count = count + 1; END;CREATE TRIGGER event_pass_removed AFTER DELETE ON event_pass BEGIN UPDATE pass_count SET count = count - 1 WHERE event_id = OLD.event_id AND status = OLD.status; END;'
PROJECTS_AND_COUNTS = "SELECT project.id, project.external_id, project.name, (SELECT count(event.id) AS count_1 FROM event WHERE event.project_id = project.id) AS anon_1, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count JOIN event ON pass_count.event_id = event.id WHERE event.project_id = project.id) AS anon_2 FROM project ORDER BY project.id"
EVENT_AND_PASSES = "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = event.id) AS anon_2 FROM event JOIN project ON event.project_id = project.id WHERE event.id = :wanted"
PAGE_OF_EVENTS: dict[Any, str] = {
    (
        False,
        False,
        False,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = event.id) AS anon_2 FROM event JOIN project ON event.project_id = project.id WHERE event.id > :after ORDER BY event.id LIMIT :size OFFSET 0",
    (
        False,
        False,
        True,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = event.id) AS anon_2 FROM event JOIN project ON event.project_id = project.id WHERE (event.external_id LIKE :wanted_text ESCAPE '\\' OR event.fields LIKE :wanted_json ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(event.fields) AS member WHERE json_extract(member.value, '$.value') LIKE :wanted_text ESCAPE '\\')) AND event.id > :after ORDER BY event.id LIMIT :size OFFSET 0",
    (
        False,
        True,
        False,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = event.id) AS anon_2 FROM event JOIN project ON event.project_id = project.id WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.name = :wanted_group) AND event.id > :after ORDER BY event.id LIMIT :size OFFSET 0",
    (
        False,
        True,
        True,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = event.id) AS anon_2 FROM event JOIN project ON event.project_id = project.id WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.name = :wanted_group) AND (event.external_id LIKE :wanted_text ESCAPE '\\' OR event.fields LIKE :wanted_json ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(event.fields) AS member WHERE json_extract(member.value, '$.value') LIKE :wanted_text ESCAPE '\\')) AND event.id > :after ORDER BY event.id LIMIT :size OFFSET 0",
    (
        True,
        False,
        False,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = event.id) AS anon_2 FROM event JOIN project ON event.project_id = project.id WHERE event.project_id = :wanted_project AND event.id > :after ORDER BY event.id LIMIT :size OFFSET 0",
    (
        True,
        False,
        True,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = event.id) AS anon_2 FROM event JOIN project ON event.project_id = project.id WHERE event.project_id = :wanted_project AND (event.external_id LIKE :wanted_text ESCAPE '\\' OR event.fields LIKE :wanted_json ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(event.fields) AS member WHERE json_extract(member.value, '$.value') LIKE :wanted_text ESCAPE '\\')) AND event.id > :after ORDER BY event.id LIMIT :size OFFSET 0",
    (
        True,
        True,
        False,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = event.id) AS anon_2 FROM event JOIN project ON event.project_id = project.id WHERE event.project_id = :wanted_project AND event.id IN (SELECT membership.event_id FROM membership WHERE membership.name = :wanted_group) AND event.id > :after ORDER BY event.id LIMIT :size OFFSET 0",
    (
        True,
        True,
        True,
    ): "SELECT event.id, event.external_id, event.project_id, project.external_id AS project_external_id, event.created_at, event.updated_at, event.fields AS fields_json, (SELECT json_group_array(anon_1.name) AS json_group_array_1 FROM (SELECT membership.name AS name FROM membership WHERE membership.event_id = event.id ORDER BY membership.id) AS anon_1) AS groups_json, (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = event.id) AS anon_2 FROM event JOIN project ON event.project_id = project.id WHERE event.project_id = :wanted_project AND event.id IN (SELECT membership.event_id FROM membership WHERE membership.name = :wanted_group) AND (event.external_id LIKE :wanted_text ESCAPE '\\' OR event.fields LIKE :wanted_json ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(event.fields) AS member WHERE json_extract(member.value, '$.value') LIKE :wanted_text ESCAPE '\\')) AND event.id > :after ORDER BY event.id LIMIT :size OFFSET 0",
}
COUNT_OF_EVENTS: dict[Any, str] = {
    (
        False,
        False,
        False,
    ): "SELECT count(event.id) AS count_1 FROM event",
    (
        False,
        False,
        True,
    ): "SELECT count(event.id) AS count_1 FROM event WHERE event.external_id LIKE :wanted_text ESCAPE '\\' OR event.fields LIKE :wanted_json ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(event.fields) AS member WHERE json_extract(member.value, '$.value') LIKE :wanted_text ESCAPE '\\')",
    (
        False,
        True,
        False,
    ): "SELECT count(event.id) AS count_1 FROM event WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.name = :wanted_group)",
    (
        False,
        True,
        True,
    ): "SELECT count(event.id) AS count_1 FROM event WHERE event.id IN (SELECT membership.event_id FROM membership WHERE membership.name = :wanted_group) AND (event.external_id LIKE :wanted_text ESCAPE '\\' OR event.fields LIKE :wanted_json ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(event.fields) AS member WHERE json_extract(member.value, '$.value') LIKE :wanted_text ESCAPE '\\'))",
    (
        True,
        False,
        False,
    ): "SELECT count(event.id) AS count_1 FROM event WHERE event.project_id = :wanted_project",
    (
        True,
        False,
        True,
    ): "SELECT count(event.id) AS count_1 FROM event WHERE event.project_id = :wanted_project AND (event.external_id LIKE :wanted_text ESCAPE '\\' OR event.fields LIKE :wanted_json ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(event.fields) AS member WHERE json_extract(member.value, '$.value') LIKE :wanted_text ESCAPE '\\'))",
    (
        True,
        True,
        False,
    ): "SELECT count(event.id) AS count_1 FROM event WHERE event.project_id = :wanted_project AND event.id IN (SELECT membership.event_id FROM membership WHERE membership.name = :wanted_group)",
    (
        True,
        True,
        True,
    ): "SELECT count(event.id) AS count_1 FROM event WHERE event.project_id = :wanted_project AND event.id IN (SELECT membership.event_id FROM membership WHERE membership.name = :wanted_group) AND (event.external_id LIKE :wanted_text ESCAPE '\\' OR event.fields LIKE :wanted_json ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(event.fields) AS member WHERE json_extract(member.value, '$.value') LIKE :wanted_text ESCAPE '\\'))",
}
PAGE_OF_PASSES: dict[Any, str] = {
    (
        False,
        False,
    ): "SELECT event_pass.id, event_pass.event_id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.id > :after ORDER BY event_pass.id LIMIT :size OFFSET 0",
    (
        False,
        True,
    ): "SELECT event_pass.id, event_pass.event_id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.status = :wanted_status AND event_pass.id > :after ORDER BY event_pass.id LIMIT :size OFFSET 0",
    (
        True,
        False,
    ): "SELECT event_pass.id, event_pass.event_id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :wanted_event AND event_pass.id > :after ORDER BY event_pass.id LIMIT :size OFFSET 0",
    (
        True,
        True,
    ): "SELECT event_pass.id, event_pass.event_id, event_pass.external_id, event_pass.template_id, event_pass.serial_number, event_pass.platform, event_pass.status, event_pass.created_at, event_pass.updated_at, event_pass.installed_at FROM event_pass WHERE event_pass.event_id = :wanted_event AND event_pass.status = :wanted_status AND event_pass.id > :after ORDER BY event_pass.id LIMIT :size OFFSET 0",
}
COUNT_OF_PASSES: dict[Any, str] = {
    (
        False,
        False,
    ): "SELECT (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count) + (SELECT count(event_pass.id) AS count_1 FROM event_pass WHERE event_pass.event_id IS NULL) AS anon_1",
    (
        False,
        True,
    ): "SELECT (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.status = :wanted_status) + (SELECT count(event_pass.id) AS count_1 FROM event_pass WHERE event_pass.event_id IS NULL AND event_pass.status = :wanted_status) AS anon_1",
    (
        True,
        False,
    ): "SELECT (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = :wanted_event) + (SELECT count(event_pass.id) AS count_1 FROM event_pass WHERE event_pass.event_id IS NULL AND event_pass.event_id = :wanted_event) AS anon_1",
    (
        True,
        True,
    ): "SELECT (SELECT coalesce(sum(pass_count.count), 0) AS coalesce_1 FROM pass_count WHERE pass_count.event_id = :wanted_event AND pass_count.status = :wanted_status) + (SELECT count(event_pass.id) AS count_1 FROM event_pass WHERE event_pass.event_id IS NULL AND event_pass.event_id = :wanted_event AND event_pass.status = :wanted_status) AS anon_1",
}
