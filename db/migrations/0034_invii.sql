-- What leaves by mail: each sending, to whom, with which bytes, how it ended for each recipient, and the receipts that say so. Nothing
-- is ever sent twice by the machine, and nothing free is sent at all (RN-11.9, RN-14.1, RN-32.1, BES-3 to BES-6).

CREATE TABLE invio (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  casella_id uuid NOT NULL,
  genere text NOT NULL CHECK (genere IN ('documento', 'ricevuta-protocollazione', 'restituzione', 'avviso', 'richiesta')),
  registrazione_id uuid,
  -- The message it answers.
  messaggio_id uuid,
  -- Written by a program: nothing automatic answers it (RFC 3834).
  automatico boolean NOT NULL DEFAULT false,
  -- Without «INVIO x di n».
  oggetto text NOT NULL CHECK (btrim(oggetto) <> ''),
  testo text NOT NULL CHECK (btrim(testo) <> ''),
  tipo_ricevuta text NOT NULL DEFAULT 'completa' CHECK (tipo_ricevuta IN ('completa', 'breve', 'sintetica')),
  -- INVIO x di n (RN-82.1); `gruppo` holds together all the messages that one request became.
  parte integer CHECK (parte BETWEEN 1 AND parti),
  parti integer CHECK (parti BETWEEN 2 AND 999),
  gruppo uuid NOT NULL,
  -- Decided when it is queued, so that it is the same whatever happens afterwards.
  message_id text NOT NULL CHECK (message_id ~ '^<[^<>@[:space:]]+@[^<>@[:space:]]+>$'),
  -- Message-ID of the message it answers, for In-Reply-To.
  in_risposta_a text,
  stato text NOT NULL DEFAULT 'in-coda'
    CHECK (stato IN ('in-coda', 'in-partenza', 'inviato', 'esito-incerto', 'fallito', 'annullato')),
  tentativi integer NOT NULL DEFAULT 0,
  prossimo_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Last time it was handed to the server; the rate is counted on it.
  partito_il timestamptz,
  inviato_il timestamptz,
  -- The bytes that were sent.
  eml_id uuid,
  motivo text CHECK (btrim(motivo) <> ''),
  -- Of the transport envelope, learnt from the acceptance: later receipts may name nothing else.
  identificativo text,
  -- The sending whose failures it repeats.
  rispedisce_id uuid,
  -- When the offices were told that no final receipt came.
  avvisato_il timestamptz,
  chiesto_da text NOT NULL CHECK (chiesto_da <> ''),
  chiesto_da_id uuid,
  chiesto_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (ente_id, id),
  UNIQUE (ente_id, message_id),
  FOREIGN KEY (ente_id, casella_id) REFERENCES casella (ente_id, id),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, messaggio_id) REFERENCES messaggio (ente_id, id),
  FOREIGN KEY (ente_id, eml_id) REFERENCES documento (ente_id, id),
  FOREIGN KEY (ente_id, rispedisce_id) REFERENCES invio (ente_id, id),
  CHECK ((parte IS NULL) = (parti IS NULL)),
  CHECK (stato NOT IN ('in-partenza', 'inviato', 'esito-incerto') OR (eml_id IS NOT NULL AND partito_il IS NOT NULL)),
  CHECK ((stato = 'inviato') = (inviato_il IS NOT NULL)),
  CHECK (stato NOT IN ('fallito', 'annullato', 'esito-incerto') OR motivo IS NOT NULL)
);
CREATE INDEX invio_elenco ON invio (ente_id, id DESC);
CREATE INDEX invio_casella ON invio (casella_id, partito_il) WHERE partito_il IS NOT NULL;
CREATE INDEX invio_registrazione ON invio (registrazione_id) WHERE registrazione_id IS NOT NULL;
CREATE INDEX invio_messaggio ON invio (messaggio_id) WHERE messaggio_id IS NOT NULL;
CREATE INDEX invio_da_fare ON invio (ente_id, prossimo_il) WHERE stato IN ('in-coda', 'in-partenza');
CREATE INDEX invio_identificativo ON invio (ente_id, casella_id, identificativo) WHERE identificativo IS NOT NULL;
CREATE INDEX invio_eml ON invio (eml_id) WHERE eml_id IS NOT NULL;

CREATE TABLE invio_destinatario (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  invio_id uuid NOT NULL,
  ordine integer NOT NULL,
  indirizzo text NOT NULL CHECK (indirizzo ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND length(indirizzo) <= 320),
  nominativo text NOT NULL,
  per_conoscenza boolean NOT NULL DEFAULT false,
  -- Whether the other side is certified mail: the acceptance says it (BES-5).
  certificato boolean,
  stato text NOT NULL DEFAULT 'in-coda' CHECK (stato IN ('in-coda', 'inviato', 'accettato', 'esterno', 'preavviso', 'non-accettato',
    'mancata-consegna', 'consegnato')),
  -- The provider's instants; what it wrote, to the letter, is in the receipts (BES-4).
  accettato_il timestamptz,
  preavviso_il timestamptz,
  mancato_il timestamptz,
  consegnato_il timestamptz,
  errore text,
  -- Delivered and not delivered: both were said.
  contrasto boolean NOT NULL DEFAULT false,
  rispedito_id uuid,
  UNIQUE (ente_id, id),
  UNIQUE (invio_id, ordine),
  FOREIGN KEY (ente_id, invio_id) REFERENCES invio (ente_id, id),
  FOREIGN KEY (ente_id, rispedito_id) REFERENCES invio (ente_id, id)
);
CREATE UNIQUE INDEX invio_destinatario_indirizzo ON invio_destinatario (invio_id, lower(indirizzo));
CREATE INDEX invio_destinatario_automatici ON invio_destinatario (ente_id, lower(indirizzo));
CREATE INDEX invio_destinatario_in_attesa ON invio_destinatario (ente_id, invio_id)
  WHERE stato IN ('inviato', 'accettato', 'preavviso');

CREATE TABLE invio_allegato (
  ente_id uuid NOT NULL,
  invio_id uuid NOT NULL,
  ordine integer NOT NULL,
  documento_id uuid NOT NULL,
  nome text NOT NULL CHECK (nome <> ''),
  PRIMARY KEY (invio_id, ordine),
  FOREIGN KEY (ente_id, invio_id) REFERENCES invio (ente_id, id),
  FOREIGN KEY (ente_id, documento_id) REFERENCES documento (ente_id, id)
);
CREATE INDEX invio_allegato_documento ON invio_allegato (documento_id);

-- What a receipt says; the message it is stays whole where it arrived. Without `invio_id` nobody knows yet what it is of.
CREATE TABLE ricevuta (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  messaggio_id uuid NOT NULL,
  casella_id uuid NOT NULL,
  tipo text NOT NULL CHECK (tipo IN ('accettazione', 'non-accettazione', 'presa-in-carico', 'avvenuta-consegna', 'errore-consegna',
    'preavviso-errore-consegna', 'rilevazione-virus')),
  invio_id uuid,
  -- The recipient it speaks of; an acceptance speaks of all.
  destinatario_id uuid,
  -- What it names: the Message-ID of the client, the identifier of the envelope, the address.
  msgid text,
  identificativo text,
  consegna text,
  -- The provider's, to the second; when the receipt came, if it does not say.
  istante timestamptz NOT NULL,
  errore text,
  errore_esteso text,
  -- The rest of daticert, as written: giorno, ora, zona, destinatari.
  dati jsonb NOT NULL DEFAULT '{}',
  firma text NOT NULL CHECK (firma IN ('valida', 'non-valida', 'assente', 'non-riconosciuta')),
  arrivata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- By hand.
  abbinata_da text,
  abbinata_da_id uuid,
  abbinata_il timestamptz,
  UNIQUE (ente_id, id),
  UNIQUE (messaggio_id),
  FOREIGN KEY (ente_id, messaggio_id) REFERENCES messaggio (ente_id, id),
  FOREIGN KEY (ente_id, casella_id) REFERENCES casella (ente_id, id),
  FOREIGN KEY (ente_id, invio_id) REFERENCES invio (ente_id, id),
  FOREIGN KEY (ente_id, destinatario_id) REFERENCES invio_destinatario (ente_id, id),
  CHECK (destinatario_id IS NULL OR invio_id IS NOT NULL),
  CHECK ((abbinata_il IS NULL) = (abbinata_da IS NULL) AND (abbinata_il IS NULL OR invio_id IS NOT NULL))
);
CREATE INDEX ricevuta_invio ON ricevuta (invio_id, istante) WHERE invio_id IS NOT NULL;
CREATE INDEX ricevuta_senza_invio ON ricevuta (ente_id, id DESC) WHERE invio_id IS NULL;
CREATE INDEX ricevuta_da_abbinare ON ricevuta (ente_id, casella_id, identificativo) WHERE invio_id IS NULL AND identificativo IS NOT NULL;

CREATE TABLE invio_evento (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  invio_id uuid NOT NULL,
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  evento text NOT NULL CHECK (evento <> ''),
  dettaglio jsonb NOT NULL DEFAULT '{}',
  attore text NOT NULL CHECK (attore <> ''),
  utente_id uuid,
  FOREIGN KEY (ente_id, invio_id) REFERENCES invio (ente_id, id)
);
CREATE INDEX invio_evento_di ON invio_evento (invio_id, istante, id);

-- ---------------------------------------------------------------------------------------------------------------

-- RN-11.9: there is no free message. What is sent is a registered document, or answers something.
CREATE FUNCTION verifica_nuovo_invio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.genere = 'documento' AND NEW.registrazione_id IS NULL THEN
    RAISE EXCEPTION 'Si spedisce solo un documento registrato (RN-11.9)' USING ERRCODE = 'TB080';
  END IF;
  IF NEW.registrazione_id IS NULL AND NEW.messaggio_id IS NULL THEN
    RAISE EXCEPTION 'Un messaggio libero non si spedisce: riguarda una registrazione o risponde a un messaggio (RN-11.9)'
      USING ERRCODE = 'TB080';
  END IF;
  IF NEW.stato <> 'in-coda' THEN
    RAISE EXCEPTION 'Un invio comincia dalla coda' USING ERRCODE = 'TB081';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER nuovo BEFORE INSERT ON invio FOR EACH ROW EXECUTE FUNCTION verifica_nuovo_invio();

/* A receipt proves that it left, whatever was thought: that is why one may come to `inviato` from everywhere. Back to the queue goes
   only what surely did not leave, or what somebody decided to send again. */
CREATE FUNCTION verifica_invio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.ente_id, NEW.casella_id, NEW.genere, NEW.registrazione_id, NEW.messaggio_id, NEW.automatico, NEW.oggetto, NEW.testo,
      NEW.tipo_ricevuta, NEW.parte, NEW.parti, NEW.gruppo, NEW.message_id, NEW.in_risposta_a, NEW.rispedisce_id, NEW.chiesto_da,
      NEW.chiesto_da_id, NEW.chiesto_il)
    IS DISTINCT FROM
    (OLD.id, OLD.ente_id, OLD.casella_id, OLD.genere, OLD.registrazione_id, OLD.messaggio_id, OLD.automatico, OLD.oggetto, OLD.testo,
      OLD.tipo_ricevuta, OLD.parte, OLD.parti, OLD.gruppo, OLD.message_id, OLD.in_risposta_a, OLD.rispedisce_id, OLD.chiesto_da,
      OLD.chiesto_da_id, OLD.chiesto_il) THEN
    RAISE EXCEPTION 'Ciò che si è chiesto di inviare non cambia' USING ERRCODE = 'TB082';
  END IF;
  IF OLD.eml_id IS NOT NULL AND NEW.eml_id IS DISTINCT FROM OLD.eml_id THEN
    RAISE EXCEPTION 'Il messaggio composto non cambia' USING ERRCODE = 'TB082';
  END IF;
  IF OLD.inviato_il IS NOT NULL AND NEW.inviato_il IS DISTINCT FROM OLD.inviato_il THEN
    RAISE EXCEPTION 'L''istante dell''invio non cambia' USING ERRCODE = 'TB082';
  END IF;
  IF OLD.identificativo IS NOT NULL AND NEW.identificativo IS DISTINCT FROM OLD.identificativo THEN
    RAISE EXCEPTION 'L''identificativo dell''invio non cambia' USING ERRCODE = 'TB082';
  END IF;
  IF NEW.stato <> OLD.stato AND NOT (OLD.stato || '>' || NEW.stato) = ANY (ARRAY['in-coda>in-partenza', 'in-coda>fallito',
      'in-coda>annullato', 'in-coda>inviato', 'in-partenza>inviato', 'in-partenza>in-coda', 'in-partenza>fallito',
      'in-partenza>esito-incerto', 'esito-incerto>inviato', 'esito-incerto>in-coda', 'fallito>inviato']) THEN
    RAISE EXCEPTION 'Un invio % non può diventare %', OLD.stato, NEW.stato USING ERRCODE = 'TB081';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stati BEFORE UPDATE ON invio FOR EACH ROW EXECUTE FUNCTION verifica_invio();

-- How much is known of a recipient: it only grows, in whatever order the receipts come.
CREATE FUNCTION grado_destinatario(stato text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN array_position(ARRAY['in-coda', 'inviato', 'accettato', 'esterno', 'preavviso', 'non-accettato', 'mancata-consegna',
    'consegnato'], stato);

CREATE FUNCTION verifica_destinatario_invio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.ente_id, NEW.invio_id, NEW.ordine, NEW.indirizzo, NEW.nominativo, NEW.per_conoscenza)
    IS DISTINCT FROM (OLD.id, OLD.ente_id, OLD.invio_id, OLD.ordine, OLD.indirizzo, OLD.nominativo, OLD.per_conoscenza) THEN
    RAISE EXCEPTION 'Il destinatario di un invio non cambia' USING ERRCODE = 'TB083';
  END IF;
  IF grado_destinatario(NEW.stato) < grado_destinatario(OLD.stato) THEN
    RAISE EXCEPTION 'Un destinatario % non torna %', OLD.stato, NEW.stato USING ERRCODE = 'TB083';
  END IF;
  IF OLD.rispedito_id IS NOT NULL AND NEW.rispedito_id IS DISTINCT FROM OLD.rispedito_id THEN
    RAISE EXCEPTION 'A questo destinatario si è già rispedito' USING ERRCODE = 'TB084';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stati BEFORE UPDATE ON invio_destinatario FOR EACH ROW EXECUTE FUNCTION verifica_destinatario_invio();

CREATE FUNCTION verifica_ricevuta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.invio_id IS NOT NULL OR (NEW.id, NEW.ente_id, NEW.messaggio_id, NEW.casella_id, NEW.tipo, NEW.msgid, NEW.identificativo,
      NEW.consegna, NEW.istante, NEW.errore, NEW.errore_esteso, NEW.dati, NEW.firma, NEW.arrivata_il)
    IS DISTINCT FROM (OLD.id, OLD.ente_id, OLD.messaggio_id, OLD.casella_id, OLD.tipo, OLD.msgid, OLD.identificativo, OLD.consegna,
      OLD.istante, OLD.errore, OLD.errore_esteso, OLD.dati, OLD.firma, OLD.arrivata_il) THEN
    RAISE EXCEPTION 'Una ricevuta abbinata non cambia' USING ERRCODE = 'TB085';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER abbinamento BEFORE UPDATE ON ricevuta FOR EACH ROW EXECUTE FUNCTION verifica_ricevuta();

-- Nor does it bring files that are not of the registration it names.
CREATE FUNCTION verifica_allegato_invio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM invio i WHERE i.id = NEW.invio_id AND i.genere = 'documento' AND NOT EXISTS (
      SELECT FROM registrazione_documento d WHERE d.registrazione_id = i.registrazione_id AND d.documento_id = NEW.documento_id)) THEN
    RAISE EXCEPTION 'Si spediscono solo i file della registrazione (RN-11.9)' USING ERRCODE = 'TB080';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER della_registrazione BEFORE INSERT ON invio_allegato FOR EACH ROW EXECUTE FUNCTION verifica_allegato_invio();

DO $$
DECLARE
  tabella text;
BEGIN
  FOREACH tabella IN ARRAY ARRAY['invio', 'invio_destinatario', 'invio_allegato', 'ricevuta', 'invio_evento'] LOOP
    EXECUTE format('CREATE TRIGGER incancellabile BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica()', tabella);
    EXECUTE format('CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica()', tabella);
  END LOOP;
END $$;
CREATE TRIGGER immutabile BEFORE UPDATE ON invio_evento FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER immutabile BEFORE UPDATE ON invio_allegato FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();

SELECT proteggi_per_ente(t::regclass)
  FROM unnest(ARRAY['invio', 'invio_destinatario', 'invio_allegato', 'ricevuta', 'invio_evento']) t;
GRANT SELECT, INSERT, UPDATE (stato, tentativi, prossimo_il, partito_il, inviato_il, eml_id, motivo, identificativo, avvisato_il)
  ON invio TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (certificato, stato, accettato_il, preavviso_il, mancato_il, consegnato_il, errore, contrasto, rispedito_id)
  ON invio_destinatario TO tabularium_applicazione;
GRANT SELECT, INSERT ON invio_allegato, invio_evento TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (invio_id, destinatario_id, abbinata_da, abbinata_da_id, abbinata_il) ON ricevuta
  TO tabularium_applicazione;
GRANT SELECT ON invio, invio_destinatario, invio_allegato, ricevuta, invio_evento TO tabularium_lettore;

-- ---------------------------------------------------------------------------------------------------------------

-- A job for a moment to come, one for each `chiave`: asked again, it takes the new moment.
CREATE FUNCTION accoda_lavoro_per(nome text, chiave text, contenuto json, quando timestamptz) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(nome, contenuto, run_at => quando, job_key => chiave, job_key_mode => 'replace');
END $$;
GRANT CREATE ON SCHEMA public TO tabularium_lavori;
ALTER FUNCTION accoda_lavoro_per(text, text, json, timestamptz) OWNER TO tabularium_lavori;
REVOKE CREATE ON SCHEMA public FROM tabularium_lavori;
REVOKE ALL ON FUNCTION accoda_lavoro_per(text, text, json, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accoda_lavoro_per(text, text, json, timestamptz) TO tabularium_applicazione;
