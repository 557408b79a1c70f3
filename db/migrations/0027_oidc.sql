-- Signing in with an account of somebody else's system (OpenID Connect), for who has an account here.

-- Providers the ente trusts. The address of the issuer never changes: with the `sub` it is what a person is known by.
CREATE TABLE fornitore_identita (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  -- On the button of the sign-in page.
  nome text NOT NULL CHECK (nome ~ '\S' AND length(nome) <= 60),
  -- In clear only on this very machine. Given the address of a document, the library would not compare the issuer.
  emittente text NOT NULL CHECK (length(emittente) <= 500 AND strpos(emittente, '/.well-known/') = 0
    AND emittente ~ '^(https://[^/?#@]+|http://(localhost|127\.[0-9.]+|\[::1\])(:[0-9]+)?)(/[^?#]*)?$'),
  client_id text NOT NULL CHECK (client_id <> '' AND length(client_id) <= 255),
  -- Sealed, as the seeds of the second factor are.
  segreto text NOT NULL CHECK (segreto LIKE 'v1.%'),
  ambiti text[] NOT NULL CHECK ('openid' = ANY (ambiti)),
  -- What the provider says of the person, and which field of the user must be the same, the first time.
  attributo text NOT NULL CHECK (attributo IN ('sub', 'email', 'preferred_username', 'codice_fiscale')),
  campo text NOT NULL CHECK (campo IN ('nome_utente', 'codice_fiscale', 'email')),
  -- Values of `acr` or `amr` that are as good as a second factor of ours; empty: none is.
  secondo_fattore text[] NOT NULL DEFAULT '{}' CHECK (array_position(secondo_fattore, '') IS NULL),
  -- Asks the person to prove again who he is, each time.
  nuova_prova boolean NOT NULL DEFAULT true,
  attivo boolean NOT NULL DEFAULT true,
  creato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (ente_id, nome),
  UNIQUE (ente_id, emittente, client_id),
  UNIQUE (ente_id, id)
);

CREATE FUNCTION emittente_immutabile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'L’emittente di un fornitore di identità non cambia' USING ERRCODE = 'TB022';
END $$;
CREATE TRIGGER emittente_immutabile BEFORE UPDATE OF emittente ON fornitore_identita FOR EACH ROW
  WHEN (NEW.emittente <> OLD.emittente) EXECUTE FUNCTION emittente_immutabile();

-- Who the person known there as `sub` is here. From the first time on nothing else counts, and one has one only.
CREATE TABLE identita_esterna (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  fornitore_id uuid NOT NULL,
  sub text NOT NULL CHECK (sub <> '' AND length(sub) <= 255),
  utente_id uuid NOT NULL,
  collegata_il timestamptz NOT NULL DEFAULT istante_accessi(),
  ultimo_uso timestamptz NOT NULL DEFAULT istante_accessi(),
  UNIQUE (fornitore_id, sub),
  UNIQUE (fornitore_id, utente_id),
  FOREIGN KEY (ente_id, fornitore_id) REFERENCES fornitore_identita (ente_id, id) ON DELETE CASCADE,
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX identita_esterna_utente ON identita_esterna (utente_id);

/* Somebody who was sent to the provider and is not back yet: of `state` and of the browser only the digests. Nonce and PKCE
   verifier are made from the secrets of both, so that who reads this table can complete nobody's sign-in. */
CREATE TABLE accesso_esterno (
  impronta_stato bytea PRIMARY KEY CHECK (length(impronta_stato) = 32),
  ente_id uuid NOT NULL,
  fornitore_id uuid NOT NULL,
  impronta_browser bytea NOT NULL CHECK (length(impronta_browser) = 32),
  -- The session this browser has, which ends when the new one opens: its cookie does not come along from another site.
  precedente bytea,
  -- Where to go afterwards: an address of ours.
  verso text NOT NULL CHECK (verso ~ '^/([^/\\]|$)' AND length(verso) <= 500),
  iniziato_il timestamptz NOT NULL DEFAULT istante_accessi(),
  scade_il timestamptz NOT NULL,
  FOREIGN KEY (ente_id, fornitore_id) REFERENCES fornitore_identita (ente_id, id) ON DELETE CASCADE
);
CREATE INDEX accesso_esterno_scadenza ON accesso_esterno (scade_il);

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['fornitore_identita', 'identita_esterna', 'accesso_esterno']) t;
GRANT SELECT, INSERT, UPDATE (nome, client_id, segreto, ambiti, attributo, campo, secondo_fattore, nuova_prova, attivo), DELETE
  ON fornitore_identita TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (ultimo_uso), DELETE ON identita_esterna TO tabularium_applicazione;
GRANT SELECT, INSERT, DELETE ON accesso_esterno TO tabularium_applicazione;

-- ---------------------------------------------------------------------------------------------------------------
-- Sessions opened that way

ALTER TABLE sessione
  DROP CONSTRAINT sessione_primo_fattore_check,
  DROP CONSTRAINT sessione_secondo_fattore_check,
  ADD COLUMN fornitore_id uuid,
  ADD CONSTRAINT sessione_primo_fattore_check CHECK (primo_fattore IN ('password', 'passkey', 'fornitore')),
  ADD CONSTRAINT sessione_secondo_fattore_check CHECK (secondo_fattore IN ('totp', 'codice', 'passkey', 'fornitore')),
  ADD CONSTRAINT sessione_con_fornitore CHECK ((primo_fattore = 'fornitore') = (fornitore_id IS NOT NULL)),
  ADD FOREIGN KEY (ente_id, fornitore_id) REFERENCES fornitore_identita (ente_id, id);
CREATE INDEX sessione_fornitore ON sessione (fornitore_id) WHERE fornitore_id IS NOT NULL;

/* As before; and nobody comes in by a provider that is switched off, nor with its second factor where the ente does not trust it. */
CREATE OR REPLACE FUNCTION sessione_secondo_i_fattori() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'I fattori di una sessione non cambiano' USING ERRCODE = 'TB022';
  ELSIF NEW.parziale IS NULL AND NEW.secondo_fattore IS NULL AND passo_mancante(NEW.utente_id) IS NOT NULL THEN
    RAISE EXCEPTION 'A questo utente manca il secondo fattore' USING ERRCODE = 'TB022';
  ELSIF NEW.fornitore_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM fornitore_identita f WHERE f.id = NEW.fornitore_id AND f.attivo) THEN
    RAISE EXCEPTION 'Il fornitore di identità non è attivo' USING ERRCODE = 'TB022';
  ELSIF NEW.secondo_fattore = 'fornitore'
    AND NOT EXISTS (SELECT FROM fornitore_identita f WHERE f.id = NEW.fornitore_id AND f.secondo_fattore <> '{}') THEN
    RAISE EXCEPTION 'Di questo fornitore il secondo fattore non vale' USING ERRCODE = 'TB022';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER sessione_fattori_immutabili ON sessione;
CREATE TRIGGER sessione_fattori_immutabili
  BEFORE UPDATE OF parziale, primo_fattore, secondo_fattore, utente_id, fornitore_id ON sessione
  FOR EACH ROW WHEN (OLD.parziale IS DISTINCT FROM NEW.parziale OR OLD.primo_fattore <> NEW.primo_fattore
    OR OLD.secondo_fattore IS DISTINCT FROM NEW.secondo_fattore OR OLD.utente_id <> NEW.utente_id
    OR OLD.fornitore_id IS DISTINCT FROM NEW.fornitore_id)
  EXECUTE FUNCTION sessione_secondo_i_fattori();

/* As before; who came in by a provider is not asked to change a password he did not use. */
CREATE OR REPLACE FUNCTION identita_accesso(ente uuid, impronta bytea, inattivita interval, sottofondo boolean DEFAULT false)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  s record;
  i jsonb;
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  SELECT x.parziale, x.primo_fattore INTO s FROM sessione x WHERE x.impronta_segreto = impronta;
  IF NOT FOUND THEN RETURN NULL; END IF;
  i := identita_sessione(ente, impronta, inattivita, sottofondo);
  IF i IS NULL THEN RETURN i; END IF;
  IF s.parziale IS NULL THEN
    RETURN CASE WHEN s.primo_fattore = 'fornitore' THEN jsonb_set(i, '{obblighi}', (i->'obblighi') - 'password') ELSE i END;
  END IF;
  RETURN jsonb_build_object('ente', i->'ente', 'bloccata', false, 'parziale', s.parziale,
    'utente', jsonb_build_object('id', i->'utente'->'id', 'nomeUtente', i->'utente'->'nomeUtente', 'nome', i->'utente'->'nome',
      'cognome', i->'utente'->'cognome', 'incaricatoTrattamento', false, 'datiParticolari', false, 'datiGiudiziari', false));
END $$;
