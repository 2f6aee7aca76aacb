-- PUT_CASE
INSERT INTO cases (case_id, case_no, state, kiosk, hall, jurisdiction, item, open, updated_at, events, head) VALUES (:case_id, :case_no, :state, :kiosk, :hall, :jurisdiction, :item, :open, :updated_at, :events, :head) ON CONFLICT (case_id) DO UPDATE SET case_no = excluded.case_no, state = excluded.state, kiosk = excluded.kiosk, hall = excluded.hall, jurisdiction = excluded.jurisdiction, item = excluded.item, open = excluded.open, updated_at = excluded.updated_at, events = excluded.events, head = excluded.head
-- ADVANCE_CASE
UPDATE cases SET updated_at=:updated_at, events=:events, head=:head WHERE cases.case_id = :case_id
-- CASE
SELECT cases.case_id, cases.case_no, cases.state, cases.kiosk, cases.hall, cases.jurisdiction, cases.item, cases.open, cases.updated_at, cases.events, cases.head FROM cases WHERE cases.case_id = :case_id
-- NUMBERED
SELECT cases.case_id, cases.case_no, cases.state, cases.kiosk, cases.hall, cases.jurisdiction, cases.item, cases.open, cases.updated_at, cases.events, cases.head FROM cases WHERE cases.case_no = :case_no
-- OPEN_CASES
SELECT cases.case_id, cases.case_no, cases.state, cases.kiosk, cases.hall, cases.jurisdiction, cases.item, cases.open, cases.updated_at, cases.events, cases.head FROM cases WHERE cases.open = 1 ORDER BY cases.case_id
-- CASE_IDS
SELECT cases.case_id FROM cases WHERE cases.case_id > :case_id ORDER BY cases.case_id
-- ADD_EVENT
INSERT INTO events (case_id, seq, kind, at, actor, role, jurisdiction, sealed, prev, hash) VALUES (:case_id, :seq, :kind, :at, :actor, :role, :jurisdiction, :sealed, :prev, :hash)
-- EVENTS
SELECT events.case_id, events.seq, events.kind, events.at, events.actor, events.role, events.jurisdiction, events.sealed, events.prev, events.hash FROM events WHERE events.case_id = :case_id ORDER BY events.seq
-- SIZES
SELECT (SELECT count(*) AS count_1 FROM cases) AS anon_1, (SELECT count(*) AS count_2 FROM events) AS anon_2
-- REQUEST
SELECT requests.case_id FROM requests WHERE requests.actor = :actor AND requests.request = :request
-- ADD_REQUEST
INSERT INTO requests (actor, request, case_id) VALUES (:actor, :request, :case_id)
-- NEXT_NUMBER
INSERT INTO numbers (series, value) VALUES (:series, 1) ON CONFLICT (series) DO UPDATE SET value = (numbers.value + 1) RETURNING value
-- PROBE
INSERT INTO probes (probe, count) VALUES (:probe, 1) ON CONFLICT (probe) DO UPDATE SET count = (probes.count + 1) RETURNING count
-- KIOSK
SELECT kiosks.kiosk, kiosks.hall, kiosks.jurisdiction, kiosks.public_key, kiosks.revoked FROM kiosks WHERE kiosks.kiosk = :kiosk
-- PUT_KIOSK
INSERT INTO kiosks (kiosk, hall, jurisdiction, public_key, revoked) VALUES (:kiosk, :hall, :jurisdiction, :public_key, :revoked) ON CONFLICT (kiosk) DO UPDATE SET hall = excluded.hall, jurisdiction = excluded.jurisdiction, public_key = excluded.public_key, revoked = excluded.revoked
-- REVOKE_KIOSK
UPDATE kiosks SET revoked=1 WHERE kiosks.kiosk = :which
-- CODE
SELECT codes.code_sha256, codes.kiosk, codes.hall, codes.jurisdiction, codes.expires_at FROM codes WHERE codes.code_sha256 = :code_sha256
-- DROP_CODES
DELETE FROM codes WHERE codes.kiosk = :kiosk
-- ADD_CODE
INSERT INTO codes (code_sha256, kiosk, hall, jurisdiction, expires_at) VALUES (:code_sha256, :kiosk, :hall, :jurisdiction, :expires_at)
-- AGENT
SELECT agents.agent, agents.agent_no, agents.name, agents.role, agents.password_hash, agents.jurisdiction, agents.seat, agents.items, agents.languages, agents.disabled FROM agents WHERE agents.agent = :agent
-- PUT_AGENT
INSERT INTO agents (agent, agent_no, name, role, password_hash, jurisdiction, seat, items, languages, disabled) VALUES (:agent, :agent_no, :name, :role, :password_hash, :jurisdiction, :seat, :items, :languages, :disabled) ON CONFLICT (agent) DO UPDATE SET agent_no = excluded.agent_no, name = excluded.name, role = excluded.role, password_hash = excluded.password_hash, jurisdiction = excluded.jurisdiction, seat = excluded.seat, items = excluded.items, languages = excluded.languages, disabled = excluded.disabled
