-- How many registrations and fascicoli each entry of the titolario has, kept while they are written: counted when somebody asks,
-- a million of them took longer than one waits for a tree.

/* What each statement added or took away, entry by entry; the count of an entry is the sum of its rows. Rows are only ever
   added, so that two who register under the same class do not wait for each other, as they would for a counter; they commit
   or roll back with what they count. A job makes one row of many. No foreign keys: the rows that are counted have them. */
CREATE TABLE conteggio_voce (
  ente_id uuid NOT NULL,
  voce_titolario_id uuid NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  registrazioni integer NOT NULL DEFAULT 0,
  fascicoli integer NOT NULL DEFAULT 0,
  PRIMARY KEY (ente_id, voce_titolario_id, id)
);

-- A group of registrations is one statement (scrivi_registrazioni): one row per class.
CREATE FUNCTION conta_registrate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conteggio_voce (ente_id, voce_titolario_id, registrazioni)
  SELECT n.ente_id, n.voce_titolario_id, count(*) FROM nuove n WHERE n.voce_titolario_id IS NOT NULL GROUP BY 1, 2;
  RETURN NULL;
END $$;
CREATE TRIGGER contata AFTER INSERT ON scheda REFERENCING NEW TABLE AS nuove
  FOR EACH STATEMENT EXECUTE FUNCTION conta_registrate();

CREATE FUNCTION conta_riclassificata() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conteggio_voce (ente_id, voce_titolario_id, registrazioni)
  SELECT NEW.ente_id, x.voce, x.quante FROM (VALUES (OLD.voce_titolario_id, -1), (NEW.voce_titolario_id, 1)) x (voce, quante)
  WHERE x.voce IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER ricontata AFTER UPDATE OF voce_titolario_id ON scheda FOR EACH ROW
  WHEN (NEW.voce_titolario_id IS DISTINCT FROM OLD.voce_titolario_id) EXECUTE FUNCTION conta_riclassificata();

-- Fascicoli keep the class they were opened under (0012); their parts are not counted.
CREATE FUNCTION conta_aperti() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conteggio_voce (ente_id, voce_titolario_id, fascicoli)
  SELECT n.ente_id, n.voce_titolario_id, count(*) FROM nuovi n WHERE n.sottofascicolo = 0 GROUP BY 1, 2;
  RETURN NULL;
END $$;
CREATE TRIGGER contato AFTER INSERT ON fascicolo REFERENCING NEW TABLE AS nuovi
  FOR EACH STATEMENT EXECUTE FUNCTION conta_aperti();

SELECT proteggi_per_ente('conteggio_voce');
GRANT SELECT, INSERT, DELETE ON conteggio_voce TO tabularium_applicazione;

-- What is there already, ente by ente because row-level security holds for the owner too. The triggers hold both tables until
-- the end: nobody registers meanwhile. Entry by entry, by their indexes, or each ente would read the rows of all.
DO $$
DECLARE
  di uuid;
BEGIN
  FOR di IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', di::text, true);
    INSERT INTO conteggio_voce (ente_id, voce_titolario_id, registrazioni, fascicoli)
    SELECT di, x.voce, x.registrazioni, x.fascicoli FROM (
      SELECT v.id AS voce, (SELECT count(*) FROM scheda s WHERE s.voce_titolario_id = v.id) AS registrazioni,
        (SELECT count(*) FROM fascicolo f WHERE f.voce_titolario_id = v.id AND f.sottofascicolo = 0) AS fascicoli
      FROM voce_titolario v WHERE v.codice IS NOT NULL OFFSET 0) x
    WHERE x.registrazioni + x.fascicoli > 0;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;

-- What counted until now, and what only it needed.
DROP FUNCTION conta_registrazioni(uuid, integer);
DROP FUNCTION conta_fascicoli(uuid, integer);
DROP INDEX fascicolo_di_classe;
REVOKE SELECT (id, ente_id) ON titolario FROM tabularium_ricerca;
REVOKE SELECT (id, ente_id, titolario_id, codice) ON voce_titolario FROM tabularium_ricerca;
