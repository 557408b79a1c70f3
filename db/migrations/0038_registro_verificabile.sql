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
  -- Of the key before, over the announcement of this one; NULL for the first.
  firma bytea CHECK (length(firma) = 64),
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  ritirata_il timestamptz,
  UNIQUE (ente_id, progressivo),
  UNIQUE (ente_id, id),
  CHECK ((progressivo = 1) = (firma IS NULL)),
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
