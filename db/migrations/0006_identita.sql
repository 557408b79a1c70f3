-- Who is asking: one round trip, inside the row-level security of the ente that the credential itself names.

CREATE FUNCTION identita_incarico(incarico uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', i.id, 'profilo', i.profilo, 'responsabileUnita', i.responsabile_unita,
    'unita', jsonb_build_object('id', u.id, 'codice', u.codice, 'denominazione', u.denominazione, 'uop', u.uop AND u.attiva,
      'ufficioProtocollo', u.ufficio_protocollo AND u.attiva))
  FROM incarico i JOIN unita u ON u.id = i.unita_id WHERE i.id = incarico
$$;

/* The session whose secret has this SHA-256, or nothing. Ten minutes without a request lock it (draft and place are
   kept, the password is asked again); the time of the last request is written at most every twenty seconds. */
CREATE FUNCTION identita_sessione(ente uuid, impronta bytea, inattivita interval) RETURNS jsonb LANGUAGE plpgsql AS $$
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
  ELSIF NOT s.bloccata AND s.ultima_attivita < clock_timestamp() - interval '20 seconds' THEN
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

CREATE FUNCTION identita_chiave(ente uuid, impronta bytea) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  k chiave_api;
  risultato jsonb;
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  SELECT * INTO k FROM chiave_api x
  WHERE x.impronta_segreto = impronta AND x.revocata_il IS NULL AND x.scade_il > clock_timestamp();
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF k.ultimo_uso IS NULL OR k.ultimo_uso < clock_timestamp() - interval '1 minute' THEN
    UPDATE chiave_api x SET ultimo_uso = clock_timestamp() WHERE x.id = k.id;
  END IF;
  SELECT jsonb_build_object(
    'ente', jsonb_build_object('id', e.id, 'codiceIpa', e.codice_ipa, 'denominazione', e.denominazione, 'dimostrativo', e.dimostrativo),
    'chiave', jsonb_build_object('id', k.id, 'nome', k.nome, 'ambiti', to_jsonb(k.ambiti)),
    'unita', (SELECT jsonb_build_object('id', u.id, 'codice', u.codice, 'denominazione', u.denominazione,
      'uop', u.uop AND u.attiva, 'ufficioProtocollo', u.ufficio_protocollo AND u.attiva) FROM unita u WHERE u.id = k.unita_id))
  INTO risultato FROM ente e WHERE e.id = ente;
  RETURN risultato;
END $$;

-- The units whose documents somebody of `radice` may consult: the unit itself and everything below it.
CREATE FUNCTION unita_sottostanti(radice uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  WITH RECURSIVE albero AS (
    SELECT id FROM unita WHERE id = radice
    UNION
    SELECT u.id FROM unita u JOIN albero a ON u.padre_id = a.id
  ) SELECT id FROM albero
$$;
