-- Exports asked for from the screen (docs/decisioni/0025): who took everything of the ente away, when, and what became of it. The files are
-- in the data folder and go after some days; the history stays.

CREATE TABLE esportazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  -- NULL: everything.
  anno smallint CHECK (anno BETWEEN 1900 AND 2999),
  -- Whether programs may read it too, with a key of that scope: one person makes keys, another opens the export to them.
  anche_chiavi boolean NOT NULL DEFAULT false,
  stato text NOT NULL DEFAULT 'richiesta'
    CHECK (stato IN ('richiesta', 'in-corso', 'pronta', 'non-riuscita', 'annullata', 'scaduta', 'eliminata')),
  chiesta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  chiesta_da text NOT NULL CHECK (btrim(chiesta_da) <> ''),
  utente_id uuid NOT NULL,
  fatti bigint NOT NULL DEFAULT 0 CHECK (fatti >= 0),
  tutti bigint NOT NULL DEFAULT 0 CHECK (tutti >= 0),
  pronta_il timestamptz,
  scade_il timestamptz,
  -- Of all its files, and of esportazione.json, which has the digests of the others.
  byte bigint CHECK (byte > 0),
  impronta bytea CHECK (length(impronta) = 32),
  registrazioni integer,
  documenti integer,
  -- Documents that were missing or altered.
  difetti integer,
  errore text,
  -- When it ended otherwise than ready, or its files went.
  chiusa_il timestamptz,
  chiusa_da text,
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id),
  CHECK ((pronta_il IS NULL) = (stato NOT IN ('pronta', 'scaduta', 'eliminata'))),
  CHECK ((pronta_il IS NULL) = (scade_il IS NULL) AND (pronta_il IS NULL) = (byte IS NULL)
    AND (pronta_il IS NULL) = (impronta IS NULL) AND (pronta_il IS NULL) = (difetti IS NULL)),
  CHECK ((stato = 'non-riuscita') = (errore IS NOT NULL)),
  CHECK ((chiusa_il IS NULL) = (stato IN ('richiesta', 'in-corso', 'pronta')))
);
CREATE INDEX esportazione_ultime ON esportazione (ente_id, chiesta_il DESC);
-- One at a time: each reads everything there is.
CREATE UNIQUE INDEX esportazione_in_corso ON esportazione (ente_id) WHERE stato IN ('richiesta', 'in-corso');

-- Who asked, for what and how it ended is told once.
CREATE FUNCTION verifica_esportazione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.chiusa_il IS NOT NULL OR (OLD.pronta_il IS NOT NULL AND (NEW.pronta_il, NEW.byte, NEW.impronta, NEW.registrazioni, NEW.documenti, NEW.difetti)
     IS DISTINCT FROM (OLD.pronta_il, OLD.byte, OLD.impronta, OLD.registrazioni, OLD.documenti, OLD.difetti)) THEN
    RAISE EXCEPTION 'Un’esportazione finita non si cambia' USING ERRCODE = 'TB001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER solo_avanti BEFORE UPDATE ON esportazione FOR EACH ROW EXECUTE FUNCTION verifica_esportazione();
CREATE TRIGGER non_cancellabile BEFORE DELETE ON esportazione FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON esportazione FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();
SELECT proteggi_per_ente('esportazione');
GRANT SELECT, INSERT (ente_id, anno, anche_chiavi, chiesta_da, utente_id),
  UPDATE (stato, fatti, tutti, pronta_il, scade_il, byte, impronta, registrazioni, documenti, difetti, errore, chiusa_il, chiusa_da)
  ON esportazione TO tabularium_applicazione;
GRANT SELECT ON esportazione TO tabularium_lettore;
