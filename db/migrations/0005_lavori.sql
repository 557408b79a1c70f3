-- The outbox: a job exists if and only if its cause committed. The application may only add jobs, through this door;
-- the queue itself belongs to the role that runs it.
CREATE FUNCTION accoda_lavoro(nome text, contenuto json) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp
  AS $$ SELECT graphile_worker.add_job(nome, contenuto) $$;
-- A new owner must be able to create in the schema at the moment of the handover, and only then.
GRANT CREATE ON SCHEMA public TO tabularium_lavori;
ALTER FUNCTION accoda_lavoro(text, json) OWNER TO tabularium_lavori;
REVOKE CREATE ON SCHEMA public FROM tabularium_lavori;
REVOKE ALL ON FUNCTION accoda_lavoro(text, json) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accoda_lavoro(text, json) TO tabularium_applicazione;
