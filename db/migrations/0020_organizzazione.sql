-- The chart remembers its own history, each change with the day it takes effect and the act that decided it (RN-4.1, RN-36.1);
-- who holds the offices that the law names is an appointment with its days and its act (RN-2.1g, RN-4.2).

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- ---------------------------------------------------------------------------------------------------------------
-- The chart in time

/* What a unit is from `dal` on, whole, until the next row of the same unit: with one row for each day there is no overlap and
   no hole to be made. '-infinity': since the ente is here. `unita` is the present that follows from this (attua_organigramma),
   and nobody writes it by hand. */
CREATE TABLE unita_storia (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  unita_id uuid NOT NULL,
  dal date NOT NULL,
  padre_id uuid,
  denominazione text NOT NULL CHECK (btrim(denominazione) <> ''),
  tipo text NOT NULL CHECK (tipo IN ('area', 'servizio', 'ufficio')),
  uop boolean NOT NULL DEFAULT false,
  uu boolean NOT NULL DEFAULT false,
  ufficio_protocollo boolean NOT NULL DEFAULT false CHECK (uop OR NOT ufficio_protocollo),
  ordine integer NOT NULL DEFAULT 0,
  indirizzo text CHECK (indirizzo <> ''),
  email text CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  pec text CHECK (pec ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  telefono text CHECK (telefono <> ''),
  -- Codice_uni_uo of IndicePA, which is also the one of electronic invoices.
  codice_univoco text CHECK (codice_univoco ~ '^[A-Z0-9]{6}$'),
  attiva boolean NOT NULL DEFAULT true,
  atto text NOT NULL CHECK (btrim(atto) <> ''),
  scritta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  scritta_da text NOT NULL,
  UNIQUE (unita_id, dal),
  -- A unit is written after the row that says from when it is there.
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (ente_id, padre_id) REFERENCES unita (ente_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX unita_storia_ente ON unita_storia (ente_id, dal);

/* Which unit is the Servizio per la tenuta del protocollo informatico, dei flussi documentali e degli archivi, from `dal` on
   (RN-4.1): on each day the last row, hence exactly one. */
CREATE TABLE servizio_protocollo (
  ente_id uuid NOT NULL REFERENCES ente,
  dal date NOT NULL,
  unita_id uuid NOT NULL,
  atto text NOT NULL CHECK (btrim(atto) <> ''),
  scritta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  scritta_da text NOT NULL,
  PRIMARY KEY (ente_id, dal),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id)
);

-- To whom the work of a closed unit went, the main one first.
CREATE TABLE unita_successore (
  ente_id uuid NOT NULL REFERENCES ente,
  unita_id uuid NOT NULL,
  ordine smallint NOT NULL,
  successore_id uuid NOT NULL CHECK (successore_id <> unita_id),
  PRIMARY KEY (unita_id, ordine),
  UNIQUE (unita_id, successore_id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, successore_id) REFERENCES unita (ente_id, id)
);
CREATE INDEX unita_successore_verso ON unita_successore (successore_id);

-- The chart of a day, one row for each unit there was or had been.
CREATE FUNCTION organigramma_al(giorno date) RETURNS SETOF unita_storia LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT DISTINCT ON (s.unita_id) s.* FROM unita_storia s
    WHERE s.ente_id = ente_corrente() AND s.dal <= giorno ORDER BY s.unita_id, s.dal DESC;
END $$;

CREATE FUNCTION servizio_protocollo_al(giorno date) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT p.unita_id FROM servizio_protocollo p
    WHERE p.ente_id = ente_corrente() AND p.dal <= giorno ORDER BY p.dal DESC LIMIT 1);
END $$;

-- Names from the Area down to the unit, as they were that day; NULL when the unit was not there yet.
CREATE FUNCTION percorso_unita(di uuid, giorno date) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH RECURSIVE salita AS (
      SELECT s.padre_id, s.denominazione, 1 AS passo FROM (
        SELECT * FROM unita_storia x WHERE x.unita_id = di AND x.dal <= giorno ORDER BY x.dal DESC LIMIT 1) s
      UNION ALL
      SELECT p.padre_id, p.denominazione, salita.passo + 1 FROM salita CROSS JOIN LATERAL (
        SELECT * FROM unita_storia x WHERE x.unita_id = salita.padre_id AND x.dal <= giorno ORDER BY x.dal DESC LIMIT 1) p
      WHERE salita.passo < 50
    ) SELECT array_agg(denominazione ORDER BY passo DESC) FROM salita);
END $$;

/* The unit that does today what this one did: itself while it is open, else the nearest open one among its successors and
   theirs; NULL when nobody was named. */
CREATE FUNCTION successore_di(di uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH RECURSIVE catena AS (
      SELECT u.id, u.attiva, '{}'::smallint[] AS via FROM unita u WHERE u.id = di
      UNION ALL
      SELECT u.id, u.attiva, c.via || s.ordine FROM catena c
      JOIN unita_successore s ON s.unita_id = c.id JOIN unita u ON u.id = s.successore_id
      WHERE NOT c.attiva AND cardinality(c.via) < 20
    ) SELECT c.id FROM catena c WHERE c.attiva ORDER BY cardinality(c.via), c.via LIMIT 1);
END $$;

/* What was the case is not rewritten: a change takes effect today or later, what is already past neither changes nor goes.
   The first row of all is the exception: somebody was there before the programme. */
CREATE FUNCTION verifica_decorrenza() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  riga jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
  prima boolean;
BEGIN
  -- One change of the chart at a time: two, each good by itself, could close a ring.
  PERFORM pg_advisory_xact_lock(hashtextextended('organigramma ' || (riga ->> 'ente_id'), 0));
  IF TG_OP = 'INSERT' THEN
    IF TG_TABLE_NAME = 'unita_storia' THEN
      prima := NOT EXISTS (SELECT FROM unita_storia s WHERE s.unita_id = NEW.unita_id);
    ELSE
      prima := NOT EXISTS (SELECT FROM servizio_protocollo p WHERE p.ente_id = NEW.ente_id);
    END IF;
    IF NOT (NEW.dal >= oggi_a_roma() OR (prima AND NEW.dal = '-infinity')) THEN
      RAISE EXCEPTION 'L''organigramma non cambia nel passato (RN-36.1)' USING ERRCODE = 'TB060';
    END IF;
  ELSIF OLD.dal < oggi_a_roma() OR (TG_OP = 'DELETE' AND OLD.dal = oggi_a_roma())
    OR (TG_OP = 'UPDATE' AND (NEW.dal <> OLD.dal OR NEW.ente_id <> OLD.ente_id))
    OR (TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'unita_storia' AND riga ->> 'unita_id' <> OLD.unita_id::text)
  THEN
    RAISE EXCEPTION 'Ciò che dell''organigramma è già in vigore non cambia (RN-36.1)' USING ERRCODE = 'TB060';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER decorrenza BEFORE INSERT OR UPDATE OR DELETE ON unita_storia FOR EACH ROW EXECUTE FUNCTION verifica_decorrenza();
CREATE TRIGGER decorrenza BEFORE INSERT OR UPDATE OR DELETE ON servizio_protocollo
  FOR EACH ROW EXECUTE FUNCTION verifica_decorrenza();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON unita_storia FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON servizio_protocollo FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();

/* On every day from the changed one on: each open unit hangs from open ones up to the top, and the Servizio protocollo is open.
   At the end of the transaction, when all that changes together is written. */
CREATE FUNCTION verifica_organigramma() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  riga jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
  giorno date;
  sospesa text;
BEGIN
  FOR giorno IN
    SELECT (riga ->> 'dal')::date UNION SELECT s.dal FROM unita_storia s
    WHERE s.ente_id = ente_corrente() AND s.dal > (riga ->> 'dal')::date
    UNION SELECT p.dal FROM servizio_protocollo p WHERE p.ente_id = ente_corrente() AND p.dal > (riga ->> 'dal')::date
  LOOP
    WITH RECURSIVE aperte AS MATERIALIZED (
      SELECT o.unita_id, o.padre_id, o.denominazione FROM organigramma_al(giorno) o WHERE o.attiva
    ), appese AS (
      SELECT a.unita_id FROM aperte a WHERE a.padre_id IS NULL
      UNION
      SELECT a.unita_id FROM aperte a JOIN appese p ON p.unita_id = a.padre_id
    )
    SELECT a.denominazione INTO sospesa FROM aperte a WHERE a.unita_id NOT IN (SELECT x.unita_id FROM appese x) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION '«%» non starebbe sotto un''unità aperta', sospesa USING ERRCODE = 'TB061';
    END IF;
    IF NOT EXISTS (SELECT FROM organigramma_al(giorno) o WHERE o.attiva AND o.unita_id = servizio_protocollo_al(giorno)) THEN
      RAISE EXCEPTION 'Il servizio di protocollo e archivi non sarebbe un''unità aperta (RN-4.1)' USING ERRCODE = 'TB062';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER albero AFTER INSERT OR UPDATE OR DELETE ON unita_storia
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION verifica_organigramma();
CREATE CONSTRAINT TRIGGER albero AFTER INSERT OR UPDATE OR DELETE ON servizio_protocollo
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION verifica_organigramma();

-- A unit that nobody dated was always there.
CREATE FUNCTION comincia_storia_unita() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM unita_storia s WHERE s.unita_id = NEW.id) THEN
    INSERT INTO unita_storia (ente_id, unita_id, dal, padre_id, denominazione, tipo, uop, uu, ufficio_protocollo, ordine, attiva,
      atto, scritta_da)
    VALUES (NEW.ente_id, NEW.id, '-infinity', NEW.padre_id, NEW.denominazione, NEW.tipo, NEW.uop, NEW.uu, NEW.ufficio_protocollo,
      NEW.ordine, NEW.attiva, 'Organigramma all''attivazione', 'attivazione');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER con_storia AFTER INSERT ON unita FOR EACH ROW EXECUTE FUNCTION comincia_storia_unita();

-- ---------------------------------------------------------------------------------------------------------------
-- Heads of units

/* Who was the head of a unit, from which instant to which one. The power is `incarico.responsabile_unita`; this is the memory of
   it, kept by the database whoever changes that. */
CREATE TABLE unita_responsabile (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  incarico_id uuid NOT NULL,
  unita_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  dal timestamptz NOT NULL DEFAULT clock_timestamp(),
  al timestamptz,
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX unita_responsabile_unita ON unita_responsabile (unita_id, dal);
CREATE UNIQUE INDEX unita_responsabile_in_corso ON unita_responsabile (incarico_id) WHERE al IS NULL;

-- A power may have days of its own, and may be revoked and stay: where the row says so (`dal`, `al`, `revocata_il`) they count.
CREATE FUNCTION ricorda_responsabile() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  prima jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
  dopo jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
  era boolean := coalesce((prima ->> 'responsabile_unita')::boolean, false) AND prima ->> 'revocata_il' IS NULL;
  resta boolean := coalesce((dopo ->> 'responsabile_unita')::boolean, false) AND dopo ->> 'revocata_il' IS NULL;
  stesso boolean := prima ->> 'unita_id' = dopo ->> 'unita_id' AND prima ->> 'utente_id' = dopo ->> 'utente_id';
  comincia timestamptz := greatest(clock_timestamp(), ((dopo ->> 'dal')::date)::timestamp AT TIME ZONE 'Europe/Rome');
  finisce timestamptz := ((dopo ->> 'al')::date + 1)::timestamp AT TIME ZONE 'Europe/Rome';
BEGIN
  IF era THEN
    UPDATE unita_responsabile r SET al = CASE WHEN resta AND stesso THEN finisce ELSE greatest(r.dal, clock_timestamp()) END
    WHERE r.incarico_id = (prima ->> 'id')::uuid AND coalesce(r.al, 'infinity') > clock_timestamp();
  END IF;
  IF resta AND NOT (era AND coalesce(stesso, false)) THEN
    INSERT INTO unita_responsabile (ente_id, incarico_id, unita_id, utente_id, dal, al)
    VALUES (NEW.ente_id, NEW.id, NEW.unita_id, NEW.utente_id, comincia, finisce);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER responsabile AFTER INSERT OR UPDATE OR DELETE ON incarico FOR EACH ROW EXECUTE FUNCTION ricorda_responsabile();

-- ---------------------------------------------------------------------------------------------------------------
-- Appointments

/* Who is RSP and his vicario (DPCM 3/12/2013 art. 3), responsabile della conservazione, Segretario; from which day to which, by
   which act. One holder of each at a time. */
CREATE TABLE nomina (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  ruolo text NOT NULL CHECK (ruolo IN ('rsp', 'vicario-rsp', 'responsabile-conservazione', 'segretario')),
  utente_id uuid NOT NULL,
  dal date NOT NULL,
  al date,
  atto text NOT NULL CHECK (btrim(atto) <> ''),
  atto_fine text CHECK (btrim(atto_fine) <> ''),
  scritta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  scritta_da text NOT NULL,
  -- When its effects were drawn: the name of the new RSP in the data of the AOO.
  attuata_il timestamptz,
  CHECK (al >= dal),
  CONSTRAINT nomina_sovrapposta EXCLUDE USING gist (ente_id WITH =, ruolo WITH =, daterange(dal, al, '[]') WITH &&),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);

CREATE FUNCTION verifica_nomina() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.ruolo = 'rsp' AND NEW.dal < oggi_a_roma()
      AND EXISTS (SELECT FROM nomina n WHERE n.ente_id = NEW.ente_id AND n.ruolo = 'rsp') THEN
      RAISE EXCEPTION 'Chi era responsabile del servizio non cambia nel passato (RN-2.1g)' USING ERRCODE = 'TB063';
    END IF;
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' THEN
    IF OLD.dal <= oggi_a_roma() THEN
      RAISE EXCEPTION 'Una nomina che ha avuto effetto resta (RN-2.1g)' USING ERRCODE = 'TB063';
    END IF;
    RETURN OLD;
  END IF;
  IF to_jsonb(NEW) - ARRAY['al', 'atto_fine', 'attuata_il'] <> to_jsonb(OLD) - ARRAY['al', 'atto_fine', 'attuata_il']
    OR (NEW.al IS DISTINCT FROM OLD.al AND (coalesce(OLD.al, 'infinity') < oggi_a_roma() OR coalesce(NEW.al, 'infinity') < oggi_a_roma() - 1))
  THEN
    RAISE EXCEPTION 'Di una nomina cambia soltanto la fine, da oggi in poi (RN-2.1g)' USING ERRCODE = 'TB063';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER nomina_stabile BEFORE INSERT OR UPDATE OR DELETE ON nomina FOR EACH ROW EXECUTE FUNCTION verifica_nomina();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON nomina FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();

-- Never a day without RSP, once there is one: who ceases has a successor from the day after (RN-2.1g).
CREATE FUNCTION verifica_continuita_rsp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM nomina n WHERE n.ente_id = ente_corrente() AND n.ruolo = 'rsp' AND n.al IS NOT NULL
    AND NOT EXISTS (SELECT FROM nomina d WHERE d.ente_id = n.ente_id AND d.ruolo = 'rsp' AND d.dal = n.al + 1)) THEN
    RAISE EXCEPTION 'Il servizio resterebbe senza responsabile (RN-2.1g)' USING ERRCODE = 'TB064';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER continuita AFTER INSERT OR UPDATE OR DELETE ON nomina
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION verifica_continuita_rsp();

/* What a person is today by appointment, besides the profile he acts with: asked at every request, beside identita_sessione. The
   vicario is the RSP for all he may do (RN-4.2); at the head of an Area one is by the incarico. */
CREATE FUNCTION nomine_di(persona uuid) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  giorno date := (clock_timestamp() AT TIME ZONE 'Europe/Rome')::date;
BEGIN
  RETURN (SELECT coalesce(array_agg(DISTINCT x.ruolo), '{}') FROM (
    SELECT CASE n.ruolo WHEN 'vicario-rsp' THEN 'rsp' ELSE n.ruolo END AS ruolo FROM nomina n
    WHERE n.utente_id = persona AND giorno BETWEEN n.dal AND coalesce(n.al, 'infinity'::date)
    UNION ALL
    SELECT 'responsabile-area' FROM incarico i JOIN unita u ON u.id = i.unita_id
    WHERE i.utente_id = persona AND i.responsabile_unita AND i.profilo <> 'amministratore' AND u.tipo = 'area' AND u.attiva) x);
END $$;
CREATE INDEX nomina_persona ON nomina (utente_id);

-- ---------------------------------------------------------------------------------------------------------------
-- What takes effect on its day

/* Draws today's consequences of what was decided for today: the present of the units, the open assignments of those that are
   closed (to the successor, or they stay and are reported), the name of the RSP in the data of the AOO. May run at any time, any
   number of times. As the owner: the application itself cannot touch the present without its history. */
CREATE FUNCTION attua_organigramma() RETURNS jsonb LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  oggi date := oggi_a_roma();
  quante integer;
  trasferite integer := 0;
  a record;
  gia record;
  verso uuid;
  persona uuid;
  finita boolean;
  cessata uuid;
BEGIN
  UPDATE unita u SET denominazione = o.denominazione, tipo = o.tipo, padre_id = o.padre_id, uop = o.uop, uu = o.uu,
    ufficio_protocollo = o.ufficio_protocollo, ordine = o.ordine, attiva = o.attiva
  FROM organigramma_al(oggi) o
  WHERE u.id = o.unita_id AND u.ente_id = ente_corrente()
    AND (u.denominazione, u.tipo, u.padre_id, u.uop, u.uu, u.ufficio_protocollo, u.ordine, u.attiva)
      IS DISTINCT FROM (o.denominazione, o.tipo, o.padre_id, o.uop, o.uu, o.ufficio_protocollo, o.ordine, o.attiva);
  GET DIAGNOSTICS quante = ROW_COUNT;

  FOR a IN SELECT g.*, u.denominazione AS chiusa FROM assegnazione g JOIN unita u ON u.id = g.unita_id
    WHERE g.ente_id = ente_corrente() AND NOT u.attiva AND g.stato IN ('assegnata', 'smistata', 'in-carico')
    ORDER BY g.id FOR UPDATE OF g
  LOOP
    verso := successore_di(a.unita_id);
    CONTINUE WHEN verso IS NULL;
    persona := (SELECT i.utente_id FROM incarico i WHERE i.utente_id = a.utente_id AND i.unita_id = verso
      AND i.profilo <> 'amministratore' LIMIT 1);
    SELECT g.id, g.titolo INTO gia FROM assegnazione g WHERE g.registrazione_id = a.registrazione_id AND g.unita_id = verso
      AND coalesce(g.utente_id, g.unita_id) = coalesce(persona, verso) AND g.stato IN ('assegnata', 'smistata', 'in-carico');
    -- Nothing is left to do where the successor has the document already, nor where it was somebody's part of the office's work who
    -- did not follow it. Who answers for the affair is never lost: per conoscenza gives way to it.
    finita := (a.utente_id IS NOT NULL AND a.origine_id IS NOT NULL AND persona IS NULL)
      OR (gia.id IS NOT NULL AND (a.titolo = 'conoscenza' OR gia.titolo = 'competenza'));
    FOR cessata IN SELECT a.id WHERE finita UNION ALL SELECT gia.id WHERE NOT finita AND gia.id IS NOT NULL LOOP
      UPDATE assegnazione g SET stato = 'revocata', conclusa_il = clock_timestamp() WHERE g.id = cessata;
      INSERT INTO passo_assegnazione (ente_id, assegnazione_id, registrazione_id, passo, operatore, unita_id, motivo)
      VALUES (a.ente_id, cessata, a.registrazione_id, 'revocata', 'sistema', a.unita_id, 'Chiusura di «' || a.chiusa || '»');
    END LOOP;
    IF NOT finita THEN
      UPDATE assegnazione g SET unita_id = verso, utente_id = persona, versione = g.versione + 1 WHERE g.id = a.id;
      INSERT INTO passo_assegnazione (ente_id, assegnazione_id, registrazione_id, passo, operatore, unita_id, motivo, dettaglio)
      VALUES (a.ente_id, a.id, a.registrazione_id, 'trasferita', 'sistema', verso, 'Chiusura di «' || a.chiusa || '»',
        jsonb_build_object('da', a.unita_id, 'a', verso));
    END IF;
    trasferite := trasferite + 1;
  END LOOP;

  WITH nuova AS (
    UPDATE nomina n SET attuata_il = clock_timestamp() FROM utente p
    WHERE p.id = n.utente_id AND n.ente_id = ente_corrente() AND n.ruolo = 'rsp' AND n.attuata_il IS NULL
      AND oggi BETWEEN n.dal AND coalesce(n.al, 'infinity'::date)
    RETURNING p.nome || ' ' || p.cognome AS chi
  )
  UPDATE aoo SET responsabile = nuova.chi FROM nuova WHERE aoo.ente_id = ente_corrente();
  RETURN jsonb_build_object('unita', quante, 'assegnazioni', trasferite);
END $$;

CREATE INDEX unita_padre ON unita (padre_id);
/* Everybody a person is, for reading (see 0016): also of the units that his have taken over from, closed, so that who inherits the
   work of an office inherits its documents. */
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
    ) y);
END $$;

-- ---------------------------------------------------------------------------------------------------------------
-- The enti that are here already

DO $$
DECLARE
  e record;
BEGIN
  FOR e IN SELECT x.id, (x.creato_il AT TIME ZONE 'Europe/Rome')::date AS dal FROM ente x LOOP
    PERFORM set_config('tabularium.ente', e.id::text, true);
    INSERT INTO unita_storia (ente_id, unita_id, dal, padre_id, denominazione, tipo, uop, uu, ufficio_protocollo, ordine, attiva, atto,
      scritta_da)
    SELECT u.ente_id, u.id, '-infinity', u.padre_id, u.denominazione, u.tipo, u.uop, u.uu, u.ufficio_protocollo, u.ordine, u.attiva,
      'Organigramma all''attivazione', 'attivazione' FROM unita u WHERE u.ente_id = e.id;
    INSERT INTO servizio_protocollo (ente_id, dal, unita_id, atto, scritta_da)
    SELECT e.id, '-infinity', u.id, 'Organigramma all''attivazione', 'attivazione' FROM unita u WHERE u.ente_id = e.id AND u.attiva
    ORDER BY u.ufficio_protocollo DESC, u.uop DESC, u.id LIMIT 1;
    INSERT INTO unita_responsabile (ente_id, incarico_id, unita_id, utente_id, dal)
    SELECT i.ente_id, i.id, i.unita_id, i.utente_id, p.creato_il FROM incarico i JOIN utente p ON p.id = i.utente_id
    WHERE i.ente_id = e.id AND i.responsabile_unita;
    -- Of several with that profile, the one whose name the AOO bears, else the first.
    INSERT INTO nomina (ente_id, ruolo, utente_id, dal, atto, scritta_da, attuata_il)
    SELECT e.id, 'rsp', p.id, e.dal, 'Nomina precedente all''attivazione', 'attivazione', clock_timestamp()
    FROM utente p JOIN incarico i ON i.utente_id = p.id AND i.profilo = 'responsabile' CROSS JOIN aoo
    WHERE p.ente_id = e.id AND aoo.ente_id = e.id AND p.attivo
    ORDER BY lower(aoo.responsabile) LIKE '%' || lower(p.cognome) || '%' DESC, p.id LIMIT 1;
    -- The deferred checks ask which ente they are for.
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;

-- From here on an ente with units always has its Servizio protocollo (RN-4.1).
CREATE FUNCTION verifica_servizio_protocollo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM servizio_protocollo p WHERE p.ente_id = NEW.ente_id) THEN
    RAISE EXCEPTION 'Un''unità è il servizio di protocollo e archivi (RN-4.1)' USING ERRCODE = 'TB062';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER servizio_protocollo AFTER INSERT ON unita
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION verifica_servizio_protocollo();

-- ---------------------------------------------------------------------------------------------------------------

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['unita_storia', 'servizio_protocollo', 'unita_successore', 'unita_responsabile',
  'nomina']) t;

-- The present follows from the history; nobody writes it apart.
REVOKE UPDATE (denominazione, uop, uu, ufficio_protocollo, attiva, ordine, padre_id) ON unita FROM tabularium_applicazione;
GRANT SELECT, INSERT, DELETE, UPDATE (padre_id, denominazione, tipo, uop, uu, ufficio_protocollo, ordine, indirizzo, email, pec, telefono,
  codice_univoco, attiva, atto, scritta_il, scritta_da) ON unita_storia TO tabularium_applicazione;
GRANT SELECT, INSERT, DELETE, UPDATE (unita_id, atto, scritta_il, scritta_da) ON servizio_protocollo TO tabularium_applicazione;
GRANT SELECT, INSERT, DELETE ON unita_successore TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (al) ON unita_responsabile TO tabularium_applicazione;
GRANT SELECT, INSERT, DELETE, UPDATE (al, atto_fine) ON nomina TO tabularium_applicazione;
GRANT SELECT ON unita_storia, servizio_protocollo, unita_successore, unita_responsabile, nomina TO tabularium_lettore;
REVOKE ALL ON FUNCTION attua_organigramma() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attua_organigramma() TO tabularium_applicazione;
