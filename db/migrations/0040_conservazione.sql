-- What is handed to who keeps it for ever (CAD artt. 43-44; Linee guida AgID §4): packages, what is in them, where each is, and who
-- moved it. Nothing is handed over twice, and nothing is forgotten: the intention to send is committed before a byte goes.

-- A person as Allegato 5 names him.
CREATE FUNCTION persona_fisica(quale uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT jsonb_build_object('cognome', u.cognome, 'nome', u.nome, 'codiceFiscale', u.codice_fiscale) FROM utente u WHERE u.id = quale);
END $$;

-- Years of the plan in force for an entry of the titolario, its own or of the nearest entry above; 9999 for ever, NULL where it is silent.
CREATE FUNCTION anni_di_conservazione(voce uuid) RETURNS integer LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH RECURSIVE piano AS (
      SELECT p.id FROM piano_conservazione p WHERE p.in_vigore_dal <= (now() AT TIME ZONE 'Europe/Rome')::date
      ORDER BY p.in_vigore_dal DESC, p.caricato_il DESC LIMIT 1
    ), sopra AS (
      SELECT v.identita, v.padre_id, 0 AS passo FROM voce_titolario v WHERE v.id = voce
      UNION ALL SELECT p.identita, p.padre_id, s.passo + 1 FROM voce_titolario p JOIN sopra s ON p.id = s.padre_id
    )
    SELECT CASE WHEN r.permanente THEN 9999 ELSE r.anni END FROM sopra s JOIN piano_regola r ON r.voce_identita = s.identita
      JOIN piano p ON p.id = r.piano_id ORDER BY s.passo LIMIT 1);
END $$;

-- Who keeps, and how he is reached. The secret is sealed (`conservatore/<id>`).
CREATE TABLE conservatore (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  denominazione text NOT NULL CHECK (btrim(denominazione) <> ''),
  trasporto text NOT NULL CHECK (trasporto IN ('sftp', 'http-parer', 'cartella')),
  parametri jsonb NOT NULL CHECK (jsonb_typeof(parametri) = 'object'),
  -- What he wants written in his own way.
  dialetto jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(dialetto) = 'object'),
  segreto text,
  attivo boolean NOT NULL DEFAULT true,
  versione integer NOT NULL DEFAULT 1,
  modificato_da text NOT NULL CHECK (modificato_da <> ''),
  modificato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (ente_id, id)
);
-- One at a time: what is produced today goes to him.
CREATE UNIQUE INDEX conservatore_attivo ON conservatore (ente_id) WHERE attivo;
CREATE TRIGGER incancellabile BEFORE DELETE ON conservatore FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();

CREATE TABLE pacchetto (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  conservatore_id uuid NOT NULL,
  tipo text NOT NULL CHECK (tipo IN ('registro-giornaliero', 'documento', 'fascicolo', 'repertorio')),
  -- Row of registro_giornaliero, registrazione, fascicolo or registro.
  oggetto_id uuid NOT NULL,
  -- Of a repertorio, which year; 0 for the rest.
  anno smallint NOT NULL DEFAULT 0 CHECK ((tipo = 'repertorio') = (anno > 0)),
  versione smallint NOT NULL CHECK (versione > 0),
  -- Name by which both ends know it, for ever.
  identificativo text NOT NULL CHECK (identificativo ~ '^[A-Za-z0-9_.-]{1,100}$'),
  titolo text NOT NULL CHECK (btrim(titolo) <> ''),
  -- Numero, anno and registro by which the conservatori of the ParER family know it.
  chiave jsonb NOT NULL CHECK (jsonb_typeof(chiave) = 'object'),
  -- SHA-256 over the names and digests of what is in it: two with the same say the same.
  contenuto text NOT NULL CHECK (contenuto ~ '^[0-9a-f]{64}$'),
  archivio_id uuid NOT NULL,
  impronta text NOT NULL CHECK (impronta ~ '^[0-9a-f]{64}$'),
  dimensione bigint NOT NULL CHECK (dimensione > 0),
  indice_impronta text NOT NULL CHECK (indice_impronta ~ '^[0-9a-f]{64}$'),
  stato text NOT NULL DEFAULT 'prodotto' CHECK (stato IN ('prodotto', 'inviato', 'preso-in-carico', 'conservato', 'rifiutato')),
  -- Somebody is handing it over, or was: whoever finds it so asks the other end before sending again.
  partito_il timestamptz,
  tentativi integer NOT NULL DEFAULT 0,
  prossimo_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  inviato_il timestamptz,
  preso_il timestamptz,
  concluso_il timestamptz,
  rapporto_id uuid,
  motivo text CHECK (btrim(motivo) <> ''),
  dovuto_entro date,
  chiesto_da text NOT NULL CHECK (chiesto_da <> ''),
  chiesto_da_id uuid,
  creato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Of the last change: the history takes them from here. Without an id it was the system.
  mosso_da text NOT NULL CHECK (mosso_da <> ''),
  mosso_da_id uuid,
  UNIQUE (ente_id, id),
  UNIQUE (ente_id, identificativo),
  UNIQUE (tipo, oggetto_id, anno, versione),
  FOREIGN KEY (ente_id, conservatore_id) REFERENCES conservatore (ente_id, id),
  FOREIGN KEY (ente_id, archivio_id) REFERENCES documento (ente_id, id),
  FOREIGN KEY (ente_id, rapporto_id) REFERENCES documento (ente_id, id),
  CHECK ((stato = 'prodotto') = (inviato_il IS NULL)),
  CHECK (stato <> 'preso-in-carico' OR preso_il IS NOT NULL),
  CHECK ((stato IN ('conservato', 'rifiutato')) = (concluso_il IS NOT NULL)),
  CHECK (stato <> 'rifiutato' OR motivo IS NOT NULL)
);
-- One of a thing is on its way at a time; and what he keeps already, unchanged, is not given to him again.
CREATE UNIQUE INDEX pacchetto_in_cammino ON pacchetto (tipo, oggetto_id, anno) WHERE stato IN ('prodotto', 'inviato', 'preso-in-carico');
CREATE UNIQUE INDEX pacchetto_mai_due_volte ON pacchetto (tipo, oggetto_id, anno, contenuto) WHERE stato <> 'rifiutato';
CREATE INDEX pacchetto_elenco ON pacchetto (ente_id, id DESC);
CREATE INDEX pacchetto_stato ON pacchetto (ente_id, stato, id DESC);
CREATE INDEX pacchetto_da_muovere ON pacchetto (ente_id, prossimo_il) WHERE stato IN ('prodotto', 'inviato', 'preso-in-carico');
CREATE INDEX pacchetto_archivio ON pacchetto (archivio_id);
CREATE INDEX pacchetto_rapporto ON pacchetto (rapporto_id) WHERE rapporto_id IS NOT NULL;

-- What is in a package, file by file: for who must show one of them years later.
CREATE TABLE pacchetto_file (
  ente_id uuid NOT NULL,
  pacchetto_id uuid NOT NULL,
  ordine integer NOT NULL CHECK (ordine > 0),
  ruolo text NOT NULL CHECK (ruolo IN ('principale', 'allegato', 'metadati')),
  percorso text NOT NULL CHECK (percorso <> ''),
  impronta text NOT NULL CHECK (impronta ~ '^[0-9a-f]{64}$'),
  dimensione bigint NOT NULL CHECK (dimensione > 0),
  formato text NOT NULL,
  nome_file text NOT NULL,
  documento_id uuid,
  registrazione_id uuid,
  -- Where in the package its own metadata are.
  metadati text,
  PRIMARY KEY (pacchetto_id, ordine),
  UNIQUE (pacchetto_id, percorso),
  CHECK ((ruolo = 'metadati') = (documento_id IS NULL)),
  FOREIGN KEY (ente_id, pacchetto_id) REFERENCES pacchetto (ente_id, id),
  FOREIGN KEY (ente_id, documento_id) REFERENCES documento (ente_id, id),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX pacchetto_file_registrazione ON pacchetto_file (registrazione_id) WHERE registrazione_id IS NOT NULL;
CREATE INDEX pacchetto_file_documento ON pacchetto_file (documento_id) WHERE documento_id IS NOT NULL;

CREATE TABLE pacchetto_evento (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  pacchetto_id uuid NOT NULL,
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  evento text NOT NULL CHECK (evento <> ''),
  stato text NOT NULL,
  motivo text,
  attore text NOT NULL CHECK (attore <> ''),
  utente_id uuid,
  rapporto_id uuid,
  FOREIGN KEY (ente_id, pacchetto_id) REFERENCES pacchetto (ente_id, id)
);
CREATE INDEX pacchetto_evento_di ON pacchetto_evento (pacchetto_id, istante, id);

CREATE FUNCTION verifica_nuovo_pacchetto() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c_e boolean;
  ultima smallint;
BEGIN
  IF NEW.stato <> 'prodotto' THEN
    RAISE EXCEPTION 'Un pacchetto comincia da «prodotto»' USING ERRCODE = 'TB100';
  END IF;
  c_e := CASE NEW.tipo
    WHEN 'documento' THEN EXISTS (SELECT FROM registrazione r WHERE r.id = NEW.oggetto_id)
    WHEN 'fascicolo' THEN EXISTS (SELECT FROM fascicolo f WHERE f.id = NEW.oggetto_id AND f.chiuso_il IS NOT NULL)
    WHEN 'repertorio' THEN EXISTS (SELECT FROM registro r WHERE r.id = NEW.oggetto_id AND r.tipo <> 'fascicoli')
    ELSE EXISTS (SELECT FROM registro_giornaliero g WHERE g.id = NEW.oggetto_id) END;
  IF NOT c_e THEN
    RAISE EXCEPTION 'Ciò che si versa non c''è, o non è ancora chiuso' USING ERRCODE = 'TB100';
  END IF;
  SELECT max(p.versione) INTO ultima FROM pacchetto p WHERE p.tipo = NEW.tipo AND p.oggetto_id = NEW.oggetto_id AND p.anno = NEW.anno;
  IF NEW.versione <> coalesce(ultima, 0) + 1 THEN
    RAISE EXCEPTION 'La versione del pacchetto non segue la precedente' USING ERRCODE = 'TB104';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER nuovo BEFORE INSERT ON pacchetto FOR EACH ROW EXECUTE FUNCTION verifica_nuovo_pacchetto();

/* RN-37.3: a package is confirmed or refused by the responsabile della conservazione in office, or by the system that read it in a
   rapporto di versamento. Nothing goes back, and what was produced does not change. */
CREATE FUNCTION verifica_pacchetto() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF OLD.stato IN ('conservato', 'rifiutato') THEN
    RAISE EXCEPTION 'Il pacchetto è già %', OLD.stato USING ERRCODE = 'TB102';
  END IF;
  IF (OLD.inviato_il IS NOT NULL AND NEW.inviato_il IS DISTINCT FROM OLD.inviato_il)
    OR (OLD.preso_il IS NOT NULL AND NEW.preso_il IS DISTINCT FROM OLD.preso_il) THEN
    RAISE EXCEPTION 'Gli istanti di un pacchetto non cambiano' USING ERRCODE = 'TB101';
  END IF;
  IF NEW.stato = OLD.stato THEN
    RETURN NEW;
  END IF;
  IF NOT (OLD.stato || '>' || NEW.stato) = ANY (ARRAY['prodotto>inviato', 'inviato>preso-in-carico', 'inviato>conservato',
      'inviato>rifiutato', 'preso-in-carico>conservato', 'preso-in-carico>rifiutato']) THEN
    RAISE EXCEPTION 'Un pacchetto % non può diventare %', OLD.stato, NEW.stato USING ERRCODE = 'TB102';
  END IF;
  IF NEW.stato = 'inviato' AND OLD.partito_il IS NULL THEN
    RAISE EXCEPTION 'Un pacchetto è inviato dopo che è partito' USING ERRCODE = 'TB102';
  END IF;
  IF NEW.stato IN ('preso-in-carico', 'conservato', 'rifiutato') THEN
    IF NEW.mosso_da_id IS NOT NULL AND NOT 'responsabile-conservazione' = ANY (nomine_di(NEW.mosso_da_id)) THEN
      RAISE EXCEPTION 'Solo il responsabile della conservazione conferma o rifiuta un pacchetto (RN-37.3)' USING ERRCODE = 'TB103';
    END IF;
    IF NEW.mosso_da_id IS NULL AND NEW.rapporto_id IS NULL THEN
      RAISE EXCEPTION 'Il sistema conferma o rifiuta solo con un rapporto di versamento (RN-37.3)' USING ERRCODE = 'TB103';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stati BEFORE UPDATE ON pacchetto FOR EACH ROW EXECUTE FUNCTION verifica_pacchetto();

-- No change without its line: the history is written by the change itself.
CREATE FUNCTION annota_pacchetto() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  cosa text;
BEGIN
  cosa := CASE
    WHEN TG_OP = 'INSERT' THEN 'prodotto'
    WHEN NEW.stato <> OLD.stato THEN NEW.stato
    WHEN NEW.partito_il IS NOT NULL AND NEW.partito_il IS DISTINCT FROM OLD.partito_il THEN 'in-partenza'
    WHEN NEW.tentativi < OLD.tentativi THEN 'riprova-chiesta'
    WHEN NEW.motivo IS NOT NULL AND (NEW.motivo, NEW.partito_il) IS DISTINCT FROM (OLD.motivo, OLD.partito_il) THEN 'non-riuscito'
    WHEN NEW.rapporto_id IS DISTINCT FROM OLD.rapporto_id THEN 'rapporto' END;
  IF cosa IS NOT NULL THEN
    INSERT INTO pacchetto_evento (ente_id, pacchetto_id, evento, stato, motivo, attore, utente_id, rapporto_id)
    VALUES (NEW.ente_id, NEW.id, cosa, NEW.stato, NEW.motivo, NEW.mosso_da, NEW.mosso_da_id,
      CASE WHEN TG_OP = 'INSERT' OR NEW.rapporto_id IS DISTINCT FROM OLD.rapporto_id THEN NEW.rapporto_id END);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER storia AFTER INSERT OR UPDATE ON pacchetto FOR EACH ROW EXECUTE FUNCTION annota_pacchetto();

-- Handed over in time is what the conservatore has, or was given, and did not refuse (RN-5.1).
CREATE OR REPLACE FUNCTION giornaliero_consegnato(giornaliero uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM pacchetto p WHERE p.tipo = 'registro-giornaliero' AND p.oggetto_id = giornaliero
    AND p.stato IN ('inviato', 'preso-in-carico', 'conservato'));
END $$;

-- RN-37.3-2: paper to be kept as files in place of the originals is proposed with what it costs and what it brings, and decided by the RSP.
CREATE TABLE proposta_conservazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  titolo text NOT NULL CHECK (btrim(titolo) <> ''),
  descrizione text NOT NULL CHECK (btrim(descrizione) <> ''),
  costi text NOT NULL CHECK (btrim(costi) <> ''),
  benefici text NOT NULL CHECK (btrim(benefici) <> ''),
  -- Cents of euro, where it was reckoned.
  costo_stimato bigint CHECK (costo_stimato >= 0),
  proposta_da text NOT NULL CHECK (proposta_da <> ''),
  proposta_da_id uuid NOT NULL,
  proposta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  stato text NOT NULL DEFAULT 'in-attesa' CHECK (stato IN ('in-attesa', 'approvata', 'respinta')),
  decisione text CHECK (btrim(decisione) <> ''),
  decisa_da text,
  decisa_da_id uuid,
  decisa_il timestamptz,
  UNIQUE (ente_id, id),
  CHECK ((stato = 'in-attesa') = (decisa_il IS NULL) AND (decisa_il IS NULL) = (decisa_da_id IS NULL)),
  CHECK (stato = 'in-attesa' OR decisione IS NOT NULL),
  FOREIGN KEY (ente_id, proposta_da_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, decisa_da_id) REFERENCES utente (ente_id, id)
);
CREATE TABLE proposta_conservazione_serie (
  ente_id uuid NOT NULL,
  proposta_id uuid NOT NULL,
  serie_id uuid NOT NULL,
  PRIMARY KEY (proposta_id, serie_id),
  FOREIGN KEY (ente_id, proposta_id) REFERENCES proposta_conservazione (ente_id, id),
  FOREIGN KEY (ente_id, serie_id) REFERENCES serie (ente_id, id)
);
CREATE FUNCTION verifica_proposta_conservazione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stato <> 'in-attesa' THEN
    RAISE EXCEPTION 'La proposta è già decisa' USING ERRCODE = 'TB105';
  END IF;
  IF NOT 'rsp' = ANY (nomine_di(NEW.decisa_da_id)) THEN
    RAISE EXCEPTION 'Sulla proposta decide il responsabile del servizio (RN-37.3)' USING ERRCODE = 'TB103';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decisa_una_volta BEFORE UPDATE ON proposta_conservazione FOR EACH ROW EXECUTE FUNCTION verifica_proposta_conservazione();
CREATE TRIGGER incancellabile BEFORE DELETE ON proposta_conservazione FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();

SELECT rendi_immutabile(t::regclass) FROM unnest(ARRAY['pacchetto_file', 'pacchetto_evento', 'proposta_conservazione_serie']) t;
CREATE TRIGGER incancellabile BEFORE DELETE ON pacchetto FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON pacchetto FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['conservatore', 'pacchetto', 'pacchetto_file', 'pacchetto_evento',
  'proposta_conservazione', 'proposta_conservazione_serie']) t;
GRANT SELECT, INSERT, UPDATE (denominazione, trasporto, parametri, dialetto, segreto, attivo, versione, modificato_da, modificato_il)
  ON conservatore TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (stato, partito_il, tentativi, prossimo_il, inviato_il, preso_il, concluso_il, rapporto_id, motivo, mosso_da,
  mosso_da_id) ON pacchetto TO tabularium_applicazione;
GRANT SELECT, INSERT ON pacchetto_file, pacchetto_evento, proposta_conservazione_serie TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (stato, decisione, decisa_da, decisa_da_id, decisa_il) ON proposta_conservazione TO tabularium_applicazione;
GRANT SELECT ON pacchetto, pacchetto_file, pacchetto_evento, proposta_conservazione, proposta_conservazione_serie TO tabularium_lettore;
