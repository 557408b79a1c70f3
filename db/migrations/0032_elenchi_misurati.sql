-- What `npm run bench permessi` found on 1,000,000 registrations.

/* Who may not see special categories of data asks for `protezione & 3 = 0`: of such an expression the planner knows nothing, and takes
   one row in two hundred for the whole register. These are the masks there are. */
CREATE STATISTICS scheda_vietata ON (protezione & 1), (protezione & 2), (protezione & 3) FROM scheda;
CREATE STATISTICS visibilita_vietata ON (protezione & 1), (protezione & 2), (protezione & 3) FROM visibilita;
ANALYZE scheda, visibilita;

/* Registrations that lack a class (RN-40.1) or are in no fascicolo (RN-43.1-2), newest first, and how many there are, counted up to
   501. A function because under row-level security `visibile_a &&` is not asked of an index: who sees one office of sixty walked
   the others' documents.

   `principali`, `anche_aperte`, `vietata` as in `cerca_registrazioni`; the page begins after (`dopo_istante`, `dopo_numero`). */
GRANT SELECT (ente_id, fascicolata, annullata, voce_titolario_id, unita_competente_id) ON scheda TO tabularium_ricerca;
CREATE FUNCTION cerca_da_sistemare(manca_la_classe boolean, ufficio uuid, vietata integer, principali uuid[], anche_aperte boolean,
  dopo_istante timestamptz, dopo_numero bigint, quante integer, OUT ids uuid[], OUT totale integer)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET enable_bitmapscan = on
SET work_mem = '32MB'
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  dove text := 's.ente_id = $1 AND NOT s.annullata AND '
    || CASE WHEN manca_la_classe THEN 's.voce_titolario_id IS NULL' ELSE 'NOT s.fascicolata' END
    || CASE WHEN ufficio IS NULL THEN '' ELSE ' AND s.unita_competente_id = $2' END
    || CASE WHEN vietata = 0 THEN '' ELSE ' AND (s.protezione & $3) = 0' END
    || CASE WHEN principali IS NULL THEN '' WHEN anche_aperte THEN ' AND (s.protezione < 4 OR s.visibile_a && $4)'
      ELSE ' AND s.visibile_a && $4' END;
  dopo text := CASE WHEN dopo_istante IS NULL THEN '' ELSE ' AND (s.istante, s.numero) < ($5, $6)' END;
  ordine constant text := ' ORDER BY s.istante DESC, s.numero DESC LIMIT $7';
  piano json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM scheda s WHERE ' || dove INTO piano USING ente, ufficio, vietata, principali;
  IF (piano -> 0 -> 'Plan' ->> 'Plan Rows')::float8 <= 10000 THEN
    EXECUTE 'WITH trovate AS MATERIALIZED (SELECT s.registrazione_id, s.istante, s.numero FROM scheda s WHERE ' || dove || ')
        SELECT ARRAY(SELECT s.registrazione_id FROM trovate s WHERE true' || dopo || ordine || '), (SELECT least(count(*), 501) FROM trovate)'
      INTO ids, totale USING ente, ufficio, vietata, principali, dopo_istante, dopo_numero, quante;
    RETURN;
  END IF;
  -- Met often enough on the way from the newest row: the index of principals would first list them all.
  PERFORM set_config('enable_bitmapscan', 'off', true);
  EXECUTE 'SELECT count(*) FROM (SELECT FROM scheda s WHERE ' || dove || ' LIMIT 501) x'
    INTO totale USING ente, ufficio, vietata, principali;
  EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM scheda s WHERE ' || dove || dopo || ordine || ')'
    INTO ids USING ente, ufficio, vietata, principali, dopo_istante, dopo_numero, quante;
END $f$;
GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
ALTER FUNCTION cerca_da_sistemare OWNER TO tabularium_ricerca;
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
REVOKE ALL ON FUNCTION cerca_da_sistemare FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cerca_da_sistemare TO tabularium_applicazione;
