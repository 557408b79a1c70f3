-- Documents: bytes are in the store, addressed by their SHA-256; here is who brought them and what they are called.

CREATE TABLE documento (
  -- The reference code of RN-A.5: unique, never reused.
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  impronta text NOT NULL CHECK (impronta ~ '^[0-9a-f]{64}$'),
  algoritmo text NOT NULL DEFAULT 'SHA-256' CHECK (algoritmo = 'SHA-256'),
  -- Exactly as given, whatever its characters.
  nome_file text NOT NULL CHECK (nome_file <> ''),
  -- Media type found in the bytes, and the program (with version) that found it.
  formato text NOT NULL,
  formato_secondo text NOT NULL,
  dimensione bigint NOT NULL CHECK (dimensione > 0),
  avvisi text[] NOT NULL DEFAULT '{}',
  caricato_da uuid,
  chiave_api_id uuid,
  caricato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (ente_id, id)
);
CREATE INDEX documento_impronta ON documento (ente_id, impronta);
CREATE INDEX documento_eta ON documento (caricato_il);

-- DELETE is for the sweeper of uploads that nothing references; a referenced row is held by its foreign keys.
CREATE TRIGGER immutabile BEFORE UPDATE ON documento FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON documento FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();

SELECT proteggi_per_ente('documento');
GRANT SELECT, INSERT, DELETE ON documento TO tabularium_applicazione;
GRANT SELECT ON documento TO tabularium_lettore;
