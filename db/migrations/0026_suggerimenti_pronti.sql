-- A suggestion in fewer milliseconds: planning its statements took longer than carrying them out.

-- The newest documents of a correspondent first: identities of registrations are in order of time (UUIDv7).
CREATE INDEX corrispondente_per_codice_fiscale ON corrispondente (ente_id, codice_fiscale, registrazione_id)
  WHERE codice_fiscale IS NOT NULL;
DROP INDEX corrispondente_codice_fiscale;

/* Open fascicoli to propose while somebody types, so bounded whatever the archive: those where documents of the same
   correspondent are (the latest fifty by codice fiscale; else fifty by name), and of each class proposed the forty opened last;
   ordered by correspondent, words in common, class. candidati_fascicoli (0012) looks everywhere, and takes its time.

   Planned once per session: who and what is asked for does not change the way. It does for a name, that can be of one document
   or of a hundred thousand: that statement is planned each time, for its name. */
CREATE OR REPLACE FUNCTION suggerisci_fascicoli(ufficio uuid, oggetto text, voci uuid[], codice_fiscale_di text, nominativo_di text,
  quanti integer)
RETURNS TABLE (id uuid, per_corrispondente boolean, per_oggetto real, per_classe boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $f$
#variable_conflict use_column
DECLARE
  ente uuid := ente_corrente();
  parole tsquery := replace(plainto_tsquery('public.italiano', left(oggetto, 2000))::text, ' & ', ' | ')::tsquery;
  nome tsquery := plainto_tsquery('public.italiano_parole', nominativo_di);
  sue uuid[] := '{}';
BEGIN
  IF codice_fiscale_di IS NOT NULL THEN
    sue := ARRAY(SELECT c.registrazione_id FROM corrispondente c
      WHERE c.ente_id = ente AND c.codice_fiscale = codice_fiscale_di ORDER BY c.registrazione_id DESC LIMIT 50);
  END IF;
  IF cardinality(sue) = 0 AND numnode(nome) > 0 THEN
    EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM registro r CROSS JOIN LATERAL (
        SELECT x.registrazione_id FROM scheda x WHERE x.registro_id = r.id AND x.nomi @@ $2 LIMIT 50) s
      WHERE r.ente_id = $1 AND EXISTS (SELECT FROM corrispondente c
        WHERE c.registrazione_id = s.registrazione_id AND c.ente_id = $1 AND c.nominativo = $3))'
      INTO sue USING ente, nome, nominativo_di;
  END IF;
  RETURN QUERY
  WITH trovati AS (
    SELECT g.fascicolo_id AS quale, true AS corrispondente FROM fascicolazione g
    WHERE g.registrazione_id = ANY (sue) AND g.ente_id = ente AND g.tolta_il IS NULL
    UNION ALL
    SELECT n.id, false FROM unnest(voci) v CROSS JOIN LATERAL (
      SELECT f.id FROM fascicolo f WHERE f.voce_titolario_id = v AND f.ente_id = ente AND f.data_chiusura IS NULL
      ORDER BY f.numero DESC LIMIT 40) n
  ), pesati AS (
    SELECT f.id AS quale, f.numero, bool_or(t.corrispondente) AS corrispondente,
      CASE WHEN numnode(parole) > 0 THEN ts_rank(f.ricerca, parole, 32) ELSE 0 END AS oggetto,
      f.voce_titolario_id = ANY (voci) AS classe
    FROM trovati t JOIN fascicolo f ON f.id = t.quale
    WHERE f.ente_id = ente AND f.data_chiusura IS NULL AND (f.tutti_gli_uffici OR ufficio = ANY (f.uffici_ammessi))
    GROUP BY f.id
  )
  SELECT p.quale, p.corrispondente, p.oggetto, p.classe FROM pesati p
  ORDER BY p.corrispondente::int * 0.5 + p.oggetto * 3 + p.classe::int * 0.3 DESC, p.numero DESC LIMIT quanti;
END $f$;
