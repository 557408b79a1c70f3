-- Ordinary mail: boxes of offices, whose messages reach the protocollo only when the office transmits them (RN-17.4), and what is kept
-- of a document that nobody signed (RN-17.2, RN-17.3).

ALTER TABLE messaggio ADD COLUMN trasmesso_il timestamptz;
ALTER TABLE messaggio DROP CONSTRAINT messaggio_stato_check,
  ADD CONSTRAINT messaggio_stato_check CHECK (stato IN ('conservato', 'quarantena', 'da-esaminare', 'accantonato', 'trasmesso',
    'ricevuta', 'servizio', 'registrato', 'allegato', 'non-registrato', 'restituito', 'non-presentato')),
  ADD CONSTRAINT messaggio_trasmesso CHECK (stato <> 'trasmesso' OR trasmesso_il IS NOT NULL);
CREATE INDEX messaggio_trasmessi ON messaggio (ente_id, arrivato_il, id) WHERE trasmesso_il IS NOT NULL;
GRANT UPDATE (trasmesso_il) ON messaggio TO tabularium_applicazione;

/* As before, with what an office transmits: it does not come back, and ends registered, excluded or returned (AMB-26). Without it, no
   registration arises from the box of an office. */
CREATE OR REPLACE FUNCTION verifica_messaggio() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.ente_id, NEW.casella_id, NEW.eml_id, NEW.impronta, NEW.dimensione, NEW.via, NEW.arrivato_il, NEW.conservato_il)
    IS DISTINCT FROM
    (OLD.id, OLD.ente_id, OLD.casella_id, OLD.eml_id, OLD.impronta, OLD.dimensione, OLD.via, OLD.arrivato_il, OLD.conservato_il) THEN
    RAISE EXCEPTION 'Un messaggio conservato non cambia' USING ERRCODE = 'TB071';
  END IF;
  IF OLD.concluso_il IS NOT NULL AND (NEW.stato, NEW.registrazione_id, NEW.motivo, NEW.concluso_il, NEW.concluso_da) IS DISTINCT FROM
    (OLD.stato, OLD.registrazione_id, OLD.motivo, OLD.concluso_il, OLD.concluso_da) THEN
    RAISE EXCEPTION 'Del messaggio si è già deciso' USING ERRCODE = 'TB072';
  END IF;
  IF OLD.trasmesso_il IS NOT NULL AND NEW.trasmesso_il IS DISTINCT FROM OLD.trasmesso_il THEN
    RAISE EXCEPTION 'Un messaggio trasmesso al protocollo resta tale' USING ERRCODE = 'TB072';
  END IF;
  IF NEW.stato <> OLD.stato AND NOT (OLD.stato || '>' || NEW.stato) = ANY (ARRAY['conservato>quarantena', 'conservato>da-esaminare',
      'conservato>accantonato', 'conservato>ricevuta', 'conservato>servizio', 'da-esaminare>accantonato', 'accantonato>da-esaminare',
      'quarantena>accantonato', 'accantonato>non-registrato', 'quarantena>da-esaminare', 'quarantena>ricevuta', 'quarantena>servizio',
      'da-esaminare>quarantena', 'da-esaminare>ricevuta', 'da-esaminare>servizio', 'servizio>da-esaminare', 'ricevuta>da-esaminare',
      'da-esaminare>registrato', 'da-esaminare>allegato', 'da-esaminare>non-registrato', 'da-esaminare>restituito',
      'da-esaminare>non-presentato', 'quarantena>registrato', 'quarantena>allegato', 'quarantena>non-registrato',
      'quarantena>restituito', 'da-esaminare>trasmesso', 'accantonato>trasmesso', 'quarantena>trasmesso', 'trasmesso>registrato',
      'trasmesso>allegato', 'trasmesso>non-registrato', 'trasmesso>restituito', 'trasmesso>non-presentato']) THEN
    RAISE EXCEPTION 'Un messaggio % non può diventare %', OLD.stato, NEW.stato USING ERRCODE = 'TB072';
  END IF;
  IF NEW.stato <> OLD.stato AND OLD.stato <> 'trasmesso' AND NEW.stato IN ('registrato', 'allegato', 'non-presentato')
    AND EXISTS (SELECT FROM casella c JOIN unita u ON u.id = c.unita_id
      WHERE c.id = NEW.casella_id AND c.genere = 'ordinaria' AND NOT u.ufficio_protocollo) THEN
    RAISE EXCEPTION 'Il messaggio non è stato trasmesso al protocollo (RN-17.4)' USING ERRCODE = 'TB074';
  END IF;
  -- Integrity and legibility first (RN-17.1-2).
  IF NEW.stato = 'registrato' AND OLD.stato <> 'registrato' AND NEW.verifica IS DISTINCT FROM 'positiva'
    AND NEW.verifica IS DISTINCT FROM 'ammesso' THEN
    RAISE EXCEPTION 'Integrità e leggibilità del messaggio non sono state verificate (RN-17.1-2)' USING ERRCODE = 'TB073';
  END IF;
  RETURN NEW;
END $$;

-- The notice to whoever writes to a PEC box from ordinary mail (BES-9), and the confirmation an office may send (RN-23.2): once each.
ALTER TABLE invio DROP CONSTRAINT invio_genere_check,
  ADD CONSTRAINT invio_genere_check CHECK (genere IN ('documento', 'ricevuta-protocollazione', 'restituzione', 'avviso', 'richiesta',
    'avviso-posta-ordinaria', 'conferma-ricezione'));
CREATE UNIQUE INDEX invio_una_risposta ON invio (messaggio_id, genere)
  WHERE genere IN ('avviso-posta-ordinaria', 'conferma-ricezione') AND rispedisce_id IS NULL;

-- Why a receipt was not matched by itself.
ALTER TABLE ricevuta ADD COLUMN perche_sola text CHECK (perche_sola IN ('firma', 'tipo-discorde', 'invio-sconosciuto'));

/* A registration of a message that nobody signed and no provider vouches for: «assimilabile a missiva non sottoscritta», as it was when
   it was registered, and what the responsible of the procedure made of it, once (art. 17). */
CREATE TABLE missiva (
  registrazione_id uuid PRIMARY KEY,
  ente_id uuid NOT NULL REFERENCES ente,
  messaggio_id uuid NOT NULL,
  perche text NOT NULL CHECK (perche IN ('casella-ordinaria', 'posta-ordinaria', 'busta-non-valida')),
  esito text CHECK (esito IN ('valida', 'da-regolarizzare', 'non-valida')),
  valutazione text CHECK (btrim(valutazione) <> '' AND length(valutazione) <= 4000),
  valutata_il timestamptz,
  valutata_da text,
  valutata_da_id uuid,
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, messaggio_id) REFERENCES messaggio (ente_id, id),
  CHECK (num_nulls(esito, valutazione, valutata_il, valutata_da) IN (0, 4))
);
CREATE FUNCTION verifica_missiva() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.valutata_il IS NOT NULL OR (NEW.registrazione_id, NEW.ente_id, NEW.messaggio_id, NEW.perche)
    IS DISTINCT FROM (OLD.registrazione_id, OLD.ente_id, OLD.messaggio_id, OLD.perche) THEN
    RAISE EXCEPTION 'La missiva è già stata valutata' USING ERRCODE = 'TB075';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER una_volta BEFORE UPDATE ON missiva FOR EACH ROW EXECUTE FUNCTION verifica_missiva();
CREATE TRIGGER incancellabile BEFORE DELETE ON missiva FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON missiva FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();
SELECT proteggi_per_ente('missiva'::regclass);
GRANT SELECT, INSERT, UPDATE (esito, valutazione, valutata_il, valutata_da, valutata_da_id) ON missiva TO tabularium_applicazione;
GRANT SELECT ON missiva TO tabularium_lettore;
