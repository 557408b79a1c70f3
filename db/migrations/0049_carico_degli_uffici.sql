-- What an office has, found as fast as what one sees. «Of the office» means that it is competent or that it was given the document; the
-- search made that set anew each time, up to three seconds for an office with a hundred thousand.

/* A principal that is nobody: a registration is «visible» to it while it is with that office. So it has the paths and the indexes of
   the others, and no rule of its own to keep. */
CREATE FUNCTION carico_di(unita uuid) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT encode(substr(sha256(convert_to('carico ' || unita, 'UTF8')), 1, 16), 'hex')::uuid
$$;

CREATE OR REPLACE FUNCTION principali_registrazione(quale uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT ARRAY(SELECT DISTINCT p FROM unnest(principali_del_livello(s.ente_id, s.riservatezza,
      ARRAY[r.unita_id,
        CASE WHEN NOT EXISTS (SELECT FROM assegnazione a WHERE a.registrazione_id = quale AND a.unita_id = s.unita_competente_id)
          THEN s.unita_competente_id END]
        || ARRAY(SELECT a.unita_id FROM assegnazione a WHERE a.registrazione_id = quale AND a.stato IN ('smistata', 'in-carico', 'archiviata')),
      ARRAY(SELECT a.utente_id FROM assegnazione a WHERE a.registrazione_id = quale AND a.stato IN ('smistata', 'in-carico', 'archiviata')),
      ARRAY(SELECT unnest(f.uffici_ammessi || f.unita_id) FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id
        WHERE g.registrazione_id = quale AND g.tolta_il IS NULL),
      r.utente_id)
      || ARRAY(SELECT c.id FROM richiesta_consultazione c
        WHERE c.registrazione_id = quale AND c.stato = 'concessa' AND c.revocata_il IS NULL)
      || carico_di(s.unita_competente_id)
      || ARRAY(SELECT carico_di(a.unita_id) FROM assegnazione a
        WHERE a.registrazione_id = quale AND a.stato IN ('smistata', 'in-carico', 'archiviata'))) p WHERE p IS NOT NULL ORDER BY p)
    FROM scheda s JOIN registrazione r ON r.id = s.registrazione_id WHERE s.registrazione_id = quale);
END $$;

-- At birth nobody has been given it yet.
CREATE FUNCTION aggiungi_carico() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.visibile_a := ARRAY(SELECT DISTINCT p FROM unnest(NEW.visibile_a || carico_di(NEW.unita_competente_id)) p ORDER BY p);
  RETURN NEW;
END $$;
CREATE TRIGGER carico BEFORE INSERT ON scheda FOR EACH ROW WHEN (NEW.unita_competente_id IS NOT NULL) EXECUTE FUNCTION aggiungi_carico();

-- What was registered until now; ente by ente, because row-level security holds for the owner too.
DO $$
DECLARE
  di uuid;
BEGIN
  FOR di IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', di::text, true);
    UPDATE scheda s SET visibile_a = x.nuovi
    FROM (SELECT y.registrazione_id, principali_registrazione(y.registrazione_id) AS nuovi FROM scheda y) x
    WHERE x.registrazione_id = s.registrazione_id AND s.visibile_a <> x.nuovi;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;

-- The search of 0039, with the office among the paths.
CREATE OR REPLACE FUNCTION cerca_registrazioni(registro uuid, filtro jsonb, domanda tsquery, voci uuid[], vietata integer, principali uuid[],
  anche_aperte boolean, dopo_istante timestamptz, dopo_numero bigint, quante integer, OUT ids uuid[], OUT totale integer)
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
  testuale boolean := domanda IS NOT NULL OR filtro ?| ARRAY['corrispondente', 'luogo', 'rpa', 'protocolloMittente', 'oggetto', 'numero', 'fascicolo'];
  proprie boolean := principali IS NOT NULL AND NOT anche_aperte;
  periodo text := 's.registro_id = $1';
  dove text := '';
  -- What holds of whoever asks; of rows of `visibilita` too.
  lecite text := CASE WHEN vietata = 0 THEN '' ELSE ' AND (s.protezione & $6) = 0' END;
  dopo text := CASE WHEN dopo_istante IS NULL THEN '' ELSE ' AND (s.istante, s.numero) < ($8, $9)' END;
  ordine constant text := ' ORDER BY s.istante DESC, s.numero DESC LIMIT ';
  righe constant text := '(SELECT s.registrazione_id, s.istante, s.numero, s.flusso, s.mezzo, s.annullata, s.rettificata, s.luogo, '
    's.rpa, s.oggetto, s.voce_titolario_id, s.protezione, s.visibile_a, s.ricerca, s.nomi FROM scheda s WHERE ';
  percorsi constant text := 'unnest($7) p CROSS JOIN LATERAL (SELECT s.registrazione_id, s.istante, s.numero FROM visibilita s
    WHERE s.principale = p AND ';
  cammino text;
  piano json;
  carico uuid;
  uno uuid;
  sue integer;
  popolati integer := 0;
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
  IF filtro ? 'anno' THEN
    periodo := periodo || $$ AND s.istante >= (make_timestamptz(($3 ->> 'anno')::integer, 1, 1, 0, 0, 0, 'Europe/Rome'))
      AND s.istante < (make_timestamptz(($3 ->> 'anno')::integer + 1, 1, 1, 0, 0, 0, 'Europe/Rome'))$$;
  END IF;
  IF filtro ? 'flusso' THEN dove := dove || $$ AND s.flusso = $3 ->> 'flusso'$$; END IF;

  IF filtro ? 'ufficio' THEN
    SELECT carico_di(u.id) INTO carico FROM unita u WHERE u.ente_id = ente AND u.codice = filtro ->> 'ufficio';
    IF carico IS NULL THEN
      ids := '{}';
      totale := 0;
      RETURN;
    END IF;
    -- Of whoever sees only a part, what the two have in common is found as words are.
    testuale := testuale OR proprie;
  END IF;

  -- What an office has, for who sees the register: its own path, as if one were that office.
  IF carico IS NOT NULL AND NOT testuale AND voci IS NULL AND NOT filtro ?| ARRAY['mezzo', 'stato'] THEN
    cammino := 'visibilita s WHERE s.principale = $7 AND ' || periodo || lecite || dove
      || CASE WHEN principali IS NULL THEN '' ELSE ' AND (s.protezione < 4 OR EXISTS (SELECT FROM visibilita v WHERE v.registro_id = $1
        AND v.principale = ANY ($11) AND v.istante = s.istante AND v.numero = s.numero))' END;
    IF dopo_istante IS NULL THEN
      EXECUTE 'SELECT count(*) FROM (SELECT FROM ' || cammino || ' LIMIT 10001) x'
        INTO totale USING registro, ente, filtro, domanda, voci, vietata, carico, dopo_istante, dopo_numero, quante, principali;
    END IF;
    EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM ' || cammino || dopo || ordine || '$10)'
      INTO ids USING registro, ente, filtro, domanda, voci, vietata, carico, dopo_istante, dopo_numero, quante, principali;
    RETURN;
  END IF;

  -- What `visibilita` answers by itself. One's offices in turn, until one of them has more than are counted.
  IF proprie AND carico IS NULL AND NOT testuale AND voci IS NULL AND NOT filtro ?| ARRAY['mezzo', 'stato'] THEN
    IF dopo_istante IS NULL THEN totale := 0; END IF;
    FOREACH uno IN ARRAY principali LOOP
      EXIT WHEN totale IS NULL;
      EXECUTE 'SELECT count(*) FROM (SELECT FROM visibilita s WHERE s.principale = $2 AND ' || periodo || lecite || dove || ' LIMIT 10001) x'
        INTO sue USING registro, uno, filtro, domanda, voci, vietata;
      IF sue > 0 THEN popolati := popolati + 1; END IF;
      totale := least(totale + sue, 10001);
      EXIT WHEN sue > 10000;
    END LOOP;
    IF totale IS NOT NULL AND popolati > 1 AND sue <= 10000 THEN
      EXECUTE 'SELECT count(*) FROM (SELECT DISTINCT s.istante, s.numero FROM visibilita s WHERE s.principale = ANY ($2) AND '
          || periodo || lecite || dove || ' LIMIT 10001) x'
        INTO totale USING registro, principali, filtro, domanda, voci, vietata;
    END IF;
    EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM ' || percorsi || periodo || lecite || dove || dopo || ordine || '$10) s
        GROUP BY s.registrazione_id, s.istante, s.numero' || ordine || '$10)'
      INTO ids USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
    RETURN;
  END IF;

  -- Of classes, by the index that has them in order; whoever sees everything as much as who sees a part. By more than the class: below.
  IF voci IS NOT NULL AND carico IS NULL AND NOT testuale AND NOT filtro ?| ARRAY['mezzo', 'stato'] THEN
    cammino := 'unnest($5) v CROSS JOIN LATERAL (SELECT s.registrazione_id, s.istante, s.numero FROM '
      || CASE WHEN proprie THEN 'visibilita s WHERE s.principale = p AND ' ELSE 'scheda s WHERE ' END || 's.voce_titolario_id = v AND '
      || periodo || lecite || dove
      || CASE WHEN principali IS NULL OR proprie THEN '' ELSE ' AND (s.protezione < 4 OR s.visibile_a && $7)' END;
    IF proprie THEN cammino := 'unnest($7) p CROSS JOIN ' || cammino; END IF;
    -- Seen through more offices than one, a registration is counted once; of the same office and class it is there once.
    IF dopo_istante IS NULL THEN
      EXECUTE 'SELECT count(*) FROM (SELECT ' || CASE WHEN proprie THEN 'DISTINCT s.istante, s.numero' ELSE '' END || ' FROM ' || cammino
          || ' LIMIT 10001) s LIMIT 10001) x'
        INTO totale USING registro, ente, filtro, domanda, voci, vietata, principali;
    END IF;
    EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM ' || cammino || dopo || ordine || '$10) s
        GROUP BY s.registrazione_id, s.istante, s.numero' || ordine || '$10)'
      INTO ids USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
    RETURN;
  END IF;

  IF domanda IS NOT NULL THEN dove := dove || ' AND s.ricerca @@ $4'; END IF;
  IF voci IS NOT NULL THEN dove := dove || ' AND s.voce_titolario_id = ANY ($5)'; END IF;
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
  IF filtro ? 'oggetto' THEN
    dove := dove || $$ AND s.ricerca @@ inizi_di_parole($3 ->> 'oggetto')
      AND to_tsvector('italiano_parole', s.oggetto) @@ inizi_di_parole($3 ->> 'oggetto')$$;
  END IF;
  -- Without a year: of all of them. Named one by one, each is a look at the index.
  IF filtro ? 'numero' THEN
    dove := dove || $$ AND s.registrazione_id IN (SELECT r.id FROM registrazione r WHERE r.registro_id = $1
      AND r.anno = ANY (ARRAY(SELECT generate_series(2000, 2100))::smallint[]) AND r.numero = ($3 ->> 'numero')::bigint)$$;
  END IF;
  -- With what is in its parts; only of a fascicolo that is open to whoever asks.
  IF filtro ? 'fascicolo' THEN
    dove := dove || $$ AND s.registrazione_id IN (SELECT g.registrazione_id FROM fascicolo f JOIN fascicolazione g ON g.fascicolo_id = f.id
      WHERE f.ente_id = $2 AND (f.codice = $3 ->> 'fascicolo' OR f.codice LIKE ($3 ->> 'fascicolo') || '.%') AND g.tolta_il IS NULL
        AND g.registrazione_id IS NOT NULL AND ($7 IS NULL OR f.tutti_gli_uffici OR f.uffici_ammessi && $7))$$;
  END IF;
  -- The office that is competent, or that has it.
  IF carico IS NOT NULL THEN dove := dove || format(' AND s.visibile_a && ARRAY[%L::uuid]', carico); END IF;
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
  dove := dove || lecite || CASE WHEN principali IS NULL THEN ''
    WHEN proprie THEN ' AND s.visibile_a && $7'
    ELSE ' AND (s.protezione < 4 OR s.visibile_a && $7)' END;

  -- Of a word in millions of rows even the list in the index is long; its first 10,001 are among the newest.
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM scheda s WHERE ' || periodo || dove
    INTO piano USING registro, ente, filtro, domanda, voci, vietata, principali;
  IF dove = '' OR (piano -> 0 -> 'Plan' ->> 'Plan Rows')::float8 > 500000 THEN
    EXECUTE 'SELECT count(*) FROM (SELECT FROM ' || righe || periodo || ordine || '50000) s WHERE true' || dove || ' LIMIT 10001) x'
      INTO totale USING registro, ente, filtro, domanda, voci, vietata, principali;
  END IF;
  IF dove <> '' AND (totale IS NULL OR totale <= 10000) THEN
    IF testuale THEN PERFORM set_config('enable_indexscan', 'off', true); END IF;
    EXECUTE 'WITH trovate AS MATERIALIZED (
        SELECT s.registrazione_id, s.istante, s.numero FROM scheda s WHERE ' || periodo || dove ||
        CASE WHEN testuale THEN ' LIMIT ' ELSE ordine END || '10001)
      SELECT ARRAY(SELECT s.registrazione_id FROM trovate s WHERE true' || dopo || ordine || '$10), (SELECT count(*) FROM trovate)'
      INTO ids, totale USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
    IF totale <= 10000 THEN RETURN; END IF;
  END IF;

  PERFORM set_config('enable_indexscan', 'on', true);
  cammino := CASE WHEN proprie THEN '(SELECT DISTINCT s.registrazione_id, s.istante, s.numero FROM ' || percorsi || periodo || dopo || ordine
      || '2000) s' || ordine || '2000) v JOIN scheda s ON s.registrazione_id = v.registrazione_id'
    ELSE righe || periodo || dopo || ordine || '20000) s' END;
  EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM ' || cammino || ' WHERE true' || dove || ordine || '$10)'
    INTO ids USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
  IF dove = '' OR cardinality(ids) = quante THEN RETURN; END IF;

  IF testuale THEN PERFORM set_config('enable_indexscan', 'off', true); END IF;
  EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM scheda s WHERE ' || periodo || dove || dopo || ordine || '$10)'
    INTO ids USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
END $f$;
