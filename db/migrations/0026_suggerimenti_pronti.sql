-- A suggestion in fewer milliseconds: planning its statements took longer than carrying them out.

-- The newest documents of a correspondent first: identities of registrations are in order of time (UUIDv7).
CREATE INDEX corrispondente_per_codice_fiscale ON corrispondente (ente_id, codice_fiscale, registrazione_id)
  WHERE codice_fiscale IS NOT NULL;
DROP INDEX corrispondente_codice_fiscale;
-- The same by name; a name may be longer than an index can hold.
CREATE INDEX corrispondente_per_nominativo ON corrispondente (ente_id, left(nominativo, 80), registrazione_id);

/* Open fascicoli to propose while somebody types, so bounded whatever the archive: those where documents of the same
   correspondent are (the latest fifty by codice fiscale; else the latest fifty by name), and of each class proposed the forty opened last;
   ordered by correspondent, words in common, class. candidati_fascicoli (0012) looks everywhere, and takes its time.

   Planned once per session: who and what is asked for does not change the way. */
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
  sue uuid[] := '{}';
BEGIN
  IF codice_fiscale_di IS NOT NULL THEN
    sue := ARRAY(SELECT c.registrazione_id FROM corrispondente c
      WHERE c.ente_id = ente AND c.codice_fiscale = codice_fiscale_di ORDER BY c.registrazione_id DESC LIMIT 50);
  END IF;
  IF cardinality(sue) = 0 AND nominativo_di <> '' THEN
    sue := ARRAY(SELECT c.registrazione_id FROM corrispondente c
      WHERE c.ente_id = ente AND left(c.nominativo, 80) = left(nominativo_di, 80) AND c.nominativo = nominativo_di
      ORDER BY c.registrazione_id DESC LIMIT 50);
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

-- Of entries and offices, those that a registration of today can have, by what the model calls them (`risposta`); in the place of a
-- closed office, the one that does its work.
CREATE FUNCTION usabili_suggeriti(classi uuid[], uffici uuid[])
RETURNS TABLE (risposta uuid, id uuid, codice text, denominazione text) LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT v.identita, v.id, v.codice, v.denominazione FROM voce_titolario v
    WHERE v.titolario_id = titolario_al(oggi_a_roma()) AND v.identita = ANY (classi)
      AND v.codice IS NOT NULL AND motivo_non_usabile(v) IS NULL;
  RETURN QUERY SELECT q, u.id, u.codice, u.denominazione FROM unnest(uffici) q JOIN unita u ON u.id = successore_di(q) AND u.uu;
END $$;
