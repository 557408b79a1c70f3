-- What the work of the offices stands on: people with what they may handle, heads of units, assignments of documents.

-- RN-11.3: the kind of relationship. RN-11.5: one active account per person. RN-A.9, RN-A.18: who may process personal data at
-- all, and who sensitive and judicial ones, by which act and since when.
ALTER TABLE utente
  ADD COLUMN email text CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  ADD COLUMN rapporto text NOT NULL DEFAULT 'dipendente' CHECK (rapporto IN ('dipendente', 'esterno', 'outsourcer')),
  ADD COLUMN codice_fiscale text CHECK (codice_fiscale ~ '^[A-Z0-9]{16}$'),
  ADD COLUMN dati_particolari boolean NOT NULL DEFAULT false,
  ADD COLUMN dati_giudiziari boolean NOT NULL DEFAULT false,
  ADD COLUMN incaricato_dal date,
  ADD COLUMN incaricato_atto text CHECK (incaricato_atto <> ''),
  ADD CHECK ((incaricato_dal IS NULL) = (incaricato_atto IS NULL)),
  -- Sensitive data are personal data: without the general appointment there is no special one.
  ADD CHECK (incaricato_dal IS NOT NULL OR NOT (dati_particolari OR dati_giudiziari));
CREATE UNIQUE INDEX utente_persona ON utente (ente_id, codice_fiscale) WHERE attivo;

-- Those who worked with the register until now were let in by the ente; the act is what the ente has on paper.
DO $$
DECLARE
  di uuid;
BEGIN
  FOR di IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', di::text, true);
    UPDATE utente SET incaricato_dal = (creato_il AT TIME ZONE 'Europe/Rome')::date, incaricato_atto = 'Nomina precedente all''attivazione';
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;
GRANT UPDATE (email, rapporto, codice_fiscale, dati_particolari, dati_giudiziari, incaricato_dal, incaricato_atto)
  ON utente TO tabularium_applicazione;

/* Whoever may see a document is a "principal": a unit (all who work there), the head of a unit (what is reserved in it), a
   person. Each has an identity of its own, so that who sees what is a comparison of identities. */
ALTER TABLE unita ADD COLUMN capo_id uuid NOT NULL DEFAULT uuid_v7();
CREATE UNIQUE INDEX unita_capo ON unita (capo_id);

-- RN-34.3a-b: of the documents of the office somebody reads the estremi only, others the contenuto too.
ALTER TABLE incarico ADD COLUMN accesso text NOT NULL DEFAULT 'contenuto' CHECK (accesso IN ('estremi', 'contenuto'));
GRANT UPDATE (accesso) ON incarico TO tabularium_applicazione;

-- ---------------------------------------------------------------------------------------------------------------
-- Assignments (RN-33.1-7, RN-34.4-5). A row is the present; what happened is in passo_assegnazione, for ever.

CREATE TABLE assegnazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  unita_id uuid NOT NULL,
  -- Somebody of that unit: of a sub-assignment (RN-34.5), or when it was for him from the start.
  utente_id uuid,
  titolo text NOT NULL CHECK (titolo IN ('competenza', 'conoscenza')),
  -- The assignment this one was made from: sub-assignment, or new assignment after a rinvio.
  origine_id uuid,
  /* assegnata: chosen, not sent yet. smistata: sent, on the desk (paper that waits for whoever takes it). in-carico: entered in the
     office, by the system for what is digital (RN-34.4). rinviata: back to the UOP. archiviata: done. revocata: taken back. */
  stato text NOT NULL DEFAULT 'assegnata' CHECK (stato IN ('assegnata', 'smistata', 'in-carico', 'rinviata', 'archiviata', 'revocata')),
  nota text CHECK (nota <> ''),
  scadenza date,
  assegnata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  assegnata_da uuid,
  assegnata_da_nome text NOT NULL,
  smistata_il timestamptz,
  in_carico_il timestamptz,
  -- The explicit conferma of the office, apart from the automatic entry (AMB-14).
  confermata_il timestamptz,
  confermata_da uuid,
  conclusa_il timestamptz,
  versione integer NOT NULL DEFAULT 1,
  UNIQUE (ente_id, id),
  CHECK ((stato = 'assegnata') = (smistata_il IS NULL) OR stato = 'revocata'),
  CHECK ((stato IN ('rinviata', 'archiviata', 'revocata')) = (conclusa_il IS NOT NULL)),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, origine_id) REFERENCES assegnazione (ente_id, id)
);
CREATE INDEX assegnazione_registrazione ON assegnazione (registrazione_id);
-- The desk: what is open for an office or a person, newest first.
CREATE INDEX assegnazione_aperta ON assegnazione (unita_id, stato, smistata_il DESC, id DESC) WHERE stato IN ('assegnata', 'smistata', 'in-carico');
CREATE INDEX assegnazione_persona ON assegnazione (utente_id, stato, smistata_il DESC, id DESC) WHERE utente_id IS NOT NULL;
-- One open assignment of a document for a unit, or for a person of it.
CREATE UNIQUE INDEX assegnazione_unica ON assegnazione (registrazione_id, unita_id, coalesce(utente_id, unita_id))
  WHERE stato IN ('assegnata', 'smistata', 'in-carico');

-- Every single step with operator, date and hour (RN-33.6).
CREATE TABLE passo_assegnazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  assegnazione_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  passo text NOT NULL CHECK (passo IN ('assegnata', 'smistata', 'presa-in-carico', 'confermata', 'subassegnata', 'rinviata',
    'archiviata', 'riaperta', 'revocata', 'scadenza', 'nota', 'trasferita')),
  utente_id uuid,
  -- `sistema` where nobody did it by hand (RN-34.4).
  operatore text NOT NULL,
  unita_id uuid,
  motivo text,
  dettaglio jsonb NOT NULL DEFAULT '{}',
  FOREIGN KEY (ente_id, assegnazione_id) REFERENCES assegnazione (ente_id, id),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
CREATE INDEX passo_assegnazione_registrazione ON passo_assegnazione (registrazione_id, istante);
CREATE INDEX passo_assegnazione_assegnazione ON passo_assegnazione (assegnazione_id, istante);
SELECT rendi_immutabile('passo_assegnazione');
CREATE TRIGGER non_cancellabile BEFORE DELETE ON assegnazione FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['assegnazione', 'passo_assegnazione']) t;
GRANT SELECT, INSERT, UPDATE (stato, nota, scadenza, smistata_il, in_carico_il, confermata_il, confermata_da, conclusa_il, versione,
  unita_id, utente_id) ON assegnazione TO tabularium_applicazione;
GRANT SELECT, INSERT ON passo_assegnazione TO tabularium_applicazione;
GRANT SELECT ON assegnazione, passo_assegnazione TO tabularium_lettore;

-- ---------------------------------------------------------------------------------------------------------------
-- Who is asking

/* Everybody a person is, for reading: himself, the units he works in, and where he is the head the heads of them and of all
   that is below. Of all his incarichi, not only of the one he acts for: reading is of the person, acts are of the office. */
CREATE FUNCTION principali_di(persona uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    WITH RECURSIVE guidate AS (
      SELECT u.id, u.capo_id FROM incarico i JOIN unita u ON u.id = i.unita_id
      WHERE i.utente_id = persona AND i.responsabile_unita AND i.profilo <> 'amministratore'
      UNION
      SELECT u.id, u.capo_id FROM unita u JOIN guidate g ON u.padre_id = g.id
    )
    SELECT array_agg(DISTINCT x) FROM (
      SELECT persona AS x
      UNION ALL SELECT i.unita_id FROM incarico i WHERE i.utente_id = persona AND i.profilo <> 'amministratore'
      UNION ALL SELECT g.id FROM guidate g
      UNION ALL SELECT g.capo_id FROM guidate g
    ) y);
END $$;

CREATE OR REPLACE FUNCTION identita_sessione(ente uuid, impronta bytea, inattivita interval, sottofondo boolean DEFAULT false)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  adesso timestamptz := clock_timestamp();
  x record;
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  SELECT s.bloccata, s.ultima_attivita, s.utente_id,
    jsonb_build_object('id', e.id, 'codiceIpa', e.codice_ipa, 'denominazione', e.denominazione, 'dimostrativo', e.dimostrativo) AS ente,
    jsonb_build_object('id', u.id, 'nomeUtente', u.nome_utente, 'nome', u.nome, 'cognome', u.cognome,
      'incaricatoTrattamento', coalesce(u.incaricato_dal <= (adesso AT TIME ZONE 'Europe/Rome')::date, false),
      'datiParticolari', u.dati_particolari, 'datiGiudiziari', u.dati_giudiziari) AS utente,
    CASE WHEN i.id IS NOT NULL THEN jsonb_build_object('id', i.id, 'profilo', i.profilo, 'responsabileUnita', i.responsabile_unita,
      'accesso', i.accesso,
      'unita', jsonb_build_object('id', n.id, 'codice', n.codice, 'denominazione', n.denominazione, 'uop', n.uop AND n.attiva,
        'ufficioProtocollo', n.ufficio_protocollo AND n.attiva)) END AS incarico
  INTO x
  FROM sessione s
  JOIN utente u ON u.id = s.utente_id AND u.attivo
  JOIN ente e ON e.id = u.ente_id
  LEFT JOIN incarico i ON i.id = s.incarico_id
  LEFT JOIN unita n ON n.id = i.unita_id
  WHERE s.impronta_segreto = impronta AND s.scade_il > adesso;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF NOT x.bloccata AND x.ultima_attivita < adesso - inattivita THEN
    UPDATE sessione s SET bloccata = true WHERE s.impronta_segreto = impronta;
    x.bloccata := true;
  ELSIF NOT x.bloccata AND NOT sottofondo AND x.ultima_attivita < adesso - interval '20 seconds' THEN
    UPDATE sessione s SET ultima_attivita = adesso WHERE s.impronta_segreto = impronta;
  END IF;
  RETURN jsonb_build_object('ente', x.ente, 'utente', x.utente, 'bloccata', x.bloccata, 'incarico', x.incarico,
    'principali', to_jsonb(principali_di(x.utente_id)),
    'delegatoRsp', EXISTS (SELECT FROM delega d WHERE d.utente_id = x.utente_id AND d.revocata_il IS NULL
      AND (adesso AT TIME ZONE 'Europe/Rome')::date BETWEEN d.dal AND coalesce(d.al, 'infinity'::date)));
END $$;
