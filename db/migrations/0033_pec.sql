-- Mailboxes, and the ledger of what arrives in them: every message the server has is seen, kept byte for byte, read, and waits on a
-- desk until somebody decides; none disappears (RN-7.1, RN-9.1, RN-17, RN-21).

CREATE TABLE casella (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  -- What the office calls it: AOO, SUAP (RN-36.2g).
  codice text NOT NULL CHECK (codice ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$'),
  denominazione text NOT NULL CHECK (btrim(denominazione) <> '' AND length(denominazione) <= 120),
  indirizzo text NOT NULL CHECK (indirizzo ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND length(indirizzo) <= 320),
  genere text NOT NULL CHECK (genere IN ('pec', 'ordinaria')),
  -- The office that works it. Certified mail is of the Ufficio Protocollo (RN-7.2, RN-17.1).
  unita_id uuid NOT NULL,
  -- The institutional one of the AOO, from which what offices send leaves (RN-7.1).
  principale boolean NOT NULL DEFAULT false CHECK (NOT principale OR genere = 'pec'),
  trasporto text NOT NULL CHECK (trasporto IN ('imap', 'cartella')),
  -- Host, port, user, folder: everything but the secret.
  parametri jsonb NOT NULL DEFAULT '{}',
  segreto text CHECK (segreto LIKE 'v1.%'),
  uscita jsonb NOT NULL DEFAULT '{}',
  uscita_segreto text CHECK (uscita_segreto LIKE 'v1.%'),
  -- What is done by itself: server copies, ordinary mail, ricevuta, limits.
  politica jsonb NOT NULL DEFAULT '{}',
  attiva boolean NOT NULL DEFAULT true,
  versione integer NOT NULL DEFAULT 1,
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (ente_id, id),
  UNIQUE (ente_id, codice),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id)
);
CREATE UNIQUE INDEX casella_indirizzo ON casella (ente_id, lower(indirizzo));
CREATE UNIQUE INDEX casella_principale ON casella (ente_id) WHERE principale;

CREATE FUNCTION verifica_casella() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.genere = 'pec' AND NOT EXISTS (SELECT FROM unita u WHERE u.id = NEW.unita_id AND u.ufficio_protocollo) THEN
    RAISE EXCEPTION 'Una casella PEC è dell''Ufficio Protocollo (RN-7.2)' USING ERRCODE = 'TB070';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.genere <> OLD.genere THEN
    RAISE EXCEPTION 'Il genere di una casella non cambia' USING ERRCODE = 'TB070';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER genere BEFORE INSERT OR UPDATE OF genere, unita_id ON casella FOR EACH ROW EXECUTE FUNCTION verifica_casella();

-- How the box is doing, written by whoever watches it; apart, so that configuring and watching do not wait for one another.
CREATE TABLE casella_stato (
  casella_id uuid PRIMARY KEY,
  ente_id uuid NOT NULL,
  uidvalidity bigint,
  -- Messages the server has; those it has and we do not.
  sul_server integer,
  da_scaricare integer,
  ultimo_contatto timestamptz,
  ultimo_errore text,
  errore_dal timestamptz,
  FOREIGN KEY (ente_id, casella_id) REFERENCES casella (ente_id, id)
);

/* A message, once: the same bytes found again (another UID, an import) are the same message. `eml_id` holds them whole; what is in
   `lettura` was computed from them and can be computed again. */
CREATE TABLE messaggio (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  casella_id uuid NOT NULL,
  eml_id uuid NOT NULL,
  impronta text NOT NULL CHECK (impronta ~ '^[0-9a-f]{64}$'),
  dimensione bigint NOT NULL CHECK (dimensione > 0),
  -- How it came in: from the server, or with `pec:importa`.
  via text NOT NULL CHECK (via IN ('server', 'importato')),
  -- When the server had it; when we did.
  arrivato_il timestamptz NOT NULL,
  conservato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  stato text NOT NULL DEFAULT 'conservato' CHECK (stato IN ('conservato', 'quarantena', 'da-esaminare', 'accantonato', 'ricevuta',
    'servizio', 'registrato', 'allegato', 'non-registrato', 'restituito', 'non-presentato')),
  -- Read from it.
  tipo text CHECK (tipo IN ('posta-certificata', 'accettazione', 'non-accettazione', 'presa-in-carico', 'avvenuta-consegna',
    'errore-consegna', 'preavviso-errore-consegna', 'rilevazione-virus', 'anomalia', 'posta-ordinaria', 'illeggibile')),
  mittente text,
  mittente_nome text,
  oggetto text,
  message_id text,
  riferimento text,
  identificativo text,
  -- When the provider made it available (daticert), which is when it was delivered by law (CAD art. 45 c. 2).
  consegnato_il timestamptz,
  automatico boolean NOT NULL DEFAULT false,
  -- Somebody we know: he wrote before, or is in the rubrica (RN-11.5-7). As it was when the message was read.
  mittente_noto boolean NOT NULL DEFAULT false,
  firma text CHECK (firma IN ('valida', 'non-valida', 'assente', 'non-riconosciuta')),
  lettura jsonb,
  -- The program that read it, with its version.
  lettore text,
  tentativi integer NOT NULL DEFAULT 0,
  -- INVIO x di n (RN-82.1).
  parte integer CHECK (parte BETWEEN 1 AND parti),
  parti integer CHECK (parti BETWEEN 2 AND 999),
  gruppo text,
  -- Integrity and legibility of the documents, decided by somebody (RN-17.1-2).
  verifica text CHECK (verifica IN ('positiva', 'negativa', 'ammesso')),
  -- How it ended.
  registrazione_id uuid,
  categoria text,
  motivo text CHECK (btrim(motivo) <> ''),
  concluso_il timestamptz,
  concluso_da text,
  concluso_da_id uuid,
  UNIQUE (ente_id, id),
  UNIQUE (casella_id, impronta),
  FOREIGN KEY (ente_id, casella_id) REFERENCES casella (ente_id, id),
  FOREIGN KEY (ente_id, eml_id) REFERENCES documento (ente_id, id),
  FOREIGN KEY (registrazione_id) REFERENCES registrazione (id),
  CHECK ((parte IS NULL) = (parti IS NULL) AND (parte IS NULL) = (gruppo IS NULL)),
  CHECK (stato IN ('conservato', 'quarantena') OR tipo IS NOT NULL),
  CHECK ((stato IN ('registrato', 'allegato', 'non-registrato', 'restituito', 'non-presentato'))
    = (concluso_il IS NOT NULL AND concluso_da IS NOT NULL)),
  CHECK (stato NOT IN ('registrato', 'allegato') OR registrazione_id IS NOT NULL),
  CHECK (stato NOT IN ('non-registrato', 'restituito', 'non-presentato') OR motivo IS NOT NULL)
);
-- Asked by the sweeper of uploads, which leaves them alone.
CREATE INDEX messaggio_eml ON messaggio (eml_id);
CREATE INDEX messaggio_elenco ON messaggio (ente_id, casella_id, arrivato_il DESC, id DESC);
CREATE INDEX messaggio_da_esaminare ON messaggio (ente_id, casella_id, arrivato_il, id)
  WHERE stato IN ('conservato', 'quarantena', 'da-esaminare');
CREATE INDEX messaggio_message_id ON messaggio (ente_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX messaggio_gruppo ON messaggio (ente_id, casella_id, gruppo) WHERE gruppo IS NOT NULL;
CREATE INDEX messaggio_mittente ON messaggio (ente_id, lower(mittente)) WHERE mittente IS NOT NULL;
CREATE INDEX messaggio_registrazione ON messaggio (registrazione_id) WHERE registrazione_id IS NOT NULL;

/* What is on the server, a row for each UID: seen first, then kept. The server's copy is touched only after that. `uid` is, for a
   folder, the name of the file. */
CREATE TABLE messaggio_server (
  ente_id uuid NOT NULL,
  casella_id uuid NOT NULL,
  uidvalidity bigint NOT NULL,
  uid text NOT NULL CHECK (uid <> ''),
  visto_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Of nobody until its bytes are kept.
  messaggio_id uuid,
  conservato_il timestamptz,
  -- What the policy of the box did to the server's copy, after.
  sul_server text NOT NULL DEFAULT 'presente' CHECK (sul_server IN ('presente', 'spostato', 'cancellato', 'sparito')),
  tentativi integer NOT NULL DEFAULT 0,
  ultimo_errore text,
  PRIMARY KEY (casella_id, uidvalidity, uid),
  CHECK ((messaggio_id IS NULL) = (conservato_il IS NULL)),
  CHECK (messaggio_id IS NOT NULL OR sul_server IN ('presente', 'sparito')),
  FOREIGN KEY (ente_id, casella_id) REFERENCES casella (ente_id, id),
  FOREIGN KEY (ente_id, messaggio_id) REFERENCES messaggio (ente_id, id)
);
CREATE INDEX messaggio_server_da_fare ON messaggio_server (casella_id, uidvalidity) WHERE messaggio_id IS NULL AND sul_server = 'presente';
CREATE INDEX messaggio_server_messaggio ON messaggio_server (messaggio_id) WHERE messaggio_id IS NOT NULL;

-- Its history, which nobody rewrites (RN-21.1-2).
CREATE TABLE messaggio_evento (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  messaggio_id uuid NOT NULL,
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  evento text NOT NULL CHECK (evento <> ''),
  dettaglio jsonb NOT NULL DEFAULT '{}',
  attore text NOT NULL CHECK (attore <> ''),
  utente_id uuid,
  FOREIGN KEY (ente_id, messaggio_id) REFERENCES messaggio (ente_id, id)
);
CREATE INDEX messaggio_evento_di ON messaggio_evento (messaggio_id, istante, id);

/* The bytes, where they came from and when do not change; and from each state one goes only where the office may go. What was
   concluded stays so: a mistake is mended on the registration, not by taking the message back. */
CREATE FUNCTION verifica_messaggio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.ente_id, NEW.casella_id, NEW.eml_id, NEW.impronta, NEW.dimensione, NEW.via, NEW.arrivato_il, NEW.conservato_il)
    IS DISTINCT FROM
    (OLD.id, OLD.ente_id, OLD.casella_id, OLD.eml_id, OLD.impronta, OLD.dimensione, OLD.via, OLD.arrivato_il, OLD.conservato_il) THEN
    RAISE EXCEPTION 'Un messaggio conservato non cambia' USING ERRCODE = 'TB071';
  END IF;
  IF OLD.concluso_il IS NOT NULL AND (NEW.stato, NEW.registrazione_id, NEW.motivo, NEW.concluso_il, NEW.concluso_da) IS DISTINCT FROM
    (OLD.stato, OLD.registrazione_id, OLD.motivo, OLD.concluso_il, OLD.concluso_da) THEN
    RAISE EXCEPTION 'Del messaggio si è già deciso' USING ERRCODE = 'TB072';
  END IF;
  IF NEW.stato <> OLD.stato AND NOT (OLD.stato || '>' || NEW.stato) = ANY (ARRAY['conservato>quarantena', 'conservato>da-esaminare',
      'conservato>accantonato', 'conservato>ricevuta', 'conservato>servizio', 'da-esaminare>accantonato', 'accantonato>da-esaminare',
      'quarantena>accantonato', 'accantonato>non-registrato', 'quarantena>da-esaminare', 'quarantena>ricevuta', 'quarantena>servizio',
      'da-esaminare>quarantena', 'da-esaminare>ricevuta', 'da-esaminare>servizio', 'servizio>da-esaminare', 'ricevuta>da-esaminare',
      'da-esaminare>registrato', 'da-esaminare>allegato', 'da-esaminare>non-registrato', 'da-esaminare>restituito',
      'da-esaminare>non-presentato', 'quarantena>registrato', 'quarantena>allegato', 'quarantena>non-registrato',
      'quarantena>restituito']) THEN
    RAISE EXCEPTION 'Un messaggio % non può diventare %', OLD.stato, NEW.stato USING ERRCODE = 'TB072';
  END IF;
  -- Integrity and legibility first (RN-17.1-2).
  IF NEW.stato = 'registrato' AND OLD.stato <> 'registrato' AND NEW.verifica IS DISTINCT FROM 'positiva'
    AND NEW.verifica IS DISTINCT FROM 'ammesso' THEN
    RAISE EXCEPTION 'Integrità e leggibilità del messaggio non sono state verificate (RN-17.1-2)' USING ERRCODE = 'TB073';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stati BEFORE UPDATE ON messaggio FOR EACH ROW EXECUTE FUNCTION verifica_messaggio();
CREATE TRIGGER incancellabile BEFORE DELETE ON messaggio FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON messaggio FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER incancellabile BEFORE DELETE ON messaggio_server FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON messaggio_server FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER immutabile BEFORE UPDATE OR DELETE ON messaggio_evento FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON messaggio_evento FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();

SELECT proteggi_per_ente(t::regclass)
  FROM unnest(ARRAY['casella', 'casella_stato', 'messaggio', 'messaggio_server', 'messaggio_evento']) t;
GRANT SELECT, INSERT, UPDATE (codice, denominazione, indirizzo, unita_id, principale, trasporto, parametri, segreto, uscita,
  uscita_segreto, politica, attiva, versione) ON casella TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE ON casella_stato TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (stato, tipo, mittente, mittente_nome, oggetto, message_id, riferimento, identificativo, consegnato_il,
  automatico, mittente_noto, firma, lettura, lettore, tentativi, parte, parti, gruppo, verifica, registrazione_id, categoria, motivo, concluso_il,
  concluso_da, concluso_da_id) ON messaggio TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (messaggio_id, conservato_il, sul_server, tentativi, ultimo_errore)
  ON messaggio_server TO tabularium_applicazione;
GRANT SELECT, INSERT ON messaggio_evento TO tabularium_applicazione;
GRANT SELECT (id, ente_id, codice, denominazione, indirizzo, genere, unita_id, principale, trasporto, attiva) ON casella TO tabularium_lettore;
GRANT SELECT ON casella_stato, messaggio, messaggio_server, messaggio_evento TO tabularium_lettore;

-- Whose address this is. A function because under row-level security arrays are not asked of an index.
CREATE INDEX rubrica_voce_per_indirizzo ON rubrica_voce USING gin (indirizzi_digitali) WHERE attiva;
GRANT SELECT (id, ente_id, attiva, indirizzi_digitali) ON rubrica_voce TO tabularium_ricerca;
CREATE FUNCTION rubrica_per_indirizzo(quale text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT v.id FROM rubrica_voce v WHERE v.ente_id = ente_corrente() AND v.attiva
    AND v.indirizzi_digitali && ARRAY[quale, lower(quale)] ORDER BY v.id LIMIT 10;
END $$;
GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
ALTER FUNCTION rubrica_per_indirizzo OWNER TO tabularium_ricerca;
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
REVOKE ALL ON FUNCTION rubrica_per_indirizzo FROM PUBLIC;
GRANT EXECUTE ON FUNCTION rubrica_per_indirizzo TO tabularium_applicazione;
