-- The registro giornaliero (DPR 445/2000 art. 53 c. 2, RN-53.1): one for each register that has it and local day, in order, once.

-- From which day the register has one: the protocollo from its first day, a repertorio from when it is asked for; NULL: it has none.
ALTER TABLE registro ADD COLUMN giornaliero_dal date,
  -- The repertorio of the daily registers themselves: one for each ente, in which only the system writes.
  ADD COLUMN dei_giornalieri boolean NOT NULL DEFAULT false,
  ADD CHECK (giornaliero_dal IS NULL OR tipo <> 'fascicoli' AND NOT dei_giornalieri),
  ADD CHECK (NOT dei_giornalieri OR tipo = 'repertorio');
CREATE UNIQUE INDEX registro_dei_giornalieri ON registro (ente_id) WHERE dei_giornalieri;
GRANT INSERT (dei_giornalieri), UPDATE (giornaliero_dal) ON registro TO tabularium_applicazione;

CREATE FUNCTION oggi_del_registro() RETURNS date LANGUAGE sql VOLATILE
  RETURN (istante_corrente() AT TIME ZONE 'Europe/Rome')::date;

CREATE FUNCTION giornaliero_del_protocollo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.giornaliero_dal := coalesce(NEW.giornaliero_dal, oggi_del_registro());
  RETURN NEW;
END $$;
CREATE TRIGGER giornaliero BEFORE INSERT ON registro FOR EACH ROW WHEN (NEW.tipo = 'protocollo')
  EXECUTE FUNCTION giornaliero_del_protocollo();

CREATE OR REPLACE FUNCTION verifica_registro_stabile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.tipo, NEW.numerazione, NEW.codice, NEW.dei_giornalieri)
    IS DISTINCT FROM (OLD.tipo, OLD.numerazione, OLD.codice, OLD.dei_giornalieri) THEN
    RAISE EXCEPTION 'Codice, tipo e numerazione di un registro non cambiano' USING ERRCODE = 'TB001';
  END IF;
  RETURN NEW;
END $$;

-- Row-level security is forced on the owner: one ente at a time.
DO $$
DECLARE
  e uuid;
BEGIN
  FOR e IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', e::text, true);
    UPDATE registro g SET giornaliero_dal = coalesce(
      (SELECT (s.istante AT TIME ZONE 'Europe/Rome')::date FROM scheda s WHERE s.registro_id = g.id ORDER BY s.istante, s.numero LIMIT 1),
      oggi_del_registro())
    WHERE g.tipo = 'protocollo';
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;

-- What changed on a day, whatever the day of the registration it changed.
CREATE INDEX annullamento_istante ON annullamento (ente_id, istante);
CREATE INDEX rettifica_istante ON rettifica (ente_id, istante);
CREATE INDEX variazione_istante ON variazione (ente_id, istante);

CREATE OR REPLACE FUNCTION copia_numerazione() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reg registro;
BEGIN
  SELECT * INTO reg FROM registro r WHERE r.id = NEW.registro_id;
  IF reg.chiuso_il IS NOT NULL THEN
    RAISE EXCEPTION 'Il repertorio % è chiuso', reg.codice USING ERRCODE = 'TB008';
  END IF;
  IF reg.tipo = 'fascicoli' THEN
    RAISE EXCEPTION 'Il registro % numera fascicoli', reg.codice USING ERRCODE = 'TB008';
  END IF;
  IF reg.dei_giornalieri AND num_nonnulls(NEW.utente_id, NEW.chiave_api_id) > 0 THEN
    RAISE EXCEPTION 'Nel repertorio dei registri giornalieri scrive solo il sistema (RN-4.3c)' USING ERRCODE = 'TB039';
  END IF;
  NEW.numerazione_continua := reg.numerazione = 'continua';
  RETURN NEW;
END $$;

/* A local day of a register: its bounds, its first and last number and how many, and how many changes it has of registrations of
   earlier days (RN-53.1-2). */
CREATE FUNCTION conta_giornata(registro uuid, giorno date)
RETURNS TABLE (inizio timestamptz, fine timestamptz, prima bigint, ultima bigint, quante integer, eventi integer)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  dal timestamptz := giorno::timestamp AT TIME ZONE 'Europe/Rome';
  al timestamptz := (giorno + 1)::timestamp AT TIME ZONE 'Europe/Rome';
BEGIN
  RETURN QUERY SELECT dal, al, x.prima, x.ultima, x.quante::integer, (
    SELECT count(*)::integer FROM (
      SELECT a.registrazione_id FROM annullamento a WHERE a.ente_id = ente_corrente() AND a.istante >= dal AND a.istante < al
      UNION ALL SELECT t.registrazione_id FROM rettifica t WHERE t.ente_id = ente_corrente() AND t.istante >= dal AND t.istante < al
      UNION ALL SELECT v.registrazione_id FROM variazione v WHERE v.ente_id = ente_corrente() AND v.istante >= dal AND v.istante < al
    ) e JOIN scheda s ON s.registrazione_id = e.registrazione_id WHERE s.registro_id = registro AND s.istante < dal)
  FROM (SELECT min(s.numero) AS prima, max(s.numero) AS ultima, count(*) AS quante FROM scheda s
    WHERE s.registro_id = registro AND s.istante >= dal AND s.istante < al) x;
END $$;

CREATE TABLE registro_giornaliero (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  registro_id uuid NOT NULL,
  giorno date NOT NULL,
  anno smallint NOT NULL,
  -- Of this register, in the year of the day.
  progressivo integer NOT NULL CHECK (progressivo > 0),
  identificativo text NOT NULL CHECK (identificativo <> ''),
  -- NULL on a day without registrations.
  prima bigint,
  ultima bigint,
  quante integer NOT NULL CHECK (quante >= 0),
  eventi integer NOT NULL CHECK (eventi >= 0),
  testa_dimensione bigint NOT NULL CHECK (testa_dimensione > 0),
  registrazione_id uuid NOT NULL UNIQUE,
  documento_pdf_id uuid NOT NULL,
  documento_xml_id uuid NOT NULL,
  impronta_pdf text NOT NULL CHECK (impronta_pdf ~ '^[0-9a-f]{64}$'),
  impronta_xml text NOT NULL CHECK (impronta_xml ~ '^[0-9a-f]{64}$'),
  chiuso_il timestamptz NOT NULL,
  -- The working day after the day itself (RN-5.1).
  dovuto_entro date NOT NULL CHECK (dovuto_entro > giorno),
  UNIQUE (registro_id, giorno),
  UNIQUE (registro_id, anno, progressivo),
  UNIQUE (ente_id, identificativo),
  UNIQUE (ente_id, id),
  CHECK ((quante = 0) = (prima IS NULL) AND (prima IS NULL) = (ultima IS NULL)),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id),
  -- The signed head printed on it.
  FOREIGN KEY (registro_id, testa_dimensione) REFERENCES testa (registro_id, dimensione),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, documento_pdf_id) REFERENCES documento (ente_id, id),
  FOREIGN KEY (ente_id, documento_xml_id) REFERENCES documento (ente_id, id)
);
CREATE INDEX registro_giornaliero_giorno ON registro_giornaliero (ente_id, giorno DESC);

/* A day that has ended, the one after the last closed, with what the register has of it: whoever writes the row, and whatever he
   says. The register is locked by the leaf written with it, so that nothing of that day can come after. */
CREATE FUNCTION verifica_giornaliero() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reg registro;
  precedente registro_giornaliero;
  conto record;
BEGIN
  PERFORM FROM registro_stato s WHERE s.registro_id = NEW.registro_id FOR UPDATE;
  SELECT * INTO reg FROM registro r WHERE r.id = NEW.registro_id;
  SELECT * INTO precedente FROM registro_giornaliero g WHERE g.registro_id = NEW.registro_id ORDER BY g.giorno DESC LIMIT 1;
  IF NEW.giorno >= oggi_del_registro() THEN
    RAISE EXCEPTION 'Il giorno % non è finito', NEW.giorno USING ERRCODE = 'TB040';
  END IF;
  IF reg.giornaliero_dal IS NULL OR NEW.giorno <> coalesce(precedente.giorno + 1, reg.giornaliero_dal)
    OR NEW.anno <> extract(year FROM NEW.giorno)
    OR NEW.progressivo <> (CASE WHEN precedente.anno = NEW.anno THEN precedente.progressivo + 1 ELSE 1 END) THEN
    RAISE EXCEPTION 'I registri giornalieri di % si seguono giorno per giorno', reg.codice USING ERRCODE = 'TB041';
  END IF;
  SELECT * INTO conto FROM conta_giornata(NEW.registro_id, NEW.giorno);
  IF (conto.prima, conto.ultima, conto.quante, conto.eventi) IS DISTINCT FROM (NEW.prima, NEW.ultima, NEW.quante, NEW.eventi) THEN
    RAISE EXCEPTION 'Il registro giornaliero del % non dice quello che c’è nel registro', NEW.giorno USING ERRCODE = 'TB042';
  END IF;
  IF NOT EXISTS (SELECT FROM registrazione r JOIN registro g ON g.id = r.registro_id AND g.dei_giornalieri
      JOIN registrazione_documento p ON p.registrazione_id = r.id AND p.ruolo = 'principale' AND p.documento_id = NEW.documento_pdf_id
        AND p.impronta = NEW.impronta_pdf
      JOIN registrazione_documento x ON x.registrazione_id = r.id AND x.ruolo = 'allegato' AND x.documento_id = NEW.documento_xml_id
        AND x.impronta = NEW.impronta_xml
      WHERE r.id = NEW.registrazione_id) THEN
    RAISE EXCEPTION 'Il registro giornaliero è registrato nel suo repertorio, con i suoi file' USING ERRCODE = 'TB042';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER in_ordine BEFORE INSERT ON registro_giornaliero FOR EACH ROW EXECUTE FUNCTION verifica_giornaliero();
SELECT rendi_immutabile('registro_giornaliero');

-- Whether it was handed over to conservation: until there is a way to, it was not.
CREATE FUNCTION giornaliero_consegnato(giornaliero uuid) RETURNS boolean LANGUAGE sql STABLE RETURN false;

-- ---------------------------------------------------------------------------------------------------------------
-- Vidimazione (RN-34.2-2, AMB-27): the extract of his Area, signed by its head or by who stands in for him.

CREATE TABLE vidimazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  giornaliero_id uuid NOT NULL,
  area_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  nominativo text NOT NULL CHECK (nominativo <> ''),
  delegato boolean NOT NULL,
  -- In whose place, where delegated.
  per_conto_di text CHECK ((per_conto_di IS NOT NULL) = delegato),
  istante timestamptz NOT NULL DEFAULT istante_corrente(),
  quante integer NOT NULL CHECK (quante >= 0),
  -- SHA-256 of the extract as it was signed, and its text.
  impronta text NOT NULL CHECK (impronta ~ '^[0-9a-f]{64}$'),
  estratto jsonb NOT NULL,
  UNIQUE (giornaliero_id, area_id),
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, giornaliero_id) REFERENCES registro_giornaliero (ente_id, id),
  FOREIGN KEY (ente_id, area_id) REFERENCES unita (ente_id, id),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);

-- Each paper document of the list: taken in charge and collected, or refused with the reason (RN-35.1e).
CREATE TABLE vidimazione_carta (
  ente_id uuid NOT NULL REFERENCES ente,
  vidimazione_id uuid NOT NULL,
  assegnazione_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  esito text NOT NULL CHECK (esito IN ('accettata', 'rifiutata')),
  motivo text CHECK (btrim(motivo) <> ''),
  PRIMARY KEY (vidimazione_id, assegnazione_id),
  CHECK ((esito = 'rifiutata') = (motivo IS NOT NULL)),
  FOREIGN KEY (ente_id, vidimazione_id) REFERENCES vidimazione (ente_id, id),
  FOREIGN KEY (ente_id, assegnazione_id) REFERENCES assegnazione (ente_id, id),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id)
);
SELECT rendi_immutabile(t::regclass) FROM unnest(ARRAY['vidimazione', 'vidimazione_carta']) t;

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['registro_giornaliero', 'vidimazione', 'vidimazione_carta']) t;
GRANT SELECT, INSERT ON registro_giornaliero, vidimazione, vidimazione_carta TO tabularium_applicazione;
GRANT SELECT ON registro_giornaliero, vidimazione, vidimazione_carta TO tabularium_lettore;

/* The Aree a day concerns, with how many of its registrations: those the document was sent to, or whose office is competent
   (RN-34.2-2). */
CREATE FUNCTION estratto_aree(registro uuid, dal timestamptz, al timestamptz)
RETURNS TABLE (area_id uuid, giorno date, quante integer) LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    WITH aree AS MATERIALIZED (SELECT u.id, area_di(u.id) AS area FROM unita u),
    voci AS (
      SELECT s.registrazione_id, s.istante, s.unita_competente_id AS unita FROM scheda s
      WHERE s.registro_id = registro AND s.istante >= dal AND s.istante < al AND s.unita_competente_id IS NOT NULL
      UNION ALL
      SELECT s.registrazione_id, s.istante, a.unita_id FROM scheda s JOIN assegnazione a ON a.registrazione_id = s.registrazione_id
      WHERE s.registro_id = registro AND s.istante >= dal AND s.istante < al
        AND (a.stato IN ('smistata', 'in-carico', 'archiviata') OR a.stato = 'rinviata'))
    SELECT x.area, (v.istante AT TIME ZONE 'Europe/Rome')::date, count(DISTINCT v.registrazione_id)::integer
    FROM voci v JOIN aree x ON x.id = v.unita GROUP BY 1, 2;
END $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Search by each datum PISA-1-2 names: number, year, oggetto, fascicolo and office were missing. The rest is as in 0032.

GRANT SELECT (registro_id, anno, numero) ON registrazione TO tabularium_ricerca;
GRANT SELECT (oggetto) ON scheda TO tabularium_ricerca;
GRANT SELECT (id, ente_id, codice) ON unita TO tabularium_ricerca;
GRANT SELECT (ente_id, registrazione_id, unita_id, stato) ON assegnazione TO tabularium_ricerca;
GRANT SELECT (codice) ON fascicolo TO tabularium_ricerca;

CREATE OR REPLACE FUNCTION cerca_registrazioni(registro uuid, filtro jsonb, domanda tsquery, voci uuid[], vietata integer, principali uuid[],
  anche_aperte boolean, dopo_istante timestamptz, dopo_numero bigint, quante integer, OUT ids uuid[], OUT totale integer)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off
SET enable_indexscan = on
SET random_page_cost = 1.1
SET work_mem = '32MB'
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  -- Conditions on text have an index of their own, and the planner must not prefer a walk to it.
  testuale boolean := domanda IS NOT NULL OR filtro ?| ARRAY['corrispondente', 'luogo', 'rpa', 'protocolloMittente', 'oggetto', 'numero', 'fascicolo', 'ufficio'];
  proprie boolean := principali IS NOT NULL AND NOT anche_aperte;
  periodo text := 's.registro_id = $1';
  dove text := '';
  -- What holds of whoever asks; of rows of `visibilita` too.
  lecite text := CASE WHEN vietata = 0 THEN '' ELSE ' AND (s.protezione & $6) = 0' END;
  dopo text := CASE WHEN dopo_istante IS NULL THEN '' ELSE ' AND (s.istante, s.numero) < ($8, $9)' END;
  ordine constant text := ' ORDER BY s.istante DESC, s.numero DESC LIMIT ';
  righe constant text := '(SELECT s.registrazione_id, s.istante, s.numero, s.flusso, s.mezzo, s.annullata, s.rettificata, s.luogo, '
    's.rpa, s.oggetto, s.voce_titolario_id, s.protezione, s.visibile_a, s.ricerca, s.nomi FROM scheda s WHERE ';
  percorsi constant text := 'unnest($7) p CROSS JOIN LATERAL (SELECT s.registrazione_id, s.istante, s.numero FROM visibilita s
    WHERE s.principale = p AND ';
  cammino text;
  piano json;
  uno uuid;
  sue integer;
  popolati integer := 0;
BEGIN
  -- Asked once and of the register: of every row it would keep the count from being made on the index alone.
  IF NOT EXISTS (SELECT FROM registro r WHERE r.id = registro AND r.ente_id = ente) THEN
    ids := '{}';
    totale := 0;
    RETURN;
  END IF;
  IF filtro ? 'dal' THEN
    periodo := periodo || $$ AND s.istante >= (($3 ->> 'dal')::date::timestamp AT TIME ZONE 'Europe/Rome')$$;
  END IF;
  IF filtro ? 'al' THEN
    periodo := periodo || $$ AND s.istante < ((($3 ->> 'al')::date + 1)::timestamp AT TIME ZONE 'Europe/Rome')$$;
  END IF;
  IF filtro ? 'anno' THEN
    periodo := periodo || $$ AND s.istante >= (make_timestamptz(($3 ->> 'anno')::integer, 1, 1, 0, 0, 0, 'Europe/Rome'))
      AND s.istante < (make_timestamptz(($3 ->> 'anno')::integer + 1, 1, 1, 0, 0, 0, 'Europe/Rome'))$$;
  END IF;
  IF filtro ? 'flusso' THEN dove := dove || $$ AND s.flusso = $3 ->> 'flusso'$$; END IF;

  -- What `visibilita` answers by itself. One's offices in turn, until one of them has more than are counted.
  IF proprie AND NOT testuale AND voci IS NULL AND NOT filtro ?| ARRAY['mezzo', 'stato'] THEN
    IF dopo_istante IS NULL THEN totale := 0; END IF;
    FOREACH uno IN ARRAY principali LOOP
      EXIT WHEN totale IS NULL;
      EXECUTE 'SELECT count(*) FROM (SELECT FROM visibilita s WHERE s.principale = $2 AND ' || periodo || lecite || dove || ' LIMIT 10001) x'
        INTO sue USING registro, uno, filtro, domanda, voci, vietata;
      IF sue > 0 THEN popolati := popolati + 1; END IF;
      totale := least(totale + sue, 10001);
      EXIT WHEN sue > 10000;
    END LOOP;
    IF totale IS NOT NULL AND popolati > 1 AND sue <= 10000 THEN
      EXECUTE 'SELECT count(*) FROM (SELECT DISTINCT s.istante, s.numero FROM visibilita s WHERE s.principale = ANY ($2) AND '
          || periodo || lecite || dove || ' LIMIT 10001) x'
        INTO totale USING registro, principali, filtro, domanda, voci, vietata;
    END IF;
    EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM ' || percorsi || periodo || lecite || dove || dopo || ordine || '$10) s
        GROUP BY s.registrazione_id, s.istante, s.numero' || ordine || '$10)'
      INTO ids USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
    RETURN;
  END IF;

  -- Of classes, by the index that has them in order; whoever sees everything as much as who sees a part. By more than the class: below.
  IF voci IS NOT NULL AND NOT testuale AND NOT filtro ?| ARRAY['mezzo', 'stato'] THEN
    cammino := 'unnest($5) v CROSS JOIN LATERAL (SELECT s.registrazione_id, s.istante, s.numero FROM '
      || CASE WHEN proprie THEN 'visibilita s WHERE s.principale = p AND ' ELSE 'scheda s WHERE ' END || 's.voce_titolario_id = v AND '
      || periodo || lecite || dove
      || CASE WHEN principali IS NULL OR proprie THEN '' ELSE ' AND (s.protezione < 4 OR s.visibile_a && $7)' END;
    IF proprie THEN cammino := 'unnest($7) p CROSS JOIN ' || cammino; END IF;
    -- Seen through more offices than one, a registration is counted once; of the same office and class it is there once.
    IF dopo_istante IS NULL THEN
      EXECUTE 'SELECT count(*) FROM (SELECT ' || CASE WHEN proprie THEN 'DISTINCT s.istante, s.numero' ELSE '' END || ' FROM ' || cammino
          || ' LIMIT 10001) s LIMIT 10001) x'
        INTO totale USING registro, ente, filtro, domanda, voci, vietata, principali;
    END IF;
    EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM ' || cammino || dopo || ordine || '$10) s
        GROUP BY s.registrazione_id, s.istante, s.numero' || ordine || '$10)'
      INTO ids USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
    RETURN;
  END IF;

  IF domanda IS NOT NULL THEN dove := dove || ' AND s.ricerca @@ $4'; END IF;
  IF voci IS NOT NULL THEN dove := dove || ' AND s.voce_titolario_id = ANY ($5)'; END IF;
  IF filtro ? 'mezzo' THEN dove := dove || $$ AND s.mezzo = $3 ->> 'mezzo'$$; END IF;
  dove := dove || CASE filtro ->> 'stato' WHEN 'annullata' THEN ' AND s.annullata' WHEN 'valida' THEN ' AND NOT s.annullata'
    WHEN 'rettificata' THEN ' AND s.rettificata' ELSE '' END;
  -- The index finds the words anywhere in the registration; then they are looked for in their own datum.
  IF filtro ? 'luogo' THEN
    dove := dove || $$ AND s.ricerca @@ inizi_di_parole($3 ->> 'luogo')
      AND to_tsvector('italiano_parole', s.luogo) @@ inizi_di_parole($3 ->> 'luogo')$$;
  END IF;
  IF filtro ? 'rpa' THEN
    dove := dove || $$ AND s.ricerca @@ inizi_di_parole($3 ->> 'rpa')
      AND to_tsvector('italiano_parole', s.rpa) @@ inizi_di_parole($3 ->> 'rpa')$$;
  END IF;
  IF filtro ? 'oggetto' THEN
    dove := dove || $$ AND s.ricerca @@ inizi_di_parole($3 ->> 'oggetto')
      AND to_tsvector('italiano_parole', s.oggetto) @@ inizi_di_parole($3 ->> 'oggetto')$$;
  END IF;
  -- Without a year: of all of them. Named one by one, each is a look at the index.
  IF filtro ? 'numero' THEN
    dove := dove || $$ AND s.registrazione_id IN (SELECT r.id FROM registrazione r WHERE r.registro_id = $1
      AND r.anno = ANY (ARRAY(SELECT generate_series(2000, 2100))::smallint[]) AND r.numero = ($3 ->> 'numero')::bigint)$$;
  END IF;
  -- With what is in its parts; only of a fascicolo that is open to whoever asks.
  IF filtro ? 'fascicolo' THEN
    dove := dove || $$ AND s.registrazione_id IN (SELECT g.registrazione_id FROM fascicolo f JOIN fascicolazione g ON g.fascicolo_id = f.id
      WHERE f.ente_id = $2 AND (f.codice = $3 ->> 'fascicolo' OR f.codice LIKE ($3 ->> 'fascicolo') || '.%') AND g.tolta_il IS NULL
        AND g.registrazione_id IS NOT NULL AND ($7 IS NULL OR f.tutti_gli_uffici OR f.uffici_ammessi && $7))$$;
  END IF;
  -- The office that is competent, or that has it.
  IF filtro ? 'ufficio' THEN
    dove := dove || $$ AND s.registrazione_id IN (
      SELECT x.registrazione_id FROM scheda x JOIN unita u ON u.id = x.unita_competente_id WHERE u.ente_id = $2 AND u.codice = $3 ->> 'ufficio'
      UNION SELECT a.registrazione_id FROM assegnazione a JOIN unita u ON u.id = a.unita_id
        WHERE u.ente_id = $2 AND u.codice = $3 ->> 'ufficio' AND a.stato IN ('smistata', 'in-carico', 'archiviata'))$$;
  END IF;
  IF filtro ? 'protocolloMittente' THEN
    dove := dove || $$ AND s.registrazione_id IN (SELECT r.id FROM registrazione r
      WHERE r.ente_id = $2 AND r.protocollo_mittente_numero = $3 ->> 'protocolloMittente')$$;
  END IF;
  IF EXISTS (SELECT FROM corrispondente c WHERE c.ente_id = ente AND c.codice_fiscale = upper(filtro ->> 'corrispondente')) THEN
    dove := dove || $$ AND s.registrazione_id IN (SELECT c.registrazione_id FROM corrispondente c
      WHERE c.ente_id = $2 AND c.codice_fiscale = upper($3 ->> 'corrispondente'))$$;
  ELSIF filtro ? 'corrispondente' THEN
    dove := dove || $$ AND s.nomi @@ inizi_di_parole($3 ->> 'corrispondente')$$;
    -- More words must be of the same name. OFFSET 0: looked for row by row, never by a join with all the names there are.
    IF numnode(inizi_di_parole(filtro ->> 'corrispondente')) > 1 THEN
      dove := dove || $$ AND EXISTS (SELECT FROM corrispondente c WHERE c.registrazione_id = s.registrazione_id AND c.ente_id = $2
        AND to_tsvector('italiano_parole', c.nominativo) @@ inizi_di_parole($3 ->> 'corrispondente') OFFSET 0)$$;
    END IF;
  END IF;
  dove := dove || lecite || CASE WHEN principali IS NULL THEN ''
    WHEN proprie THEN ' AND s.visibile_a && $7'
    ELSE ' AND (s.protezione < 4 OR s.visibile_a && $7)' END;

  -- Of a word in millions of rows even the list in the index is long; its first 10,001 are among the newest.
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM scheda s WHERE ' || periodo || dove
    INTO piano USING registro, ente, filtro, domanda, voci, vietata, principali;
  IF dove = '' OR (piano -> 0 -> 'Plan' ->> 'Plan Rows')::float8 > 500000 THEN
    EXECUTE 'SELECT count(*) FROM (SELECT FROM ' || righe || periodo || ordine || '50000) s WHERE true' || dove || ' LIMIT 10001) x'
      INTO totale USING registro, ente, filtro, domanda, voci, vietata, principali;
  END IF;
  IF dove <> '' AND (totale IS NULL OR totale <= 10000) THEN
    IF testuale THEN PERFORM set_config('enable_indexscan', 'off', true); END IF;
    EXECUTE 'WITH trovate AS MATERIALIZED (
        SELECT s.registrazione_id, s.istante, s.numero FROM scheda s WHERE ' || periodo || dove ||
        CASE WHEN testuale THEN ' LIMIT ' ELSE ordine END || '10001)
      SELECT ARRAY(SELECT s.registrazione_id FROM trovate s WHERE true' || dopo || ordine || '$10), (SELECT count(*) FROM trovate)'
      INTO ids, totale USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
    IF totale <= 10000 THEN RETURN; END IF;
  END IF;

  PERFORM set_config('enable_indexscan', 'on', true);
  cammino := CASE WHEN proprie THEN '(SELECT DISTINCT s.registrazione_id, s.istante, s.numero FROM ' || percorsi || periodo || dopo || ordine
      || '2000) s' || ordine || '2000) v JOIN scheda s ON s.registrazione_id = v.registrazione_id'
    ELSE righe || periodo || dopo || ordine || '20000) s' END;
  EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM ' || cammino || ' WHERE true' || dove || ordine || '$10)'
    INTO ids USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
  IF dove = '' OR cardinality(ids) = quante THEN RETURN; END IF;

  IF testuale THEN PERFORM set_config('enable_indexscan', 'off', true); END IF;
  EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM scheda s WHERE ' || periodo || dove || dopo || ordine || '$10)'
    INTO ids USING registro, ente, filtro, domanda, voci, vietata, principali, dopo_istante, dopo_numero, quante;
END $f$;
