CREATE TABLE readers (
  key INTEGER NOT NULL,
  version TEXT COLLATE "C" NOT NULL,
  models TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (key)
)
--
CREATE TABLE entities (
  key INTEGER NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  role TEXT COLLATE "C",
  affiliation TEXT COLLATE "C",
  merged_into INTEGER,
  PRIMARY KEY (key),
  FOREIGN KEY(merged_into) REFERENCES entities (key) ON DELETE SET NULL
)
--
CREATE INDEX entities_by_merged_into ON entities (merged_into)
--
CREATE TABLE gazetteer (
  gazetteer_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  folded TEXT COLLATE "C" NOT NULL,
  country TEXT COLLATE "C",
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  PRIMARY KEY (gazetteer_id)
)
--
CREATE INDEX gazetteer_by_latitude ON gazetteer (latitude, longitude)
--
CREATE INDEX gazetteer_by_folded ON gazetteer (folded)
--
CREATE TABLE outlets (
  name TEXT COLLATE "C" NOT NULL,
  folded TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (name)
)
--
CREATE TABLE decisions (
  key INTEGER NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  entity INTEGER NOT NULL,
  other INTEGER NOT NULL,
  report INTEGER,
  name TEXT COLLATE "C",
  made_by TEXT COLLATE "C",
  made TEXT COLLATE "C" NOT NULL,
  undone TEXT COLLATE "C",
  PRIMARY KEY (key)
)
--
CREATE TABLE counters (
  name TEXT COLLATE "C" NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (name)
)
--
CREATE TABLE migrations (
  number INTEGER NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  applied TEXT COLLATE "C" NOT NULL,
  made_by TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (number)
)
--
CREATE TABLE reports (
  key INTEGER NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  address TEXT COLLATE "C",
  series_address TEXT COLLATE "C",
  series INTEGER NOT NULL,
  version INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  publisher TEXT COLLATE "C",
  headline TEXT COLLATE "C",
  standfirst TEXT COLLATE "C",
  bylines TEXT COLLATE "C",
  dateline TEXT COLLATE "C",
  section TEXT COLLATE "C",
  topics TEXT COLLATE "C",
  tags TEXT COLLATE "C",
  language TEXT COLLATE "C",
  format TEXT COLLATE "C" NOT NULL,
  published_earliest TEXT COLLATE "C",
  published_latest TEXT COLLATE "C",
  published_basis TEXT COLLATE "C" NOT NULL,
  modified TEXT COLLATE "C",
  retrieved TEXT COLLATE "C",
  added TEXT COLLATE "C" NOT NULL,
  reader INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (key),
  UNIQUE (id),
  FOREIGN KEY(reader) REFERENCES readers (key)
)
--
CREATE INDEX reports_by_series_address ON reports (series_address)
--
CREATE INDEX reports_by_address ON reports (address)
--
CREATE INDEX reports_by_series ON reports (series)
--
CREATE INDEX reports_by_published ON reports (published_earliest DESC NULLS LAST, key DESC)
--
CREATE TABLE entity_names (
  entity INTEGER NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (entity, name),
  FOREIGN KEY(entity) REFERENCES entities (key) ON DELETE CASCADE
)
--
CREATE TABLE entity_facts (
  entity INTEGER NOT NULL,
  role TEXT COLLATE "C" NOT NULL,
  affiliation TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (entity, role, affiliation),
  FOREIGN KEY(entity) REFERENCES entities (key) ON DELETE CASCADE
)
--
CREATE TABLE entity_words (
  word TEXT COLLATE "C" NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (word, entity),
  FOREIGN KEY(entity) REFERENCES entities (key) ON DELETE CASCADE
)
--
CREATE INDEX entity_words_by_entity ON entity_words (entity)
--
CREATE TABLE entity_keys (
  match_key TEXT COLLATE "C" NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (match_key, entity),
  FOREIGN KEY(entity) REFERENCES entities (key) ON DELETE CASCADE
)
--
CREATE INDEX entity_keys_by_entity ON entity_keys (entity)
--
CREATE TABLE readings (
  report INTEGER NOT NULL,
  json BYTEA NOT NULL,
  PRIMARY KEY (report),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE
)
--
CREATE TABLE arrivals (
  report INTEGER NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  address TEXT COLLATE "C",
  added TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (report, name),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE
)
--
CREATE TABLE blocks (
  report INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE
)
--
CREATE TABLE appearances (
  key INTEGER NOT NULL,
  report INTEGER NOT NULL,
  local TEXT COLLATE "C" NOT NULL,
  entity INTEGER,
  assigned INTEGER,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  aliases TEXT COLLATE "C",
  role TEXT COLLATE "C",
  affiliation TEXT COLLATE "C",
  PRIMARY KEY (key),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE,
  FOREIGN KEY(entity) REFERENCES entities (key) ON DELETE SET NULL,
  FOREIGN KEY(assigned) REFERENCES entities (key) ON DELETE SET NULL
)
--
CREATE INDEX appearances_by_report ON appearances (report)
--
CREATE INDEX appearances_by_assigned ON appearances (assigned)
--
CREATE INDEX appearances_by_entity ON appearances (entity)
--
CREATE TABLE claims (
  key INTEGER NOT NULL,
  report INTEGER NOT NULL,
  local TEXT COLLATE "C" NOT NULL,
  latest INTEGER NOT NULL,
  publisher TEXT COLLATE "C",
  published TEXT COLLATE "C",
  form TEXT COLLATE "C" NOT NULL,
  certainty TEXT COLLATE "C" NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  kind TEXT COLLATE "C",
  speaker TEXT COLLATE "C",
  said_by TEXT COLLATE "C",
  entity INTEGER,
  appearance INTEGER,
  source TEXT COLLATE "C",
  source_starts INTEGER,
  source_ends INTEGER,
  cue TEXT COLLATE "C",
  cue_starts INTEGER,
  cue_ends INTEGER,
  content TEXT COLLATE "C" NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  ground TEXT COLLATE "C",
  hedges TEXT COLLATE "C",
  counted TEXT COLLATE "C",
  within INTEGER,
  context_starts INTEGER NOT NULL,
  context_ends INTEGER NOT NULL,
  PRIMARY KEY (key),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE,
  FOREIGN KEY(entity) REFERENCES entities (key) ON DELETE SET NULL
)
--
CREATE INDEX claims_by_kind ON claims (kind, published DESC NULLS LAST, key DESC)
--
CREATE INDEX claims_by_entity ON claims (entity, published DESC NULLS LAST, key DESC)
--
CREATE INDEX claims_by_published ON claims (published DESC NULLS LAST, key DESC)
--
CREATE INDEX claims_by_report ON claims (report)
--
CREATE INDEX claims_by_certainty ON claims (certainty, published DESC NULLS LAST, key DESC)
--
CREATE INDEX claims_by_publisher ON claims (publisher, published DESC NULLS LAST, key DESC)
--
CREATE TABLE refusals (
  key INTEGER NOT NULL,
  report INTEGER,
  name TEXT COLLATE "C" NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  starts INTEGER,
  ends INTEGER,
  detail TEXT COLLATE "C" NOT NULL,
  added TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (key),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE
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
  what TEXT COLLATE "C" NOT NULL,
  before TEXT COLLATE "C",
  after TEXT COLLATE "C",
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE,
  FOREIGN KEY(previous) REFERENCES reports (key) ON DELETE CASCADE
)
--
CREATE INDEX changes_by_previous ON changes (previous)
--
CREATE TABLE pins (
  report INTEGER NOT NULL,
  folded TEXT COLLATE "C" NOT NULL,
  decision INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  instead INTEGER NOT NULL,
  PRIMARY KEY (report, folded, decision),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE,
  FOREIGN KEY(decision) REFERENCES decisions (key) ON DELETE CASCADE,
  FOREIGN KEY(entity) REFERENCES entities (key) ON DELETE CASCADE,
  FOREIGN KEY(instead) REFERENCES entities (key) ON DELETE CASCADE
)
--
CREATE INDEX pins_by_decision ON pins (decision)
--
CREATE INDEX pins_by_entity ON pins (entity)
--
CREATE INDEX pins_by_instead ON pins (instead)
--
CREATE TABLE via (
  claim INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  appearance INTEGER,
  PRIMARY KEY (claim, position),
  FOREIGN KEY(claim) REFERENCES claims (key) ON DELETE CASCADE,
  FOREIGN KEY(appearance) REFERENCES appearances (key) ON DELETE SET NULL
)
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
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims (key) ON DELETE SET NULL
)
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
  text TEXT COLLATE "C" NOT NULL,
  low DOUBLE PRECISION,
  high DOUBLE PRECISION,
  value DOUBLE PRECISION,
  exact TEXT COLLATE "C" NOT NULL,
  unit TEXT COLLATE "C",
  counts TEXT COLLATE "C",
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims (key) ON DELETE SET NULL
)
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
  text TEXT COLLATE "C" NOT NULL,
  earliest TEXT COLLATE "C",
  latest TEXT COLLATE "C",
  basis TEXT COLLATE "C" NOT NULL,
  type TEXT COLLATE "C" NOT NULL,
  value TEXT COLLATE "C",
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims (key) ON DELETE SET NULL
)
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
  text TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  country TEXT COLLATE "C",
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  gazetteer_id TEXT COLLATE "C",
  PRIMARY KEY (report, position),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims (key) ON DELETE SET NULL
)
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
  key INTEGER NOT NULL,
  report INTEGER NOT NULL,
  claim INTEGER,
  quote TEXT COLLATE "C" NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  verdict TEXT COLLATE "C" NOT NULL,
  correction TEXT COLLATE "C",
  note TEXT COLLATE "C",
  made_by TEXT COLLATE "C",
  made TEXT COLLATE "C" NOT NULL,
  undone TEXT COLLATE "C",
  PRIMARY KEY (key),
  FOREIGN KEY(report) REFERENCES reports (key) ON DELETE CASCADE,
  FOREIGN KEY(claim) REFERENCES claims (key) ON DELETE SET NULL
)
--
CREATE INDEX judgements_by_claim ON judgements (claim)
--
CREATE INDEX judgements_by_report ON judgements (report)
--
CREATE FUNCTION reportedly_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN regexp_replace(normalize(regexp_replace(normalize(coalesce($1, ''), NFD), '[\u0300-\u036f]+', '', 'g'), NFC), '[!-/:-@\[-`{-~\u00a0-\u00bf\u2010-\u2070\u2074-\u207e\u2080-\u208e\u20a0-\u21ff\u2460-\u249b]', ' ', 'g')
--
CREATE TEXT SEARCH DICTIONARY reportedly_stem (TEMPLATE = snowball, LANGUAGE = english)
--
CREATE TEXT SEARCH CONFIGURATION reportedly (COPY = simple)
--
ALTER TEXT SEARCH CONFIGURATION reportedly ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part, numword, numhword, hword_numpart WITH reportedly_stem
--
ALTER TABLE claims ADD COLUMN search tsvector GENERATED ALWAYS AS (setweight(to_tsvector('reportedly', reportedly_folded(left(content, 250000))), 'A') || setweight(to_tsvector('reportedly', reportedly_folded(left(said_by, 250000))), 'B') || setweight(to_tsvector('reportedly', reportedly_folded(left(source, 250000))), 'C') || setweight(to_tsvector('reportedly', reportedly_folded(left(ground, 250000))), 'C') || setweight(to_tsvector('reportedly', reportedly_folded(left(cue, 250000))), 'C') || setweight(to_tsvector('reportedly', reportedly_folded(left(counted, 250000))), 'D')) STORED
--
CREATE INDEX claims_by_search ON claims USING gin (search)
--
CREATE INDEX claims_by_said_by_words ON claims USING gin (to_tsvector('reportedly', reportedly_folded(left(said_by, 250000))))
--
CREATE INDEX claims_by_ground_words ON claims USING gin (to_tsvector('reportedly', reportedly_folded(left(ground, 250000))))
--
CREATE INDEX claims_by_cue_words ON claims USING gin (to_tsvector('reportedly', reportedly_folded(left(cue, 250000))))
--
CREATE INDEX claims_by_counted_words ON claims USING gin (to_tsvector('reportedly', reportedly_folded(left(counted, 250000))))
--
ALTER TABLE reports ADD COLUMN search tsvector GENERATED ALWAYS AS (setweight(to_tsvector('reportedly', reportedly_folded(left(headline, 250000))), 'A') || setweight(to_tsvector('reportedly', reportedly_folded(left(text, 250000))), 'B')) STORED
--
CREATE INDEX reports_by_search ON reports USING gin (search)
--
CREATE INDEX reports_by_headline_words ON reports USING gin (to_tsvector('reportedly', reportedly_folded(left(headline, 250000))))
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
    (SELECT string_agg(name, ' > ') FROM (SELECT name FROM via WHERE via.claim = claims.key ORDER BY position) AS steps) AS via,
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
