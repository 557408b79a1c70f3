-- Fascicoli, sottofascicoli and inserti, and what is in them (artt. 40, 42–46). Nothing here is ever deleted: a document is
-- taken out of a fascicolo, a fascicolo is closed, and the rows stay with who, when and why (RN-40.2a, RN-45.2).

/* Three levels in one table: a fascicolo (1207), its sottofascicoli (1207.1), their inserti (1207.1.2; RN-A.17). The number
   comes from the register FASC, one sequence that never restarts (RN-42b.2, AMB-07); the parts count from 1 in their parent. */
CREATE TABLE fascicolo (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  registro_id uuid NOT NULL,
  numero bigint NOT NULL CHECK (numero > 0),
  sottofascicolo smallint NOT NULL DEFAULT 0 CHECK (sottofascicolo BETWEEN 0 AND 9999),
  inserto smallint NOT NULL DEFAULT 0 CHECK (inserto BETWEEN 0 AND 9999),
  livello smallint NOT NULL GENERATED ALWAYS AS (CASE WHEN sottofascicolo = 0 THEN 1 WHEN inserto = 0 THEN 2 ELSE 3 END) STORED,
  -- Place in its parent; NULL for a fascicolo.
  progressivo smallint GENERATED ALWAYS AS (nullif(CASE WHEN inserto = 0 THEN sottofascicolo ELSE inserto END, 0)) STORED,
  -- As it is written and addressed: 1207.1.2
  codice text NOT NULL GENERATED ALWAYS AS (numero::text || CASE WHEN sottofascicolo = 0 THEN '' ELSE '.' || sottofascicolo::text END
    || CASE WHEN inserto = 0 THEN '' ELSE '.' || inserto::text END) STORED,
  padre_id uuid,
  anno smallint NOT NULL,
  aperto_il timestamptz NOT NULL,
  data_apertura date NOT NULL GENERATED ALWAYS AS ((aperto_il AT TIME ZONE 'Europe/Rome')::date) STORED,
  unita_id uuid NOT NULL,
  utente_id uuid,
  chiave_api_id uuid,
  operatore text NOT NULL,
  tipo text NOT NULL CHECK (tipo IN ('affare', 'attivita', 'persona-fisica', 'persona-giuridica', 'procedimento')),
  -- What gathers its documents (RN-A.15).
  criterio text NOT NULL CHECK (criterio IN ('affare', 'materia', 'tipologia-documentaria')),
  -- The entry of the version in force when it was opened: its text of that day stays (RN-46.1b).
  voce_titolario_id uuid NOT NULL,
  -- Places of the entry and of those above it among their sisters: classes in the order of the titolario, X after IX.
  ordine_classe integer[] NOT NULL,
  -- The voce under the class whose form it follows (RN-42.8-2).
  aggregazione_id uuid,
  denominazione text NOT NULL CHECK (btrim(denominazione) <> ''),
  oggetto text NOT NULL CHECK (btrim(oggetto) <> ''),
  -- Always said, also when it is none (RN-44.2-3, AMB-08).
  riservatezza text NOT NULL CHECK (riservatezza IN ('nessuno', 'riservato', 'altamente-riservato')),
  tutti_gli_uffici boolean NOT NULL,
  uffici_ammessi uuid[] NOT NULL DEFAULT '{}',
  rpa_utente_id uuid,
  luogo text,
  note text,
  intestatario jsonb,
  amministrazioni jsonb NOT NULL DEFAULT '[]',
  procedimento jsonb,
  dati jsonb NOT NULL DEFAULT '{}',
  -- Day of the last document (RN-44.3), and instant of the operation (AMB-08).
  data_chiusura date,
  chiuso_il timestamptz,
  chiuso_da text,
  versione integer NOT NULL DEFAULT 1,
  ricerca tsvector NOT NULL DEFAULT '',
  UNIQUE (registro_id, numero, sottofascicolo, inserto),
  UNIQUE (ente_id, codice),
  UNIQUE (ente_id, id),
  CHECK (inserto = 0 OR sottofascicolo > 0),
  CHECK ((padre_id IS NULL) = (sottofascicolo = 0)),
  CHECK (anno = extract(year FROM aperto_il AT TIME ZONE 'Europe/Rome')),
  CHECK (tutti_gli_uffici = (cardinality(uffici_ammessi) = 0)),
  CHECK (riservatezza = 'nessuno' OR NOT tutti_gli_uffici),
  CHECK ((data_chiusura IS NULL) = (chiuso_il IS NULL) AND (chiuso_il IS NULL) = (chiuso_da IS NULL)),
  CHECK (procedimento IS NULL OR tipo = 'procedimento'),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id),
  FOREIGN KEY (ente_id, padre_id) REFERENCES fascicolo (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, voce_titolario_id) REFERENCES voce_titolario (ente_id, id),
  FOREIGN KEY (ente_id, aggregazione_id) REFERENCES voce_titolario (ente_id, id),
  -- A person of the ente (RN-2.1f).
  FOREIGN KEY (ente_id, rpa_utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX fascicolo_padre ON fascicolo (padre_id) WHERE padre_id IS NOT NULL;
CREATE INDEX fascicolo_ricerca ON fascicolo USING gin (ente_id, ricerca);
CREATE INDEX fascicolo_recenti ON fascicolo (ente_id, numero DESC, sottofascicolo, inserto);
CREATE INDEX fascicolo_voce ON fascicolo (voce_titolario_id, numero DESC);
-- For the counts beside the titolario, which are read from it alone.
CREATE INDEX fascicolo_di_classe ON fascicolo (voce_titolario_id) WHERE sottofascicolo = 0;
CREATE INDEX fascicolo_unita ON fascicolo (unita_id, numero DESC);
CREATE INDEX fascicolo_rpa ON fascicolo (rpa_utente_id, numero DESC) WHERE rpa_utente_id IS NOT NULL;
-- Repertorio of a year (RN-46.1), and the closed ones in the order they are archived (RN-44.3-2).
CREATE INDEX fascicolo_repertorio ON fascicolo (ente_id, anno, ordine_classe, numero, sottofascicolo, inserto);
CREATE INDEX fascicolo_chiusi ON fascicolo (ente_id, ordine_classe, data_chiusura, numero, sottofascicolo, inserto)
  WHERE data_chiusura IS NOT NULL;

-- At commit every number has its predecessor, not later than itself, and came from the counter; every part its elder sister.
CREATE FUNCTION verifica_fascicolo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  segue boolean;
BEGIN
  IF NEW.livello = 1 THEN
    segue := EXISTS (SELECT FROM registro r WHERE r.id = NEW.registro_id AND r.tipo = 'fascicoli')
      AND (NEW.numero = 1 OR EXISTS (SELECT FROM fascicolo p WHERE p.registro_id = NEW.registro_id AND p.numero = NEW.numero - 1
        AND p.sottofascicolo = 0 AND p.aperto_il <= NEW.aperto_il))
      AND EXISTS (SELECT FROM contatore c WHERE c.registro_id = NEW.registro_id AND c.anno = 0 AND c.ultimo >= NEW.numero);
    -- Under an entry of the version in force on its own day, also when midnight passes between the question and the number.
    IF NOT EXISTS (SELECT FROM voce_titolario v WHERE v.id = NEW.voce_titolario_id AND v.codice IS NOT NULL
      AND v.titolario_id = titolario_al(NEW.data_apertura))
    THEN
      RAISE EXCEPTION 'La voce di titolario non vale per questo fascicolo' USING ERRCODE = 'TB008';
    END IF;
  ELSE
    segue := EXISTS (SELECT FROM fascicolo p WHERE p.id = NEW.padre_id AND p.registro_id = NEW.registro_id AND p.numero = NEW.numero
        AND p.livello = NEW.livello - 1 AND (NEW.livello = 2 OR p.sottofascicolo = NEW.sottofascicolo))
      AND (NEW.progressivo = 1 OR EXISTS (SELECT FROM fascicolo p WHERE p.padre_id = NEW.padre_id AND p.progressivo = NEW.progressivo - 1));
  END IF;
  IF NOT segue THEN
    RAISE EXCEPTION 'Il fascicolo % non segue il precedente', NEW.codice USING ERRCODE = 'TB003';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER progressione AFTER INSERT ON fascicolo DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION verifica_fascicolo();

/* What the opening recorded stays (RN-44.1a–c); a closed fascicolo admits nothing but being reopened, or carried elsewhere. The
   offices admitted are offices of the ente. */
CREATE FUNCTION verifica_fascicolo_modificato() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.ente_id, NEW.registro_id, NEW.numero, NEW.sottofascicolo, NEW.inserto, NEW.padre_id, NEW.anno, NEW.aperto_il,
        NEW.unita_id, NEW.utente_id, NEW.chiave_api_id, NEW.operatore, NEW.tipo, NEW.criterio, NEW.voce_titolario_id,
        NEW.ordine_classe, NEW.aggregazione_id)
      IS DISTINCT FROM (OLD.id, OLD.ente_id, OLD.registro_id, OLD.numero, OLD.sottofascicolo, OLD.inserto, OLD.padre_id, OLD.anno,
        OLD.aperto_il, OLD.unita_id, OLD.utente_id, OLD.chiave_api_id, OLD.operatore, OLD.tipo, OLD.criterio, OLD.voce_titolario_id,
        OLD.ordine_classe, OLD.aggregazione_id)
    THEN
      RAISE EXCEPTION 'I dati di apertura di un fascicolo non cambiano' USING ERRCODE = 'TB001';
    END IF;
    IF OLD.chiuso_il IS NOT NULL AND NEW.chiuso_il IS NOT NULL
       AND (NEW.chiuso_il, NEW.data_chiusura, NEW.denominazione, NEW.oggetto, NEW.riservatezza, NEW.uffici_ammessi, NEW.rpa_utente_id,
         NEW.note, NEW.intestatario, NEW.amministrazioni, NEW.procedimento, NEW.dati)
       IS DISTINCT FROM (OLD.chiuso_il, OLD.data_chiusura, OLD.denominazione, OLD.oggetto, OLD.riservatezza, OLD.uffici_ammessi,
         OLD.rpa_utente_id, OLD.note, OLD.intestatario, OLD.amministrazioni, OLD.procedimento, OLD.dati)
    THEN
      RAISE EXCEPTION 'Il fascicolo è chiuso' USING ERRCODE = 'TB009';
    END IF;
  END IF;
  IF cardinality(NEW.uffici_ammessi) <> (SELECT count(DISTINCT u.id) FROM unita u WHERE u.id = ANY (NEW.uffici_ammessi)) THEN
    RAISE EXCEPTION 'Fra gli uffici ammessi ce n''è uno che non esiste' USING ERRCODE = '23503';
  END IF;
  NEW.ricerca := vettore_ricerca(concat_ws(' ', NEW.denominazione, NEW.oggetto, NEW.procedimento ->> 'denominazione',
    NEW.intestatario ->> 'cognome', NEW.intestatario ->> 'nome', NEW.intestatario ->> 'denominazione',
    NEW.intestatario ->> 'codiceFiscale', NEW.note));
  RETURN NEW;
END $$;
CREATE TRIGGER modificato BEFORE INSERT OR UPDATE ON fascicolo FOR EACH ROW EXECUTE FUNCTION verifica_fascicolo_modificato();

-- What happened to a fascicolo itself; what happened to its documents is in `fascicolazione`.
CREATE TABLE fascicolo_evento (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  fascicolo_id uuid NOT NULL,
  istante timestamptz NOT NULL,
  tipo text NOT NULL CHECK (tipo IN ('apertura', 'modifica', 'chiusura', 'riapertura', 'sottofascicolo')),
  campo text,
  prima jsonb,
  dopo jsonb,
  -- A closed fascicolo is reopened only with a reason.
  motivo text CHECK (tipo <> 'riapertura' OR btrim(motivo) <> ''),
  operatore text NOT NULL,
  utente_id uuid,
  unita_id uuid,
  CHECK (tipo <> 'riapertura' OR motivo IS NOT NULL),
  FOREIGN KEY (ente_id, fascicolo_id) REFERENCES fascicolo (ente_id, id)
);
CREATE INDEX fascicolo_evento_fascicolo ON fascicolo_evento (fascicolo_id, istante);

/* A document in a fascicolo: registered, or only uploaded. A document may be in many (RN-12.3c, RN-43.6); the row says who put
   it there and for which office, whether it was the protocollo (AMB-09), and later who took it out and why (RN-45.2). */
CREATE TABLE fascicolazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  fascicolo_id uuid NOT NULL,
  registrazione_id uuid,
  documento_id uuid,
  -- Of a document that is not registered.
  denominazione text,
  data_documento date,
  inserita_il timestamptz NOT NULL DEFAULT istante_corrente(),
  operatore text NOT NULL,
  utente_id uuid,
  chiave_api_id uuid,
  unita_id uuid,
  dal_protocollo boolean NOT NULL,
  -- It came from another fascicolo: the row it left there.
  spostata_da uuid,
  -- In order of registration (RN-43.3); without a registration, of arrival here.
  ordine_istante timestamptz NOT NULL,
  ordine_numero bigint NOT NULL,
  -- What day it counts for when the closing date is looked for (RN-44.3).
  giorno date NOT NULL,
  tolta_il timestamptz,
  tolta_da text,
  tolta_da_utente uuid,
  tolta_da_unita uuid,
  motivo text,
  UNIQUE (ente_id, id),
  CHECK ((registrazione_id IS NULL) <> (documento_id IS NULL)),
  CHECK ((documento_id IS NULL) = (denominazione IS NULL)),
  CHECK ((tolta_il IS NULL) = (tolta_da IS NULL) AND (tolta_il IS NULL) = (motivo IS NULL)),
  CHECK (btrim(motivo) <> ''),
  FOREIGN KEY (ente_id, fascicolo_id) REFERENCES fascicolo (ente_id, id),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, documento_id) REFERENCES documento (ente_id, id),
  FOREIGN KEY (ente_id, spostata_da) REFERENCES fascicolazione (ente_id, id)
);
-- Once in each fascicolo.
CREATE UNIQUE INDEX fascicolazione_registrazione ON fascicolazione (registrazione_id, fascicolo_id)
  WHERE tolta_il IS NULL AND registrazione_id IS NOT NULL;
CREATE UNIQUE INDEX fascicolazione_documento ON fascicolazione (documento_id, fascicolo_id)
  WHERE tolta_il IS NULL AND documento_id IS NOT NULL;
CREATE INDEX fascicolazione_ordine ON fascicolazione (fascicolo_id, ordine_istante, ordine_numero, id) WHERE tolta_il IS NULL;
-- The ente first: what row-level security asks is then asked once, and not of every row counted.
CREATE INDEX fascicolazione_giorno ON fascicolazione (ente_id, fascicolo_id, giorno) WHERE tolta_il IS NULL;
CREATE INDEX fascicolazione_spostata_da ON fascicolazione (spostata_da) WHERE spostata_da IS NOT NULL;
CREATE INDEX fascicolazione_inserita ON fascicolazione (fascicolo_id, inserita_il DESC);
CREATE INDEX fascicolazione_del_documento ON fascicolazione (documento_id) WHERE documento_id IS NOT NULL;
CREATE INDEX fascicolazione_storia ON fascicolazione (registrazione_id) WHERE registrazione_id IS NOT NULL;
CREATE INDEX fascicolazione_tolta ON fascicolazione (fascicolo_id, tolta_il) WHERE tolta_il IS NOT NULL;

-- Whether it is in some fascicolo, kept by the trigger below: the list of those that are in none is an index (RN-43.1-2).
ALTER TABLE scheda ADD COLUMN fascicolata boolean NOT NULL DEFAULT false;
GRANT UPDATE (fascicolata) ON scheda TO tabularium_applicazione;
CREATE INDEX scheda_da_fascicolare ON scheda (ente_id, istante DESC, numero DESC) WHERE NOT fascicolata AND NOT annullata;
CREATE INDEX scheda_da_classificare ON scheda (ente_id, istante DESC, numero DESC) WHERE voce_titolario_id IS NULL AND NOT annullata;

/* A document goes into an open fascicolo (RN-44.3), with a class if it is registered (RN-40.1), and not once annulled. The
   fascicolo is held meanwhile, so that it is not closed while a document is going in. */
CREATE FUNCTION verifica_fascicolazione() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  chiuso timestamptz;
  s scheda;
BEGIN
  SELECT f.chiuso_il INTO chiuso FROM fascicolo f WHERE f.id = NEW.fascicolo_id FOR SHARE;
  IF chiuso IS NOT NULL THEN
    RAISE EXCEPTION 'Il fascicolo è chiuso' USING ERRCODE = 'TB009';
  END IF;
  IF NEW.registrazione_id IS NULL THEN
    NEW.ordine_istante := NEW.inserita_il;
    NEW.ordine_numero := 0;
    NEW.giorno := coalesce(NEW.data_documento, (NEW.inserita_il AT TIME ZONE 'Europe/Rome')::date);
    RETURN NEW;
  END IF;
  -- Held: its class is not taken away, nor is it annulled, while it goes in.
  SELECT * INTO s FROM scheda x WHERE x.registrazione_id = NEW.registrazione_id FOR NO KEY UPDATE;
  IF s.voce_titolario_id IS NULL THEN
    RAISE EXCEPTION 'Il documento non è classificato' USING ERRCODE = 'TB021';
  ELSIF s.annullata THEN
    RAISE EXCEPTION 'La registrazione è annullata' USING ERRCODE = 'TB004';
  END IF;
  NEW.ordine_istante := s.istante;
  NEW.ordine_numero := s.numero;
  NEW.giorno := (s.istante AT TIME ZONE 'Europe/Rome')::date;
  RETURN NEW;
END $$;
CREATE TRIGGER ammessa BEFORE INSERT ON fascicolazione FOR EACH ROW EXECUTE FUNCTION verifica_fascicolazione();

-- A row says once that the document was taken out, and nothing else of it changes; not from a closed fascicolo.
CREATE FUNCTION verifica_fascicolazione_tolta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.tolta_il IS NOT NULL OR NEW.tolta_il IS NULL
     OR to_jsonb(NEW) - ARRAY['tolta_il', 'tolta_da', 'tolta_da_utente', 'tolta_da_unita', 'motivo']
       <> to_jsonb(OLD) - ARRAY['tolta_il', 'tolta_da', 'tolta_da_utente', 'tolta_da_unita', 'motivo']
  THEN
    RAISE EXCEPTION 'Una fascicolazione non cambia' USING ERRCODE = 'TB001';
  END IF;
  IF EXISTS (SELECT FROM fascicolo f WHERE f.id = NEW.fascicolo_id AND f.chiuso_il IS NOT NULL) THEN
    RAISE EXCEPTION 'Il fascicolo è chiuso' USING ERRCODE = 'TB009';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tolta_una_volta BEFORE UPDATE ON fascicolazione FOR EACH ROW EXECUTE FUNCTION verifica_fascicolazione_tolta();

CREATE FUNCTION aggiorna_fascicolata() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  s scheda;
BEGIN
  -- Held first: two that take the document out of two fascicoli at once must not each believe in the other's.
  SELECT * INTO s FROM scheda x WHERE x.registrazione_id = NEW.registrazione_id FOR NO KEY UPDATE;
  IF NOT s.annullata THEN
    UPDATE scheda x SET fascicolata = NOT x.fascicolata
    WHERE x.registrazione_id = NEW.registrazione_id
      AND x.fascicolata <> EXISTS (SELECT FROM fascicolazione f WHERE f.registrazione_id = NEW.registrazione_id AND f.tolta_il IS NULL);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER fascicolata AFTER INSERT OR UPDATE ON fascicolazione FOR EACH ROW
  WHEN (NEW.registrazione_id IS NOT NULL) EXECUTE FUNCTION aggiorna_fascicolata();

-- A classification may be corrected, not taken away from what is in a fascicolo (RN-40.1).
CREATE FUNCTION verifica_classificata() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Il documento è in un fascicolo: la classificazione si cambia, non si toglie' USING ERRCODE = 'TB021';
END $$;
CREATE TRIGGER classificata BEFORE UPDATE OF voce_titolario_id ON scheda FOR EACH ROW
  WHEN (NEW.voce_titolario_id IS NULL AND NEW.fascicolata) EXECUTE FUNCTION verifica_classificata();

-- An office says that a document is in the wrong fascicolo, the Ufficio Protocollo corrects (RN-45.1, AMB-09).
CREATE TABLE segnalazione_fascicolazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  fascicolazione_id uuid NOT NULL,
  motivo text NOT NULL CHECK (btrim(motivo) <> ''),
  proposto_id uuid,
  segnalata_da text NOT NULL,
  utente_id uuid,
  unita_id uuid,
  segnalata_il timestamptz NOT NULL DEFAULT istante_corrente(),
  stato text NOT NULL DEFAULT 'aperta' CHECK (stato IN ('aperta', 'corretta', 'respinta')),
  decisa_da text,
  decisa_da_utente uuid,
  decisa_il timestamptz,
  risposta text,
  nuova_fascicolazione_id uuid,
  UNIQUE (ente_id, id),
  CHECK ((stato = 'aperta') = (decisa_il IS NULL)),
  CHECK ((stato = 'corretta') = (nuova_fascicolazione_id IS NOT NULL)),
  CHECK (stato <> 'respinta' OR btrim(risposta) <> '' AND risposta IS NOT NULL),
  FOREIGN KEY (ente_id, fascicolazione_id) REFERENCES fascicolazione (ente_id, id),
  FOREIGN KEY (ente_id, nuova_fascicolazione_id) REFERENCES fascicolazione (ente_id, id),
  FOREIGN KEY (ente_id, proposto_id) REFERENCES fascicolo (ente_id, id)
);
CREATE UNIQUE INDEX segnalazione_aperta ON segnalazione_fascicolazione (fascicolazione_id) WHERE stato = 'aperta';
CREATE INDEX segnalazione_fascicolazione_stato ON segnalazione_fascicolazione (ente_id, stato, id);

-- The protocollo asks an office in which fascicolo a document goes; the answer puts it there (RN-26.2, RN-42b.3).
CREATE TABLE richiesta_fascicolo (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  unita_id uuid NOT NULL,
  nota text,
  chiesta_da text NOT NULL,
  utente_id uuid,
  da_unita_id uuid,
  chiesta_il timestamptz NOT NULL DEFAULT istante_corrente(),
  stato text NOT NULL DEFAULT 'aperta' CHECK (stato IN ('aperta', 'evasa', 'ritirata')),
  risposta_da text,
  risposta_il timestamptz,
  fascicolazione_id uuid,
  UNIQUE (ente_id, id),
  CHECK ((stato = 'aperta') = (risposta_il IS NULL)),
  CHECK ((stato = 'evasa') = (fascicolazione_id IS NOT NULL)),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, fascicolazione_id) REFERENCES fascicolazione (ente_id, id)
);
CREATE UNIQUE INDEX richiesta_fascicolo_aperta ON richiesta_fascicolo (registrazione_id) WHERE stato = 'aperta';
CREATE INDEX richiesta_fascicolo_stato ON richiesta_fascicolo (ente_id, stato, id);

CREATE FUNCTION verifica_decisa_una_volta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stato <> 'aperta' THEN
    RAISE EXCEPTION 'È già stata decisa' USING ERRCODE = 'TB005';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decisa_una_volta BEFORE UPDATE ON segnalazione_fascicolazione FOR EACH ROW EXECUTE FUNCTION verifica_decisa_una_volta();
CREATE TRIGGER decisa_una_volta BEFORE UPDATE ON richiesta_fascicolo FOR EACH ROW EXECUTE FUNCTION verifica_decisa_una_volta();

SELECT rendi_immutabile('fascicolo_evento');
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['fascicolo', 'fascicolazione', 'segnalazione_fascicolazione', 'richiesta_fascicolo'] LOOP
    EXECUTE format('CREATE TRIGGER non_cancellabile BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica()', t);
    EXECUTE format('CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica()', t);
  END LOOP;
END $$;
-- What could be emptied until now, though not deleted row by row.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['scheda', 'contatore', 'registro_stato', 'richiesta'] LOOP
    EXECUTE format('CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica()', t);
  END LOOP;
END $$;
SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['fascicolo', 'fascicolo_evento', 'fascicolazione',
  'segnalazione_fascicolazione', 'richiesta_fascicolo']) t;

GRANT SELECT, INSERT ON fascicolo, fascicolo_evento, fascicolazione, segnalazione_fascicolazione, richiesta_fascicolo
  TO tabularium_applicazione;
GRANT UPDATE (denominazione, oggetto, riservatezza, tutti_gli_uffici, uffici_ammessi, rpa_utente_id, luogo, note, intestatario,
  amministrazioni, procedimento, dati, data_chiusura, chiuso_il, chiuso_da, versione, ricerca) ON fascicolo TO tabularium_applicazione;
GRANT UPDATE (tolta_il, tolta_da, tolta_da_utente, tolta_da_unita, motivo) ON fascicolazione TO tabularium_applicazione;
GRANT UPDATE (stato, decisa_da, decisa_da_utente, decisa_il, risposta, nuova_fascicolazione_id) ON segnalazione_fascicolazione
  TO tabularium_applicazione;
GRANT UPDATE (stato, risposta_da, risposta_il, fascicolazione_id) ON richiesta_fascicolo TO tabularium_applicazione;
GRANT SELECT ON fascicolo, fascicolo_evento, fascicolazione TO tabularium_lettore;

-- ---------------------------------------------------------------------------------------------------------------
-- Search, as in 0009 and for its reasons (ADR 0011): functions of a role of their own, that filter by ente themselves.

GRANT SELECT (id, ente_id, numero, sottofascicolo, inserto, livello, codice, anno, unita_id, tipo, voce_titolario_id, ordine_classe,
  tutti_gli_uffici, uffici_ammessi, rpa_utente_id, data_chiusura, intestatario, ricerca) ON fascicolo TO tabularium_ricerca;
GRANT SELECT (ente_id, fascicolo_id, registrazione_id, tolta_il) ON fascicolazione TO tabularium_ricerca;
CREATE POLICY ricerca ON fascicolo FOR SELECT TO tabularium_ricerca USING (true);
CREATE POLICY ricerca ON fascicolazione FOR SELECT TO tabularium_ricerca USING (true);

/* A page of fascicoli that `ufficio` may open (NULL: only those open to all), and how many there are, counted up to 10,001.

   `filtro` has by name: stato, tipo, anno, unita, rpa, codice (which finds that number), livelli (`tutti`, or only fascicoli).
   `ordine`: `recenti` (highest number first), `chiusi` (class, then closing date: RN-44.3-2), `repertorio` (class, then number).
   The page begins after the fascicolo `dopo`, in that order. */
CREATE FUNCTION cerca_fascicoli(ufficio uuid, filtro jsonb, domanda tsquery, voci uuid[], ordine text, dopo uuid, quante integer,
  OUT ids uuid[], OUT totale integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  dove text := 'f.ente_id = $1 AND (f.tutti_gli_uffici OR $2 = ANY (f.uffici_ammessi))';
  chiave text := CASE ordine WHEN 'recenti' THEN '-f.numero, f.sottofascicolo, f.inserto'
    WHEN 'chiusi' THEN 'f.ordine_classe, f.data_chiusura, f.numero, f.sottofascicolo, f.inserto'
    ELSE 'f.ordine_classe, f.numero, f.sottofascicolo, f.inserto' END;
  ordinati text := CASE ordine WHEN 'recenti' THEN 'f.numero DESC, f.sottofascicolo, f.inserto' ELSE chiave END;
  segue text := '';
BEGIN
  IF filtro ->> 'livelli' IS DISTINCT FROM 'tutti' THEN dove := dove || ' AND f.sottofascicolo = 0'; END IF;
  IF domanda IS NOT NULL AND filtro ? 'codice' THEN dove := dove || $$ AND (f.ricerca @@ $4 OR f.codice = $3 ->> 'codice')$$;
  ELSIF domanda IS NOT NULL THEN dove := dove || ' AND f.ricerca @@ $4';
  END IF;
  IF voci IS NOT NULL THEN dove := dove || ' AND f.voce_titolario_id = ANY ($5)'; END IF;
  dove := dove || CASE filtro ->> 'stato' WHEN 'aperto' THEN ' AND f.data_chiusura IS NULL'
    WHEN 'chiuso' THEN ' AND f.data_chiusura IS NOT NULL' ELSE '' END;
  IF filtro ? 'tipo' THEN dove := dove || $$ AND f.tipo = $3 ->> 'tipo'$$; END IF;
  IF filtro ? 'anno' THEN dove := dove || $$ AND f.anno = ($3 ->> 'anno')::smallint$$; END IF;
  IF filtro ? 'unita' THEN dove := dove || $$ AND f.unita_id = ($3 ->> 'unita')::uuid$$; END IF;
  IF filtro ? 'rpa' THEN dove := dove || $$ AND f.rpa_utente_id = ($3 ->> 'rpa')::uuid$$; END IF;
  EXECUTE 'SELECT count(*) FROM (SELECT FROM fascicolo f WHERE ' || dove || ' LIMIT 10001) x'
    INTO totale USING ente, ufficio, filtro, domanda, voci;
  IF dopo IS NOT NULL THEN
    -- Numbers fall, all else grows: two conditions of which the first is the index's.
    segue := CASE ordine WHEN 'recenti' THEN format(' AND f.numero <= (SELECT f.numero FROM fascicolo f WHERE f.id = $6 AND f.ente_id = $1)
        AND (%1$s) > (SELECT %1$s FROM fascicolo f WHERE f.id = $6 AND f.ente_id = $1)', chiave)
      ELSE format(' AND (%1$s) > (SELECT %1$s FROM fascicolo f WHERE f.id = $6 AND f.ente_id = $1)', chiave) END;
  END IF;
  EXECUTE format('SELECT ARRAY(SELECT f.id FROM fascicolo f WHERE %s%s ORDER BY %s LIMIT $7)', dove, segue, ordinati)
    INTO ids USING ente, ufficio, filtro, domanda, voci, dopo, quante;
END $f$;

/* Open fascicoli where a document may belong (RN-43.4), with what speaks for each: documents of the same sender or its name on
   them, words of the oggetto (0 to 1), the same class. */
CREATE FUNCTION candidati_fascicoli(ufficio uuid, oggetto text, voci uuid[], codici_fiscali text[], nominativi text[], quanti integer)
RETURNS TABLE (id uuid, per_mittente boolean, per_oggetto real, per_classe boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  parole tsquery := replace(plainto_tsquery('public.italiano', left(oggetto, 2000))::text, ' & ', ' | ')::tsquery;
BEGIN
  RETURN QUERY
  WITH stesso_mittente AS MATERIALIZED (
    (SELECT c.registrazione_id FROM corrispondente c WHERE c.ente_id = ente AND c.codice_fiscale = ANY (codici_fiscali) LIMIT 2000)
    UNION
    (SELECT s.registrazione_id FROM unnest(nominativi) n CROSS JOIN LATERAL (
      SELECT x.registrazione_id FROM scheda x JOIN registro r ON r.id = x.registro_id AND r.ente_id = ente
      WHERE x.registro_id = r.id AND x.nomi @@ plainto_tsquery('public.italiano_parole', n) LIMIT 500) s
     WHERE EXISTS (SELECT FROM corrispondente c WHERE c.registrazione_id = s.registrazione_id AND c.ente_id = ente AND c.nominativo = n))
  ), trovati AS (
    SELECT g.fascicolo_id AS quale, true AS mittente FROM stesso_mittente m
      JOIN fascicolazione g ON g.registrazione_id = m.registrazione_id AND g.ente_id = ente AND g.tolta_il IS NULL
    UNION
    (SELECT f.id, f.intestatario ->> 'codiceFiscale' = ANY (codici_fiscali) FROM fascicolo f
     WHERE f.ente_id = ente AND f.data_chiusura IS NULL AND numnode(parole) > 0 AND f.ricerca @@ parole LIMIT 5000)
    UNION
    (SELECT f.id, false FROM fascicolo f WHERE f.voce_titolario_id = ANY (voci) AND f.ente_id = ente AND f.data_chiusura IS NULL
     ORDER BY f.numero DESC LIMIT 200)
  ), pesati AS (
    SELECT f.id AS quale, f.numero, bool_or(coalesce(t.mittente, false)) AS mittente,
      CASE WHEN numnode(parole) > 0 THEN ts_rank(f.ricerca, parole, 32) ELSE 0 END AS oggetto,
      coalesce(f.voce_titolario_id = ANY (voci), false) AS classe
    FROM trovati t JOIN fascicolo f ON f.id = t.quale
    WHERE f.ente_id = ente AND f.data_chiusura IS NULL AND (f.tutti_gli_uffici OR ufficio = ANY (f.uffici_ammessi))
    GROUP BY f.id
  )
  SELECT p.quale, p.mittente, p.oggetto, p.classe FROM pesati p
  ORDER BY p.mittente::int * 0.5 + p.oggetto * 3 + p.classe::int * 0.3 DESC, p.numero DESC LIMIT quanti;
END $f$;

GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
ALTER FUNCTION cerca_fascicoli OWNER TO tabularium_ricerca;
ALTER FUNCTION candidati_fascicoli OWNER TO tabularium_ricerca;
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
REVOKE ALL ON FUNCTION cerca_fascicoli, candidati_fascicoli FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cerca_fascicoli, candidati_fascicoli TO tabularium_applicazione;
