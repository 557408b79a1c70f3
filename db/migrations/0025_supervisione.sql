-- The log is asked by person, by office and by kind of operation (RN-4.3h). Registrations and uploads are nearly all of it, and are
-- found by their own dates; an index of kinds without them stays small and costs a registration nothing.
CREATE INDEX traccia_persona ON traccia (utente_id, istante DESC, id DESC) WHERE utente_id IS NOT NULL;
CREATE INDEX traccia_unita ON traccia (unita_id, istante DESC, id DESC) WHERE unita_id IS NOT NULL;
CREATE INDEX traccia_operazione ON traccia (ente_id, operazione, istante DESC, id DESC)
  WHERE operazione NOT IN ('registrata', 'documento.caricato');

-- How many times, by day of Rome and kind, without the millions that are told by the register itself.
CREATE INDEX passo_assegnazione_unita ON passo_assegnazione (unita_id, istante);
CREATE INDEX assegnazione_smistata ON assegnazione (ente_id, smistata_il) WHERE smistata_il IS NOT NULL;
