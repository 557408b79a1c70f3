-- Search by index. Under row-level security PostgreSQL looks at whose a row is before it runs an operator that might give
-- the row away (`@@`, LIKE): hence never inside a GIN index, and every search would read the whole register. So the
-- searching is done by functions that run as a role of their own, which sees the rows of every ente but only the columns
-- it compares; they filter by ente themselves and answer with identifiers, that the caller reads under row-level security.

-- The words of the names of all correspondents. A trigram index on the names themselves would more than double the time
-- that a registration with 10,000 recipients holds the register. Bounded: a tsvector cannot pass 1 MB.
CREATE FUNCTION vettore_nomi(nomi text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN to_tsvector('public.italiano_parole', left(coalesce(nomi, ''), 200000));
ALTER TABLE scheda ADD nomi tsvector NOT NULL DEFAULT '';
GRANT UPDATE (nomi) ON scheda TO tabularium_applicazione;

-- Registrations made until now, ente by ente because row-level security holds for the owner too.
ALTER TABLE scheda DISABLE TRIGGER non_annullata;
DO $$
DECLARE
  di uuid;
BEGIN
  FOR di IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', di::text, true);
    UPDATE scheda s SET nomi = vettore_nomi((SELECT string_agg(DISTINCT c.nominativo, ' ') FROM corrispondente c
      WHERE c.registrazione_id = s.registrazione_id));
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;
ALTER TABLE scheda ENABLE TRIGGER non_annullata;
ALTER TABLE scheda ALTER nomi DROP DEFAULT;

DROP INDEX scheda_ricerca;
CREATE INDEX scheda_ricerca ON scheda USING gin (registro_id, ricerca, nomi);
-- In a register later numbers have later instants (verifica_progressione): one index serves order, pages and periods.
DROP INDEX scheda_ordine;
CREATE INDEX scheda_ordine ON scheda (registro_id, istante DESC, numero DESC);
CREATE INDEX scheda_voce ON scheda (voce_titolario_id) WHERE voce_titolario_id IS NOT NULL;
CREATE INDEX scheda_mezzo ON scheda (registro_id, mezzo);
CREATE INDEX scheda_annullata ON scheda (registro_id, istante DESC, numero DESC) WHERE annullata;
CREATE INDEX scheda_rettificata ON scheda (registro_id, istante DESC, numero DESC) WHERE rettificata;

GRANT USAGE ON SCHEMA public TO tabularium_ricerca;
-- This one stays under row-level security: whose a register is, is asked here.
GRANT SELECT (id, ente_id) ON registro TO tabularium_ricerca;
GRANT SELECT (registrazione_id, registro_id, istante, numero, flusso, mezzo, annullata, rettificata, luogo, rpa,
  voce_titolario_id, unita_competente_id, ricerca, nomi) ON scheda TO tabularium_ricerca;
GRANT SELECT (id, ente_id, protocollo_mittente_numero) ON registrazione TO tabularium_ricerca;
GRANT SELECT (registrazione_id, ente_id, nominativo, codice_fiscale) ON corrispondente TO tabularium_ricerca;
GRANT SELECT (id, ente_id, tipo, attiva, ricerca, indirizzi_digitali) ON rubrica_voce TO tabularium_ricerca;
CREATE POLICY ricerca ON scheda FOR SELECT TO tabularium_ricerca USING (true);
CREATE POLICY ricerca ON registrazione FOR SELECT TO tabularium_ricerca USING (true);
CREATE POLICY ricerca ON corrispondente FOR SELECT TO tabularium_ricerca USING (true);
CREATE POLICY ricerca ON rubrica_voce FOR SELECT TO tabularium_ricerca USING (true);

-- Every word of the text, also if only begun: «ross ann» is satisfied by «Anna Rossi».
CREATE FUNCTION inizi_di_parole(testo text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN regexp_replace(plainto_tsquery('public.italiano_parole', testo)::text, '''(?= |$)', ''':*', 'g')::tsquery;

/* Writes registrations that have their number: one call for a whole group, one transaction. `voci` is an array of
   {registrazione, scheda, corrispondenti[], documenti[], collegamenti[], foglia, traccia, idempotenza}. */
CREATE OR REPLACE FUNCTION scrivi_registrazioni(voci jsonb) RETURNS void LANGUAGE plpgsql AS $$
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
      allegati_dichiarati, numero_allegati, ricerca, nomi)
  SELECT r.id, ente_corrente(), r.registro_id, r.anno, r.numero, r.istante, r.flusso, r.oggetto, s.corrispondenti,
      s.mezzo, s.numero_raccomandata, s.luogo, s.voce_titolario_id, s.unita_competente_id, s.rpa, s.note,
      s.data_documento, s.allegati_dichiarati, coalesce(s.numero_allegati, 0),
      vettore_ricerca(v ->> 'testo'),
      vettore_nomi((SELECT string_agg(c ->> 'nominativo', ' ') FROM jsonb_array_elements(v -> 'corrispondenti') c))
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

/* A page of a register, newest first, and how many there are, counted up to 10,001.

   `filtro` has the conditions asked for, by name: dal, al (days of Rome), flusso, mezzo, luogo, rpa, stato, corrispondente,
   protocolloMittente. `domanda`, `voci` and `unita`, if not null, are the text to be found, the titolario entries and the
   competent units admitted. The page begins after (`dopo_istante`, `dopo_numero`) and has at most `quante` rows.

   Each statement contains the conditions present and no others, so that it is planned for what it is. Two ways, because
   neither is good for all: by index where the hits are few; from the newest row on where they are many, and so soon met.
   But words belong to periods (an election, a pandemic), and who walked on until he met one would read the whole register:
   a walk ends after some rows and the index is asked after all. */
CREATE FUNCTION cerca_registrazioni(registro uuid, filtro jsonb, domanda tsquery, voci uuid[], unita uuid[],
  dopo_istante timestamptz, dopo_numero bigint, quante integer, OUT ids uuid[], OUT totale integer)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off
SET enable_indexscan = on
SET random_page_cost = 1.1
SET work_mem = '32MB'
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  -- Conditions on text have an index of their own, and the planner must not prefer a walk to it.
  testuale boolean := domanda IS NOT NULL OR filtro ?| ARRAY['corrispondente', 'luogo', 'rpa', 'protocolloMittente'];
  periodo text := 's.registro_id = $1';
  dove text := '';
  dopo text := CASE WHEN dopo_istante IS NULL THEN '' ELSE ' AND (s.istante, s.numero) < ($7, $8)' END;
  ordine constant text := ' ORDER BY s.istante DESC, s.numero DESC LIMIT ';
  righe constant text := '(SELECT s.registrazione_id, s.istante, s.numero, s.flusso, s.mezzo, s.annullata, s.rettificata, s.luogo, '
    's.rpa, s.voce_titolario_id, s.unita_competente_id, s.ricerca, s.nomi FROM scheda s WHERE ';
  piano json;
BEGIN
  -- Asked once and of the register: of every row it would keep the count from being made on the index alone.
  IF NOT EXISTS (SELECT FROM registro r WHERE r.id = registro AND r.ente_id = ente) THEN
    ids := '{}';
    totale := 0;
    RETURN;
  END IF;
  IF filtro ? 'dal' THEN
    periodo := periodo || $$ AND s.istante >= (($3 ->> 'dal')::date::timestamp AT TIME ZONE 'Europe/Rome')$$;
  END IF;
  IF filtro ? 'al' THEN
    periodo := periodo || $$ AND s.istante < ((($3 ->> 'al')::date + 1)::timestamp AT TIME ZONE 'Europe/Rome')$$;
  END IF;
  IF domanda IS NOT NULL THEN dove := dove || ' AND s.ricerca @@ $4'; END IF;
  IF voci IS NOT NULL THEN dove := dove || ' AND s.voce_titolario_id = ANY ($5)'; END IF;
  IF unita IS NOT NULL THEN dove := dove || ' AND s.unita_competente_id = ANY ($6)'; END IF;
  IF filtro ? 'flusso' THEN dove := dove || $$ AND s.flusso = $3 ->> 'flusso'$$; END IF;
  IF filtro ? 'mezzo' THEN dove := dove || $$ AND s.mezzo = $3 ->> 'mezzo'$$; END IF;
  dove := dove || CASE filtro ->> 'stato' WHEN 'annullata' THEN ' AND s.annullata' WHEN 'valida' THEN ' AND NOT s.annullata'
    WHEN 'rettificata' THEN ' AND s.rettificata' ELSE '' END;
  -- The index finds the words anywhere in the registration; then they are looked for in their own datum.
  IF filtro ? 'luogo' THEN
    dove := dove || $$ AND s.ricerca @@ inizi_di_parole($3 ->> 'luogo')
      AND to_tsvector('italiano_parole', s.luogo) @@ inizi_di_parole($3 ->> 'luogo')$$;
  END IF;
  IF filtro ? 'rpa' THEN
    dove := dove || $$ AND s.ricerca @@ inizi_di_parole($3 ->> 'rpa')
      AND to_tsvector('italiano_parole', s.rpa) @@ inizi_di_parole($3 ->> 'rpa')$$;
  END IF;
  IF filtro ? 'protocolloMittente' THEN
    dove := dove || $$ AND s.registrazione_id IN (SELECT r.id FROM registrazione r
      WHERE r.ente_id = $2 AND r.protocollo_mittente_numero = $3 ->> 'protocolloMittente')$$;
  END IF;
  IF EXISTS (SELECT FROM corrispondente c WHERE c.ente_id = ente AND c.codice_fiscale = upper(filtro ->> 'corrispondente')) THEN
    dove := dove || $$ AND s.registrazione_id IN (SELECT c.registrazione_id FROM corrispondente c
      WHERE c.ente_id = $2 AND c.codice_fiscale = upper($3 ->> 'corrispondente'))$$;
  ELSIF filtro ? 'corrispondente' THEN
    dove := dove || $$ AND s.nomi @@ inizi_di_parole($3 ->> 'corrispondente')$$;
    -- More words must be of the same name. OFFSET 0: looked for row by row, never by a join with all the names there are.
    IF numnode(inizi_di_parole(filtro ->> 'corrispondente')) > 1 THEN
      dove := dove || $$ AND EXISTS (SELECT FROM corrispondente c WHERE c.registrazione_id = s.registrazione_id AND c.ente_id = $2
        AND to_tsvector('italiano_parole', c.nominativo) @@ inizi_di_parole($3 ->> 'corrispondente') OFFSET 0)$$;
    END IF;
  END IF;

  -- Of a word in millions of rows even the list in the index is long; its first 10,001 are among the newest.
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM scheda s WHERE ' || periodo || dove
    INTO piano USING registro, ente, filtro, domanda, voci, unita;
  IF dove = '' OR (piano -> 0 -> 'Plan' ->> 'Plan Rows')::float8 > 500000 THEN
    EXECUTE 'SELECT count(*) FROM (SELECT FROM ' || righe || periodo || ordine || '50000) s WHERE true' || dove || ' LIMIT 10001) x'
      INTO totale USING registro, ente, filtro, domanda, voci, unita;
  END IF;
  IF dove <> '' AND (totale IS NULL OR totale <= 10000) THEN
    IF testuale THEN PERFORM set_config('enable_indexscan', 'off', true); END IF;
    EXECUTE 'WITH trovate AS MATERIALIZED (
        SELECT s.registrazione_id, s.istante, s.numero FROM scheda s WHERE ' || periodo || dove ||
        CASE WHEN testuale THEN ' LIMIT ' ELSE ordine END || '10001)
      SELECT ARRAY(SELECT s.registrazione_id FROM trovate s WHERE true' || dopo || ordine || '$9), (SELECT count(*) FROM trovate)'
      INTO ids, totale USING registro, ente, filtro, domanda, voci, unita, dopo_istante, dopo_numero, quante;
    IF totale <= 10000 THEN RETURN; END IF;
  END IF;

  PERFORM set_config('enable_indexscan', 'on', true);
  EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM ' || righe || periodo || dopo || ordine || '20000) s WHERE true' || dove ||
      ordine || '$9)'
    INTO ids USING registro, ente, filtro, domanda, voci, unita, dopo_istante, dopo_numero, quante;
  IF dove = '' OR cardinality(ids) = quante THEN RETURN; END IF;

  IF testuale THEN PERFORM set_config('enable_indexscan', 'off', true); END IF;
  EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM scheda s WHERE ' || periodo || dove || dopo || ordine || '$9)'
    INTO ids USING registro, ente, filtro, domanda, voci, unita, dopo_istante, dopo_numero, quante;
END $f$;

-- Addresses one after the other, for fragments of any of them.
CREATE FUNCTION testo_indirizzi(indirizzi text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(array_to_string(indirizzi, ' '));
CREATE INDEX rubrica_voce_indirizzi ON rubrica_voce USING gin (ente_id, testo_indirizzi(indirizzi_digitali) gin_trgm_ops);
CREATE INDEX rubrica_voce_nome ON rubrica_voce (ente_id, left(ltrim(ricerca), 100), id) WHERE attiva;

/* A page of the rubrica: active entries that hold every one of `frammenti` (with `\`, `%` and `_` escaped), those whose name
   begins with `inizio` first, then by name. The page begins after (`da_dopo`, `da_nome`, `da_id`) if not null. */
CREATE FUNCTION cerca_rubrica(frammenti text[], inizio text, solo_tipo text, da_dopo boolean, da_nome text, da_id uuid,
  quante integer) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  nome constant text := 'left(ltrim(v.ricerca), 100)';
  -- Where nothing is asked for everybody begins with it, and the index by name is already in order.
  dopo text := CASE WHEN inizio = '' THEN '' ELSE '(NOT starts_with(ltrim(v.ricerca), testo_ricerca($3))), ' END;
  dove text := 'v.ente_id = $1 AND v.attiva';
  ids uuid[];
BEGIN
  FOR i IN 1 .. cardinality(frammenti) LOOP
    dove := dove || format(CASE
      WHEN frammenti[i] LIKE '%@%' THEN $$ AND testo_indirizzi(v.indirizzi_digitali) LIKE '%%' || lower($2[%1$s]) || '%%'$$
      -- One or two letters are the beginning of a word, or they would find everybody.
      WHEN length(frammenti[i]) <= 2 THEN
        $$ AND (v.ricerca LIKE testo_ricerca($2[%1$s]) || '%%' OR v.ricerca LIKE '%% ' || testo_ricerca($2[%1$s]) || '%%')$$
      ELSE $$ AND v.ricerca LIKE '%%' || testo_ricerca($2[%1$s]) || '%%'$$ END, i);
  END LOOP;
  IF solo_tipo IS NOT NULL THEN dove := dove || ' AND v.tipo = $4'; END IF;
  IF da_id IS NOT NULL THEN
    dove := dove || format(' AND (%s%s, v.id) > (%s$6, $7)', dopo, nome, CASE WHEN dopo = '' THEN '' ELSE '$5, ' END);
  END IF;
  EXECUTE format('SELECT ARRAY(SELECT v.id FROM rubrica_voce v WHERE %s ORDER BY %s%s, v.id LIMIT $8)', dove, dopo, nome)
    INTO ids USING ente, frammenti, inizio, solo_tipo, da_dopo, da_nome, da_id, quante;
  RETURN ids;
END $f$;

-- A new owner must be able to create in the schema at the moment of the handover, and only then.
GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
ALTER FUNCTION cerca_registrazioni OWNER TO tabularium_ricerca;
ALTER FUNCTION cerca_rubrica OWNER TO tabularium_ricerca;
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
REVOKE ALL ON FUNCTION cerca_registrazioni, cerca_rubrica FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cerca_registrazioni, cerca_rubrica TO tabularium_applicazione;
