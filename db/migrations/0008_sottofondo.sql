-- A page that asks by itself (the warnings, every minute) is not somebody at work: such a request reads the session and
-- locks it when its time has come, but does not keep it open (RN-11.5-5).
DROP FUNCTION identita_sessione(uuid, bytea, interval);

/* The session whose secret has this SHA-256, or nothing. `inattivita` without a request of a person locks it (draft and
   place are kept, the password is asked again); the time of the last one is written at most every twenty seconds. */
CREATE FUNCTION identita_sessione(ente uuid, impronta bytea, inattivita interval, sottofondo boolean DEFAULT false)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  s sessione;
  risultato jsonb;
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  SELECT * INTO s FROM sessione x WHERE x.impronta_segreto = impronta AND x.scade_il > clock_timestamp();
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF NOT s.bloccata AND s.ultima_attivita < clock_timestamp() - inattivita THEN
    UPDATE sessione x SET bloccata = true WHERE x.impronta_segreto = impronta;
    s.bloccata := true;
  ELSIF NOT s.bloccata AND NOT sottofondo AND s.ultima_attivita < clock_timestamp() - interval '20 seconds' THEN
    UPDATE sessione x SET ultima_attivita = clock_timestamp() WHERE x.impronta_segreto = impronta;
  END IF;
  SELECT jsonb_build_object(
    'ente', jsonb_build_object('id', e.id, 'codiceIpa', e.codice_ipa, 'denominazione', e.denominazione, 'dimostrativo', e.dimostrativo),
    'utente', jsonb_build_object('id', u.id, 'nomeUtente', u.nome_utente, 'nome', u.nome, 'cognome', u.cognome),
    'bloccata', s.bloccata,
    'incarico', identita_incarico(s.incarico_id),
    'delegatoRsp', EXISTS (SELECT FROM delega d WHERE d.utente_id = u.id AND d.revocata_il IS NULL
      AND (clock_timestamp() AT TIME ZONE 'Europe/Rome')::date BETWEEN d.dal AND coalesce(d.al, 'infinity'::date)))
  INTO risultato
  FROM utente u JOIN ente e ON e.id = u.ente_id WHERE u.id = s.utente_id AND u.attivo;
  RETURN risultato;
END $$;
