-- What `npm run bench permessi` found on 1,000,000 registrations.

/* Who may not see special categories of data asks for `protezione & 3 = 0`: of such an expression the planner knows nothing, and takes
   one row in two hundred for the whole register. These are the masks there are. */
CREATE STATISTICS scheda_vietata ON (protezione & 1), (protezione & 2), (protezione & 3) FROM scheda;
CREATE STATISTICS visibilita_vietata ON (protezione & 1), (protezione & 2), (protezione & 3) FROM visibilita;
ANALYZE scheda, visibilita;

/* Registrations that lack a class (RN-40.1) or are in no fascicolo (RN-43.1-2), newest first, and how many there are, counted up to
   101. A function because under row-level security `visibile_a &&` is not asked of an index: who sees one office of sixty walked
   the others' documents.

   `principali`, `anche_aperte`, `vietata` as in `cerca_registrazioni`; the page begins after (`dopo_istante`, `dopo_numero`). */
GRANT SELECT (ente_id, fascicolata, annullata, voce_titolario_id, unita_competente_id) ON scheda TO tabularium_ricerca;
CREATE FUNCTION cerca_da_sistemare(manca_la_classe boolean, ufficio uuid, vietata integer, principali uuid[], anche_aperte boolean,
  dopo_istante timestamptz, dopo_numero bigint, quante integer, OUT ids uuid[], OUT totale integer)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET enable_bitmapscan = on
SET enable_hashjoin = on
SET enable_nestloop = on
SET enable_sort = on
SET work_mem = '32MB'
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  proprie boolean := principali IS NOT NULL AND NOT anche_aperte;
  manca text := 'NOT s.annullata AND ' || CASE WHEN manca_la_classe THEN 's.voce_titolario_id IS NULL' ELSE 'NOT s.fascicolata' END;
  lecite text := CASE WHEN vietata = 0 THEN '' ELSE ' AND (s.protezione & $3) = 0' END;
  dove text := 's.ente_id = $1 AND ' || manca || lecite
    || CASE WHEN ufficio IS NULL THEN '' ELSE ' AND s.unita_competente_id = $2' END
    || CASE WHEN principali IS NULL THEN '' WHEN anche_aperte THEN ' AND (s.protezione < 4 OR s.visibile_a && $4)'
      ELSE ' AND s.visibile_a && $4' END;
  dopo text := CASE WHEN dopo_istante IS NULL THEN '' ELSE ' AND (s.istante, s.numero) < ($5, $6)' END;
  ordine constant text := ' ORDER BY s.istante DESC, s.numero DESC LIMIT ';
  piano json;
  attese float8;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM scheda s WHERE ' || dove INTO piano USING ente, ufficio, vietata, principali;
  attese := (piano -> 0 -> 'Plan' ->> 'Plan Rows')::float8;
  -- Met often enough on the way from the newest row: the index of principals would first list them all.
  IF attese > 10000 THEN PERFORM set_config('enable_bitmapscan', 'off', true); END IF;
  EXECUTE 'SELECT count(*) FROM (SELECT FROM scheda s WHERE ' || dove || ' LIMIT 101) x'
    INTO totale USING ente, ufficio, vietata, principali;
  IF NOT proprie OR ufficio IS NOT NULL OR attese > 10000 OR totale <= 100 THEN
    EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM scheda s WHERE ' || dove || dopo || ordine || '$7)'
      INTO ids USING ente, ufficio, vietata, principali, dopo_istante, dopo_numero, quante;
    RETURN;
  END IF;
  -- One in many: what is one's own and what is lacking, each in its index and in the same order, walked side by side.
  PERFORM set_config('enable_hashjoin', 'off', true), set_config('enable_nestloop', 'off', true), set_config('enable_sort', 'off', true);
  EXECUTE 'SELECT ARRAY(SELECT v.registrazione_id FROM (SELECT DISTINCT v.registrazione_id, v.istante, v.numero
        FROM registro r CROSS JOIN unnest($4) p CROSS JOIN LATERAL (SELECT v.registrazione_id, v.istante, v.numero
          FROM visibilita v JOIN scheda s ON s.istante = v.istante AND s.numero = v.numero AND s.ente_id = $1
          WHERE v.registro_id = r.id AND v.principale = p AND ' || manca || replace(lecite || dopo, 's.', 'v.') || '
          ORDER BY v.istante DESC, v.numero DESC LIMIT $7) v
        WHERE r.ente_id = $1) v
      -- Two registers may have a number of the same instant.
      JOIN LATERAL (SELECT FROM scheda s WHERE s.registrazione_id = v.registrazione_id AND ' || manca || ' OFFSET 0) s ON true
      ORDER BY v.istante DESC, v.numero DESC LIMIT $7)'
    INTO ids USING ente, ufficio, vietata, principali, dopo_istante, dopo_numero, quante;
END $f$;
GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
ALTER FUNCTION cerca_da_sistemare OWNER TO tabularium_ricerca;
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
REVOKE ALL ON FUNCTION cerca_da_sistemare FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cerca_da_sistemare TO tabularium_applicazione;
