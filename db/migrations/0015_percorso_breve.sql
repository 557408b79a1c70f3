-- The path of a registration, shorter. A function in SQL that cannot be inlined is parsed and planned anew at every call
-- (until PostgreSQL 18); one in PL/pgSQL keeps its plan for the session. Same meaning, measured with `npm run bench registrazione`.

-- Who is asking, in one statement: the incarico by joins instead of by a function of its own.
CREATE OR REPLACE FUNCTION identita_sessione(ente uuid, impronta bytea, inattivita interval, sottofondo boolean DEFAULT false)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  adesso timestamptz := clock_timestamp();
  x record;
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  SELECT s.bloccata, s.ultima_attivita, s.utente_id,
    jsonb_build_object('id', e.id, 'codiceIpa', e.codice_ipa, 'denominazione', e.denominazione, 'dimostrativo', e.dimostrativo) AS ente,
    jsonb_build_object('id', u.id, 'nomeUtente', u.nome_utente, 'nome', u.nome, 'cognome', u.cognome) AS utente,
    CASE WHEN i.id IS NOT NULL THEN jsonb_build_object('id', i.id, 'profilo', i.profilo, 'responsabileUnita', i.responsabile_unita,
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
    'delegatoRsp', EXISTS (SELECT FROM delega d WHERE d.utente_id = x.utente_id AND d.revocata_il IS NULL
      AND (adesso AT TIME ZONE 'Europe/Rome')::date BETWEEN d.dal AND coalesce(d.al, 'infinity'::date)));
END $$;

CREATE OR REPLACE FUNCTION vettore_ricerca(testo text) RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN to_tsvector('public.italiano', left(testo, 100000)) || to_tsvector('public.italiano_parole', left(testo, 100000));
END $$;

CREATE OR REPLACE FUNCTION vettore_nomi(nomi text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN to_tsvector('public.italiano_parole', left(coalesce(nomi, ''), 200000));
END $$;

-- An uploaded document with its audit line. `d` has the columns of documento, `t` those of traccia.
CREATE FUNCTION scrivi_documento(d jsonb, t jsonb) RETURNS TABLE (id uuid, caricato_il timestamptz) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO documento AS n (ente_id, impronta, nome_file, formato, formato_secondo, dimensione, avvisi, caricato_da, chiave_api_id)
  SELECT ente_corrente(), r.impronta, r.nome_file, r.formato, r.formato_secondo, r.dimensione, r.avvisi, r.caricato_da, r.chiave_api_id
  FROM jsonb_populate_record(NULL::documento, d) r
  RETURNING n.id, n.caricato_il INTO id, caricato_il;
  INSERT INTO traccia (ente_id, utente_id, chiave_api_id, attore, unita_id, operazione, oggetto_tipo, oggetto_id, dettaglio, ip, richiesta)
  SELECT ente_corrente(), r.utente_id, r.chiave_api_id, r.attore, r.unita_id, r.operazione, 'documento', scrivi_documento.id::text,
    r.dettaglio, r.ip, r.richiesta
  FROM jsonb_populate_record(NULL::traccia, t) r;
  RETURN NEXT;
END $$;

/* A job that gathers: while one with the same `chiave` waits, what is added goes into it. `contenuto` is an array, and the
   arrays are joined. It starts `attesa` after the first was added. */
CREATE FUNCTION raccogli_lavoro(nome text, chiave text, contenuto json, attesa interval) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(nome, contenuto, run_at => clock_timestamp() + attesa, job_key => chiave,
    job_key_mode => 'preserve_run_at');
END $$;
GRANT CREATE ON SCHEMA public TO tabularium_lavori;
ALTER FUNCTION raccogli_lavoro(text, text, json, interval) OWNER TO tabularium_lavori;
REVOKE CREATE ON SCHEMA public FROM tabularium_lavori;
REVOKE ALL ON FUNCTION raccogli_lavoro(text, text, json, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION raccogli_lavoro(text, text, json, interval) TO tabularium_applicazione;
