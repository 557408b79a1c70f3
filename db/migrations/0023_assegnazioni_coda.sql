-- Assignments as the office makes them (0016 laid the tables), rules that propose them, and the queue of what is to be registered.

ALTER TABLE assegnazione
  -- Given by the head to somebody of the unit (RN-34.5): the assignment of the unit goes on beside it.
  ADD COLUMN subassegnata boolean NOT NULL DEFAULT false,
  -- The UOP that assigned: a rinvio comes back to it (RN-26.1-3).
  ADD COLUMN da_unita_id uuid,
  ADD COLUMN rinvio_motivo text CHECK (btrim(rinvio_motivo) <> ''),
  -- RN-20.2: the envelope came back closed.
  ADD COLUMN busta_chiusa boolean NOT NULL DEFAULT false,
  -- When the UOP dealt with a rinvio: by a new assignment, or deciding that none is due.
  ADD COLUMN rinvio_evaso_il timestamptz,
  -- RN-35.2: paper is collected from the next day on, unless the RSP authorises for urgency.
  ADD COLUMN ritiro_autorizzato_il timestamptz,
  ADD COLUMN ritiro_autorizzato_da text,
  ADD COLUMN ritiro_motivo text CHECK (btrim(ritiro_motivo) <> ''),
  ADD CHECK ((stato = 'rinviata') = (rinvio_motivo IS NOT NULL)),
  ADD CHECK (NOT busta_chiusa OR stato = 'rinviata'),
  ADD CHECK (rinvio_evaso_il IS NULL OR stato = 'rinviata'),
  ADD CHECK (NOT subassegnata OR utente_id IS NOT NULL AND origine_id IS NOT NULL),
  ADD CHECK ((ritiro_autorizzato_il IS NULL) = (ritiro_autorizzato_da IS NULL)
    AND (ritiro_autorizzato_il IS NULL) = (ritiro_motivo IS NULL)),
  ADD FOREIGN KEY (ente_id, da_unita_id) REFERENCES unita (ente_id, id);
GRANT UPDATE (rinvio_motivo, busta_chiusa, rinvio_evaso_il, ritiro_autorizzato_il, ritiro_autorizzato_da, ritiro_motivo)
  ON assegnazione TO tabularium_applicazione;

/* One office answers for the affair (RN-A.6): one open assignment for competenza, whatever the number of those per conoscenza.
   Who else must act has it per conoscenza, or a document of his own; a second competent office would leave terms and
   responsibilities (RN-33.5, RN-33.7) without an owner. */
CREATE UNIQUE INDEX assegnazione_competente ON assegnazione (registrazione_id)
  WHERE titolo = 'competenza' AND NOT subassegnata AND stato IN ('assegnata', 'smistata', 'in-carico');
-- The queue of the UOP: what came back and waits for a decision.
CREATE INDEX assegnazione_rinviata ON assegnazione (ente_id, conclusa_il, id) WHERE stato = 'rinviata' AND rinvio_evaso_il IS NULL;
CREATE INDEX assegnazione_da_smistare ON assegnazione (ente_id, assegnata_il, id) WHERE stato = 'assegnata';
CREATE INDEX assegnazione_origine ON assegnazione (origine_id) WHERE origine_id IS NOT NULL;

ALTER TABLE passo_assegnazione
  -- Steps of one instant, in the order they were made.
  ADD COLUMN ordine bigint GENERATED ALWAYS AS IDENTITY,
  -- Acting for somebody: both are named (RN-33.6).
  ADD COLUMN per_conto_di text,
  ADD COLUMN per_conto_utente_id uuid,
  ALTER COLUMN istante SET DEFAULT istante_corrente(),
  DROP CONSTRAINT passo_assegnazione_passo_check,
  ADD CONSTRAINT passo_assegnazione_passo_check CHECK (passo IN ('assegnata', 'smistata', 'presa-in-carico', 'confermata',
    'subassegnata', 'rinviata', 'rinvio-evaso', 'archiviata', 'riaperta', 'revocata', 'scadenza', 'nota', 'trasferita',
    'ritiro-autorizzato'));
ALTER TABLE assegnazione ALTER COLUMN assegnata_il SET DEFAULT istante_corrente();

/* RN-34.1: what is "complete" before a document goes to the offices. Registration and segnatura are one row, so whoever refers to it
   has them. The bytes were forced to disk, read-only, before the row that names them (RN-25.1); they are read back after the
   registration and at each reading. Complete therefore means: of none of them was it found that they are missing or altered. */
CREATE FUNCTION documenti_conservati(registrazione uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (SELECT FROM registrazione_documento rd
    JOIN avviso a ON a.codice = 'documenti.alterato:' || rd.impronta AND a.ente_id = rd.ente_id AND a.risolto_il IS NULL
    WHERE rd.registrazione_id = registrazione AND rd.impronta IS NOT NULL);
END $$;

/* The states an assignment goes through, and no others (RN-33.1, RN-33.3, RN-34.1, RN-35.2, RN-40.1). Who inserts one already sent
   (at registration, the sub-assignment) has made all the steps at once; that they are written is asked at commit. */
CREATE FUNCTION verifica_assegnazione() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  s record;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    NEW.versione := OLD.versione + 1;
    IF (OLD.stato = 'rinviata' AND NEW.rinvio_motivo IS DISTINCT FROM OLD.rinvio_motivo)
      OR (OLD.smistata_il IS NOT NULL AND NEW.smistata_il IS DISTINCT FROM OLD.smistata_il)
      OR (OLD.in_carico_il IS NOT NULL AND NEW.in_carico_il IS DISTINCT FROM OLD.in_carico_il) THEN
      RAISE EXCEPTION 'Ciò che è accaduto a un''assegnazione non si riscrive' USING ERRCODE = 'TB031';
    END IF;
    IF NEW.stato = OLD.stato AND NEW.unita_id = OLD.unita_id AND NEW.utente_id IS NOT DISTINCT FROM OLD.utente_id THEN
      RETURN NEW;
    END IF;
    IF NEW.stato <> OLD.stato AND NOT (OLD.stato || '>' || NEW.stato) = ANY (ARRAY['assegnata>smistata', 'assegnata>in-carico',
        'assegnata>revocata', 'smistata>in-carico', 'smistata>rinviata', 'smistata>revocata', 'in-carico>archiviata',
        'in-carico>rinviata', 'in-carico>revocata', 'archiviata>in-carico']) THEN
      RAISE EXCEPTION 'Un''assegnazione % non può diventare %', OLD.stato, NEW.stato USING ERRCODE = 'TB031';
    END IF;
  ELSIF NEW.stato NOT IN ('assegnata', 'smistata', 'in-carico') THEN
    RAISE EXCEPTION 'Un''assegnazione non nasce %', NEW.stato USING ERRCODE = 'TB031';
  END IF;
  IF NEW.stato = 'in-carico' AND (NEW.smistata_il IS NULL OR NEW.in_carico_il IS NULL) THEN
    RAISE EXCEPTION 'Si prende in carico ciò che è stato smistato' USING ERRCODE = 'TB031';
  END IF;

  SELECT h.annullata, h.voce_titolario_id, r.supporto INTO s
  FROM scheda h JOIN registrazione r ON r.id = h.registrazione_id WHERE h.registrazione_id = NEW.registrazione_id;
  IF TG_OP = 'INSERT' THEN
    IF s.annullata THEN
      RAISE EXCEPTION 'La registrazione è annullata' USING ERRCODE = 'TB004';
    END IF;
    IF NOT EXISTS (SELECT FROM unita u WHERE u.id = NEW.unita_id AND u.uu AND u.attiva) THEN
      RAISE EXCEPTION 'Si assegna a un ufficio utente (UU) attivo' USING ERRCODE = 'TB036';
    END IF;
  END IF;
  -- Somebody of that unit (RN-34.5).
  IF NEW.utente_id IS NOT NULL AND NEW.stato IN ('assegnata', 'smistata', 'in-carico')
    AND (TG_OP = 'INSERT' OR NEW.utente_id IS DISTINCT FROM OLD.utente_id)
    AND NOT EXISTS (SELECT FROM incarico i JOIN utente u ON u.id = i.utente_id AND u.attivo
      WHERE i.utente_id = NEW.utente_id AND i.unita_id = NEW.unita_id AND i.profilo <> 'amministratore') THEN
    RAISE EXCEPTION 'La persona non è dell''ufficio' USING ERRCODE = 'TB036';
  END IF;
  IF NEW.stato IN ('smistata', 'in-carico') AND (TG_OP = 'INSERT' OR OLD.stato = 'assegnata')
    AND NOT documenti_conservati(NEW.registrazione_id) THEN
    RAISE EXCEPTION 'I documenti non sono conservati' USING ERRCODE = 'TB032';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.stato = 'in-carico' AND OLD.stato = 'smistata' AND s.supporto = 'analogico'
    AND NEW.ritiro_autorizzato_il IS NULL
    AND (NEW.in_carico_il AT TIME ZONE 'Europe/Rome')::date <= (NEW.smistata_il AT TIME ZONE 'Europe/Rome')::date THEN
    RAISE EXCEPTION 'La carta si ritira dal giorno dopo' USING ERRCODE = 'TB037';
  END IF;
  IF NEW.stato = 'archiviata' AND s.voce_titolario_id IS NULL THEN
    RAISE EXCEPTION 'Un documento non classificato non si archivia' USING ERRCODE = 'TB033';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stati BEFORE INSERT OR UPDATE ON assegnazione FOR EACH ROW EXECUTE FUNCTION verifica_assegnazione();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON assegnazione FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();

-- Every state has its step, with operator and instant: at commit, or nothing is committed (RN-33.6).
CREATE FUNCTION verifica_passo_assegnazione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM passo_assegnazione p WHERE p.assegnazione_id = NEW.id AND p.passo = ANY (CASE NEW.stato
      WHEN 'assegnata' THEN ARRAY['assegnata'] WHEN 'in-carico' THEN ARRAY['presa-in-carico', 'subassegnata']
      ELSE ARRAY[NEW.stato] END)) THEN
    RAISE EXCEPTION 'Manca il passo che spiega lo stato %', NEW.stato USING ERRCODE = 'TB034';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER passi AFTER INSERT OR UPDATE OF stato ON assegnazione DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION verifica_passo_assegnazione();

/* Assignments with their steps, all in one call. `voci` is an array of {id, registrazione, unita, utente, titolo, nota, scadenza,
   origine, istante, smista, operatore, operatoreId, daUnita, perConto, perContoId}.
   Those to be sent go at once, if the documents are conserved: digital ones enter the office by the hand of nobody, on the date of
   assignment (RN-34.4, AMB-14); paper waits for who collects it (RN-35.2). Returns which were sent. */
CREATE FUNCTION scrivi_assegnazioni(voci jsonb) RETURNS uuid[] LANGUAGE plpgsql AS $$
DECLARE
  smistate uuid[];
BEGIN
  WITH voce AS MATERIALIZED (
    SELECT v.*, r.supporto = 'digitale' AS digitale, v.smista AND documenti_conservati(v.registrazione) AS parte
    FROM jsonb_to_recordset(voci) AS v (id uuid, registrazione uuid, unita uuid, utente uuid, titolo text, nota text, scadenza date,
        origine uuid, istante timestamptz, smista boolean, operatore text, "operatoreId" uuid, "daUnita" uuid, "perConto" text,
        "perContoId" uuid)
      JOIN registrazione r ON r.id = v.registrazione
  ), scritte AS (
    INSERT INTO assegnazione (id, ente_id, registrazione_id, unita_id, utente_id, titolo, origine_id, stato, nota, scadenza,
      assegnata_il, assegnata_da, assegnata_da_nome, da_unita_id, smistata_il, in_carico_il)
    SELECT id, ente_corrente(), registrazione, unita, utente, titolo, origine,
      CASE WHEN NOT parte THEN 'assegnata' WHEN digitale THEN 'in-carico' ELSE 'smistata' END, nota, scadenza, istante,
      "operatoreId", operatore, "daUnita", CASE WHEN parte THEN istante END, CASE WHEN parte AND digitale THEN istante END
    FROM voce
    RETURNING id
  ), passi AS (
    INSERT INTO passo_assegnazione (ente_id, assegnazione_id, registrazione_id, istante, passo, utente_id, operatore, unita_id,
      per_conto_di, per_conto_utente_id, dettaglio)
    SELECT ente_corrente(), v.id, v.registrazione, v.istante, p.passo,
      CASE WHEN p.passo <> 'presa-in-carico' THEN "operatoreId" END,
      CASE WHEN p.passo <> 'presa-in-carico' THEN operatore ELSE 'sistema' END,
      CASE WHEN p.passo <> 'presa-in-carico' THEN "daUnita" ELSE unita END,
      CASE WHEN p.passo <> 'presa-in-carico' THEN "perConto" END,
      CASE WHEN p.passo <> 'presa-in-carico' THEN "perContoId" END,
      jsonb_strip_nulls(jsonb_build_object('unita', unita, 'utente', utente, 'titolo', titolo, 'nota', nota, 'scadenza', scadenza,
        'origine', origine))
    FROM voce v CROSS JOIN LATERAL unnest(CASE WHEN NOT parte THEN ARRAY['assegnata']
      WHEN digitale THEN ARRAY['assegnata', 'smistata', 'presa-in-carico'] ELSE ARRAY['assegnata', 'smistata'] END)
      WITH ORDINALITY AS p (passo, n)
    ORDER BY v.id, p.n
  )
  SELECT coalesce(array_agg(id), '{}') INTO smistate FROM voce WHERE parte;
  RETURN smistate;
END $$;

-- ---------------------------------------------------------------------------------------------------------------
-- What is to be registered (RN-38.1, RN-42b.4, RN-45.1, RN-20.2).

CREATE TABLE coda (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  flusso text NOT NULL CHECK (flusso IN ('E', 'U', 'I')),
  stato text NOT NULL DEFAULT 'in-coda' CHECK (stato IN ('in-coda', 'registrata', 'esclusa', 'ritirata', 'restituita', 'recapitata')),
  -- Who submits, for which office.
  unita_id uuid NOT NULL,
  utente_id uuid,
  operatore text NOT NULL,
  sottoposta_il timestamptz NOT NULL DEFAULT istante_corrente(),
  oggetto text NOT NULL CHECK (btrim(oggetto) <> ''),
  -- The request of registration as far as it is filled in.
  richiesta jsonb NOT NULL,
  classificazione text,
  fascicolo_id uuid,
  -- What it answers to.
  risposta_a_id uuid,
  -- RN-20.2: reserved or personal mail delivered by mistake, returned unopened: nobody has its contents.
  busta_chiusa boolean NOT NULL DEFAULT false,
  consegnata_il date,
  nota text CHECK (btrim(nota) <> ''),
  -- How it left the queue.
  conclusa_il timestamptz,
  conclusa_da text,
  conclusa_da_id uuid,
  motivo text CHECK (btrim(motivo) <> ''),
  registrazione_id uuid,
  esclusione_id uuid,
  versione integer NOT NULL DEFAULT 1,
  UNIQUE (ente_id, id),
  -- AMB-10, RN-42b.4: class and fascicolo are the office's to say, for what it sends out and for what is internal.
  CHECK (flusso = 'E' OR classificazione IS NOT NULL AND fascicolo_id IS NOT NULL),
  CHECK (NOT busta_chiusa OR flusso = 'E' AND consegnata_il IS NOT NULL AND NOT richiesta ? 'documentoPrincipale'
    AND NOT richiesta ? 'allegati'),
  CHECK ((stato = 'in-coda') = (conclusa_il IS NULL)),
  CHECK ((stato = 'registrata') = (registrazione_id IS NOT NULL)),
  CHECK ((stato = 'esclusa') = (esclusione_id IS NOT NULL)),
  -- What came from outside leaves registered, excluded, or delivered still closed (RN-38.1, AMB-13); never by second thoughts.
  CHECK (stato NOT IN ('ritirata', 'restituita') OR flusso <> 'E'),
  CHECK (stato <> 'esclusa' OR flusso = 'E'),
  CHECK (stato <> 'recapitata' OR busta_chiusa),
  CHECK (stato NOT IN ('restituita', 'recapitata') OR motivo IS NOT NULL),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, fascicolo_id) REFERENCES fascicolo (ente_id, id),
  FOREIGN KEY (ente_id, risposta_a_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, esclusione_id) REFERENCES esclusione (ente_id, id)
);
CREATE INDEX coda_aperta ON coda (ente_id, id) WHERE stato = 'in-coda';
CREATE INDEX coda_ufficio ON coda (unita_id, id DESC);
CREATE UNIQUE INDEX coda_registrata ON coda (registrazione_id) WHERE registrazione_id IS NOT NULL;

-- The files of an item are held, from the sweeper too, as long as it is there; one document waits in one item.
CREATE TABLE coda_documento (
  ente_id uuid NOT NULL,
  coda_id uuid NOT NULL,
  documento_id uuid NOT NULL,
  PRIMARY KEY (coda_id, documento_id),
  FOREIGN KEY (ente_id, coda_id) REFERENCES coda (ente_id, id),
  FOREIGN KEY (ente_id, documento_id) REFERENCES documento (ente_id, id)
);
CREATE INDEX coda_documento_documento ON coda_documento (documento_id);

-- An item leaves once, and only from the queue; what was submitted does not change under the eyes of who registers it.
CREATE FUNCTION verifica_coda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.stato <> 'in-coda' THEN
      RAISE EXCEPTION 'Si entra in coda per esserne registrati' USING ERRCODE = 'TB038';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.stato <> 'in-coda' THEN
    RAISE EXCEPTION 'È già uscita dalla coda' USING ERRCODE = 'TB038';
  END IF;
  IF NEW.stato = 'registrata' AND NOT EXISTS (SELECT FROM registrazione r WHERE r.id = NEW.registrazione_id AND r.flusso = NEW.flusso) THEN
    RAISE EXCEPTION 'La registrazione ha un altro flusso' USING ERRCODE = 'TB038';
  END IF;
  NEW.versione := OLD.versione + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER uscita BEFORE INSERT OR UPDATE ON coda FOR EACH ROW EXECUTE FUNCTION verifica_coda();

-- RN-42b.4: registered means filed where the office said.
CREATE FUNCTION verifica_coda_fascicolata() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.stato = 'registrata' AND NEW.fascicolo_id IS NOT NULL AND NOT EXISTS (SELECT FROM fascicolazione g
      WHERE g.registrazione_id = NEW.registrazione_id AND g.fascicolo_id = NEW.fascicolo_id) THEN
    RAISE EXCEPTION 'Il documento non è nel fascicolo indicato dall''ufficio' USING ERRCODE = 'TB039';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER fascicolata AFTER UPDATE OF stato ON coda DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION verifica_coda_fascicolata();

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['coda', 'coda_documento'] LOOP
    EXECUTE format('CREATE TRIGGER non_cancellabile BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica()', t);
    EXECUTE format('CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica()', t);
  END LOOP;
END $$;

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['coda', 'coda_documento']) t;
GRANT SELECT, INSERT ON coda_documento TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (stato, conclusa_il, conclusa_da, conclusa_da_id, motivo, registrazione_id, esclusione_id, versione)
  ON coda TO tabularium_applicazione;

/* Registrations made until now: their UU competente becomes an assignment, in the hands of the office since then. Row-level security
   holds for the owner too: ente by ente. Without triggers: they would ask at the commit, when no ente is set. */
ALTER TABLE assegnazione DISABLE TRIGGER USER;
DO $$
DECLARE
  di uuid;
BEGIN
  FOR di IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', di::text, true);
    WITH fatte AS (
      INSERT INTO assegnazione (ente_id, registrazione_id, unita_id, titolo, stato, assegnata_il, assegnata_da_nome, da_unita_id,
        smistata_il, in_carico_il)
      SELECT di, s.registrazione_id, s.unita_competente_id, 'competenza', 'in-carico', s.istante, r.operatore, r.unita_id, s.istante, s.istante
      FROM scheda s JOIN registrazione r ON r.id = s.registrazione_id
      WHERE s.unita_competente_id IS NOT NULL AND NOT s.annullata
      RETURNING id, registrazione_id, unita_id, assegnata_il, assegnata_da_nome, da_unita_id
    )
    INSERT INTO passo_assegnazione (ente_id, assegnazione_id, registrazione_id, istante, passo, operatore, unita_id, dettaglio)
    SELECT di, f.id, f.registrazione_id, f.assegnata_il, p.passo,
      CASE WHEN p.passo = 'presa-in-carico' THEN 'sistema' ELSE f.assegnata_da_nome END,
      CASE WHEN p.passo = 'presa-in-carico' THEN f.unita_id ELSE f.da_unita_id END,
      jsonb_build_object('unita', f.unita_id, 'titolo', 'competenza', 'precedente', true)
    FROM fatte f CROSS JOIN unnest(ARRAY['assegnata', 'smistata', 'presa-in-carico']) WITH ORDINALITY AS p (passo, n)
    ORDER BY f.id, p.n;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;
ALTER TABLE assegnazione ENABLE TRIGGER USER;
