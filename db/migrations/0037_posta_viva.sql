-- Mail on the screens that are open (NOTIFY, migration 0024): what happens to a message or to a sending is told to whoever works its box,
-- with the commit of the line of its history.

/* The Ufficio Protocollo works certified mail and what offices transmit, the office of the box the rest (RN-7.2, RN-17.4). Of the many messages that may come together
   each is told once, when it has been read: that it is kept concerns nobody yet. */
CREATE FUNCTION annuncia_messaggi() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM annuncia('pec', array_agg(x)) FROM (
    SELECT c.unita_id AS x FROM righe r JOIN messaggio m ON m.id = r.messaggio_id JOIN casella c ON c.id = m.casella_id
      WHERE r.evento <> 'conservato'
    UNION
    SELECT u.id FROM righe r JOIN messaggio m ON m.id = r.messaggio_id JOIN casella c ON c.id = m.casella_id
        AND (c.genere = 'pec' OR m.trasmesso_il IS NOT NULL)
      JOIN unita u ON u.ente_id = r.ente_id AND u.ufficio_protocollo
      WHERE r.evento <> 'conservato'
  ) y;
  RETURN NULL;
END $$;
CREATE TRIGGER annuncia_nuovi AFTER INSERT ON messaggio_evento REFERENCING NEW TABLE AS righe
  FOR EACH STATEMENT EXECUTE FUNCTION annuncia_messaggi();

-- Also the office whose document it is: it follows its recipients too.
CREATE FUNCTION annuncia_invii() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM annuncia('pec', array_agg(x)) FROM (
    SELECT c.unita_id AS x FROM righe r JOIN invio i ON i.id = r.invio_id JOIN casella c ON c.id = i.casella_id
    UNION
    SELECT u.id FROM righe r JOIN unita u ON u.ente_id = r.ente_id AND u.ufficio_protocollo
    UNION
    SELECT g.unita_id FROM righe r JOIN invio i ON i.id = r.invio_id JOIN registrazione g ON g.id = i.registrazione_id
  ) y;
  RETURN NULL;
END $$;
CREATE TRIGGER annuncia_nuovi AFTER INSERT ON invio_evento REFERENCING NEW TABLE AS righe
  FOR EACH STATEMENT EXECUTE FUNCTION annuncia_invii();
