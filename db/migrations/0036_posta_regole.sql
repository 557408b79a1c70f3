-- What is refused and must be said to who wrote, what is asked of him and his answer, what comes again: in integration, in place of
-- something else, or twice (RN-79.4a, RN-79.6, RN-82.2, RN-83.3, BES-13, BES-19).

ALTER TABLE messaggio
  -- RN-79.4a: somebody saw that it holds more than one istanza.
  ADD COLUMN piu_istanze boolean NOT NULL DEFAULT false,
  -- BES-13: parts that somebody saw to be scans of a signed original.
  ADD COLUMN scansioni text[] NOT NULL DEFAULT '{}',
  -- RN-79.6: the last day for saying that it was refused; the registered communication that says it.
  ADD COLUMN comunicare_entro date,
  ADD COLUMN comunicazione_id uuid REFERENCES registrazione (id),
  ADD COLUMN comunicato_il timestamptz,
  -- BES-19: what of ours it answers.
  ADD COLUMN risponde_a_id uuid,
  ADD FOREIGN KEY (ente_id, risponde_a_id) REFERENCES invio (ente_id, id),
  ADD CHECK (comunicare_entro IS NULL OR stato = 'non-presentato'),
  ADD CHECK ((comunicazione_id IS NULL) = (comunicato_il IS NULL)),
  ADD CHECK (comunicazione_id IS NULL OR stato = 'non-presentato');

-- Those refused before the term was kept: it runs from their arrival all the same. The owner sees every ente only for this.
ALTER TABLE messaggio NO FORCE ROW LEVEL SECURITY;
UPDATE messaggio SET comunicare_entro = (coalesce(consegnato_il, arrivato_il) AT TIME ZONE 'Europe/Rome')::date + 15
  WHERE stato = 'non-presentato';
ALTER TABLE messaggio FORCE ROW LEVEL SECURITY;

CREATE INDEX messaggio_da_comunicare ON messaggio (ente_id, casella_id, comunicare_entro)
  WHERE stato = 'non-presentato' AND comunicazione_id IS NULL;
CREATE INDEX messaggio_risponde_a ON messaggio (risponde_a_id) WHERE risponde_a_id IS NOT NULL;
CREATE UNIQUE INDEX messaggio_comunicazione ON messaggio (comunicazione_id) WHERE comunicazione_id IS NOT NULL;

-- Said once, with a document that leaves; and the term does not move.
CREATE FUNCTION verifica_comunicazione_rifiuto() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.comunicazione_id IS NOT NULL AND (NEW.comunicazione_id, NEW.comunicato_il) IS DISTINCT FROM (OLD.comunicazione_id, OLD.comunicato_il)
    OR OLD.comunicare_entro IS NOT NULL AND NEW.comunicare_entro IS DISTINCT FROM OLD.comunicare_entro THEN
    RAISE EXCEPTION 'Il rifiuto è già stato comunicato, o il suo termine è già fissato (RN-79.6)' USING ERRCODE = 'TB072';
  END IF;
  IF NEW.stato = 'non-presentato' AND OLD.stato <> 'non-presentato' AND NEW.comunicare_entro IS NULL THEN
    RAISE EXCEPTION 'Di un rifiuto va fissato entro quando si comunica (RN-79.6)' USING ERRCODE = 'TB072';
  END IF;
  IF NEW.comunicazione_id IS NOT NULL AND OLD.comunicazione_id IS NULL AND NOT EXISTS (
      SELECT FROM registrazione r WHERE r.id = NEW.comunicazione_id AND r.flusso = 'U') THEN
    RAISE EXCEPTION 'Il rifiuto si comunica con un documento registrato in partenza (RN-79.6)' USING ERRCODE = 'TB072';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER comunicazione_rifiuto BEFORE UPDATE ON messaggio FOR EACH ROW EXECUTE FUNCTION verifica_comunicazione_rifiuto();

GRANT UPDATE (piu_istanze, scansioni, comunicare_entro, comunicazione_id, comunicato_il, risponde_a_id) ON messaggio
  TO tabularium_applicazione;

ALTER TABLE collegamento DROP CONSTRAINT collegamento_tipo_check;
ALTER TABLE collegamento ADD CONSTRAINT collegamento_tipo_check CHECK (tipo IN ('risposta', 'segue', 'integrazione', 'sostituzione',
  'duplicato', 'annulla', 'invio-multiplo', 'copia-di-cartaceo', 'registrazione-particolare', 'altro'));
