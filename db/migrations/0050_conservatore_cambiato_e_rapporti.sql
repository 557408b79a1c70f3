-- When who keeps is changed: what he was never given is withdrawn, with its reason, and goes to the new one in a package of its own; what
-- was sent to him stays his until he answers; of what may have arrived or not, only who answers for conservation says.

-- Once it has left: whether it may be at the other end all the same. False only after attempts that surely brought nothing there.
ALTER TABLE pacchetto ADD COLUMN arrivo_incerto boolean NOT NULL DEFAULT true;
GRANT UPDATE (arrivo_incerto) ON pacchetto TO tabularium_applicazione;

ALTER TABLE pacchetto
  DROP CONSTRAINT pacchetto_stato_check,
  DROP CONSTRAINT pacchetto_check1,
  DROP CONSTRAINT pacchetto_check3,
  DROP CONSTRAINT pacchetto_check4,
  ADD CONSTRAINT pacchetto_stato CHECK (stato IN ('prodotto', 'inviato', 'preso-in-carico', 'conservato', 'rifiutato', 'ritirato')),
  ADD CONSTRAINT pacchetto_inviato_il CHECK ((stato IN ('prodotto', 'ritirato')) = (inviato_il IS NULL)),
  ADD CONSTRAINT pacchetto_concluso_il CHECK ((stato IN ('conservato', 'rifiutato', 'ritirato')) = (concluso_il IS NOT NULL)),
  ADD CONSTRAINT pacchetto_con_motivo CHECK (stato NOT IN ('rifiutato', 'ritirato') OR motivo IS NOT NULL);
DROP INDEX pacchetto_mai_due_volte;
CREATE UNIQUE INDEX pacchetto_mai_due_volte ON pacchetto (tipo, oggetto_id, anno, contenuto) WHERE stato NOT IN ('rifiutato', 'ritirato');

/* RN-37.3: a package is confirmed or refused by the responsabile della conservazione in office, or by the system that read it in a
   rapporto di versamento. Nothing goes back, and what was produced does not change. Nothing leaves for who keeps no more. */
CREATE OR REPLACE FUNCTION verifica_pacchetto() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  conserva boolean;
  responsabile boolean;
BEGIN
  IF (NEW.id, NEW.ente_id, NEW.conservatore_id, NEW.tipo, NEW.oggetto_id, NEW.anno, NEW.versione, NEW.identificativo, NEW.titolo, NEW.chiave,
      NEW.contenuto, NEW.archivio_id, NEW.impronta, NEW.dimensione, NEW.indice_impronta, NEW.dovuto_entro, NEW.chiesto_da,
      NEW.chiesto_da_id, NEW.creato_il)
    IS DISTINCT FROM
    (OLD.id, OLD.ente_id, OLD.conservatore_id, OLD.tipo, OLD.oggetto_id, OLD.anno, OLD.versione, OLD.identificativo, OLD.titolo, OLD.chiave,
      OLD.contenuto, OLD.archivio_id, OLD.impronta, OLD.dimensione, OLD.indice_impronta, OLD.dovuto_entro, OLD.chiesto_da,
      OLD.chiesto_da_id, OLD.creato_il) THEN
    RAISE EXCEPTION 'Un pacchetto prodotto non cambia' USING ERRCODE = 'TB101';
  END IF;
  IF OLD.stato IN ('conservato', 'rifiutato', 'ritirato') THEN
    RAISE EXCEPTION 'Il pacchetto è già %', OLD.stato USING ERRCODE = 'TB102';
  END IF;
  IF (OLD.inviato_il IS NOT NULL AND NEW.inviato_il IS DISTINCT FROM OLD.inviato_il)
    OR (OLD.preso_il IS NOT NULL AND NEW.preso_il IS DISTINCT FROM OLD.preso_il)
    OR (OLD.partito_il IS NOT NULL AND NEW.partito_il IS NULL) THEN
    RAISE EXCEPTION 'Gli istanti di un pacchetto non cambiano' USING ERRCODE = 'TB101';
  END IF;
  conserva := EXISTS (SELECT FROM conservatore c WHERE c.id = NEW.conservatore_id AND c.attivo);
  IF NEW.partito_il IS DISTINCT FROM OLD.partito_il AND NOT conserva THEN
    RAISE EXCEPTION 'A chi non conserva più non parte nulla' USING ERRCODE = 'TB107';
  END IF;
  IF NEW.stato = OLD.stato THEN
    RETURN NEW;
  END IF;
  IF NOT (OLD.stato || '>' || NEW.stato) = ANY (ARRAY['prodotto>inviato', 'prodotto>ritirato', 'inviato>preso-in-carico',
      'inviato>conservato', 'inviato>rifiutato', 'preso-in-carico>conservato', 'preso-in-carico>rifiutato']) THEN
    RAISE EXCEPTION 'Un pacchetto % non può diventare %', OLD.stato, NEW.stato USING ERRCODE = 'TB102';
  END IF;
  IF NEW.stato = 'inviato' AND OLD.partito_il IS NULL THEN
    RAISE EXCEPTION 'Un pacchetto è inviato dopo che è partito' USING ERRCODE = 'TB102';
  END IF;
  responsabile := NEW.mosso_da_id IS NOT NULL AND 'responsabile-conservazione' = ANY (nomine_di(NEW.mosso_da_id));
  IF NEW.mosso_da_id IS NOT NULL AND NOT responsabile THEN
    RAISE EXCEPTION 'Solo il responsabile della conservazione conferma, rifiuta o ritira un pacchetto (RN-37.3)' USING ERRCODE = 'TB103';
  END IF;
  IF NEW.stato IN ('preso-in-carico', 'conservato', 'rifiutato') AND NEW.mosso_da_id IS NULL AND NEW.rapporto_id IS NULL THEN
    RAISE EXCEPTION 'Il sistema conferma o rifiuta solo con un rapporto di versamento (RN-37.3)' USING ERRCODE = 'TB103';
  END IF;
  IF NEW.stato = 'ritirato' THEN
    IF conserva THEN
      RAISE EXCEPTION 'Un pacchetto si ritira solo da chi non conserva più' USING ERRCODE = 'TB107';
    END IF;
    IF OLD.partito_il IS NOT NULL AND OLD.arrivo_incerto AND NOT responsabile THEN
      RAISE EXCEPTION 'Che un pacchetto partito non sia arrivato lo dice il responsabile della conservazione' USING ERRCODE = 'TB103';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- Which digests each rapporto carries, written when it is read: of a fascicolo handed over document by document there is one rapporto for
-- each, and the one that proves a document is found without reading the others. None, when it could not be read.
CREATE TABLE rapporto_impronte (
  ente_id uuid NOT NULL,
  pacchetto_id uuid NOT NULL,
  rapporto_id uuid NOT NULL,
  impronte text[] NOT NULL,
  PRIMARY KEY (pacchetto_id, rapporto_id),
  FOREIGN KEY (ente_id, pacchetto_id) REFERENCES pacchetto (ente_id, id),
  FOREIGN KEY (ente_id, rapporto_id) REFERENCES documento (ente_id, id)
);
CREATE INDEX rapporto_impronte_rapporto ON rapporto_impronte (rapporto_id);
SELECT rendi_immutabile('rapporto_impronte');
SELECT proteggi_per_ente('rapporto_impronte');
GRANT SELECT, INSERT ON rapporto_impronte TO tabularium_applicazione;
GRANT SELECT ON rapporto_impronte TO tabularium_lettore;
