-- RN-34.2-2: what nobody has signed stays in the list until somebody does. Of the last month it is computed at each look; of what is older
-- this keeps which offices' documents of which day await the signature. It is calculated, and can be calculated again.

/* Who signs for a unit: its Area; of one that was closed, the Area of who does today what it did. */
CREATE FUNCTION area_che_vidima(unita uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  area uuid := area_di(unita);
BEGIN
  IF NOT (SELECT u.attiva FROM unita u WHERE u.id = unita) THEN
    area := area_di(coalesce(successore_di(unita), unita));
    -- The Area of one that nobody succeeded may have been closed in its turn.
    area := area_di(coalesce(successore_di(area), area));
  END IF;
  RETURN area;
END $$;

/* The Area a unit was in on a day; NULL when the chart does not say. */
CREATE FUNCTION area_al(unita uuid, giorno date) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH RECURSIVE sopra AS (
      SELECT s.unita_id, s.padre_id, s.tipo, 0 AS passi FROM (
        SELECT * FROM unita_storia x WHERE x.unita_id = unita AND x.dal <= giorno ORDER BY x.dal DESC LIMIT 1) s
      UNION ALL
      SELECT p.unita_id, p.padre_id, p.tipo, s.passi + 1 FROM sopra s CROSS JOIN LATERAL (
        SELECT * FROM unita_storia x WHERE x.unita_id = s.padre_id AND x.dal <= giorno ORDER BY x.dal DESC LIMIT 1) p
      WHERE s.passi < 20
    ) SELECT unita_id FROM sopra ORDER BY (tipo = 'area') DESC, CASE WHEN tipo = 'area' THEN passi ELSE -passi END LIMIT 1);
END $$;

CREATE TABLE vidimazione_arretrata (
  ente_id uuid NOT NULL REFERENCES ente,
  giornaliero_id uuid NOT NULL,
  -- The office, not its Area: when it moves, what awaits moves with it.
  unita_id uuid NOT NULL,
  PRIMARY KEY (giornaliero_id, unita_id),
  FOREIGN KEY (ente_id, giornaliero_id) REFERENCES registro_giornaliero (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id)
);
CREATE INDEX vidimazione_arretrata_unita ON vidimazione_arretrata (unita_id);

/* How far each register has been gone through. */
CREATE TABLE vidimazione_cercata (
  ente_id uuid NOT NULL REFERENCES ente,
  registro_id uuid PRIMARY KEY,
  -- What awaits of the days before this, and of what was sent before this, is among the arretrate.
  fino date NOT NULL,
  -- The last day that was looked at again, to see whether anything still awaits; from the oldest when NULL.
  rivista date,
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id)
);
SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['vidimazione_arretrata', 'vidimazione_cercata']) t;
GRANT SELECT, INSERT, DELETE ON vidimazione_arretrata TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (fino, rivista) ON vidimazione_cercata TO tabularium_applicazione;
GRANT SELECT ON vidimazione_arretrata, vidimazione_cercata TO tabularium_lettore;

/* As in 0051, registration by registration, with the offices it concerns: what of the days from `dal` to `al` awaits the signature of all the
   Aree or of one, and of older days what was sent, or came with an office that closed, from `dal` to `inviate_al`. */
DROP FUNCTION da_vidimare(uuid, timestamptz, timestamptz, uuid);
CREATE FUNCTION da_vidimare(registro uuid, dal timestamptz, al timestamptz, inviate_al timestamptz, solo uuid)
RETURNS TABLE (giornaliero_id uuid, area_id uuid, giorno date, registrazione_id uuid, aggiunta boolean, uffici uuid[])
LANGUAGE plpgsql STABLE ROWS 1000 AS $$
#variable_conflict use_column
DECLARE
  oggi date := oggi_del_registro();
BEGIN
  RETURN QUERY
    WITH aree AS MATERIALIZED (
      SELECT u.id, u.area FROM (SELECT u.id, area_che_vidima(u.id) AS area FROM unita u OFFSET 0) u WHERE solo IS NULL OR u.area = solo),
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
      FROM (SELECT a.* FROM assegnazione a WHERE a.smistata_il >= dal AND a.smistata_il < inviate_al
          AND a.registrazione_id NOT IN (SELECT registrazione_id FROM recenti)
        UNION ALL
        SELECT a.* FROM passo_assegnazione p JOIN assegnazione a ON a.id = p.assegnazione_id
        WHERE p.passo = 'trasferita' AND p.istante >= dal AND p.istante < inviate_al) a CROSS JOIN LATERAL (
          SELECT s.registrazione_id, s.istante, s.annullata FROM scheda s
          WHERE s.registrazione_id = a.registrazione_id AND s.registro_id = registro AND s.istante < dal OFFSET 0) s),
    voci AS MATERIALIZED (
      SELECT s.registrazione_id, s.istante, s.unita_competente_id AS unita, NULL::uuid AS carta, false AS in_giornata FROM recenti s
      UNION ALL
      SELECT i.registrazione_id, i.istante, i.unita_id, c.carta, c.carta IS NOT NULL AND i.ritiro_autorizzato_il IS NULL
        AND (i.smistata_il AT TIME ZONE 'Europe/Rome')::date >= oggi
      FROM inviate i CROSS JOIN LATERAL (SELECT CASE WHEN i.stato = 'smistata' AND i.titolo = 'competenza' AND NOT i.subassegnata
        AND NOT i.annullata THEN (SELECT i.id FROM registrazione r WHERE r.id = i.registrazione_id AND r.supporto = 'analogico') END AS carta) c
      WHERE i.stato IN ('smistata', 'in-carico', 'archiviata', 'rinviata'))
    SELECT g.id, x.area, g.giorno, v.registrazione_id, d.gia IS NOT NULL, array_agg(v.unita)
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
      AND NOT bool_or(v.in_giornata);
END $$;
