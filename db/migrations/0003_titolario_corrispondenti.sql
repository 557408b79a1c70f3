-- Italian full text that forgives accents: «citta» finds «città», «permessi» finds «permesso».
CREATE TEXT SEARCH CONFIGURATION italiano (COPY = italian);
ALTER TEXT SEARCH CONFIGURATION italiano
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, italian_stem;

-- Whole words, accents folded: the beginning of a word being typed is matched against these, because stems are cut.
CREATE TEXT SEARCH CONFIGURATION italiano_parole (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION italiano_parole
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;

-- unaccent() is only STABLE because its dictionary may change; ours does not, and indexes need IMMUTABLE.
CREATE FUNCTION testo_ricerca(testo text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, normalize(testo, NFC)));

-- What a search reads of a text: stems for the sense, words for the beginnings. Bounded, a tsvector cannot pass 1 MB.
CREATE FUNCTION vettore_ricerca(testo text) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE
  RETURN to_tsvector('public.italiano', left(testo, 100000)) || to_tsvector('public.italiano_parole', left(testo, 100000));

CREATE TABLE titolario (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  versione text NOT NULL,
  in_uso_dal date NOT NULL,
  in_uso_al date,
  livelli text[] NOT NULL,
  UNIQUE (ente_id, versione),
  UNIQUE (ente_id, id),
  CHECK (in_uso_al IS NULL OR in_uso_al >= in_uso_dal)
);

CREATE TABLE voce_titolario (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  titolario_id uuid NOT NULL,
  padre_id uuid,
  livello smallint NOT NULL CHECK (livello BETWEEN 1 AND 4),
  -- `VI.3`; a voce under a class has none of its own.
  codice text,
  numero integer NOT NULL,
  denominazione text NOT NULL CHECK (denominazione <> ''),
  tipi text[] NOT NULL DEFAULT '{}',
  nota text,
  UNIQUE (ente_id, id),
  UNIQUE (titolario_id, codice),
  FOREIGN KEY (ente_id, titolario_id) REFERENCES titolario (ente_id, id),
  FOREIGN KEY (ente_id, padre_id) REFERENCES voce_titolario (ente_id, id)
);
CREATE INDEX voce_titolario_padre ON voce_titolario (padre_id);

-- Kinds that are not registered (DPR 445/2000 art. 53 c. 5; RN-38.1-2, RN-38.1-3).
CREATE TABLE categoria_esclusa (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  codice text NOT NULL,
  denominazione text NOT NULL,
  origine text NOT NULL,
  ambito text NOT NULL CHECK (ambito IN ('legge', 'ente')),
  condizione text,
  -- Residual clause: a reason is compulsory (RN-38.1-5).
  residuale boolean NOT NULL DEFAULT false,
  ordine integer NOT NULL,
  attiva boolean NOT NULL DEFAULT true,
  UNIQUE (ente_id, codice)
);

-- The address book. Entries are copied into registrations, so changing one never touches what was registered.
CREATE TABLE rubrica_voce (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  tipo text NOT NULL CHECK (tipo IN ('PF', 'PG', 'PAI', 'PAE')),
  nome text,
  cognome text,
  denominazione text,
  codice_fiscale text,
  partita_iva text,
  codice_ipa text,
  codice_aoo text,
  codice_uo text,
  ufficio text,
  indirizzo text,
  nazione text,
  indirizzi_digitali text[] NOT NULL DEFAULT '{}',
  telefono text,
  note text,
  attiva boolean NOT NULL DEFAULT true,
  versione integer NOT NULL DEFAULT 1,
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Name, codes and addresses, folded: type-ahead matches any fragment of any of them.
  ricerca text GENERATED ALWAYS AS (testo_ricerca(
    coalesce(cognome, '') || ' ' || coalesce(nome, '') || ' ' || coalesce(denominazione, '') || ' ' ||
    coalesce(codice_fiscale, '') || ' ' || coalesce(partita_iva, '') || ' ' || coalesce(codice_ipa, '') || ' ' ||
    coalesce(ufficio, ''))) STORED,
  CHECK (CASE tipo WHEN 'PF' THEN nome <> '' AND cognome <> '' AND denominazione IS NULL
    ELSE denominazione <> '' AND nome IS NULL AND cognome IS NULL END)
);
CREATE INDEX rubrica_voce_ricerca ON rubrica_voce USING gin (ente_id, ricerca gin_trgm_ops);
CREATE INDEX rubrica_voce_codice_fiscale ON rubrica_voce (ente_id, codice_fiscale) WHERE codice_fiscale IS NOT NULL;

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['titolario', 'voce_titolario', 'categoria_esclusa', 'rubrica_voce']) t;
GRANT SELECT ON titolario, voce_titolario, categoria_esclusa TO tabularium_applicazione, tabularium_lettore;
GRANT SELECT, INSERT, UPDATE ON rubrica_voce TO tabularium_applicazione;
GRANT SELECT ON rubrica_voce TO tabularium_lettore;
