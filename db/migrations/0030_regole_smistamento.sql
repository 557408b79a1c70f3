-- Rules of smistamento: of a document that arrives, which office is proposed as competent and who else is to know of it. Rules
-- propose and people decide, so nothing hangs from a row here; the trail keeps what it was.

CREATE UNIQUE INDEX rubrica_voce_ente ON rubrica_voce (ente_id, id);

CREATE TABLE regola_smistamento (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  -- Rules are tried in this order; of two in the same place, the older first.
  posto integer NOT NULL,
  nome text NOT NULL CHECK (length(btrim(nome)) BETWEEN 1 AND 120),
  attiva boolean NOT NULL DEFAULT true,
  dal date NOT NULL,
  al date CHECK (al >= dal),
  -- Conditions, which must all hold; NULL, or without words: any. The entry of the titolario is the same in every version
  -- (voce_titolario.identita), and what is below it counts.
  voce_identita uuid,
  -- Who sends it: an entry of the rubrica, or a tax code, or words of the name.
  rubrica_voce_id uuid,
  mittente text CHECK (btrim(mittente) <> ''),
  mezzo text,
  -- Address of the mailbox it came to.
  casella text CHECK (btrim(casella) <> ''),
  parole_tutte text[] NOT NULL DEFAULT '{}',
  parole_almeno_una text[] NOT NULL DEFAULT '{}',
  parole_nessuna text[] NOT NULL DEFAULT '{}',
  -- Outcome.
  competente_id uuid,
  conoscenza uuid[] NOT NULL DEFAULT '{}',
  nota text CHECK (btrim(nota) <> ''),
  versione integer NOT NULL DEFAULT 1,
  creata_da text NOT NULL,
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  modificata_da text,
  modificata_il timestamptz,
  CHECK (rubrica_voce_id IS NULL OR mittente IS NULL),
  -- What excludes words says nothing of where a document goes.
  CONSTRAINT regola_con_condizioni CHECK (num_nonnulls(voce_identita, rubrica_voce_id, mittente, mezzo, casella) > 0
    OR cardinality(parole_tutte || parole_almeno_una) > 0),
  CONSTRAINT regola_con_esito CHECK (competente_id IS NOT NULL OR cardinality(conoscenza) > 0),
  CHECK (competente_id IS NULL OR competente_id <> ALL (conoscenza)),
  CHECK (cardinality(parole_tutte || parole_almeno_una || parole_nessuna || conoscenza::text[]) <= 200),
  FOREIGN KEY (ente_id, rubrica_voce_id) REFERENCES rubrica_voce (ente_id, id),
  FOREIGN KEY (ente_id, competente_id) REFERENCES unita (ente_id, id)
);
CREATE INDEX regola_smistamento_ordine ON regola_smistamento (ente_id, posto, id);

-- Of a list of offices there is no foreign key.
CREATE FUNCTION verifica_regola_smistamento() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM unnest(NEW.conoscenza) q WHERE NOT EXISTS (SELECT FROM unita u WHERE u.id = q AND u.ente_id = NEW.ente_id)) THEN
    RAISE EXCEPTION 'Un ufficio della regola non è di questo ente' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER uffici BEFORE INSERT OR UPDATE OF conoscenza ON regola_smistamento FOR EACH ROW
  EXECUTE FUNCTION verifica_regola_smistamento();

SELECT proteggi_per_ente('regola_smistamento');
GRANT SELECT, INSERT, DELETE, UPDATE (posto, nome, attiva, dal, al, voce_identita, rubrica_voce_id, mittente, mezzo, casella, parole_tutte,
  parole_almeno_una, parole_nessuna, competente_id, conoscenza, nota, versione, modificata_da, modificata_il)
  ON regola_smistamento TO tabularium_applicazione;
GRANT SELECT ON regola_smistamento TO tabularium_lettore;
