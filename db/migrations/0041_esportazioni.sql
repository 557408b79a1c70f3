-- Exports and imports of a whole ente (docs/decisioni/0025).

-- Who works at the console of the server is nobody the program knows.
ALTER TABLE traccia DROP CONSTRAINT traccia_di_qualcuno;
ALTER TABLE traccia ADD CONSTRAINT traccia_di_qualcuno CHECK (utente_id IS NOT NULL OR chiave_api_id IS NOT NULL OR attore IN
  ('sistema', 'installazione (ente:crea)', 'installazione (esporta)', 'installazione (importa)', 'utente sconosciuto',
   'credenziale sconosciuta', 'chi ha chiesto il recupero'));

-- The private half of a key is never in an export: where an ente was imported the next key is signed by none before it, and is
-- trusted from what is printed.
ALTER TABLE chiave_firma DROP CONSTRAINT chiave_firma_check;
ALTER TABLE chiave_firma ADD CONSTRAINT chiave_firma_prima CHECK (progressivo > 1 OR firma IS NULL);

-- Exports asked for from a page, and how far they are (RN-37.2). Files are in the data folder, under the id.
CREATE TABLE esportazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  anno smallint CHECK (anno BETWEEN 2000 AND 9999),
  stato text NOT NULL DEFAULT 'in-attesa' CHECK (stato IN ('in-attesa', 'in-corso', 'completa', 'fallita', 'eliminata')),
  chiesta_da uuid NOT NULL,
  chiesta_da_nome text NOT NULL,
  chiesta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  fatti bigint NOT NULL DEFAULT 0,
  tutti bigint NOT NULL DEFAULT 0,
  conclusa_il timestamptz,
  registrazioni bigint,
  documenti bigint,
  -- Documents that were missing or altered.
  difetti integer,
  -- SHA-256 of esportazione.json, which has the digests of all the rest.
  impronta text CHECK (impronta ~ '^[0-9a-f]{64}$'),
  motivo text,
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, chiesta_da) REFERENCES utente (ente_id, id)
);
-- One at a time: two would read the same archive twice.
CREATE UNIQUE INDEX esportazione_in_corso ON esportazione (ente_id) WHERE stato IN ('in-attesa', 'in-corso');
SELECT proteggi_per_ente('esportazione');
GRANT SELECT, INSERT, UPDATE (stato, fatti, tutti, conclusa_il, registrazioni, documenti, difetti, impronta, motivo)
  ON esportazione TO tabularium_applicazione;
