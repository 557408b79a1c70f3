-- Ground floor: who the body is, who works there, what they may do, what they did.
-- Every tenant table carries ente_id and is under forced row-level security: the request says which ente it
-- speaks for with SET LOCAL tabularium.ente, and nothing else is visible or writable.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- The ente of the running transaction; NULL when none was set, and then no row of any ente matches.
CREATE FUNCTION ente_corrente() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('tabularium.ente', true), '')::uuid;

-- UUIDv7 (RFC 9562 §5.7): time-ordered, so that indexes grow at their right edge. PostgreSQL has its own from 18 on.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
  RETURN encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid;

-- What the law forbids to change, nobody changes: not the application, not the owner by mistake.
CREATE FUNCTION rifiuta_modifica() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'La tabella % non ammette % (DPR 445/2000 artt. 53-54)', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'TB001';
END $$;

CREATE FUNCTION rendi_immutabile(tabella regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER immutabile BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica()', tabella);
  EXECUTE format('CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica()', tabella);
END $$;

CREATE FUNCTION proteggi_per_ente(tabella regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tabella);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tabella);
  EXECUTE format('CREATE POLICY per_ente ON %s USING (ente_id = ente_corrente()) WITH CHECK (ente_id = ente_corrente())', tabella);
END $$;

-- The only table every session may read across enti: it holds what IndicePA publishes anyway.
CREATE TABLE ente (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  codice_ipa text NOT NULL UNIQUE CHECK (codice_ipa ~ '^[A-Za-z0-9_]{2,40}$'),
  denominazione text NOT NULL CHECK (denominazione <> ''),
  codice_fiscale text CHECK (codice_fiscale ~ '^[0-9]{11}$'),
  dimostrativo boolean NOT NULL DEFAULT false,
  creato_il timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE aoo (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  -- One AOO per ente, hence one registro di protocollo (RN-3.1).
  ente_id uuid NOT NULL UNIQUE REFERENCES ente,
  codice text NOT NULL UNIQUE CHECK (codice ~ '^A[A-Z0-9]{6}$'),
  denominazione text NOT NULL CHECK (denominazione <> ''),
  responsabile text NOT NULL CHECK (responsabile <> ''),
  casella_pec text NOT NULL CHECK (casella_pec ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  indirizzo text NOT NULL CHECK (indirizzo <> ''),
  UNIQUE (ente_id, id)
);

CREATE TABLE unita (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  aoo_id uuid NOT NULL,
  padre_id uuid,
  codice text NOT NULL,
  denominazione text NOT NULL CHECK (denominazione <> ''),
  tipo text NOT NULL CHECK (tipo IN ('area', 'servizio', 'ufficio')),
  -- UOP: may register (RN-2.1h). UU: may be assigned documents (RN-2.1i). Ufficio Protocollo: outgoing too (RN-28.1, AMB-20).
  uop boolean NOT NULL DEFAULT false,
  uu boolean NOT NULL DEFAULT false,
  ufficio_protocollo boolean NOT NULL DEFAULT false CHECK (uop OR NOT ufficio_protocollo),
  attiva boolean NOT NULL DEFAULT true,
  ordine integer NOT NULL DEFAULT 0,
  UNIQUE (ente_id, codice),
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, aoo_id) REFERENCES aoo (ente_id, id),
  FOREIGN KEY (ente_id, padre_id) REFERENCES unita (ente_id, id)
);

CREATE TABLE utente (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  nome_utente text NOT NULL CHECK (nome_utente ~ '^[a-z0-9._@-]{2,64}$'),
  nome text NOT NULL,
  cognome text NOT NULL,
  password text NOT NULL,
  attivo boolean NOT NULL DEFAULT true,
  tentativi_falliti integer NOT NULL DEFAULT 0,
  sospeso_fino timestamptz,
  creato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (ente_id, nome_utente),
  UNIQUE (ente_id, id)
);

-- A user acts with a profile, for a unit (RN-71.2, RN-71.3, RN-72.2a-d). No row: may sign in and do nothing.
CREATE TABLE incarico (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  utente_id uuid NOT NULL,
  unita_id uuid NOT NULL,
  profilo text NOT NULL CHECK (profilo IN ('amministratore', 'responsabile', 'operatore', 'consultazione')),
  responsabile_unita boolean NOT NULL DEFAULT false,
  UNIQUE (utente_id, unita_id, profilo),
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id)
);

-- Delegates of the RSP (RN-57.1): named by an act, from a day to a day.
CREATE TABLE delega (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  utente_id uuid NOT NULL,
  dal date NOT NULL,
  al date,
  atto text NOT NULL CHECK (atto <> ''),
  conferita_da uuid NOT NULL,
  conferita_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  revocata_il timestamptz,
  CHECK (al IS NULL OR al >= dal),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, conferita_da) REFERENCES utente (ente_id, id)
);

-- Only the SHA-256 of the secret is kept: whoever reads the table cannot sign in with it.
CREATE TABLE sessione (
  impronta_segreto bytea PRIMARY KEY,
  ente_id uuid NOT NULL REFERENCES ente,
  utente_id uuid NOT NULL,
  incarico_id uuid REFERENCES incarico ON DELETE SET NULL,
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  ultima_attivita timestamptz NOT NULL DEFAULT clock_timestamp(),
  bloccata boolean NOT NULL DEFAULT false,
  scade_il timestamptz NOT NULL,
  ip text,
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX sessione_scadenza ON sessione (scade_il);

CREATE TABLE chiave_api (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  nome text NOT NULL CHECK (nome <> ''),
  impronta_segreto bytea NOT NULL UNIQUE,
  ambiti text[] NOT NULL,
  unita_id uuid,
  scade_il timestamptz NOT NULL,
  creata_da uuid NOT NULL,
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  ultimo_uso timestamptz,
  revocata_il timestamptz,
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, creata_da) REFERENCES utente (ente_id, id)
);

CREATE TABLE impostazione (
  ente_id uuid NOT NULL REFERENCES ente,
  chiave text NOT NULL,
  valore jsonb NOT NULL,
  PRIMARY KEY (ente_id, chiave)
);

-- The audit trail (RN-57.2, RN-71): who, for which unit, when, what, on what. Append only.
CREATE TABLE traccia (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  utente_id uuid,
  chiave_api_id uuid,
  attore text NOT NULL,
  unita_id uuid,
  operazione text NOT NULL,
  oggetto_tipo text NOT NULL,
  oggetto_id text,
  dettaglio jsonb NOT NULL DEFAULT '{}',
  ip text,
  richiesta text
);
CREATE INDEX traccia_oggetto ON traccia (ente_id, oggetto_tipo, oggetto_id, istante);
CREATE INDEX traccia_istante ON traccia (ente_id, istante DESC);
SELECT rendi_immutabile('traccia');

-- First answer of each POST that creates, kept so that a retry gets it again (never two registrations from one click).
CREATE TABLE idempotenza (
  ente_id uuid NOT NULL REFERENCES ente,
  soggetto uuid NOT NULL,
  chiave text NOT NULL CHECK (length(chiave) BETWEEN 1 AND 200),
  impronta_richiesta bytea NOT NULL,
  stato smallint NOT NULL,
  posizione text,
  corpo text NOT NULL,
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (ente_id, soggetto, chiave)
);
CREATE INDEX idempotenza_eta ON idempotenza (creata_il);

-- What somebody must look at, shown until it is dealt with (a clock that jumps, a file that no longer matches).
CREATE TABLE avviso (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  codice text NOT NULL,
  testo text NOT NULL,
  dettaglio jsonb NOT NULL DEFAULT '{}',
  primo_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  ultimo_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  volte integer NOT NULL DEFAULT 1,
  risolto_il timestamptz,
  risolto_da uuid
);
CREATE UNIQUE INDEX avviso_aperto ON avviso (ente_id, codice) WHERE risolto_il IS NULL;

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['aoo', 'unita', 'utente', 'incarico', 'delega', 'sessione',
  'chiave_api', 'impostazione', 'traccia', 'idempotenza', 'avviso']) t;

-- An ente is made by its installer (the owner), never by a request.
GRANT USAGE ON SCHEMA public TO tabularium_applicazione, tabularium_lettore;
GRANT SELECT ON ente TO tabularium_applicazione, tabularium_lettore;
GRANT SELECT, UPDATE (denominazione, responsabile, casella_pec, indirizzo) ON aoo TO tabularium_applicazione;
GRANT SELECT, INSERT ON unita, utente, incarico TO tabularium_applicazione;
GRANT UPDATE (denominazione, uop, uu, ufficio_protocollo, attiva, ordine, padre_id) ON unita TO tabularium_applicazione;
GRANT UPDATE (password, attivo, nome, cognome, tentativi_falliti, sospeso_fino) ON utente TO tabularium_applicazione;
GRANT UPDATE (unita_id, responsabile_unita), DELETE ON incarico TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (revocata_il) ON delega TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessione TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (revocata_il, ultimo_uso) ON chiave_api TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE ON impostazione TO tabularium_applicazione;
GRANT SELECT, INSERT ON traccia TO tabularium_applicazione;
GRANT SELECT, INSERT, DELETE ON idempotenza TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (ultimo_il, volte, dettaglio, testo, risolto_il, risolto_da) ON avviso TO tabularium_applicazione;
GRANT SELECT ON aoo, unita, incarico, traccia TO tabularium_lettore;
