-- What the program learned from the ente's own registrations, and what became of its proposals. Recomputable: losing it costs a
-- training, not a datum. One row per ente, under row-level security like all else: nothing is learned across enti.

CREATE TABLE modello_suggerimenti (
  ente_id uuid PRIMARY KEY REFERENCES ente,
  -- Version of the learner: what another one wrote is not read but learned again.
  programma integer NOT NULL,
  addestrato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Registrations it learned from, and the newest of them.
  esempi integer NOT NULL CHECK (esempi >= 0),
  ultimo_istante timestamptz,
  -- {classi, uffici}: {top1, top3, provate}, measured on the last registrations kept apart.
  misure jsonb NOT NULL DEFAULT '{}',
  contenuto bytea NOT NULL
);
-- Already compressed.
ALTER TABLE modello_suggerimenti ALTER COLUMN contenuto SET STORAGE EXTERNAL;

CREATE TABLE suggerimento_esito (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  campo text NOT NULL CHECK (campo IN ('classifica', 'ufficio', 'fascicolo')),
  proposti text[] NOT NULL CHECK (cardinality(proposti) BETWEEN 1 AND 3),
  -- What was registered, whoever chose it; NULL: nothing.
  scelto text,
  -- Taken from a proposal by a gesture of the operator; nothing is ever applied by itself.
  accettato boolean NOT NULL CHECK (NOT accettato OR scelto = ANY (proposti)),
  modello_del timestamptz,
  utente_id uuid,
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (registrazione_id, campo),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX suggerimento_esito_recenti ON suggerimento_esito (ente_id, campo, istante DESC);
SELECT rendi_immutabile('suggerimento_esito');

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['modello_suggerimenti', 'suggerimento_esito']) t;
GRANT SELECT, INSERT, UPDATE ON modello_suggerimenti TO tabularium_applicazione;
GRANT SELECT, INSERT ON suggerimento_esito TO tabularium_applicazione;
