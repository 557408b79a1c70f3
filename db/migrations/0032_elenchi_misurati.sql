-- What `npm run bench permessi` found on 1,000,000 registrations.

/* Who may not see special categories of data asks for `protezione & 3 = 0`: of such an expression the planner knows nothing, and takes
   one row in two hundred for the whole register. These are the masks there are. */
CREATE STATISTICS scheda_vietata ON (protezione & 1), (protezione & 2), (protezione & 3) FROM scheda;
CREATE STATISTICS visibilita_vietata ON (protezione & 1), (protezione & 2), (protezione & 3) FROM visibilita;
ANALYZE scheda, visibilita;

/* What a registration lacks: 1 a class (RN-40.1), 2 a fascicolo (RN-43.1-2). An annulled one lacks nothing. Beside every path by
   which it is seen, so that who sees one office of sixty finds what is lacking there, in order, without walking the others'. */
CREATE FUNCTION manca_alla_scheda(annullata boolean, voce uuid, fascicolata boolean) RETURNS smallint LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN annullata THEN 0 ELSE (voce IS NULL)::integer + (NOT fascicolata)::integer * 2 END;
-- And its class, for the same reason: a branch of the titolario is a few stretches of an index for each office.
ALTER TABLE visibilita ADD COLUMN manca smallint NOT NULL DEFAULT 0, ADD COLUMN voce_titolario_id uuid;
DO $$
DECLARE
  di uuid;
BEGIN
  FOR di IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', di::text, true);
    UPDATE visibilita v SET manca = manca_alla_scheda(s.annullata, s.voce_titolario_id, s.fascicolata), voce_titolario_id = s.voce_titolario_id
    FROM scheda s WHERE s.registrazione_id = v.registrazione_id;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;
CREATE INDEX visibilita_senza_classe ON visibilita (ente_id, principale, istante DESC, numero DESC) INCLUDE (registrazione_id, protezione)
  WHERE (manca & 1) <> 0;
CREATE INDEX visibilita_senza_fascicolo ON visibilita (ente_id, principale, istante DESC, numero DESC) INCLUDE (registrazione_id, protezione)
  WHERE (manca & 2) <> 0;
CREATE INDEX visibilita_voce ON visibilita (registro_id, principale, voce_titolario_id, istante DESC, numero DESC)
  INCLUDE (registrazione_id, protezione, flusso) WHERE voce_titolario_id IS NOT NULL;
DROP INDEX scheda_voce;
CREATE INDEX scheda_voce ON scheda (voce_titolario_id, registro_id, istante DESC, numero DESC) WHERE voce_titolario_id IS NOT NULL;

-- As before (0022), with what is lacking.
CREATE OR REPLACE FUNCTION scrivi_visibilita() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO visibilita (ente_id, registro_id, principale, istante, numero, registrazione_id, flusso, protezione, voce_titolario_id, manca)
  SELECT s.ente_id, s.registro_id, p, s.istante, s.numero, s.registrazione_id, s.flusso, s.protezione, s.voce_titolario_id,
    manca_alla_scheda(s.annullata, s.voce_titolario_id, s.fascicolata)
  FROM nuove s, unnest(s.visibile_a) p;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION riscrivi_visibilita() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM visibilita v USING unnest(OLD.visibile_a) p
  WHERE v.registro_id = OLD.registro_id AND v.principale = p AND v.istante = OLD.istante AND v.numero = OLD.numero
    AND (p <> ALL (NEW.visibile_a) OR NEW.protezione <> OLD.protezione);
  INSERT INTO visibilita (ente_id, registro_id, principale, istante, numero, registrazione_id, flusso, protezione, voce_titolario_id, manca)
  SELECT NEW.ente_id, NEW.registro_id, p, NEW.istante, NEW.numero, NEW.registrazione_id, NEW.flusso, NEW.protezione,
    NEW.voce_titolario_id, manca_alla_scheda(NEW.annullata, NEW.voce_titolario_id, NEW.fascicolata)
  FROM unnest(NEW.visibile_a) p WHERE p <> ALL (OLD.visibile_a) OR NEW.protezione <> OLD.protezione;
  RETURN NULL;
END $$;
CREATE FUNCTION riscrivi_mancanze() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  ora smallint := manca_alla_scheda(NEW.annullata, NEW.voce_titolario_id, NEW.fascicolata);
BEGIN
  UPDATE visibilita v SET manca = ora, voce_titolario_id = NEW.voce_titolario_id
  WHERE v.registro_id = NEW.registro_id AND v.principale = ANY (NEW.visibile_a) AND v.istante = NEW.istante AND v.numero = NEW.numero
    AND (v.manca, v.voce_titolario_id) IS DISTINCT FROM (ora, NEW.voce_titolario_id);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION riscrivi_mancanze FROM PUBLIC;
-- After `percorsi_cambiati`, by its name: the paths are there.
CREATE TRIGGER percorsi_mancanti AFTER UPDATE ON scheda FOR EACH ROW
  WHEN (NEW.annullata <> OLD.annullata OR NEW.fascicolata <> OLD.fascicolata
    OR NEW.voce_titolario_id IS DISTINCT FROM OLD.voce_titolario_id)
  EXECUTE FUNCTION riscrivi_mancanze();

CREATE OR REPLACE FUNCTION verifica_visibilita() RETURNS TABLE (registrazione_id uuid, attesi uuid[], scritti uuid[], percorsi uuid[])
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT x.registrazione_id, x.attesi, x.scritti, x.percorsi FROM (
    SELECT s.registrazione_id, principali_registrazione(s.registrazione_id) AS attesi, s.visibile_a AS scritti,
      ARRAY(SELECT v.principale FROM unnest(s.visibile_a) p JOIN visibilita v ON v.registro_id = s.registro_id AND v.principale = p
        AND v.istante = s.istante AND v.numero = s.numero AND v.registrazione_id = s.registrazione_id
        AND v.protezione = s.protezione AND v.flusso = s.flusso AND v.voce_titolario_id IS NOT DISTINCT FROM s.voce_titolario_id
        AND v.manca = manca_alla_scheda(s.annullata, s.voce_titolario_id, s.fascicolata) ORDER BY 1) AS percorsi
    FROM scheda s) x
  WHERE x.attesi <> x.scritti OR x.percorsi <> x.scritti
  UNION ALL
  SELECT v.registrazione_id, NULL, NULL, array_agg(v.principale) FROM visibilita v
  WHERE NOT EXISTS (SELECT FROM scheda s WHERE s.registrazione_id = v.registrazione_id AND v.principale = ANY (s.visibile_a))
  GROUP BY v.registrazione_id;
END;

/* Registrations that lack a class or are in no fascicolo, newest first, and how many there are, counted up to 101.

   `principali`, `anche_aperte`, `vietata` as in `cerca_registrazioni`; the page begins after (`dopo_istante`, `dopo_numero`). */
GRANT SELECT (ente_id, fascicolata, annullata, voce_titolario_id, unita_competente_id) ON scheda TO tabularium_ricerca;
GRANT SELECT (ente_id, voce_titolario_id, manca) ON visibilita TO tabularium_ricerca;
CREATE FUNCTION cerca_da_sistemare(manca_la_classe boolean, ufficio uuid, vietata integer, principali uuid[], anche_aperte boolean,
  dopo_istante timestamptz, dopo_numero bigint, quante integer, OUT ids uuid[], OUT totale integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  lecite text := CASE WHEN vietata = 0 THEN '' ELSE ' AND (s.protezione & $3) = 0' END;
  dopo text := CASE WHEN dopo_istante IS NULL THEN '' ELSE ' AND (s.istante, s.numero) < ($5, $6)' END;
  ordine constant text := ' ORDER BY s.istante DESC, s.numero DESC LIMIT ';
  -- Of one office only, or of who sees everything: `scheda`; of who sees a part: each of his paths in turn.
  proprie boolean := principali IS NOT NULL AND NOT anche_aperte AND ufficio IS NULL;
  dove text := CASE WHEN proprie
    THEN 's.ente_id = $1 AND s.principale = p AND (s.manca & ' || CASE WHEN manca_la_classe THEN 1 ELSE 2 END || ') <> 0'
    ELSE 's.ente_id = $1 AND NOT s.annullata AND ' || CASE WHEN manca_la_classe THEN 's.voce_titolario_id IS NULL' ELSE 'NOT s.fascicolata' END
      || CASE WHEN ufficio IS NULL THEN '' ELSE ' AND s.unita_competente_id = $2' END
      || CASE WHEN principali IS NULL THEN '' WHEN anche_aperte THEN ' AND (s.protezione < 4 OR s.visibile_a && $4)'
        ELSE ' AND s.visibile_a && $4' END END || lecite;
BEGIN
  IF proprie THEN
    EXECUTE 'SELECT count(*) FROM (SELECT DISTINCT s.registrazione_id FROM unnest($4) p CROSS JOIN LATERAL
        (SELECT s.registrazione_id FROM visibilita s WHERE ' || dove || ' LIMIT 101) s LIMIT 101) x'
      INTO totale USING ente, ufficio, vietata, principali;
    EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM unnest($4) p CROSS JOIN LATERAL
        (SELECT s.registrazione_id, s.istante, s.numero FROM visibilita s WHERE ' || dove || dopo || ordine || '$7) s
        GROUP BY s.registrazione_id, s.istante, s.numero' || ordine || '$7)'
      INTO ids USING ente, ufficio, vietata, principali, dopo_istante, dopo_numero, quante;
    RETURN;
  END IF;
  EXECUTE 'SELECT count(*) FROM (SELECT FROM scheda s WHERE ' || dove || ' LIMIT 101) x'
    INTO totale USING ente, ufficio, vietata, principali;
  EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM scheda s WHERE ' || dove || dopo || ordine || '$7)'
    INTO ids USING ente, ufficio, vietata, principali, dopo_istante, dopo_numero, quante;
END $f$;
GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
ALTER FUNCTION cerca_da_sistemare OWNER TO tabularium_ricerca;
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
REVOKE ALL ON FUNCTION cerca_da_sistemare FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cerca_da_sistemare TO tabularium_applicazione;

/* As before (0022), with the classes of `visibilita`. What is counted by walking all of one's offices is counted for the first page:
   the cursor takes it along, and after it `totale` is null. */
GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
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
  testuale boolean := domanda IS NOT NULL OR filtro ?| ARRAY['corrispondente', 'luogo', 'rpa', 'protocolloMittente'];
  proprie boolean := principali IS NOT NULL AND NOT anche_aperte;
  periodo text := 's.registro_id = $1';
  dove text := '';
  -- What holds of whoever asks; of rows of `visibilita` too.
  lecite text := CASE WHEN vietata = 0 THEN '' ELSE ' AND (s.protezione & $6) = 0' END;
  dopo text := CASE WHEN dopo_istante IS NULL THEN '' ELSE ' AND (s.istante, s.numero) < ($8, $9)' END;
  ordine constant text := ' ORDER BY s.istante DESC, s.numero DESC LIMIT ';
  righe constant text := '(SELECT s.registrazione_id, s.istante, s.numero, s.flusso, s.mezzo, s.annullata, s.rettificata, s.luogo, '
    's.rpa, s.voce_titolario_id, s.protezione, s.visibile_a, s.ricerca, s.nomi FROM scheda s WHERE ';
  percorsi constant text := 'unnest($7) p CROSS JOIN LATERAL (SELECT s.registrazione_id, s.istante, s.numero FROM visibilita s
    WHERE s.principale = p AND ';
  cammino text;
  piano json;
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
  IF filtro ? 'flusso' THEN dove := dove || $$ AND s.flusso = $3 ->> 'flusso'$$; END IF;

  -- What `visibilita` answers by itself. One's offices in turn, until one of them has more than are counted.
  IF proprie AND NOT testuale AND voci IS NULL AND NOT filtro ?| ARRAY['mezzo', 'stato'] THEN
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
  IF voci IS NOT NULL AND NOT testuale AND NOT filtro ?| ARRAY['mezzo', 'stato'] THEN
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
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
