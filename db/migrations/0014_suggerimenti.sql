-- What the program learned from the ente's own registrations, and what became of its proposals. Recomputable: losing it costs a
-- training, not a datum. One row per ente, under row-level security like all else: nothing is learned across enti.

CREATE TABLE modello_suggerimenti (
  ente_id uuid PRIMARY KEY REFERENCES ente,
  -- Version of the learner: what another one wrote is not read but learned again.
  programma integer NOT NULL,
  addestrato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Registrations it learned from, and the newest of them.
  esempi integer NOT NULL CHECK (esempi >= 0),
  ultimo_istante timestamptz,
  -- {classi, uffici}: {top1, top3, provate}, measured on the last registrations kept apart.
  misure jsonb NOT NULL DEFAULT '{}',
  contenuto bytea NOT NULL
);
-- Already compressed.
ALTER TABLE modello_suggerimenti ALTER COLUMN contenuto SET STORAGE EXTERNAL;

CREATE TABLE suggerimento_esito (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  campo text NOT NULL CHECK (campo IN ('classifica', 'ufficio', 'fascicolo')),
  proposti text[] NOT NULL CHECK (cardinality(proposti) BETWEEN 1 AND 3),
  -- What was registered, whoever chose it; NULL: nothing.
  scelto text,
  -- Taken from a proposal by a gesture of the operator; nothing is ever applied by itself.
  accettato boolean NOT NULL CHECK (NOT accettato OR scelto = ANY (proposti)),
  modello_del timestamptz,
  utente_id uuid,
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (registrazione_id, campo),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX suggerimento_esito_recenti ON suggerimento_esito (ente_id, campo, istante DESC);
SELECT rendi_immutabile('suggerimento_esito');

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['modello_suggerimenti', 'suggerimento_esito']) t;
GRANT SELECT, INSERT, UPDATE ON modello_suggerimenti TO tabularium_applicazione;
GRANT SELECT, INSERT ON suggerimento_esito TO tabularium_applicazione;

/* Open fascicoli to propose while somebody types, so bounded whatever the archive: those where the latest documents of the same
   correspondent are, and of each class proposed the forty opened last; ordered by correspondent, words in common, class.
   candidati_fascicoli (0012) looks everywhere, and takes its time. As the role of the searches, for the reasons of 0009. */
CREATE FUNCTION suggerisci_fascicoli(ufficio uuid, oggetto text, voci uuid[], codice_fiscale_di text, nominativo_di text, quanti integer)
RETURNS TABLE (id uuid, per_corrispondente boolean, per_oggetto real, per_classe boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET jit = off
AS $f$
#variable_conflict use_column
DECLARE
  ente uuid := ente_corrente();
  parole tsquery := replace(plainto_tsquery('public.italiano', left(oggetto, 2000))::text, ' & ', ' | ')::tsquery;
  sue uuid[] := '{}';
BEGIN
  IF codice_fiscale_di IS NOT NULL THEN
    sue := ARRAY(SELECT c.registrazione_id FROM corrispondente c
      WHERE c.ente_id = ente AND c.codice_fiscale = codice_fiscale_di LIMIT 50);
  END IF;
  IF cardinality(sue) = 0 AND numnode(plainto_tsquery('public.italiano_parole', nominativo_di)) > 0 THEN
    sue := ARRAY(SELECT s.registrazione_id FROM registro r CROSS JOIN LATERAL (
        SELECT x.registrazione_id FROM scheda x
        WHERE x.registro_id = r.id AND x.nomi @@ plainto_tsquery('public.italiano_parole', nominativo_di) LIMIT 50) s
      WHERE r.ente_id = ente AND EXISTS (SELECT FROM corrispondente c
        WHERE c.registrazione_id = s.registrazione_id AND c.ente_id = ente AND c.nominativo = nominativo_di));
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
GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
ALTER FUNCTION suggerisci_fascicoli OWNER TO tabularium_ricerca;
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
REVOKE ALL ON FUNCTION suggerisci_fascicoli FROM PUBLIC;
GRANT EXECUTE ON FUNCTION suggerisci_fascicoli TO tabularium_applicazione;
