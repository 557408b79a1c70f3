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
ALTER TABLE visibilita ADD COLUMN manca smallint NOT NULL DEFAULT 0;
DO $$
DECLARE
  di uuid;
BEGIN
  FOR di IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', di::text, true);
    UPDATE visibilita v SET manca = manca_alla_scheda(s.annullata, s.voce_titolario_id, s.fascicolata) FROM scheda s
    WHERE s.registrazione_id = v.registrazione_id AND manca_alla_scheda(s.annullata, s.voce_titolario_id, s.fascicolata) <> 0;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;
CREATE INDEX visibilita_senza_classe ON visibilita (ente_id, principale, istante DESC, numero DESC) INCLUDE (registrazione_id, protezione)
  WHERE (manca & 1) <> 0;
CREATE INDEX visibilita_senza_fascicolo ON visibilita (ente_id, principale, istante DESC, numero DESC) INCLUDE (registrazione_id, protezione)
  WHERE (manca & 2) <> 0;

-- As before (0022), with what is lacking.
CREATE OR REPLACE FUNCTION scrivi_visibilita() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO visibilita (ente_id, registro_id, principale, istante, numero, registrazione_id, flusso, protezione, manca)
  SELECT s.ente_id, s.registro_id, p, s.istante, s.numero, s.registrazione_id, s.flusso, s.protezione,
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
  INSERT INTO visibilita (ente_id, registro_id, principale, istante, numero, registrazione_id, flusso, protezione, manca)
  SELECT NEW.ente_id, NEW.registro_id, p, NEW.istante, NEW.numero, NEW.registrazione_id, NEW.flusso, NEW.protezione,
    manca_alla_scheda(NEW.annullata, NEW.voce_titolario_id, NEW.fascicolata)
  FROM unnest(NEW.visibile_a) p WHERE p <> ALL (OLD.visibile_a) OR NEW.protezione <> OLD.protezione;
  RETURN NULL;
END $$;
CREATE FUNCTION riscrivi_mancanze() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  ora smallint := manca_alla_scheda(NEW.annullata, NEW.voce_titolario_id, NEW.fascicolata);
BEGIN
  UPDATE visibilita v SET manca = ora
  WHERE v.registro_id = NEW.registro_id AND v.principale = ANY (NEW.visibile_a) AND v.istante = NEW.istante AND v.numero = NEW.numero
    AND v.manca <> ora;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION riscrivi_mancanze FROM PUBLIC;
-- After `percorsi_cambiati`, by its name: the paths are there.
CREATE TRIGGER percorsi_mancanti AFTER UPDATE ON scheda FOR EACH ROW
  WHEN (NEW.annullata <> OLD.annullata OR NEW.fascicolata <> OLD.fascicolata
    OR (NEW.voce_titolario_id IS NULL) <> (OLD.voce_titolario_id IS NULL))
  EXECUTE FUNCTION riscrivi_mancanze();

CREATE OR REPLACE FUNCTION verifica_visibilita() RETURNS TABLE (registrazione_id uuid, attesi uuid[], scritti uuid[], percorsi uuid[])
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT x.registrazione_id, x.attesi, x.scritti, x.percorsi FROM (
    SELECT s.registrazione_id, principali_registrazione(s.registrazione_id) AS attesi, s.visibile_a AS scritti,
      ARRAY(SELECT v.principale FROM unnest(s.visibile_a) p JOIN visibilita v ON v.registro_id = s.registro_id AND v.principale = p
        AND v.istante = s.istante AND v.numero = s.numero AND v.registrazione_id = s.registrazione_id
        AND v.protezione = s.protezione AND v.flusso = s.flusso
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
GRANT SELECT (ente_id, manca) ON visibilita TO tabularium_ricerca;
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
