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

/* All that the database knows of a suggestion, in one question and without a transaction around it: which model is stored, which of
   the classes and offices it proposes a registration of today can have (in the place of a closed office, the one that does its work),
   the fascicoli of those classes, of the correspondent, of the words.

   `domanda`: {classi[], uffici[], quanteClassi, fascicoli: {ufficio, oggetto, codiceFiscale, corrispondente, quanti, paroleMinime} or
   null}. Identities are as the model calls them. */
CREATE FUNCTION suggerimenti_per(ente uuid, domanda jsonb) RETURNS jsonb LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  versione uuid;
  usabili jsonb;
  voci uuid[];
  uffici jsonb;
  proposti jsonb := '[]';
  f jsonb := domanda -> 'fascicoli';
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  -- Once, and not for each entry.
  versione := titolario_al(oggi_a_roma());
  SELECT jsonb_agg(jsonb_build_object('risposta', v.identita, 'id', v.id, 'codice', v.codice, 'denominazione', v.denominazione)),
    (array_agg(v.id ORDER BY c.posto))[:(domanda ->> 'quanteClassi')::integer]
  INTO usabili, voci
  FROM jsonb_array_elements_text(domanda -> 'classi') WITH ORDINALITY c (identita, posto)
  JOIN voce_titolario v ON v.identita = c.identita::uuid AND v.titolario_id = versione
  WHERE v.codice IS NOT NULL AND motivo_non_usabile(v) IS NULL;
  SELECT jsonb_agg(jsonb_build_object('risposta', q, 'id', u.id, 'codice', u.codice, 'denominazione', u.denominazione)) INTO uffici
  FROM jsonb_array_elements_text(domanda -> 'uffici') q JOIN unita u ON u.id = successore_di(q::uuid) AND u.uu;
  IF jsonb_typeof(f) = 'object' THEN
    SELECT coalesce(jsonb_agg(jsonb_build_object('numero', x.codice, 'oggetto', x.oggetto, 'perCorrispondente', c.per_corrispondente,
        'perOggetto', c.per_oggetto, 'perClasse', c.per_classe) ORDER BY c.posto), '[]') INTO proposti
    FROM suggerisci_fascicoli((f ->> 'ufficio')::uuid, f ->> 'oggetto', coalesce(voci, '{}'), f ->> 'codiceFiscale',
        f ->> 'corrispondente', (f ->> 'quanti')::integer)
      WITH ORDINALITY AS c (id, per_corrispondente, per_oggetto, per_classe, posto)
    JOIN fascicolo x ON x.id = c.id
    WHERE c.per_corrispondente OR c.per_oggetto >= (f ->> 'paroleMinime')::real;
  END IF;
  RETURN jsonb_build_object('usabili', coalesce(usabili, '[]') || coalesce(uffici, '[]'), 'fascicoli', proposti,
    'modello', (SELECT m.programma || ' ' || m.addestrato_il FROM modello_suggerimenti m));
END $$;
