-- The register. Numbers, instants and log positions come from apri_registro() alone; the rows are written in the
-- same transaction by scrivi_registrazioni(). What the law makes immutable is in INSERT-only tables; what may
-- change is in `scheda`, and every change leaves a row in `variazione`.

CREATE TABLE registro (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  aoo_id uuid NOT NULL,
  codice text NOT NULL CHECK (codice ~ '^[A-Za-z0-9_.-]{1,16}$'),
  denominazione text NOT NULL,
  -- Longest silence the clock may jump over before a registration asks the RSP whether the date is right.
  silenzio_massimo interval NOT NULL DEFAULT '60 days',
  UNIQUE (ente_id, codice),
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, aoo_id) REFERENCES aoo (ente_id, id)
);

-- One row per register: whoever writes in the register locks it first.
CREATE TABLE registro_stato (
  registro_id uuid PRIMARY KEY,
  ente_id uuid NOT NULL REFERENCES ente,
  ultimo_istante timestamptz,
  ultima_foglia bigint NOT NULL DEFAULT 0 CHECK (ultima_foglia >= 0),
  -- The RSP vouched for the clock up to this instant (act recorded in traccia).
  orologio_confermato_fino timestamptz,
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id)
);

CREATE TABLE contatore (
  registro_id uuid NOT NULL,
  ente_id uuid NOT NULL REFERENCES ente,
  anno smallint NOT NULL CHECK (anno BETWEEN 2000 AND 9999),
  ultimo bigint NOT NULL CHECK (ultimo > 0),
  PRIMARY KEY (registro_id, anno),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id)
);

-- In this table and in those that hang from it, ente_id is vouched for by the reference to (ente_id, registro) or
-- (ente_id, registrazione). One to ente as well would be checked once more for every row and would lock the same row of ente
-- in every transaction: a sixth of the cost of writing a registration.
CREATE TABLE registrazione (
  id uuid PRIMARY KEY,
  ente_id uuid NOT NULL,
  registro_id uuid NOT NULL,
  anno smallint NOT NULL,
  numero bigint NOT NULL CHECK (numero > 0),
  istante timestamptz NOT NULL,
  data date NOT NULL GENERATED ALWAYS AS ((istante AT TIME ZONE 'Europe/Rome')::date) STORED,
  flusso text NOT NULL CHECK (flusso IN ('E', 'U', 'I')),
  oggetto text NOT NULL CHECK (oggetto <> ''),
  supporto text NOT NULL CHECK (supporto IN ('digitale', 'analogico')),
  -- RN-A.11: an analogue document is original or copy, unique or not.
  esemplare text CHECK (esemplare IN ('originale', 'copia')),
  esemplare_unico boolean,
  protocollo_mittente_numero text,
  protocollo_mittente_data date,
  -- When it was presented, apart from when it was registered (AMB-21, CORI-2).
  data_arrivo timestamptz,
  diciture text[] NOT NULL DEFAULT '{}',
  segnatura text NOT NULL,
  segnatura_dati jsonb NOT NULL,
  impronta_segnatura text NOT NULL,
  -- Unguessable key of the public verification page, 128 bits in base64url.
  token text NOT NULL UNIQUE,
  utente_id uuid,
  chiave_api_id uuid,
  operatore text NOT NULL,
  unita_id uuid NOT NULL,
  UNIQUE (registro_id, anno, numero),
  UNIQUE (ente_id, id),
  CHECK (anno = extract(year FROM istante AT TIME ZONE 'Europe/Rome')),
  CHECK ((supporto = 'analogico') = (esemplare IS NOT NULL AND esemplare_unico IS NOT NULL)),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id)
);
CREATE INDEX registrazione_protocollo_mittente ON registrazione (ente_id, protocollo_mittente_numero)
  WHERE protocollo_mittente_numero IS NOT NULL;

-- The part that may change with trace (RN-55.2, ASM-4, AMB-04), and the folded text the search reads.
CREATE TABLE scheda (
  registrazione_id uuid PRIMARY KEY,
  ente_id uuid NOT NULL,
  registro_id uuid NOT NULL,
  anno smallint NOT NULL,
  numero bigint NOT NULL,
  istante timestamptz NOT NULL,
  flusso text NOT NULL,
  versione integer NOT NULL DEFAULT 1,
  annullata boolean NOT NULL DEFAULT false,
  rettificata boolean NOT NULL DEFAULT false,
  -- Value in force of the immutable data, after the rettifiche; the originals stay where they are.
  oggetto text NOT NULL,
  corrispondenti text NOT NULL,
  mezzo text,
  numero_raccomandata text,
  luogo text,
  voce_titolario_id uuid,
  unita_competente_id uuid,
  rpa text,
  note text,
  data_documento date,
  allegati_dichiarati integer CHECK (allegati_dichiarati >= 0),
  numero_allegati integer NOT NULL DEFAULT 0,
  ricerca tsvector NOT NULL,
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, voce_titolario_id) REFERENCES voce_titolario (ente_id, id),
  FOREIGN KEY (ente_id, unita_competente_id) REFERENCES unita (ente_id, id)
);
CREATE INDEX scheda_ordine ON scheda (registro_id, anno DESC, numero DESC);
CREATE INDEX scheda_ricerca ON scheda USING gin (registro_id, ricerca);
CREATE INDEX scheda_unita ON scheda (unita_competente_id, anno DESC, numero DESC) WHERE unita_competente_id IS NOT NULL;

-- Copies of the correspondents as they were at the moment of registering.
CREATE TABLE corrispondente (
  ente_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  -- 0: as registered; n: as set by the n-th rettifica of this registration.
  edizione smallint NOT NULL DEFAULT 0,
  ruolo text NOT NULL CHECK (ruolo IN ('mittente', 'destinatario', 'conoscenza')),
  ordine integer NOT NULL,
  tipo text NOT NULL CHECK (tipo IN ('PF', 'PG', 'PAI', 'PAE', 'anonimo')),
  nominativo text NOT NULL CHECK (nominativo <> ''),
  codice_fiscale text,
  -- The whole correspondent, variable fields of a mail merge included (RN-58.3).
  dati jsonb NOT NULL,
  PRIMARY KEY (registrazione_id, edizione, ruolo, ordine),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX corrispondente_codice_fiscale ON corrispondente (ente_id, codice_fiscale) WHERE codice_fiscale IS NOT NULL;

CREATE TABLE registrazione_documento (
  ente_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  ordine smallint NOT NULL,
  ruolo text NOT NULL CHECK (ruolo IN ('principale', 'allegato')),
  -- A document belongs to one registration only (RN-12.3b, RN-52.3-2); NULL for a paper attachment.
  documento_id uuid UNIQUE,
  descrizione text,
  tipo text,
  impronta text,
  algoritmo text,
  nome_file text,
  formato text,
  dimensione bigint,
  PRIMARY KEY (registrazione_id, ordine),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, documento_id) REFERENCES documento (ente_id, id),
  CHECK ((documento_id IS NULL) = (impronta IS NULL)),
  CHECK (documento_id IS NOT NULL OR descrizione <> '')
);
CREATE UNIQUE INDEX registrazione_documento_principale ON registrazione_documento (registrazione_id) WHERE ruolo = 'principale';
CREATE INDEX registrazione_documento_impronta ON registrazione_documento (ente_id, impronta) WHERE impronta IS NOT NULL;

CREATE TABLE collegamento (
  ente_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  altra_id uuid NOT NULL,
  tipo text NOT NULL CHECK (tipo IN ('risposta', 'segue', 'integrazione', 'annulla', 'invio-multiplo', 'copia-di-cartaceo', 'altro')),
  creato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  creato_da text NOT NULL,
  PRIMARY KEY (registrazione_id, altra_id, tipo),
  CHECK (registrazione_id <> altra_id),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, altra_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX collegamento_altra ON collegamento (altra_id);

-- A reasoned note asking for an annullamento or a rettifica, and what was decided (RN-57.1).
CREATE TABLE richiesta (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  registrazione_id uuid NOT NULL,
  tipo text NOT NULL CHECK (tipo IN ('annullamento', 'rettifica')),
  campo text CHECK (campo IN ('oggetto', 'mittenti', 'destinatari', 'perConoscenza', 'protocolloMittente', 'dataArrivo')),
  valore jsonb,
  motivazione text NOT NULL CHECK (length(btrim(motivazione)) >= 10),
  atto_numero text,
  atto_data date,
  richiesta_da uuid,
  richiesta_da_nome text NOT NULL,
  unita_id uuid,
  richiesta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  stato text NOT NULL DEFAULT 'in-attesa' CHECK (stato IN ('in-attesa', 'autorizzata', 'respinta', 'ritirata')),
  decisa_da uuid,
  decisa_da_nome text,
  decisa_il timestamptz,
  motivo_decisione text,
  UNIQUE (ente_id, id),
  CHECK ((tipo = 'rettifica') = (campo IS NOT NULL)),
  CHECK ((stato = 'in-attesa') = (decisa_il IS NULL)),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX richiesta_aperta ON richiesta (ente_id, richiesta_il) WHERE stato = 'in-attesa';
CREATE INDEX richiesta_registrazione ON richiesta (registrazione_id);
-- One open request per registration and datum: two people asking the same thing see each other.
CREATE UNIQUE INDEX richiesta_unica ON richiesta (registrazione_id, tipo, coalesce(campo, '')) WHERE stato = 'in-attesa';

-- Effects of an authorised request. An annullamento always names the act (RN-57.1-3).
CREATE TABLE annullamento (
  registrazione_id uuid PRIMARY KEY,
  ente_id uuid NOT NULL REFERENCES ente,
  richiesta_id uuid NOT NULL REFERENCES richiesta,
  istante timestamptz NOT NULL,
  motivazione text NOT NULL CHECK (motivazione <> ''),
  atto_numero text NOT NULL CHECK (atto_numero <> ''),
  atto_data date NOT NULL,
  operatore text NOT NULL,
  utente_id uuid,
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);

CREATE TABLE rettifica (
  registrazione_id uuid NOT NULL,
  edizione smallint NOT NULL CHECK (edizione > 0),
  ente_id uuid NOT NULL REFERENCES ente,
  richiesta_id uuid NOT NULL REFERENCES richiesta,
  istante timestamptz NOT NULL,
  campo text NOT NULL,
  prima jsonb,
  dopo jsonb,
  motivazione text NOT NULL CHECK (motivazione <> ''),
  operatore text NOT NULL,
  utente_id uuid,
  PRIMARY KEY (registrazione_id, edizione),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);

-- Changes of optional data (RN-55.2): old and new, who, when.
CREATE TABLE variazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  registrazione_id uuid NOT NULL,
  istante timestamptz NOT NULL,
  campo text NOT NULL,
  prima jsonb,
  dopo jsonb,
  operatore text NOT NULL,
  utente_id uuid,
  unita_id uuid,
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX variazione_registrazione ON variazione (registrazione_id, istante);

-- Leaves of the verifiable log (architettura §5): SHA-256(0x00 || RFC 8785 text), RFC 9162 §2.1.
CREATE TABLE foglia (
  registro_id uuid NOT NULL,
  posizione bigint NOT NULL CHECK (posizione > 0),
  ente_id uuid NOT NULL,
  tipo text NOT NULL CHECK (tipo IN ('registrazione', 'annullamento', 'rettifica', 'variazione')),
  registrazione_id uuid NOT NULL,
  istante timestamptz NOT NULL,
  contenuto text NOT NULL,
  impronta bytea NOT NULL CHECK (length(impronta) = 32),
  PRIMARY KEY (registro_id, posizione),
  CHECK (impronta = sha256('\x00'::bytea || convert_to(contenuto, 'UTF8'))),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX foglia_registrazione ON foglia (registrazione_id, posizione);

-- Items not registered because of their kind: category, operator, date (RN-38.1-4).
CREATE TABLE esclusione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  categoria_id uuid NOT NULL REFERENCES categoria_esclusa,
  descrizione text NOT NULL CHECK (descrizione <> ''),
  mittente text,
  mezzo text,
  motivo text,
  documento_id uuid,
  operatore text NOT NULL,
  utente_id uuid,
  unita_id uuid NOT NULL,
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, documento_id) REFERENCES documento (ente_id, id)
);
CREATE INDEX esclusione_istante ON esclusione (ente_id, istante DESC);

CREATE TABLE modello (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  nome text NOT NULL CHECK (nome <> ''),
  contenuto jsonb NOT NULL,
  versione integer NOT NULL DEFAULT 1,
  creato_da uuid,
  creato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  eliminato_il timestamptz
);
CREATE UNIQUE INDEX modello_nome ON modello (ente_id, nome) WHERE eliminato_il IS NULL;

-- ---------------------------------------------------------------------------------------------------------------
-- Numbering

-- The one source of registering instants. Nothing in production can change what it says.
CREATE FUNCTION istante_corrente() RETURNS timestamptz LANGUAGE sql VOLATILE
  RETURN date_trunc('milliseconds', clock_timestamp());

/* Locks the register and takes what its next rows need, in the order that makes it law-abiding: lock, instant (never
   before the last one), local year, numbers, log positions. The caller writes the rows and commits; a rollback
   gives everything back. `numeri` registrations are about to be written and `foglie` leaves.
   A clock that went back by up to two seconds is waited for; more, or a leap beyond the register's silenzio_massimo
   that the RSP has not vouched for, is refused. */
CREATE FUNCTION apri_registro(registro uuid, numeri integer, foglie integer, orologio_applicazione timestamptz)
RETURNS TABLE (istante timestamptz, anno smallint, primo_numero bigint, prima_foglia bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  stato registro_stato;
  -- Compared with the application's clock, which was read before the wait for the lock.
  alla_chiamata timestamptz := istante_corrente();
  adesso timestamptz;
  silenzio interval;
  ultimo bigint;
  anno_legale smallint;
BEGIN
  SELECT * INTO stato FROM registro_stato s WHERE s.registro_id = registro FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Registro inesistente' USING ERRCODE = 'TB002';
  END IF;
  adesso := istante_corrente();
  IF abs(extract(epoch FROM alla_chiamata - orologio_applicazione)) > 30 THEN
    RAISE EXCEPTION 'Gli orologi del server (%) e della banca dati (%) non concordano', orologio_applicazione, alla_chiamata
      USING ERRCODE = 'TB012';
  END IF;
  IF adesso < stato.ultimo_istante THEN
    IF stato.ultimo_istante - adesso > interval '2 seconds' THEN
      RAISE EXCEPTION 'L''orologio segna % ma l''ultima registrazione è delle %', adesso, stato.ultimo_istante
        USING ERRCODE = 'TB010';
    END IF;
    WHILE adesso < stato.ultimo_istante LOOP
      PERFORM pg_sleep(extract(epoch FROM stato.ultimo_istante - adesso));
      adesso := istante_corrente();
    END LOOP;
  END IF;
  IF stato.ultimo_istante IS NOT NULL THEN
    SELECT r.silenzio_massimo INTO silenzio FROM registro r WHERE r.id = registro;
    IF adesso > stato.ultimo_istante + silenzio
       AND adesso > coalesce(stato.orologio_confermato_fino, '-infinity') THEN
      RAISE EXCEPTION 'L''orologio segna %, molto dopo l''ultima registrazione (%)', adesso, stato.ultimo_istante
        USING ERRCODE = 'TB011';
    END IF;
  END IF;
  anno_legale := extract(year FROM adesso AT TIME ZONE 'Europe/Rome');
  IF numeri > 0 THEN
    INSERT INTO contatore AS c (registro_id, ente_id, anno, ultimo)
    VALUES (registro, stato.ente_id, anno_legale, numeri)
    ON CONFLICT (registro_id, anno) DO UPDATE SET ultimo = c.ultimo + numeri
    RETURNING c.ultimo INTO ultimo;
  END IF;
  UPDATE registro_stato s SET ultimo_istante = adesso, ultima_foglia = stato.ultima_foglia + foglie
  WHERE s.registro_id = registro;
  RETURN QUERY SELECT adesso, anno_legale, ultimo - numeri + 1, stato.ultima_foglia + 1;
END $$;

/* Writes registrations that have their number: one call for a whole group, one transaction. `voci` is an array of
   {registrazione, scheda, corrispondenti[], documenti[], collegamenti[], foglia, traccia, idempotenza}. */
CREATE FUNCTION scrivi_registrazioni(voci jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO registrazione (id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, supporto, esemplare,
      esemplare_unico, protocollo_mittente_numero, protocollo_mittente_data, data_arrivo, diciture, segnatura,
      segnatura_dati, impronta_segnatura, token, utente_id, chiave_api_id, operatore, unita_id)
  SELECT r.id, ente_corrente(), r.registro_id, r.anno, r.numero, r.istante, r.flusso, r.oggetto, r.supporto, r.esemplare,
      r.esemplare_unico, r.protocollo_mittente_numero, r.protocollo_mittente_data, r.data_arrivo,
      coalesce(r.diciture, '{}'), r.segnatura, r.segnatura_dati, r.impronta_segnatura, r.token, r.utente_id,
      r.chiave_api_id, r.operatore, r.unita_id
  FROM jsonb_array_elements(voci) v, jsonb_populate_record(NULL::registrazione, v -> 'registrazione') r;

  INSERT INTO scheda (registrazione_id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, corrispondenti,
      mezzo, numero_raccomandata, luogo, voce_titolario_id, unita_competente_id, rpa, note, data_documento,
      allegati_dichiarati, numero_allegati, ricerca)
  SELECT r.id, ente_corrente(), r.registro_id, r.anno, r.numero, r.istante, r.flusso, r.oggetto, s.corrispondenti,
      s.mezzo, s.numero_raccomandata, s.luogo, s.voce_titolario_id, s.unita_competente_id, s.rpa, s.note,
      s.data_documento, s.allegati_dichiarati, coalesce(s.numero_allegati, 0),
      vettore_ricerca(v ->> 'testo')
  FROM jsonb_array_elements(voci) v, jsonb_populate_record(NULL::registrazione, v -> 'registrazione') r,
       jsonb_populate_record(NULL::scheda, v -> 'scheda') s;

  INSERT INTO corrispondente (ente_id, registrazione_id, ruolo, ordine, tipo, nominativo, codice_fiscale, dati)
  SELECT ente_corrente(), (v -> 'registrazione' ->> 'id')::uuid, c.ruolo, c.ordine, c.tipo, c.nominativo, c.codice_fiscale, c.dati
  FROM jsonb_array_elements(voci) v, jsonb_populate_recordset(NULL::corrispondente, v -> 'corrispondenti') c;

  INSERT INTO registrazione_documento (ente_id, registrazione_id, ordine, ruolo, documento_id, descrizione, tipo,
      impronta, algoritmo, nome_file, formato, dimensione)
  SELECT ente_corrente(), (v -> 'registrazione' ->> 'id')::uuid, d.ordine, d.ruolo, d.documento_id, d.descrizione, d.tipo,
      d.impronta, d.algoritmo, d.nome_file, d.formato, d.dimensione
  FROM jsonb_array_elements(voci) v, jsonb_populate_recordset(NULL::registrazione_documento, v -> 'documenti') d;

  INSERT INTO collegamento (ente_id, registrazione_id, altra_id, tipo, creato_da)
  SELECT ente_corrente(), (v -> 'registrazione' ->> 'id')::uuid, c.altra_id, c.tipo, v -> 'registrazione' ->> 'operatore'
  FROM jsonb_array_elements(voci) v, jsonb_populate_recordset(NULL::collegamento, v -> 'collegamenti') c;

  INSERT INTO foglia (registro_id, posizione, ente_id, tipo, registrazione_id, istante, contenuto, impronta)
  SELECT (v -> 'registrazione' ->> 'registro_id')::uuid, (v -> 'foglia' ->> 'posizione')::bigint, ente_corrente(),
      'registrazione', (v -> 'registrazione' ->> 'id')::uuid, (v -> 'registrazione' ->> 'istante')::timestamptz,
      v -> 'foglia' ->> 'contenuto', decode(v -> 'foglia' ->> 'impronta', 'hex')
  FROM jsonb_array_elements(voci) v;

  INSERT INTO traccia (ente_id, istante, utente_id, chiave_api_id, attore, unita_id, operazione, oggetto_tipo, oggetto_id,
      dettaglio, ip, richiesta)
  SELECT ente_corrente(), r.istante, r.utente_id, r.chiave_api_id, r.operatore, r.unita_id, 'registrata', 'registrazione',
      r.id::text, t.dettaglio, t.ip, t.richiesta
  FROM jsonb_array_elements(voci) v, jsonb_populate_record(NULL::registrazione, v -> 'registrazione') r,
       jsonb_populate_record(NULL::traccia, v -> 'traccia') t;

  INSERT INTO idempotenza (ente_id, soggetto, chiave, impronta_richiesta, stato, posizione, corpo)
  SELECT ente_corrente(), (i ->> 'soggetto')::uuid, i ->> 'chiave', decode(i ->> 'impronta', 'hex'),
      (i ->> 'stato')::smallint, i ->> 'posizione', i ->> 'corpo'
  FROM jsonb_array_elements(voci) v, LATERAL (SELECT v -> 'idempotenza' AS i) x
  WHERE jsonb_typeof(i) = 'object';
END $$;

-- The database itself keeps the sequence whole: at commit every number has its predecessor, not later than itself,
-- and no number was taken without a row (RN-52.2-2, RN-52.4).
CREATE FUNCTION verifica_progressione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.numero > 1 AND NOT EXISTS (
    SELECT FROM registrazione p
    WHERE p.registro_id = NEW.registro_id AND p.anno = NEW.anno AND p.numero = NEW.numero - 1 AND p.istante <= NEW.istante)
  THEN
    RAISE EXCEPTION 'Il numero % del % non segue il precedente', NEW.numero, NEW.anno USING ERRCODE = 'TB003';
  END IF;
  IF NOT EXISTS (SELECT FROM contatore c WHERE c.registro_id = NEW.registro_id AND c.anno = NEW.anno AND c.ultimo >= NEW.numero) THEN
    RAISE EXCEPTION 'Il numero % del % non è stato assegnato dal contatore', NEW.numero, NEW.anno USING ERRCODE = 'TB003';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER progressione AFTER INSERT ON registrazione DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION verifica_progressione();

CREATE FUNCTION verifica_contatore() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.ultimo < OLD.ultimo THEN
    RAISE EXCEPTION 'Il contatore non torna indietro' USING ERRCODE = 'TB003';
  END IF;
  IF NOT EXISTS (SELECT FROM registrazione r WHERE r.registro_id = NEW.registro_id AND r.anno = NEW.anno AND r.numero = NEW.ultimo) THEN
    RAISE EXCEPTION 'Il numero % del % è stato preso senza registrare', NEW.ultimo, NEW.anno USING ERRCODE = 'TB003';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER contatore_pieno AFTER INSERT OR UPDATE ON contatore DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION verifica_contatore();

CREATE FUNCTION verifica_stato() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.ultimo_istante < OLD.ultimo_istante OR NEW.ultima_foglia < OLD.ultima_foglia THEN
    RAISE EXCEPTION 'Lo stato del registro non torna indietro' USING ERRCODE = 'TB003';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stato_monotono BEFORE UPDATE ON registro_stato FOR EACH ROW EXECUTE FUNCTION verifica_stato();

-- Every leaf follows its predecessor and is covered by the register's state.
CREATE FUNCTION verifica_foglia() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.posizione > 1 AND NOT EXISTS (SELECT FROM foglia f WHERE f.registro_id = NEW.registro_id AND f.posizione = NEW.posizione - 1))
     OR NOT EXISTS (SELECT FROM registro_stato s WHERE s.registro_id = NEW.registro_id AND s.ultima_foglia >= NEW.posizione)
  THEN
    RAISE EXCEPTION 'La foglia % non segue la precedente', NEW.posizione USING ERRCODE = 'TB003';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER progressione AFTER INSERT ON foglia DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION verifica_foglia();

-- An annulled registration admits nothing more (RN-57.3). A decided request is closed for good.
CREATE FUNCTION verifica_non_annullata() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM annullamento a WHERE a.registrazione_id = NEW.registrazione_id) THEN
    RAISE EXCEPTION 'La registrazione è annullata' USING ERRCODE = 'TB004';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER non_annullata BEFORE INSERT ON rettifica FOR EACH ROW EXECUTE FUNCTION verifica_non_annullata();
CREATE TRIGGER non_annullata BEFORE INSERT ON variazione FOR EACH ROW EXECUTE FUNCTION verifica_non_annullata();

CREATE FUNCTION verifica_scheda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.annullata THEN
    RAISE EXCEPTION 'La registrazione è annullata' USING ERRCODE = 'TB004';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER non_annullata BEFORE UPDATE ON scheda FOR EACH ROW EXECUTE FUNCTION verifica_scheda();

CREATE FUNCTION verifica_richiesta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stato <> 'in-attesa' THEN
    RAISE EXCEPTION 'La richiesta è già decisa' USING ERRCODE = 'TB005';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decisa_una_volta BEFORE UPDATE ON richiesta FOR EACH ROW EXECUTE FUNCTION verifica_richiesta();

SELECT rendi_immutabile(t::regclass) FROM unnest(ARRAY['registrazione', 'corrispondente', 'registrazione_documento',
  'collegamento', 'annullamento', 'rettifica', 'variazione', 'foglia', 'esclusione']) t;
CREATE TRIGGER non_cancellabile BEFORE DELETE ON contatore FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_cancellabile BEFORE DELETE ON registro_stato FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_cancellabile BEFORE DELETE ON scheda FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_cancellabile BEFORE DELETE ON richiesta FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['registro', 'registro_stato', 'contatore', 'registrazione', 'scheda',
  'corrispondente', 'registrazione_documento', 'collegamento', 'richiesta', 'annullamento', 'rettifica', 'variazione',
  'foglia', 'esclusione', 'modello']) t;

GRANT SELECT ON registro TO tabularium_applicazione, tabularium_lettore;
GRANT SELECT, UPDATE (ultimo_istante, ultima_foglia, orologio_confermato_fino) ON registro_stato TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (ultimo) ON contatore TO tabularium_applicazione;
GRANT SELECT, INSERT ON registrazione, corrispondente, registrazione_documento, collegamento, annullamento, rettifica,
  variazione, foglia, esclusione TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (versione, annullata, rettificata, oggetto, corrispondenti, mezzo, numero_raccomandata, luogo,
  voce_titolario_id, unita_competente_id, rpa, note, data_documento, allegati_dichiarati, ricerca) ON scheda TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (stato, decisa_da, decisa_da_nome, decisa_il, motivo_decisione, atto_numero, atto_data)
  ON richiesta TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (nome, contenuto, versione, eliminato_il) ON modello TO tabularium_applicazione;
GRANT SELECT ON registrazione, scheda, corrispondente, registrazione_documento, collegamento, annullamento, rettifica,
  variazione, foglia TO tabularium_lettore;
