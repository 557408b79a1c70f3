-- What is told at once: to the screens that are open (NOTIFY), to the people of the offices (art. 73), by mail.

-- ---------------------------------------------------------------------------------------------------------------
-- Live screens. One channel for the whole database; a message says that something changed, for whom, and never what: the
-- screen asks again, and is answered by the rules of who may see what. It leaves with the commit, or not at all.

/* Tells it to whom it may concern: units, heads of units, persons (`principali_di`). Messages are limited to 8000 bytes by
   PostgreSQL: of long lists more than one is sent. */
CREATE FUNCTION annuncia(cosa text, principali uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  diversi uuid[] := ARRAY(SELECT DISTINCT x FROM unnest(principali) x WHERE x IS NOT NULL ORDER BY x);
BEGIN
  FOR da IN 1 .. coalesce(array_length(diversi, 1), 0) BY 100 LOOP
    PERFORM pg_notify('tabularium_eventi', json_build_object('e', ente_corrente(), 'c', cosa, 'p', diversi[da : da + 99])::text);
  END LOOP;
END $$;

-- The offices and persons that have it, and the office that registered it, which has what comes back.
CREATE FUNCTION annuncia_assegnazioni() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM annuncia('scrivania', array_agg(x)) FROM (
    SELECT unita_id AS x FROM righe UNION SELECT utente_id FROM righe
    UNION SELECT r.unita_id FROM righe a JOIN registrazione r ON r.id = a.registrazione_id
  ) y;
  RETURN NULL;
END $$;
CREATE TRIGGER annuncia_nuove AFTER INSERT ON assegnazione REFERENCING NEW TABLE AS righe
  FOR EACH STATEMENT EXECUTE FUNCTION annuncia_assegnazioni();
CREATE TRIGGER annuncia_mutate AFTER UPDATE ON assegnazione REFERENCING NEW TABLE AS righe
  FOR EACH STATEMENT EXECUTE FUNCTION annuncia_assegnazioni();
-- An assignment that moves to another unit leaves a desk too.
CREATE TRIGGER annuncia_lasciate AFTER UPDATE ON assegnazione REFERENCING OLD TABLE AS righe
  FOR EACH STATEMENT EXECUTE FUNCTION annuncia_assegnazioni();

CREATE FUNCTION annuncia_comunicazioni() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM annuncia('comunicazioni', array_agg(utente_id)) FROM righe;
  RETURN NULL;
END $$;
CREATE TRIGGER annuncia_nuove AFTER INSERT ON comunicazione_destinatario REFERENCING NEW TABLE AS righe
  FOR EACH STATEMENT EXECUTE FUNCTION annuncia_comunicazioni();
CREATE TRIGGER annuncia_lette AFTER UPDATE ON comunicazione_destinatario REFERENCING NEW TABLE AS righe
  FOR EACH STATEMENT EXECUTE FUNCTION annuncia_comunicazioni();

-- A session that is locked or closed, or acts for another office, ends or changes what its screens are told (RN-11.5-5).
CREATE FUNCTION annuncia_sessione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM annuncia('sessione', ARRAY[OLD.utente_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER annuncia_cambio AFTER UPDATE OF bloccata, incarico_id ON sessione FOR EACH ROW
  WHEN (OLD.bloccata IS DISTINCT FROM NEW.bloccata OR OLD.incarico_id IS DISTINCT FROM NEW.incarico_id)
  EXECUTE FUNCTION annuncia_sessione();
CREATE TRIGGER annuncia_fine AFTER DELETE ON sessione FOR EACH ROW EXECUTE FUNCTION annuncia_sessione();

-- ---------------------------------------------------------------------------------------------------------------
-- Who is told (RN-73.1): by unit the operators, on the word of the Responsabile di Area. A row that ends stays.

CREATE TABLE rete_comunicazioni (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  unita_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  -- The Responsabile di Area who indicated it, and how he did (a note, a letter, by himself on the screen).
  indicata_da text NOT NULL CHECK (btrim(indicata_da) <> ''),
  indicazione text NOT NULL CHECK (btrim(indicazione) <> ''),
  dal timestamptz NOT NULL DEFAULT clock_timestamp(),
  inserita_da text NOT NULL,
  revocata_il timestamptz,
  revocata_da text,
  CHECK ((revocata_il IS NULL) = (revocata_da IS NULL)),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE UNIQUE INDEX rete_comunicazioni_unica ON rete_comunicazioni (unita_id, utente_id) WHERE revocata_il IS NULL;
CREATE TRIGGER non_cancellabile BEFORE DELETE ON rete_comunicazioni FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();

/* The unit's own Area: the nearest above it (itself included) of that kind; where the ente has no Aree there, the top of its
   branch. Its head is the Responsabile di Area (RN-73.2). */
CREATE FUNCTION area_di(unita uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  WITH RECURSIVE sopra AS (
    SELECT u.id, u.padre_id, u.tipo, 0 AS passi FROM unita u WHERE u.id = area_di.unita
    UNION ALL SELECT u.id, u.padre_id, u.tipo, s.passi + 1 FROM unita u JOIN sopra s ON u.id = s.padre_id WHERE s.passi < 20
  )
  SELECT id FROM sopra ORDER BY (tipo = 'area') DESC, CASE WHEN tipo = 'area' THEN passi ELSE -passi END LIMIT 1
$$;

/* Whom a unit has indicated; until it has indicated somebody, its heads; where it has none, whoever works there. Of people in
   service only. Not the administrator: he has no part in documents (RN-72.2a). */
CREATE FUNCTION avvisati_di(unita uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 3 AS $$
  SELECT utente_id FROM (
    SELECT utente_id, grado, min(grado) OVER () AS migliore FROM (
      SELECT r.utente_id, 1 AS grado FROM rete_comunicazioni r WHERE r.unita_id = avvisati_di.unita AND r.revocata_il IS NULL
      UNION
      SELECT i.utente_id, CASE WHEN i.responsabile_unita THEN 2 ELSE 3 END FROM incarico i
      WHERE i.unita_id = avvisati_di.unita AND i.profilo <> 'amministratore'
    ) x WHERE EXISTS (SELECT FROM utente u WHERE u.id = x.utente_id AND u.attivo)
  ) y WHERE grado = migliore
$$;
CREATE FUNCTION responsabili_area(unita uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT DISTINCT i.utente_id FROM incarico i JOIN utente u ON u.id = i.utente_id AND u.attivo
  WHERE i.unita_id = area_di(responsabili_area.unita) AND i.responsabile_unita AND i.profilo <> 'amministratore'
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Communications about a document. Its oggetto is not copied into them: it is read when they are read, by who may then read it.

ALTER TABLE comunicazione
  -- What is told once: `protocollazione:<registrazione>:<unita>`. A job that runs twice tells it once.
  ADD COLUMN chiave text,
  ADD COLUMN registrazione_id uuid,
  ADD FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id);
CREATE UNIQUE INDEX comunicazione_chiave ON comunicazione (ente_id, chiave) WHERE chiave IS NOT NULL;
CREATE INDEX comunicazione_registrazione ON comunicazione (registrazione_id) WHERE registrazione_id IS NOT NULL;
CREATE INDEX comunicazione_destinatario_da_leggere ON comunicazione_destinatario (utente_id, comunicazione_id DESC) WHERE letta_il IS NULL;

/* Whatever step of an assignment somebody must hear of puts a job in the outbox, whichever verb made it: the job finds who
   (RN-34.2, RN-35.1c). */
CREATE FUNCTION accoda_passi() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  nuovi json := (SELECT json_agg(id) FROM righe WHERE passo IN ('smistata', 'subassegnata', 'rinviata', 'trasferita'));
BEGIN
  IF nuovi IS NOT NULL THEN
    PERFORM accoda_lavoro('comunicazioni.passi', json_build_object('enteId', ente_corrente(), 'passi', nuovi));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER accoda_passi AFTER INSERT ON passo_assegnazione REFERENCING NEW TABLE AS righe
  FOR EACH STATEMENT EXECUTE FUNCTION accoda_passi();

-- By mail, as each one wishes: one by one, gathered at an hour of the morning, not at all. What the ente holds necessary at
-- least gathered is not left to the wish.
CREATE TABLE preferenza_posta (
  utente_id uuid PRIMARY KEY,
  ente_id uuid NOT NULL REFERENCES ente,
  modo text NOT NULL CHECK (modo IN ('subito', 'riepilogo', 'mai')),
  -- Of Rome.
  ora smallint NOT NULL DEFAULT 8 CHECK (ora BETWEEN 5 AND 12),
  ultimo_riepilogo date,
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE TABLE regola_posta (
  ente_id uuid PRIMARY KEY REFERENCES ente,
  mai_ammesso boolean NOT NULL,
  decisa_da text NOT NULL,
  decisa_il timestamptz NOT NULL DEFAULT clock_timestamp()
);

/* One row per communication and person, written before the message leaves: at most one message, whatever breaks. `presa`
   without an end: the server may have it or not, and it is not sent again. */
CREATE TABLE comunicazione_posta (
  ente_id uuid NOT NULL,
  comunicazione_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  modo text NOT NULL CHECK (modo IN ('subito', 'riepilogo')),
  stato text NOT NULL DEFAULT 'presa' CHECK (stato IN ('presa', 'spedita', 'rifiutata')),
  presa_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  conclusa_il timestamptz,
  motivo text,
  PRIMARY KEY (utente_id, comunicazione_id),
  FOREIGN KEY (utente_id, comunicazione_id) REFERENCES comunicazione_destinatario (utente_id, comunicazione_id)
);

-- ---------------------------------------------------------------------------------------------------------------
-- A search of the register kept as a counter of one's desk.

CREATE TABLE contatore_scrivania (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  utente_id uuid NOT NULL,
  nome text NOT NULL CHECK (length(btrim(nome)) BETWEEN 1 AND 60),
  filtri jsonb NOT NULL CHECK (jsonb_typeof(filtri) = 'object'),
  ordine integer NOT NULL,
  creato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (utente_id, nome),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['rete_comunicazioni', 'preferenza_posta', 'regola_posta',
  'comunicazione_posta', 'contatore_scrivania']) t;
GRANT SELECT, INSERT, UPDATE (revocata_il, revocata_da) ON rete_comunicazioni TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (modo, ora, ultimo_riepilogo) ON preferenza_posta TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (mai_ammesso, decisa_da, decisa_il) ON regola_posta TO tabularium_applicazione;
-- A row is taken back only when the message surely did not leave.
GRANT SELECT, INSERT, UPDATE (stato, conclusa_il, motivo), DELETE ON comunicazione_posta TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (nome, ordine), DELETE ON contatore_scrivania TO tabularium_applicazione;
GRANT SELECT ON rete_comunicazioni TO tabularium_lettore;
