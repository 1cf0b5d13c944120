CREATE TABLE readers (
  "key" INTEGER NOT NULL,
  version TEXT NOT NULL,
  models TEXT NOT NULL,
  PRIMARY KEY ("key")
)
--
CREATE TABLE entities (
  "key" INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT,
  affiliation TEXT,
  merged_into INTEGER,
  PRIMARY KEY ("key"),
  FOREIGN KEY(merged_into) REFERENCES entities ("key") ON DELETE SET NULL
)
--
CREATE INDEX entities_by_merged_into ON entities (merged_into)
--
CREATE TABLE gazetteer (
  gazetteer_id TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  country TEXT,
  latitude DOUBLE,
  longitude DOUBLE,
  PRIMARY KEY (gazetteer_id)
)
 WITHOUT ROWID
--
CREATE INDEX gazetteer_by_latitude ON gazetteer (latitude, longitude)
--
CREATE INDEX gazetteer_by_folded ON gazetteer (folded)
--
CREATE TABLE outlets (
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (name)
)
 WITHOUT ROWID
--
CREATE TABLE decisions (
  "key" INTEGER NOT NULL,
  kind TEXT NOT NULL,
  entity INTEGER NOT NULL,
  other INTEGER NOT NULL,
  report INTEGER,
  name TEXT,
  made_by TEXT,
  made TEXT NOT NULL,
  undone TEXT,
  PRIMARY KEY ("key")
)
--
CREATE TABLE counters (
  name TEXT NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (name)
)
--
CREATE TABLE migrations (
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  applied TEXT NOT NULL,
  made_by TEXT NOT NULL,
  PRIMARY KEY (number)
)
--
CREATE TABLE reports (
  "key" INTEGER NOT NULL,
  id TEXT NOT NULL,
  address TEXT,
  series_address TEXT,
  series INTEGER NOT NULL,
  version INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  publisher TEXT,
  headline TEXT,
  standfirst TEXT,
  bylines TEXT,
  dateline TEXT,
  section TEXT,
  topics TEXT,
  tags TEXT,
  language TEXT,
  format TEXT NOT NULL,
  published_earliest TEXT,
  published_latest TEXT,
  published_basis TEXT NOT NULL,
  modified TEXT,
  retrieved TEXT,
  added TEXT NOT NULL,
  reader INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY ("key"),
  UNIQUE (id),
  FOREIGN KEY(reader) REFERENCES readers ("key")
)
--
CREATE INDEX reports_by_series_address ON reports (series_address)
--
CREATE INDEX reports_by_published ON reports (published_earliest DESC, "key" DESC)
--
CREATE INDEX reports_by_address ON reports (address)
--
CREATE INDEX reports_by_series ON reports (series)
--
CREATE TABLE entity_names (
  entity INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (entity, name),
  FOREIGN KEY(entity) REFERENCES entities ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE TABLE entity_facts (
  entity INTEGER NOT NULL,
  role TEXT NOT NULL,
  affiliation TEXT NOT NULL,
  PRIMARY KEY (entity, role, affiliation),
  FOREIGN KEY(entity) REFERENCES entities ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE TABLE entity_words (
  word TEXT NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (word, entity),
  FOREIGN KEY(entity) REFERENCES entities ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE INDEX entity_words_by_entity ON entity_words (entity)
--
CREATE TABLE entity_keys (
  match_key TEXT NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (match_key, entity),
  FOREIGN KEY(entity) REFERENCES entities ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE INDEX entity_keys_by_entity ON entity_keys (entity)
--
CREATE TABLE readings (
  report INTEGER NOT NULL,
  json BLOB NOT NULL,
  PRIMARY KEY (report),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE
)
--
CREATE TABLE arrivals (
  report INTEGER NOT NULL,
  name TEXT NOT NULL,
  address TEXT,
  added TEXT NOT NULL,
  PRIMARY KEY (report, name),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE TABLE blocks (
  report INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE TABLE appearances (
  "key" INTEGER NOT NULL,
  report INTEGER NOT NULL,
  local TEXT NOT NULL,
  entity INTEGER,
  assigned INTEGER,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  aliases TEXT,
  role TEXT,
  affiliation TEXT,
  PRIMARY KEY ("key"),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE,
  FOREIGN KEY(entity) REFERENCES entities ("key") ON DELETE SET NULL,
  FOREIGN KEY(assigned) REFERENCES entities ("key") ON DELETE SET NULL
)
--
CREATE INDEX appearances_by_report ON appearances (report)
--
CREATE INDEX appearances_by_assigned ON appearances (assigned)
--
CREATE INDEX appearances_by_entity ON appearances (entity)
--
CREATE TABLE claims (
  "key" INTEGER NOT NULL,
  report INTEGER NOT NULL,
  local TEXT NOT NULL,
  latest INTEGER NOT NULL,
  publisher TEXT,
  published TEXT,
  form TEXT NOT NULL,
  certainty TEXT NOT NULL,
  confidence DOUBLE NOT NULL,
  kind TEXT,
  speaker TEXT,
  said_by TEXT,
  entity INTEGER,
  appearance INTEGER,
  source TEXT,
  source_starts INTEGER,
  source_ends INTEGER,
  cue TEXT,
  cue_starts INTEGER,
  cue_ends INTEGER,
  content TEXT NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  ground TEXT,
  hedges TEXT,
  counted TEXT,
  within INTEGER,
  context_starts INTEGER NOT NULL,
  context_ends INTEGER NOT NULL,
  PRIMARY KEY ("key"),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE,
  FOREIGN KEY(entity) REFERENCES entities ("key") ON DELETE SET NULL
)
--
CREATE INDEX claims_by_kind ON claims (kind, published DESC, "key" DESC)
--
CREATE INDEX claims_by_certainty ON claims (certainty, published DESC, "key" DESC)
--
CREATE INDEX claims_by_published ON claims (published DESC, "key" DESC)
--
CREATE INDEX claims_by_entity ON claims (entity, published DESC, "key" DESC)
--
CREATE INDEX claims_by_publisher ON claims (publisher, published DESC, "key" DESC)
--
CREATE INDEX claims_by_report ON claims (report)
--
CREATE TABLE refusals (
  "key" INTEGER NOT NULL,
  report INTEGER,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  code TEXT NOT NULL,
  starts INTEGER,
  ends INTEGER,
  detail TEXT NOT NULL,
  added TEXT NOT NULL,
  PRIMARY KEY ("key"),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE
)
--
CREATE INDEX refusals_by_name ON refusals (name)
--
CREATE INDEX refusals_by_report ON refusals (report)
--
CREATE TABLE changes (
  report INTEGER NOT NULL,
  position INTEGER NOT NULL,
  previous INTEGER NOT NULL,
  what TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE,
  FOREIGN KEY(previous) REFERENCES reports ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE INDEX changes_by_previous ON changes (previous)
--
CREATE TABLE pins (
  report INTEGER NOT NULL,
  folded TEXT NOT NULL,
  decision INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  "instead" INTEGER NOT NULL,
  PRIMARY KEY (report, folded, decision),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE,
  FOREIGN KEY(decision) REFERENCES decisions ("key") ON DELETE CASCADE,
  FOREIGN KEY(entity) REFERENCES entities ("key") ON DELETE CASCADE,
  FOREIGN KEY("instead") REFERENCES entities ("key") ON DELETE CASCADE
)
 WITHOUT ROWID
--
CREATE INDEX pins_by_decision ON pins (decision)
--
CREATE INDEX pins_by_entity ON pins (entity)
--
CREATE INDEX pins_by_instead ON pins ("instead")
--
CREATE TABLE via (
  claim INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  appearance INTEGER,
  PRIMARY KEY (claim, position),
  FOREIGN KEY(claim) REFERENCES claims ("key") ON DELETE CASCADE,
  FOREIGN KEY(appearance) REFERENCES appearances ("key") ON DELETE SET NULL
)
 WITHOUT ROWID
--
CREATE INDEX via_by_appearance ON via (appearance)
--
CREATE INDEX via_by_name ON via (name, claim)
--
CREATE TABLE mentions (
  report INTEGER NOT NULL,
  position INTEGER NOT NULL,
  claim INTEGER,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  appearance INTEGER NOT NULL,
  entity INTEGER,
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims ("key") ON DELETE SET NULL
)
 WITHOUT ROWID
--
CREATE INDEX mentions_by_claim ON mentions (claim)
--
CREATE INDEX mentions_by_entity ON mentions (entity, claim)
--
CREATE TABLE figures (
  report INTEGER NOT NULL,
  position INTEGER NOT NULL,
  claim INTEGER,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  text TEXT NOT NULL,
  low DOUBLE,
  high DOUBLE,
  value DOUBLE,
  exact TEXT NOT NULL,
  unit TEXT,
  counts TEXT,
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims ("key") ON DELETE SET NULL
)
 WITHOUT ROWID
--
CREATE INDEX figures_by_claim ON figures (claim)
--
CREATE INDEX figures_by_low ON figures (low, claim) WHERE value IS NULL
--
CREATE INDEX figures_by_high ON figures (high, claim) WHERE value IS NULL
--
CREATE INDEX figures_by_unit ON figures (unit, claim)
--
CREATE INDEX figures_by_value ON figures (value, claim)
--
CREATE TABLE days (
  report INTEGER NOT NULL,
  position INTEGER NOT NULL,
  claim INTEGER,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  text TEXT NOT NULL,
  earliest TEXT,
  latest TEXT,
  basis TEXT NOT NULL,
  type TEXT NOT NULL,
  value TEXT,
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims ("key") ON DELETE SET NULL
)
 WITHOUT ROWID
--
CREATE INDEX days_by_claim ON days (claim)
--
CREATE INDEX days_by_earliest ON days (earliest, latest, claim)
--
CREATE TABLE places (
  report INTEGER NOT NULL,
  position INTEGER NOT NULL,
  claim INTEGER,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  text TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT,
  latitude DOUBLE,
  longitude DOUBLE,
  gazetteer_id TEXT,
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims ("key") ON DELETE SET NULL
)
 WITHOUT ROWID
--
CREATE INDEX places_by_claim ON places (claim)
--
CREATE INDEX places_by_name ON places (name, claim)
--
CREATE INDEX places_by_gazetteer_id ON places (gazetteer_id, claim)
--
CREATE INDEX places_by_country ON places (country, claim)
--
CREATE TABLE judgements (
  "key" INTEGER NOT NULL,
  report INTEGER NOT NULL,
  claim INTEGER,
  quote TEXT NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  correction TEXT,
  note TEXT,
  made_by TEXT,
  made TEXT NOT NULL,
  undone TEXT,
  PRIMARY KEY ("key"),
  FOREIGN KEY(report) REFERENCES reports ("key") ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims ("key") ON DELETE SET NULL
)
--
CREATE INDEX judgements_by_claim ON judgements (claim)
--
CREATE INDEX judgements_by_report ON judgements (report)
--
CREATE VIRTUAL TABLE claims_search USING fts5(content, said_by, source, ground, cue, counted, content='claims', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2 categories ''L* Nd Nl Co''')
--
CREATE TRIGGER claims_search_put AFTER INSERT ON claims BEGIN INSERT INTO claims_search (rowid, content, said_by, source, ground, cue, counted) VALUES (new.key, new.content, new.said_by, new.source, new.ground, new.cue, new.counted); END
--
CREATE TRIGGER claims_search_take AFTER DELETE ON claims BEGIN INSERT INTO claims_search (claims_search, rowid, content, said_by, source, ground, cue, counted) VALUES ('delete', old.key, old.content, old.said_by, old.source, old.ground, old.cue, old.counted); END
--
CREATE TRIGGER claims_search_change AFTER UPDATE OF content, said_by, source, ground, cue, counted ON claims WHEN old.content IS NOT new.content OR old.said_by IS NOT new.said_by OR old.source IS NOT new.source OR old.ground IS NOT new.ground OR old.cue IS NOT new.cue OR old.counted IS NOT new.counted BEGIN INSERT INTO claims_search (claims_search, rowid, content, said_by, source, ground, cue, counted) VALUES ('delete', old.key, old.content, old.said_by, old.source, old.ground, old.cue, old.counted); INSERT INTO claims_search (rowid, content, said_by, source, ground, cue, counted) VALUES (new.key, new.content, new.said_by, new.source, new.ground, new.cue, new.counted); END
--
CREATE VIRTUAL TABLE reports_search USING fts5(headline, text, content='reports', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2 categories ''L* Nd Nl Co''')
--
CREATE TRIGGER reports_search_put AFTER INSERT ON reports BEGIN INSERT INTO reports_search (rowid, headline, text) VALUES (new.key, new.headline, new.text); END
--
CREATE TRIGGER reports_search_take AFTER DELETE ON reports BEGIN INSERT INTO reports_search (reports_search, rowid, headline, text) VALUES ('delete', old.key, old.headline, old.text); END
--
CREATE TRIGGER reports_search_change AFTER UPDATE OF headline, text ON reports WHEN old.headline IS NOT new.headline OR old.text IS NOT new.text BEGIN INSERT INTO reports_search (reports_search, rowid, headline, text) VALUES ('delete', old.key, old.headline, old.text); INSERT INTO reports_search (rowid, headline, text) VALUES (new.key, new.headline, new.text); END
--
CREATE VIEW ledger AS
SELECT
    claims.key AS claim,
    reports.key AS report,
    reports.publisher,
    reports.published_earliest AS published,
    reports.headline,
    coalesce(entities.name, claims.speaker) AS speaker,
    claims.kind,
    claims.source,
    (SELECT group_concat(name, ' > ') FROM (SELECT name FROM via WHERE via.claim = claims.key ORDER BY position) AS steps) AS via,
    claims.ground,
    claims.cue,
    claims.content,
    claims.form,
    claims.certainty,
    claims.hedges,
    claims.confidence,
    claims.entity,
    claims.starts,
    claims.ends,
    reports.address
FROM claims
JOIN reports ON reports.key = claims.report
LEFT JOIN entities ON entities.key = claims.entity
WHERE claims.latest = 1
--
CREATE VIEW sources AS
SELECT
    entities.key AS entity,
    entities.kind,
    entities.name,
    entities.role,
    entities.affiliation,
    count(*) AS claims,
    count(DISTINCT claims.report) AS reports,
    min(claims.published) AS first_published,
    max(claims.published) AS last_published
FROM claims
JOIN entities ON entities.key = claims.entity
WHERE claims.latest = 1
GROUP BY entities.key, entities.kind, entities.name, entities.role, entities.affiliation
--
CREATE VIEW counted AS
SELECT
    figures.counts,
    figures.text,
    figures.low,
    figures.high,
    figures.value,
    figures.exact,
    figures.unit,
    coalesce(entities.name, claims.speaker) AS speaker,
    claims.certainty,
    claims.content,
    reports.publisher,
    reports.published_earliest AS published,
    figures.claim,
    figures.report
FROM figures
JOIN reports ON reports.key = figures.report
LEFT JOIN claims ON claims.key = figures.claim
LEFT JOIN entities ON entities.key = claims.entity
WHERE reports.latest = 1
