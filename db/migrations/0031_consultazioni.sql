-- Who does not see a document asks to consult it, and whoever answers for it decides, for a time (RN-51.1).

CREATE TABLE richiesta_consultazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  -- What was asked for, as it was named: whether there is such a document is not told to who asks.
  registro_id uuid NOT NULL,
  anno smallint NOT NULL CHECK (anno BETWEEN 1900 AND 9999),
  numero bigint NOT NULL CHECK (numero > 0),
  -- NULL: nothing had that number.
  registrazione_id uuid,
  utente_id uuid NOT NULL,
  unita_id uuid,
  motivo text NOT NULL CHECK (length(btrim(motivo)) >= 10),
  chiesta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  stato text NOT NULL DEFAULT 'in-attesa' CHECK (stato IN ('in-attesa', 'concessa', 'negata')),
  -- Nobody decides on what he asked himself.
  decisa_da uuid CHECK (decisa_da <> utente_id),
  decisa_da_nome text,
  decisa_il timestamptz,
  decisione_motivo text CHECK (btrim(decisione_motivo) <> ''),
  -- Last day, at Rome, on which what was granted holds.
  fino_al date,
  revocata_da uuid,
  revocata_da_nome text,
  revocata_il timestamptz,
  revoca_motivo text CHECK (btrim(revoca_motivo) <> ''),
  UNIQUE (ente_id, id),
  CHECK ((stato = 'in-attesa') = (decisa_il IS NULL) AND num_nonnulls(decisa_il, decisa_da, decisa_da_nome) IN (0, 3)),
  CHECK ((stato = 'concessa') = (fino_al IS NOT NULL)),
  CHECK (stato <> 'concessa' OR registrazione_id IS NOT NULL),
  CHECK (stato <> 'negata' OR decisione_motivo IS NOT NULL),
  CHECK (num_nonnulls(revocata_il, revocata_da, revocata_da_nome, revoca_motivo) IN (0, 4) AND (revocata_il IS NULL OR stato = 'concessa')),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (registro_id) REFERENCES registro,
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, decisa_da) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, revocata_da) REFERENCES utente (ente_id, id)
);
CREATE INDEX richiesta_consultazione_elenco ON richiesta_consultazione (ente_id, id DESC);
CREATE UNIQUE INDEX richiesta_consultazione_in_attesa ON richiesta_consultazione (utente_id, registro_id, anno, numero)
  WHERE stato = 'in-attesa';
CREATE INDEX richiesta_consultazione_concesse ON richiesta_consultazione (registrazione_id)
  WHERE stato = 'concessa' AND revocata_il IS NULL;
CREATE INDEX richiesta_consultazione_di ON richiesta_consultazione (utente_id, fino_al) WHERE stato = 'concessa' AND revocata_il IS NULL;

CREATE TRIGGER non_cancellabile BEFORE DELETE ON richiesta_consultazione FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
-- Decided once, and what was granted is revoked once: nothing else changes.
CREATE FUNCTION verifica_consultazione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (OLD.stato = 'in-attesa' AND NEW.stato <> 'in-attesa' AND NEW.revocata_il IS NULL
    OR OLD.stato = 'concessa' AND OLD.revocata_il IS NULL AND NEW.revocata_il IS NOT NULL
      AND (NEW.stato, NEW.decisa_da, NEW.decisa_da_nome, NEW.decisa_il, NEW.decisione_motivo, NEW.fino_al)
        IS NOT DISTINCT FROM (OLD.stato, OLD.decisa_da, OLD.decisa_da_nome, OLD.decisa_il, OLD.decisione_motivo, OLD.fino_al)) THEN
    RAISE EXCEPTION 'Una richiesta di consultazione si decide una volta, e una consultazione si revoca una volta (RN-51.1)'
      USING ERRCODE = 'TB001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER passaggi BEFORE UPDATE ON richiesta_consultazione FOR EACH ROW EXECUTE FUNCTION verifica_consultazione();

SELECT proteggi_per_ente('richiesta_consultazione');
GRANT SELECT, INSERT, UPDATE (stato, decisa_da, decisa_da_nome, decisa_il, decisione_motivo, fino_al, revocata_da, revocata_da_nome,
  revocata_il, revoca_motivo) ON richiesta_consultazione TO tabularium_applicazione;
GRANT SELECT ON richiesta_consultazione TO tabularium_lettore;

/* A grant is itself a principal (0016): the document is visible to it, and it is somebody's while it lasts. Its last day needs no job:
   the next request of that person no longer has it. */
CREATE OR REPLACE FUNCTION principali_registrazione(quale uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT ARRAY(SELECT DISTINCT p FROM unnest(principali_del_livello(s.ente_id, s.riservatezza,
      ARRAY[r.unita_id,
        CASE WHEN NOT EXISTS (SELECT FROM assegnazione a WHERE a.registrazione_id = quale AND a.unita_id = s.unita_competente_id)
          THEN s.unita_competente_id END]
        || ARRAY(SELECT a.unita_id FROM assegnazione a WHERE a.registrazione_id = quale AND a.stato IN ('smistata', 'in-carico', 'archiviata')),
      ARRAY(SELECT a.utente_id FROM assegnazione a WHERE a.registrazione_id = quale AND a.stato IN ('smistata', 'in-carico', 'archiviata')),
      ARRAY(SELECT unnest(f.uffici_ammessi || f.unita_id) FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id
        WHERE g.registrazione_id = quale AND g.tolta_il IS NULL),
      r.utente_id)
      || ARRAY(SELECT c.id FROM richiesta_consultazione c
        WHERE c.registrazione_id = quale AND c.stato = 'concessa' AND c.revocata_il IS NULL)) p ORDER BY p)
    FROM scheda s JOIN registrazione r ON r.id = s.registrazione_id WHERE s.registrazione_id = quale);
END $$;

CREATE TRIGGER visibilita AFTER UPDATE OF stato, revocata_il ON richiesta_consultazione FOR EACH ROW
  WHEN (NEW.stato = 'concessa') EXECUTE FUNCTION rivedi_visibilita();

/* Everybody a person is, for reading (see 0016 and 0020): also the consultations granted to him, as long as they last. */
CREATE OR REPLACE FUNCTION principali_di(persona uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH RECURSIVE proprie AS (
      SELECT i.unita_id AS id FROM incarico i WHERE i.utente_id = persona AND i.profilo <> 'amministratore'
      UNION
      SELECT s.unita_id FROM proprie p JOIN unita_successore s ON s.successore_id = p.id JOIN unita u ON u.id = s.unita_id AND NOT u.attiva
    ), guidate AS (
      SELECT u.id, u.capo_id FROM incarico i JOIN unita u ON u.id = i.unita_id
      WHERE i.utente_id = persona AND i.responsabile_unita AND i.profilo <> 'amministratore'
      UNION
      SELECT u.id, u.capo_id FROM guidate g CROSS JOIN LATERAL (
        SELECT f.id, f.capo_id FROM unita f WHERE f.padre_id = g.id
        UNION ALL
        SELECT f.id, f.capo_id FROM unita_successore s JOIN unita f ON f.id = s.unita_id AND NOT f.attiva WHERE s.successore_id = g.id
      ) u
    )
    SELECT array_agg(DISTINCT x) FROM (
      SELECT persona AS x
      UNION ALL SELECT p.id FROM proprie p
      UNION ALL SELECT g.id FROM guidate g
      UNION ALL SELECT g.capo_id FROM guidate g
      UNION ALL SELECT c.id FROM richiesta_consultazione c
        WHERE c.utente_id = persona AND c.stato = 'concessa' AND c.revocata_il IS NULL
          AND c.fino_al >= (now() AT TIME ZONE 'Europe/Rome')::date
    ) y);
END $$;
