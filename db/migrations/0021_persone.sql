-- People and powers: authorisations in time with who decided them, requests of the offices, deputies and absences.

CREATE EXTENSION IF NOT EXISTS btree_gist;

/* RN-72.1-2: an authorisation is given for a period, by somebody, and when it ends it stays. What was the table of the powers
   becomes the table of all that were ever given; the name `incarico` goes on meaning those in force, to whoever asks. */
ALTER TABLE incarico RENAME TO autorizzazione;
ALTER TABLE autorizzazione
  ADD COLUMN dal date NOT NULL DEFAULT (now() AT TIME ZONE 'Europe/Rome')::date,
  ADD COLUMN al date,
  ADD COLUMN revocata_il timestamptz,
  -- Of the last decision: grant, change, revocation. Without a person: it came with the activation of the ente.
  ADD COLUMN decisa_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN decisa_da uuid,
  ADD COLUMN decisa_da_nome text NOT NULL DEFAULT 'Attivazione dell’ente' CHECK (decisa_da_nome <> ''),
  ADD COLUMN motivo text CHECK (motivo <> ''),
  ADD COLUMN richiesta_id uuid,
  ADD CHECK (al IS NULL OR al >= dal),
  ADD FOREIGN KEY (ente_id, decisa_da) REFERENCES utente (ente_id, id),
  DROP CONSTRAINT incarico_utente_id_unita_id_profilo_key,
  ADD CONSTRAINT autorizzazione_una_alla_volta EXCLUDE USING gist
    (utente_id WITH =, unita_id WITH =, profilo WITH =, daterange(dal, al, '[]') WITH &&) WHERE (revocata_il IS NULL);
CREATE INDEX autorizzazione_utente ON autorizzazione (utente_id);
CREATE INDEX autorizzazione_unita ON autorizzazione (unita_id);

CREATE VIEW incarico WITH (security_invoker = true) AS
  SELECT * FROM autorizzazione
  WHERE revocata_il IS NULL AND dal <= (now() AT TIME ZONE 'Europe/Rome')::date AND (al IS NULL OR al >= (now() AT TIME ZONE 'Europe/Rome')::date);

-- A power is not moved to another office nor deleted: it ends, and another begins.
REVOKE ALL ON autorizzazione FROM tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (profilo, responsabile_unita, accesso, al, revocata_il, decisa_il, decisa_da, decisa_da_nome, motivo,
  richiesta_id) ON autorizzazione TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (responsabile_unita, accesso, al, revocata_il, decisa_il, decisa_da, decisa_da_nome, motivo)
  ON incarico TO tabularium_applicazione;
GRANT SELECT ON autorizzazione, incarico TO tabularium_lettore;
CREATE TRIGGER non_cancellabile BEFORE DELETE ON autorizzazione FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();

CREATE FUNCTION revoca_definitiva() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Un’autorizzazione revocata non si cambia (RN-72.1)' USING ERRCODE = 'TB001';
END $$;
CREATE TRIGGER revoca_definitiva BEFORE UPDATE ON autorizzazione FOR EACH ROW
  WHEN (OLD.revocata_il IS NOT NULL) EXECUTE FUNCTION revoca_definitiva();

-- Each state an authorisation has had, written by the database whoever changes it.
CREATE TABLE storia_autorizzazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  autorizzazione_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  fatto text NOT NULL CHECK (fatto IN ('concessa', 'modificata', 'revocata')),
  profilo text NOT NULL,
  responsabile_unita boolean NOT NULL,
  accesso text NOT NULL,
  dal date NOT NULL,
  al date,
  decisa_da uuid,
  decisa_da_nome text NOT NULL,
  motivo text,
  richiesta_id uuid,
  FOREIGN KEY (ente_id, autorizzazione_id) REFERENCES autorizzazione (ente_id, id)
);
CREATE INDEX storia_autorizzazione_di ON storia_autorizzazione (autorizzazione_id, istante);
SELECT rendi_immutabile('storia_autorizzazione');

CREATE FUNCTION scrivi_storia_autorizzazione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO storia_autorizzazione (ente_id, autorizzazione_id, utente_id, istante, fatto, profilo, responsabile_unita, accesso, dal,
    al, decisa_da, decisa_da_nome, motivo, richiesta_id)
  VALUES (NEW.ente_id, NEW.id, NEW.utente_id, NEW.decisa_il,
    CASE WHEN TG_OP = 'INSERT' THEN 'concessa' WHEN NEW.revocata_il IS NOT NULL THEN 'revocata' ELSE 'modificata' END,
    NEW.profilo, NEW.responsabile_unita, NEW.accesso, NEW.dal, NEW.al, NEW.decisa_da, NEW.decisa_da_nome, NEW.motivo, NEW.richiesta_id);
  RETURN NULL;
END $$;
CREATE TRIGGER storia AFTER INSERT OR UPDATE ON autorizzazione FOR EACH ROW EXECUTE FUNCTION scrivi_storia_autorizzazione();

-- What was given before today was given with the account.
DO $$
DECLARE
  di uuid;
BEGIN
  FOR di IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', di::text, true);
    UPDATE autorizzazione a SET decisa_il = u.creato_il, decisa_da_nome = 'Prima dell’attivazione delle autorizzazioni'
      FROM utente u WHERE u.id = a.utente_id;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;

/* RN-72.1: an office asks, the RSP decides. `autorizzazione_id` is what should change or end. */
CREATE TABLE richiesta_autorizzazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  tipo text NOT NULL CHECK (tipo IN ('nuova', 'modifica', 'revoca')),
  utente_id uuid NOT NULL,
  unita_id uuid NOT NULL,
  autorizzazione_id uuid,
  profilo text NOT NULL CHECK (profilo IN ('responsabile', 'operatore', 'consultazione')),
  responsabile_unita boolean NOT NULL,
  accesso text NOT NULL CHECK (accesso IN ('estremi', 'contenuto')),
  dal date,
  al date,
  motivo text NOT NULL CHECK (motivo <> ''),
  stato text NOT NULL DEFAULT 'in-attesa' CHECK (stato IN ('in-attesa', 'accolta', 'respinta', 'ritirata')),
  chiesta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  chiesta_da uuid NOT NULL,
  chiesta_da_nome text NOT NULL,
  -- The office that asks.
  chiesta_per uuid NOT NULL,
  decisa_il timestamptz,
  decisa_da uuid,
  decisa_da_nome text,
  decisione text CHECK (decisione <> ''),
  UNIQUE (ente_id, id),
  CHECK ((tipo = 'nuova') = (autorizzazione_id IS NULL)),
  CHECK ((stato = 'in-attesa') = (decisa_il IS NULL)),
  CHECK (stato <> 'respinta' OR decisione IS NOT NULL),
  CHECK (al IS NULL OR dal IS NULL OR al >= dal),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, chiesta_per) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, autorizzazione_id) REFERENCES autorizzazione (ente_id, id),
  FOREIGN KEY (ente_id, chiesta_da) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, decisa_da) REFERENCES utente (ente_id, id)
);
CREATE INDEX richiesta_autorizzazione_stato ON richiesta_autorizzazione (ente_id, stato, id DESC);
ALTER TABLE autorizzazione ADD FOREIGN KEY (ente_id, richiesta_id) REFERENCES richiesta_autorizzazione (ente_id, id);
CREATE TRIGGER non_cancellabile BEFORE DELETE ON richiesta_autorizzazione FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE FUNCTION richiesta_decisa_una_volta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'La richiesta di autorizzazione è già stata decisa (RN-72.1)' USING ERRCODE = 'TB001';
END $$;
CREATE TRIGGER decisa_una_volta BEFORE UPDATE ON richiesta_autorizzazione FOR EACH ROW
  WHEN (OLD.stato <> 'in-attesa') EXECUTE FUNCTION richiesta_decisa_una_volta();

/* A person is away; why is nobody's business (Regolamento UE 2016/679 art. 5 par. 1 c). */
CREATE TABLE assenza (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  utente_id uuid NOT NULL,
  dal date NOT NULL,
  al date NOT NULL CHECK (al >= dal),
  registrata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  registrata_da uuid NOT NULL,
  annullata_il timestamptz,
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, registrata_da) REFERENCES utente (ente_id, id),
  CONSTRAINT assenza_una_alla_volta EXCLUDE USING gist (utente_id WITH =, daterange(dal, al, '[]') WITH &&) WHERE (annullata_il IS NULL)
);

/* RN-71.2, RN-42.5: who stands in for somebody in one of his offices, for a period, and for what. The deputy acts in his own name. */
CREATE TABLE sostituzione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  titolare_id uuid NOT NULL,
  sostituto_id uuid NOT NULL CHECK (sostituto_id <> titolare_id),
  -- The authorisation of the person stood in for: when it ends, this has nothing to stand on.
  autorizzazione_id uuid NOT NULL,
  assenza_id uuid,
  ambiti text[] NOT NULL CHECK (ambiti <> '{}'),
  dal date NOT NULL,
  al date NOT NULL CHECK (al >= dal),
  motivo text CHECK (motivo <> ''),
  conferita_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  conferita_da uuid NOT NULL,
  revocata_il timestamptz,
  revocata_da uuid,
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, titolare_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, sostituto_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, autorizzazione_id) REFERENCES autorizzazione (ente_id, id),
  FOREIGN KEY (ente_id, assenza_id) REFERENCES assenza (ente_id, id),
  FOREIGN KEY (ente_id, conferita_da) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, revocata_da) REFERENCES utente (ente_id, id),
  CONSTRAINT sostituzione_una_alla_volta EXCLUDE USING gist
    (autorizzazione_id WITH =, sostituto_id WITH =, daterange(dal, al, '[]') WITH &&) WHERE (revocata_il IS NULL)
);
CREATE INDEX sostituzione_sostituto ON sostituzione (sostituto_id);
CREATE INDEX sostituzione_titolare ON sostituzione (titolare_id);
ALTER TABLE sessione ADD COLUMN sostituzione_id uuid REFERENCES sostituzione;

CREATE TRIGGER non_cancellabile BEFORE DELETE ON assenza FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_cancellabile BEFORE DELETE ON sostituzione FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_cancellabile BEFORE DELETE ON utente FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['storia_autorizzazione', 'richiesta_autorizzazione', 'assenza', 'sostituzione']) t;
GRANT SELECT, INSERT ON storia_autorizzazione TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (stato, decisa_il, decisa_da, decisa_da_nome, decisione) ON richiesta_autorizzazione
  TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (annullata_il) ON assenza TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (revocata_il, revocata_da) ON sostituzione TO tabularium_applicazione;

/* What one reads as deputy in that office: what the office reads and, for a head, what is reserved to him there and below.
   Never what is addressed to the person himself in other offices. */
CREATE FUNCTION principali_di_autorizzazione(quale uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH RECURSIVE guidate AS (
      SELECT u.id, u.capo_id FROM incarico i JOIN unita u ON u.id = i.unita_id WHERE i.id = quale AND i.responsabile_unita
      UNION
      SELECT u.id, u.capo_id FROM unita u JOIN guidate g ON u.padre_id = g.id
    )
    SELECT array_agg(DISTINCT x) FROM (
      SELECT i.unita_id AS x FROM incarico i WHERE i.id = quale
      UNION ALL SELECT i.utente_id FROM incarico i WHERE i.id = quale
      UNION ALL SELECT g.id FROM guidate g
      UNION ALL SELECT g.capo_id FROM guidate g
    ) y);
END $$;

/* For whom the person of this session acts today, if he chose to: `finita` when the delegation is over or revoked, when who gave it
   no longer has what he gave, or his office is closed. */
CREATE FUNCTION sostituzione_in_uso(impronta bytea) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT CASE WHEN i.id IS NULL OR n.id IS NULL THEN jsonb_build_object('id', s.sostituzione_id, 'finita', true)
      ELSE jsonb_build_object('id', z.id, 'ambiti', to_jsonb(z.ambiti),
      'titolare', jsonb_build_object('id', t.id, 'nome', t.nome, 'cognome', t.cognome),
      'principali', to_jsonb(principali_di_autorizzazione(i.id)),
      'incarico', jsonb_build_object('id', i.id, 'profilo', i.profilo, 'responsabileUnita', i.responsabile_unita, 'accesso', i.accesso,
        'unita', jsonb_build_object('id', n.id, 'codice', n.codice, 'denominazione', n.denominazione, 'uop', n.uop,
          'ufficioProtocollo', n.ufficio_protocollo))) END
    FROM sessione s
    LEFT JOIN sostituzione z ON z.id = s.sostituzione_id AND z.sostituto_id = s.utente_id AND z.revocata_il IS NULL
      AND (now() AT TIME ZONE 'Europe/Rome')::date BETWEEN z.dal AND z.al
    LEFT JOIN utente t ON t.id = z.titolare_id AND t.attivo
    LEFT JOIN incarico i ON i.id = z.autorizzazione_id AND i.utente_id = t.id
    LEFT JOIN unita n ON n.id = i.unita_id AND n.attiva
    WHERE s.impronta_segreto = impronta AND s.sostituzione_id IS NOT NULL);
END $$;
