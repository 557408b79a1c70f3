-- The verifiable register (docs/decisioni/0005, 0023): leaves of more kinds, the key that signs, the signed heads of each log, the
-- time stamps on them, and the inner nodes of the trees.

ALTER TABLE foglia DROP CONSTRAINT foglia_tipo_check;
ALTER TABLE foglia ALTER COLUMN registrazione_id DROP NOT NULL;
ALTER TABLE foglia ADD CONSTRAINT foglia_tipo_check CHECK (tipo IN ('registrazione', 'annullamento', 'rettifica', 'variazione',
  'chiave', 'registro-giornaliero', 'traccia'));
-- The last three are of the log, not of a registration.
ALTER TABLE foglia ADD CONSTRAINT foglia_registrazione_check
  CHECK ((registrazione_id IS NULL) = (tipo IN ('chiave', 'registro-giornaliero', 'traccia')));
CREATE INDEX foglia_del_registro ON foglia (registro_id, tipo, posizione) WHERE registrazione_id IS NULL;

/* Keys with which an ente signs the heads of its logs. The private half is sealed by the vault of the application, never leaves,
   and is forgotten when the key is replaced: what it signed is verified with the public half. */
CREATE TABLE chiave_firma (
  id uuid PRIMARY KEY,
  ente_id uuid NOT NULL REFERENCES ente,
  progressivo smallint NOT NULL CHECK (progressivo > 0),
  -- SubjectPublicKeyInfo of Ed25519 (RFC 8410), and its SHA-256.
  pubblica bytea NOT NULL CHECK (length(pubblica) = 44),
  impronta bytea NOT NULL UNIQUE CHECK (impronta = sha256(pubblica)),
  privata text,
  -- Of the key before, over the announcement of this one; NULL for the first, and for one after an import: the private half of a
  -- key is never in an export, so none before it can sign it, and it is trusted from what is printed.
  firma bytea CHECK (length(firma) = 64),
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  ritirata_il timestamptz,
  UNIQUE (ente_id, progressivo),
  UNIQUE (ente_id, id),
  CHECK (progressivo > 1 OR firma IS NULL),
  CHECK ((ritirata_il IS NULL) = (privata IS NOT NULL))
);
CREATE UNIQUE INDEX chiave_firma_in_uso ON chiave_firma (ente_id) WHERE ritirata_il IS NULL;

-- A key is withdrawn once and stays: what it signed must be verified for ever.
CREATE FUNCTION verifica_chiave_firma() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ritirata_il IS NOT NULL OR (NEW.id, NEW.ente_id, NEW.progressivo, NEW.pubblica, NEW.firma, NEW.creata_il)
     IS DISTINCT FROM (OLD.id, OLD.ente_id, OLD.progressivo, OLD.pubblica, OLD.firma, OLD.creata_il) THEN
    RAISE EXCEPTION 'Una chiave di firma si ritira soltanto, e una volta sola' USING ERRCODE = 'TB001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER solo_ritirata BEFORE UPDATE ON chiave_firma FOR EACH ROW EXECUTE FUNCTION verifica_chiave_firma();
CREATE TRIGGER non_cancellabile BEFORE DELETE ON chiave_firma FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON chiave_firma FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();

-- A signed head: this log had so many leaves, and this root. The leaf it ends with is there.
CREATE TABLE testa (
  registro_id uuid NOT NULL,
  dimensione bigint NOT NULL CHECK (dimensione > 0),
  ente_id uuid NOT NULL,
  radice bytea NOT NULL CHECK (length(radice) = 32),
  istante timestamptz NOT NULL,
  chiave_id uuid NOT NULL,
  -- What was signed, byte by byte (docs/registro-verificabile.md).
  testo text NOT NULL CHECK (testo LIKE E'tabularium/testa/1\n%'),
  firma bytea NOT NULL CHECK (length(firma) = 64),
  PRIMARY KEY (registro_id, dimensione),
  FOREIGN KEY (registro_id, dimensione) REFERENCES foglia (registro_id, posizione),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id),
  FOREIGN KEY (ente_id, chiave_id) REFERENCES chiave_firma (ente_id, id)
);

-- RFC 3161 tokens on the heads: apart, because an authority may answer later than the close, or never.
CREATE TABLE testa_marca (
  registro_id uuid NOT NULL,
  dimensione bigint NOT NULL,
  ente_id uuid NOT NULL,
  autorita text NOT NULL,
  istante timestamptz NOT NULL,
  marca bytea NOT NULL,
  PRIMARY KEY (registro_id, dimensione),
  FOREIGN KEY (registro_id, dimensione) REFERENCES testa (registro_id, dimensione),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id)
);

-- Roots of full subtrees of 2^livello leaves: a proof reads some of them instead of all the leaves. They can be computed again.
CREATE TABLE nodo_albero (
  registro_id uuid NOT NULL,
  livello smallint NOT NULL CHECK (livello IN (8, 16, 24)),
  indice bigint NOT NULL CHECK (indice >= 0),
  ente_id uuid NOT NULL,
  impronta bytea NOT NULL CHECK (length(impronta) = 32),
  PRIMARY KEY (registro_id, livello, indice),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id)
);

SELECT rendi_immutabile(t::regclass) FROM unnest(ARRAY['testa', 'testa_marca', 'nodo_albero']) t;
SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['chiave_firma', 'testa', 'testa_marca', 'nodo_albero']) t;

GRANT SELECT, INSERT, UPDATE (privata, ritirata_il) ON chiave_firma TO tabularium_applicazione;
GRANT SELECT, INSERT ON testa, testa_marca, nodo_albero TO tabularium_applicazione;
GRANT SELECT ON testa, testa_marca, nodo_albero TO tabularium_lettore;
GRANT SELECT (id, ente_id, progressivo, pubblica, impronta, firma, creata_il, ritirata_il) ON chiave_firma TO tabularium_lettore;

-- ---------------------------------------------------------------------------------------------------------------
-- The audit trail, sealed in blocks (ASM-2): each has the digest of all its lines after that of the block before. Which lines a block
-- has is told by their instants alone, so nothing is written on them. The last block is told by a leaf of the protocollo.

CREATE TABLE blocco_traccia (
  ente_id uuid NOT NULL REFERENCES ente,
  progressivo integer NOT NULL CHECK (progressivo > 0),
  -- Lines after `dal`, excluded (none: from the first), up to `al`.
  dal timestamptz,
  al timestamptz NOT NULL,
  righe integer NOT NULL CHECK (righe > 0),
  impronta bytea NOT NULL CHECK (length(impronta) = 32),
  PRIMARY KEY (ente_id, progressivo),
  CHECK ((progressivo = 1) = (dal IS NULL)),
  CHECK (al > dal)
);
SELECT rendi_immutabile('blocco_traccia');
SELECT proteggi_per_ente('blocco_traccia');
GRANT SELECT, INSERT ON blocco_traccia TO tabularium_applicazione;
GRANT SELECT ON blocco_traccia TO tabularium_lettore;
CREATE INDEX traccia_ordine ON traccia (ente_id, istante, id);

-- ---------------------------------------------------------------------------------------------------------------
-- Verifications asked for, and how they ended.

CREATE TABLE verifica_registro (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  registro_id uuid NOT NULL,
  chiesta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  chiesta_da text NOT NULL,
  -- Whose screen follows it; NULL: the office's own night.
  utente_id uuid,
  -- Also the bytes of the documents.
  anche_file boolean NOT NULL DEFAULT false,
  stato text NOT NULL DEFAULT 'in-attesa' CHECK (stato IN ('in-attesa', 'in-corso', 'conclusa', 'interrotta')),
  esaminate bigint NOT NULL DEFAULT 0,
  totale bigint NOT NULL DEFAULT 0,
  esito jsonb,
  conclusa_il timestamptz,
  CHECK ((stato = 'conclusa') = (esito IS NOT NULL)),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id)
);
CREATE INDEX verifica_registro_ultima ON verifica_registro (registro_id, chiesta_il DESC);
-- One at a time: who asks while one runs looks at that.
CREATE UNIQUE INDEX verifica_registro_in_corso ON verifica_registro (registro_id) WHERE stato IN ('in-attesa', 'in-corso');
CREATE TRIGGER non_cancellabile BEFORE DELETE ON verifica_registro FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
SELECT proteggi_per_ente('verifica_registro');
GRANT SELECT, INSERT, UPDATE (stato, esaminate, totale, esito, conclusa_il) ON verifica_registro TO tabularium_applicazione;
GRANT SELECT ON verifica_registro TO tabularium_lettore;

CREATE FUNCTION annuncia_verifica() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM annuncia('registro', ARRAY[NEW.utente_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER annuncia AFTER INSERT OR UPDATE ON verifica_registro FOR EACH ROW EXECUTE FUNCTION annuncia_verifica();

-- A leaf that was tampered with may be no JSON at all: who verifies must hear of it, not stumble on it. Not for parallel plans: they
-- have no place for the subtransaction of the exception.
CREATE FUNCTION in_jsonb(testo text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN testo::jsonb;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END $$;
