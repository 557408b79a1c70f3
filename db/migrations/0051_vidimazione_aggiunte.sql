-- RN-34.2-2: a document of a day may reach an Area after its head has signed that day's extract. What was signed stays what it was; what
-- came later is signed by an addition, with a progressive of its own, who, in whose place and when.

ALTER TABLE vidimazione ADD COLUMN progressivo integer NOT NULL DEFAULT 1 CHECK (progressivo >= 1);
ALTER TABLE vidimazione DROP CONSTRAINT vidimazione_giornaliero_id_area_id_key;
ALTER TABLE vidimazione ADD UNIQUE (giornaliero_id, area_id, progressivo);
ALTER TABLE vidimazione ADD UNIQUE (ente_id, id, giornaliero_id, area_id);

/* What each vidimazione signed, registration by registration. One comes back only when paper of it was sent anew (RN-35.1e). */
CREATE TABLE vidimazione_voce (
  ente_id uuid NOT NULL REFERENCES ente,
  vidimazione_id uuid NOT NULL,
  giornaliero_id uuid NOT NULL,
  area_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  ritorna boolean NOT NULL DEFAULT false,
  PRIMARY KEY (vidimazione_id, registrazione_id),
  FOREIGN KEY (ente_id, vidimazione_id, giornaliero_id, area_id) REFERENCES vidimazione (ente_id, id, giornaliero_id, area_id),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX vidimazione_carta_assegnazione ON vidimazione_carta (assegnazione_id);
CREATE INDEX passo_trasferita ON passo_assegnazione (ente_id, istante) WHERE passo = 'trasferita';
CREATE UNIQUE INDEX vidimazione_voce_una ON vidimazione_voce (giornaliero_id, area_id, registrazione_id) WHERE NOT ritorna;

-- Row-level security is forced on the owner: one ente at a time. What was signed until now is in the text that was signed.
SELECT proteggi_per_ente('vidimazione_voce');
DO $$
DECLARE
  e uuid;
BEGIN
  FOR e IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', e::text, true);
    INSERT INTO vidimazione_voce (ente_id, vidimazione_id, giornaliero_id, area_id, registrazione_id)
    SELECT v.ente_id, v.id, v.giornaliero_id, v.area_id, r.id FROM vidimazione v
      JOIN registro_giornaliero g ON g.id = v.giornaliero_id
      CROSS JOIN LATERAL jsonb_array_elements(v.estratto -> 'voci') x
      JOIN registrazione r ON r.registro_id = g.registro_id AND r.anno = (x ->> 'anno')::smallint AND r.numero = (x ->> 'numero')::bigint;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;

SELECT rendi_immutabile('vidimazione_voce');
GRANT SELECT, INSERT ON vidimazione_voce TO tabularium_applicazione;
GRANT SELECT ON vidimazione_voce TO tabularium_lettore;

CREATE FUNCTION verifica_aggiunta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.progressivo > 1 AND NOT EXISTS (SELECT FROM vidimazione v
    WHERE v.giornaliero_id = NEW.giornaliero_id AND v.area_id = NEW.area_id AND v.progressivo = NEW.progressivo - 1) THEN
    RAISE EXCEPTION 'L’aggiunta non segue la vidimazione che la precede' USING ERRCODE = 'TB107';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER aggiunta BEFORE INSERT ON vidimazione FOR EACH ROW EXECUTE FUNCTION verifica_aggiunta();

-- Nothing slips afterwards into what was signed, nor a document of another day or register.
CREATE FUNCTION verifica_voci_vidimate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT vidimazione_id FROM nuove) n JOIN vidimazione v ON v.id = n.vidimazione_id
    WHERE (SELECT count(*) FROM vidimazione_voce x WHERE x.vidimazione_id = v.id) > v.quante) THEN
    RAISE EXCEPTION 'A una vidimazione non si aggiunge nulla: ciò che segue ne vuole un’altra' USING ERRCODE = 'TB107';
  END IF;
  IF EXISTS (SELECT FROM nuove n JOIN registro_giornaliero g ON g.id = n.giornaliero_id JOIN registrazione r ON r.id = n.registrazione_id
    WHERE r.registro_id <> g.registro_id OR (r.istante AT TIME ZONE 'Europe/Rome')::date <> g.giorno) THEN
    RAISE EXCEPTION 'Si vidima ciò che è del registro di quel giorno' USING ERRCODE = 'TB107';
  END IF;
  IF EXISTS (SELECT FROM nuove n WHERE n.ritorna AND NOT EXISTS (SELECT FROM assegnazione a JOIN registrazione r ON r.id = a.registrazione_id
    WHERE a.registrazione_id = n.registrazione_id AND a.titolo = 'competenza' AND r.supporto = 'analogico' AND NOT EXISTS (SELECT FROM vidimazione_carta c WHERE c.assegnazione_id = a.id))) THEN
    RAISE EXCEPTION 'Torna solo ciò di cui la carta è stata inviata di nuovo' USING ERRCODE = 'TB107';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER voci_vidimate AFTER INSERT ON vidimazione_voce REFERENCING NEW TABLE AS nuove
  FOR EACH STATEMENT EXECUTE FUNCTION verifica_voci_vidimate();

-- The papers are those of the list that was signed, no more and no others.
CREATE FUNCTION verifica_carte_vidimate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT vidimazione_id FROM nuove) n JOIN vidimazione v ON v.id = n.vidimazione_id
    WHERE (SELECT count(*) FROM vidimazione_carta x WHERE x.vidimazione_id = v.id) > jsonb_array_length(v.estratto -> 'carta')) THEN
    RAISE EXCEPTION 'A una vidimazione non si aggiunge nulla: ciò che segue ne vuole un’altra' USING ERRCODE = 'TB107';
  END IF;
  IF EXISTS (SELECT FROM nuove n WHERE NOT EXISTS (SELECT FROM vidimazione_voce x
    WHERE x.vidimazione_id = n.vidimazione_id AND x.registrazione_id = n.registrazione_id)) THEN
    RAISE EXCEPTION 'La carta è di una registrazione della stessa vidimazione' USING ERRCODE = 'TB107';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER carte_vidimate AFTER INSERT ON vidimazione_carta REFERENCING NEW TABLE AS nuove
  FOR EACH STATEMENT EXECUTE FUNCTION verifica_carte_vidimate();

/* The Aree that owe a signature for a day, all or one, and for how many of its registrations: those the document was sent to, or whose
   office is competent (RN-34.2-2), not signed yet, or with paper sent anew that nobody has collected. Paper is collected from the morning
   after it was sent, and signed with that (RN-35.2). Of older days counts what was sent in this time, or came with an office that closed.
   `aggiunta`: the day was signed before.

   It is asked at every look at a desk: OFFSET 0 makes it go row by row, by index, through the month and not through the years. */
DROP FUNCTION estratto_aree(uuid, timestamptz, timestamptz);
CREATE FUNCTION da_vidimare(registro uuid, dal timestamptz, al timestamptz, solo uuid)
RETURNS TABLE (giornaliero_id uuid, area_id uuid, giorno date, quante integer, aggiunta boolean) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  oggi date := oggi_del_registro();
BEGIN
  RETURN QUERY
    WITH aree AS MATERIALIZED (
      SELECT u.id, u.area FROM (SELECT u.id, area_di(u.id) AS area FROM unita u OFFSET 0) u WHERE solo IS NULL OR u.area = solo),
    recenti AS MATERIALIZED (
      SELECT s.registrazione_id, s.istante, s.annullata, s.unita_competente_id FROM scheda s
      WHERE s.registro_id = registro AND s.istante >= dal AND s.istante < al),
    inviate AS (
      SELECT s.registrazione_id, s.istante, s.annullata, a.* FROM recenti s CROSS JOIN LATERAL (
        SELECT a.id, a.unita_id, a.stato, a.titolo, a.subassegnata, a.smistata_il, a.ritiro_autorizzato_il FROM assegnazione a
        WHERE a.registrazione_id = s.registrazione_id OFFSET 0) a
      UNION ALL
      SELECT s.registrazione_id, s.istante, s.annullata, a.id, a.unita_id, a.stato, a.titolo, a.subassegnata, a.smistata_il,
        a.ritiro_autorizzato_il
      FROM (SELECT a.* FROM assegnazione a WHERE a.smistata_il >= dal AND a.registrazione_id NOT IN (SELECT registrazione_id FROM recenti)
        UNION ALL
        SELECT a.* FROM passo_assegnazione p JOIN assegnazione a ON a.id = p.assegnazione_id
        WHERE p.passo = 'trasferita' AND p.istante >= dal) a CROSS JOIN LATERAL (
          SELECT s.registrazione_id, s.istante, s.annullata FROM scheda s
          WHERE s.registrazione_id = a.registrazione_id AND s.registro_id = registro AND s.istante < dal OFFSET 0) s),
    voci AS MATERIALIZED (
      SELECT s.registrazione_id, s.istante, s.unita_competente_id AS unita, NULL::uuid AS carta, false AS in_giornata FROM recenti s
      UNION ALL
      SELECT i.registrazione_id, i.istante, i.unita_id, c.carta, c.carta IS NOT NULL AND i.ritiro_autorizzato_il IS NULL
        AND (i.smistata_il AT TIME ZONE 'Europe/Rome')::date >= oggi
      FROM inviate i CROSS JOIN LATERAL (SELECT CASE WHEN i.stato = 'smistata' AND i.titolo = 'competenza' AND NOT i.subassegnata
        AND NOT i.annullata THEN (SELECT i.id FROM registrazione r WHERE r.id = i.registrazione_id AND r.supporto = 'analogico') END AS carta) c
      WHERE i.stato IN ('smistata', 'in-carico', 'archiviata', 'rinviata')),
    attese AS (
      SELECT g.id AS giornaliero, x.area, g.giorno, d.gia IS NOT NULL AS gia
      FROM voci v JOIN aree x ON x.id = v.unita
        CROSS JOIN LATERAL (SELECT g.id, g.giorno FROM registro_giornaliero g
          WHERE g.registro_id = registro AND g.giorno = (v.istante AT TIME ZONE 'Europe/Rome')::date OFFSET 0) g
        LEFT JOIN LATERAL (SELECT true AS gia FROM vidimazione d
          WHERE d.giornaliero_id = g.id AND d.area_id = x.area AND d.progressivo = 1 OFFSET 0) d ON true
        LEFT JOIN LATERAL (SELECT true AS firmata FROM vidimazione_voce f WHERE f.giornaliero_id = g.id AND f.area_id = x.area
          AND f.registrazione_id = v.registrazione_id AND NOT f.ritorna OFFSET 0) f ON true
      GROUP BY g.id, x.area, g.giorno, d.gia, v.registrazione_id
      HAVING bool_or(f.firmata IS NULL OR v.carta IS NOT NULL
          AND NOT EXISTS (SELECT FROM vidimazione_carta c WHERE c.assegnazione_id = v.carta))
        AND NOT bool_or(v.in_giornata))
    SELECT giornaliero, area, giorno, count(*)::integer, gia FROM attese GROUP BY giornaliero, area, giorno, gia;
END $$;
