-- A job that failed as many times as it may stays in the queue, and nobody tries it again. Who administers the system sees those of his
-- ente and puts them back; of what they are about, which may be of persons, nothing leaves the queue.

GRANT USAGE, CREATE ON SCHEMA public TO tabularium_lavori;
SET LOCAL ROLE tabularium_lavori;

/* The ente of a job, also of one that gathers; NULL if it has none, or more than one. The rounds of every quarter, hour and night
   (`app.*`) have none and are nobody's to put back: they come again by themselves. */
CREATE FUNCTION ente_del_lavoro(contenuto json) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE json_typeof(contenuto)
    WHEN 'object' THEN contenuto ->> 'enteId'
    WHEN 'array' THEN (SELECT min(v ->> 'enteId') FROM json_array_elements(contenuto) v
      HAVING count(v ->> 'enteId') = count(*) AND count(DISTINCT v ->> 'enteId') = 1)
  END
$$;

/* As in 0034; and what is asked again is told from what was given up. A job under way, or given up, whose `chiave` is asked again loses it
   to the new one, which does the same work, and is never tried again: it says so of itself. One that still waits becomes the new one, whose
   flags take the place of these. Not so those that gather: what one of them had begun with is not in the next. */
CREATE OR REPLACE FUNCTION accoda_lavoro_per(nome text, chiave text, contenuto json, quando timestamptz) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE graphile_worker._private_jobs SET flags = '{"superato": true}' WHERE key = chiave;
  PERFORM graphile_worker.add_job(nome, contenuto, run_at => quando, job_key => chiave, job_key_mode => 'replace');
END $$;

/* Given up, of the ente that is set: what was asked once (mail, notices, exports, verifications); what has a key, until it is asked again,
   which for the closing of days and the round of conservation is within the hour; what gathered and was under way when the next was begun
   (it has no key any more, all its attempts count as made after the first, and if its process died there is no error).
   Of the error only the beginning, as the machine wrote it. */
CREATE FUNCTION lavori_abbandonati()
  RETURNS TABLE (id bigint, lavoro text, chiesto_il timestamptz, ultimo_il timestamptz, tentativi integer, errore text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT j.id, t.identifier, j.created_at, j.updated_at, j.attempts::integer, left(j.last_error, 1000)
  FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  WHERE j.attempts >= j.max_attempts AND j.locked_at IS NULL AND j.flags -> 'superato' IS NULL
    AND public.ente_del_lavoro(j.payload) = nullif(current_setting('tabularium.ente', true), '')
$$;

/* Puts back one, or all of them, as if never tried. What the row is now is looked at again when it is held: of two who ask at once only
   one does it. */
CREATE FUNCTION riprova_lavori_abbandonati(quale bigint DEFAULT NULL)
  RETURNS TABLE (id bigint, lavoro text, tentativi integer) LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH presi AS MATERIALIZED (
    SELECT j.id, a.lavoro, a.tentativi FROM graphile_worker._private_jobs j JOIN public.lavori_abbandonati() a ON a.id = j.id
    WHERE (quale IS NULL OR j.id = quale) AND j.attempts >= j.max_attempts AND j.locked_at IS NULL
    ORDER BY j.id FOR UPDATE OF j)
  UPDATE graphile_worker._private_jobs j SET attempts = 0, run_at = now(), last_error = NULL, updated_at = now()
  FROM presi p WHERE j.id = p.id
  RETURNING j.id, p.lavoro, p.tentativi
$$;

-- Whether a job of the ente that is set is still in the queue, whatever became of it.
CREATE FUNCTION lavoro_in_coda(quale bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM graphile_worker._private_jobs j
    WHERE j.id = quale AND public.ente_del_lavoro(j.payload) = nullif(current_setting('tabularium.ente', true), ''))
$$;

-- What another took the place of, and nobody is carrying out any more.
CREATE FUNCTION sgombera_lavori_superati() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM graphile_worker._private_jobs j
  WHERE j.flags -> 'superato' IS NOT NULL AND j.attempts >= j.max_attempts AND j.locked_at IS NULL
    AND public.ente_del_lavoro(j.payload) = nullif(current_setting('tabularium.ente', true), '')
$$;

-- Those of the past did not say it of themselves: of what is always asked for by its key, whoever has none was replaced.
UPDATE graphile_worker._private_jobs j SET flags = '{"superato": true}' FROM graphile_worker._private_tasks t
WHERE t.id = j.task_id AND j.key IS NULL AND t.identifier IN ('pec.spedisci', 'pec.rileggi', 'conservazione.produci',
  'conservazione.invia', 'conservazione.ronda', 'registro-giornaliero.chiudi');

REVOKE ALL ON FUNCTION ente_del_lavoro(json), lavori_abbandonati(), riprova_lavori_abbandonati(bigint), lavoro_in_coda(bigint),
  sgombera_lavori_superati() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lavori_abbandonati(), riprova_lavori_abbandonati(bigint), lavoro_in_coda(bigint), sgombera_lavori_superati()
  TO tabularium_applicazione;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM tabularium_lavori;
