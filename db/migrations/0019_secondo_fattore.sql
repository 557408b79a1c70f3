-- The second factor. A session is whole or parziale: after the first factor only, it may be completed or left, and has no office
-- to act for.

ALTER TABLE sessione
  -- What is missing: to give the factor one has (verifica), or to get one because the profile must (attivazione).
  ADD COLUMN parziale text CHECK (parziale IN ('verifica', 'attivazione')),
  ADD COLUMN primo_fattore text NOT NULL DEFAULT 'password' CHECK (primo_fattore IN ('password', 'passkey')),
  ADD COLUMN secondo_fattore text CHECK (secondo_fattore IN ('totp', 'codice', 'passkey')),
  -- When its user last proved to be him: the ways to sign in are changed only shortly after (ASVS 3.7.1).
  ADD COLUMN provata_il timestamptz NOT NULL DEFAULT istante_accessi(),
  ADD CONSTRAINT sessione_parziale_senza_poteri CHECK (parziale IS NULL OR incarico_id IS NULL),
  ADD CONSTRAINT sessione_parziale_senza_fattore CHECK (parziale IS NULL OR secondo_fattore IS NULL);

-- ---------------------------------------------------------------------------------------------------------------
-- What a person has

-- The seed of RFC 6238, sealed. One confirmed, and one that waits to be confirmed while the other still holds.
CREATE TABLE fattore_totp (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  utente_id uuid NOT NULL,
  segreto text NOT NULL CHECK (segreto LIKE 'v1.%'),
  creato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  confermato_il timestamptz,
  -- Last 30-second step whose code was accepted: that one and those before are not accepted again (RFC 6238 §5.2).
  ultimo_passo bigint,
  CHECK ((confermato_il IS NULL) = (ultimo_passo IS NULL)),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE UNIQUE INDEX fattore_totp_uno ON fattore_totp (utente_id, (confermato_il IS NULL));

CREATE FUNCTION passo_mai_indietro() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Il codice del passo % è già servito', NEW.ultimo_passo USING ERRCODE = 'TB022';
END $$;
CREATE TRIGGER passo_mai_indietro BEFORE UPDATE OF ultimo_passo ON fattore_totp FOR EACH ROW
  WHEN (NEW.ultimo_passo <= OLD.ultimo_passo) EXECUTE FUNCTION passo_mai_indietro();

-- Ten at a time, each good once.
CREATE TABLE codice_recupero (
  ente_id uuid NOT NULL REFERENCES ente,
  utente_id uuid NOT NULL,
  sale bytea NOT NULL CHECK (length(sale) = 16),
  impronta bytea NOT NULL CHECK (length(impronta) = 32),
  creato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  usato_il timestamptz,
  PRIMARY KEY (utente_id, impronta),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);

-- WebAuthn credentials.
CREATE TABLE passkey (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  utente_id uuid NOT NULL,
  credenziale bytea NOT NULL CHECK (length(credenziale) BETWEEN 1 AND 1023),
  chiave_pubblica bytea NOT NULL,
  contatore bigint NOT NULL CHECK (contatore BETWEEN 0 AND 4294967295),
  trasporti text[] NOT NULL DEFAULT '{}',
  -- Copied among the devices of its owner, or in this one only.
  sincronizzata boolean NOT NULL,
  nome text NOT NULL CHECK (nome <> '' AND length(nome) <= 100),
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  ultimo_uso timestamptz,
  UNIQUE (ente_id, credenziale),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX passkey_utente ON passkey (utente_id);

-- Wrong codes in a row, apart from wrong passwords: who is here knows the password already.
CREATE TABLE tentativi_fattore (
  utente_id uuid PRIMARY KEY,
  ente_id uuid NOT NULL REFERENCES ente,
  falliti integer NOT NULL DEFAULT 0,
  sospeso_fino timestamptz,
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);

-- What an authenticator is asked to sign; of each only the digest, used once, within minutes.
CREATE TABLE sfida (
  impronta bytea PRIMARY KEY,
  ente_id uuid NOT NULL REFERENCES ente,
  scopo text NOT NULL CHECK (scopo IN ('registra', 'prova', 'accede')),
  -- The session that asked for it, where there is one.
  sessione bytea REFERENCES sessione ON DELETE CASCADE,
  scade_il timestamptz NOT NULL,
  CHECK ((scopo = 'accede') = (sessione IS NULL))
);
CREATE INDEX sfida_scadenza ON sfida (scade_il);
CREATE INDEX sfida_sessione ON sfida (sessione);

-- Profiles that may not work without a second factor, by decision of the ente.
CREATE TABLE obbligo_secondo_fattore (
  ente_id uuid NOT NULL REFERENCES ente,
  profilo text NOT NULL CHECK (profilo IN ('amministratore', 'responsabile', 'operatore', 'consultazione')),
  PRIMARY KEY (ente_id, profilo)
);

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['fattore_totp', 'codice_recupero', 'passkey', 'tentativi_fattore', 'sfida',
  'obbligo_secondo_fattore']) t;
GRANT SELECT, INSERT, UPDATE (segreto, confermato_il, ultimo_passo), DELETE ON fattore_totp TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (usato_il), DELETE ON codice_recupero TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (contatore, sincronizzata, nome, ultimo_uso), DELETE ON passkey TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (falliti, sospeso_fino) ON tentativi_fattore TO tabularium_applicazione;
GRANT SELECT, INSERT, DELETE ON sfida, obbligo_secondo_fattore TO tabularium_applicazione;

-- ---------------------------------------------------------------------------------------------------------------
-- What the database holds to

/* What is missing to somebody who gave the first factor only: nothing, the factor he has, or one he must get. The one place
   where this is decided. */
CREATE FUNCTION passo_mancante(utente uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF EXISTS (SELECT FROM fattore_totp f WHERE f.utente_id = utente AND f.confermato_il IS NOT NULL)
     OR EXISTS (SELECT FROM passkey p WHERE p.utente_id = utente) THEN
    RETURN 'verifica';
  ELSIF EXISTS (SELECT FROM incarico i JOIN obbligo_secondo_fattore o ON o.profilo = i.profilo WHERE i.utente_id = utente) THEN
    RETURN 'attivazione';
  END IF;
  RETURN NULL;
END $$;

/* No way in opens a whole session to somebody to whom a factor is missing, and a parziale one never becomes whole: it is
   replaced by another, with a secret of its own. */
CREATE FUNCTION sessione_secondo_i_fattori() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'I fattori di una sessione non cambiano' USING ERRCODE = 'TB022';
  ELSIF NEW.parziale IS NULL AND NEW.secondo_fattore IS NULL AND passo_mancante(NEW.utente_id) IS NOT NULL THEN
    RAISE EXCEPTION 'A questo utente manca il secondo fattore' USING ERRCODE = 'TB022';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sessione_secondo_i_fattori BEFORE INSERT ON sessione FOR EACH ROW EXECUTE FUNCTION sessione_secondo_i_fattori();
CREATE TRIGGER sessione_fattori_immutabili BEFORE UPDATE OF parziale, primo_fattore, secondo_fattore, utente_id ON sessione
  FOR EACH ROW WHEN (OLD.parziale IS DISTINCT FROM NEW.parziale OR OLD.primo_fattore <> NEW.primo_fattore
    OR OLD.secondo_fattore IS DISTINCT FROM NEW.secondo_fattore OR OLD.utente_id <> NEW.utente_id)
  EXECUTE FUNCTION sessione_secondo_i_fattori();

/* Who is asking: what identita_sessione says of a whole session. Of a parziale one only whose it is: no office, no delegation,
   nothing to act or read with, whatever else a whole one comes to have. */
CREATE FUNCTION identita_accesso(ente uuid, impronta bytea, inattivita interval, sottofondo boolean DEFAULT false)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  mancante text;
  i jsonb;
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  SELECT s.parziale INTO mancante FROM sessione s WHERE s.impronta_segreto = impronta;
  IF NOT FOUND THEN RETURN NULL; END IF;
  i := identita_sessione(ente, impronta, inattivita, sottofondo);
  IF mancante IS NULL OR i IS NULL THEN RETURN i; END IF;
  RETURN jsonb_build_object('ente', i->'ente', 'bloccata', false, 'parziale', mancante,
    'utente', jsonb_build_object('id', i->'utente'->'id', 'nomeUtente', i->'utente'->'nomeUtente', 'nome', i->'utente'->'nome',
      'cognome', i->'utente'->'cognome', 'incaricatoTrattamento', false, 'datiParticolari', false, 'datiGiudiziari', false));
END $$;
