-- Who sees a registration (RN-25.2, RN-33.4, RN-34.3a-b, RN-72.2d, RN-A.9, RN-A.10). It is derived from facts written elsewhere:
-- who registered it, which office is competent, the assignments, the fascicoli it is in, its level. Nobody writes it by hand.

-- ---------------------------------------------------------------------------------------------------------------
-- How a document is protected

/* RN-A.10. pubblico: all the staff. ordinario: the offices concerned, and those who see the whole register. limitato: the
   offices concerned and nobody else. riservato: the heads of the offices concerned and the persons it was given to; what it
   is about is read only by who says why. RN-A.9: two kinds of data that only who is appointed for them may open. A tender
   (`gara_fino_a`) is opened by nobody before its instant. */
ALTER TABLE scheda
  ADD COLUMN riservatezza text NOT NULL DEFAULT 'ordinario' CHECK (riservatezza IN ('pubblico', 'ordinario', 'limitato', 'riservato')),
  ADD COLUMN dati_particolari boolean NOT NULL DEFAULT false,
  ADD COLUMN dati_giudiziari boolean NOT NULL DEFAULT false,
  ADD COLUMN gara_fino_a timestamptz,
  -- The same in one number, to be compared in an index: 1 dati particolari, 2 giudiziari, 4 limitato, 8 riservato.
  ADD COLUMN protezione smallint NOT NULL GENERATED ALWAYS AS ((dati_particolari::integer + dati_giudiziari::integer * 2
    + CASE riservatezza WHEN 'limitato' THEN 4 WHEN 'riservato' THEN 8 ELSE 0 END)::smallint) STORED,
  -- Principals (0016) it is visible to, in order and each once; kept by the functions below.
  ADD COLUMN visibile_a uuid[] NOT NULL DEFAULT '{}';
GRANT UPDATE (riservatezza, dati_particolari, dati_giudiziari, gara_fino_a) ON scheda TO tabularium_applicazione;

-- Why a protection was taken away.
ALTER TABLE variazione ADD COLUMN motivo text CHECK (btrim(motivo) <> '');

-- Who said why he reads a reserved document; until when that holds.
CREATE TABLE lettura_riservata (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  registrazione_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  motivo text NOT NULL CHECK (length(btrim(motivo)) >= 10),
  istante timestamptz NOT NULL DEFAULT clock_timestamp(),
  fino_al timestamptz NOT NULL,
  CHECK (fino_al > istante),
  FOREIGN KEY (ente_id, registrazione_id) REFERENCES registrazione (ente_id, id),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX lettura_riservata_di ON lettura_riservata (registrazione_id, utente_id, fino_al);
SELECT rendi_immutabile('lettura_riservata');
SELECT proteggi_per_ente('lettura_riservata');
GRANT SELECT, INSERT ON lettura_riservata TO tabularium_applicazione;
GRANT SELECT ON lettura_riservata TO tabularium_lettore;

-- ---------------------------------------------------------------------------------------------------------------
-- To whom it is visible

/* One row for each registration and principal, in the order lists are read: who has ten offices merges ten walks instead of
   looking at every row of the register. Without foreign keys: it is written by the database alone, from rows that have them. */
CREATE TABLE visibilita (
  ente_id uuid NOT NULL,
  registro_id uuid NOT NULL,
  principale uuid NOT NULL,
  istante timestamptz NOT NULL,
  numero bigint NOT NULL,
  registrazione_id uuid NOT NULL,
  flusso text NOT NULL,
  protezione smallint NOT NULL,
  PRIMARY KEY (registro_id, principale, istante, numero) INCLUDE (registrazione_id, flusso, protezione)
);

/* Principals of a registration of that level, given the units and the persons concerned, the offices of its fascicoli, and
   who registered it. The ente itself is the principal of everybody in it. */
CREATE FUNCTION principali_del_livello(ente uuid, livello text, unita uuid[], persone uuid[], fascicoli uuid[], registrante uuid)
RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  di uuid[] := CASE livello
    WHEN 'ordinario' THEN unita || persone || fascicoli
    WHEN 'pubblico' THEN unita || persone || fascicoli || ente
    WHEN 'limitato' THEN unita || persone || registrante
    ELSE ARRAY(SELECT u.capo_id FROM unita u WHERE u.id = ANY (unita)) || persone || registrante END;
BEGIN
  RETURN ARRAY(SELECT DISTINCT p FROM unnest(di) p WHERE p IS NOT NULL ORDER BY p);
END $$;

/* The derivation. An assignment counts once it is sent (RN-25.2) and until it is sent back or taken back (RN-33.4). The
   competent office sees what it is competent for; once it has assignments of its own, these decide. A fascicolo gives its
   offices what is in it, not to all the offices it may be open to: that would make a document public by filing it. */
CREATE FUNCTION principali_registrazione(quale uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT principali_del_livello(s.ente_id, s.riservatezza,
      ARRAY[r.unita_id,
        CASE WHEN NOT EXISTS (SELECT FROM assegnazione a WHERE a.registrazione_id = quale AND a.unita_id = s.unita_competente_id)
          THEN s.unita_competente_id END]
        || ARRAY(SELECT a.unita_id FROM assegnazione a WHERE a.registrazione_id = quale AND a.stato IN ('smistata', 'in-carico', 'archiviata')),
      ARRAY(SELECT a.utente_id FROM assegnazione a WHERE a.registrazione_id = quale AND a.stato IN ('smistata', 'in-carico', 'archiviata')),
      ARRAY(SELECT unnest(f.uffici_ammessi || f.unita_id) FROM fascicolazione g JOIN fascicolo f ON f.id = g.fascicolo_id
        WHERE g.registrazione_id = quale AND g.tolta_il IS NULL),
      r.utente_id)
    FROM scheda s JOIN registrazione r ON r.id = s.registrazione_id WHERE s.registrazione_id = quale);
END $$;

/* What was derived and what is written, where they differ: nothing, unless somebody went around the triggers. */
CREATE FUNCTION verifica_visibilita() RETURNS TABLE (registrazione_id uuid, attesi uuid[], scritti uuid[], percorsi uuid[])
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT x.registrazione_id, x.attesi, x.scritti, x.percorsi FROM (
    SELECT s.registrazione_id, principali_registrazione(s.registrazione_id) AS attesi, s.visibile_a AS scritti,
      ARRAY(SELECT v.principale FROM unnest(s.visibile_a) p JOIN visibilita v ON v.registro_id = s.registro_id AND v.principale = p
        AND v.istante = s.istante AND v.numero = s.numero AND v.registrazione_id = s.registrazione_id
        AND v.protezione = s.protezione AND v.flusso = s.flusso ORDER BY 1) AS percorsi
    FROM scheda s) x
  WHERE x.attesi <> x.scritti OR x.percorsi <> x.scritti
  UNION ALL
  SELECT v.registrazione_id, NULL, NULL, array_agg(v.principale) FROM visibilita v
  WHERE NOT EXISTS (SELECT FROM scheda s WHERE s.registrazione_id = v.registrazione_id AND v.principale = ANY (s.visibile_a))
  GROUP BY v.registrazione_id;
END;

-- What was registered until now; ente by ente, because row-level security holds for the owner too.
ALTER TABLE scheda DISABLE TRIGGER non_annullata;
DO $$
DECLARE
  di uuid;
BEGIN
  FOR di IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', di::text, true);
    UPDATE scheda s SET visibile_a = principali_registrazione(s.registrazione_id);
    INSERT INTO visibilita SELECT s.ente_id, s.registro_id, p, s.istante, s.numero, s.registrazione_id, s.flusso, s.protezione
    FROM scheda s, unnest(s.visibile_a) p;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;
ALTER TABLE scheda ENABLE TRIGGER non_annullata;

SELECT proteggi_per_ente('visibilita');
-- Read only: the functions that write it are of the owner.
GRANT SELECT ON visibilita TO tabularium_applicazione, tabularium_lettore;

-- An annulled registration admits nothing more, but who sees it still depends on assignments and fascicoli.
CREATE OR REPLACE FUNCTION verifica_scheda() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  uguale scheda;
BEGIN
  IF OLD.annullata THEN
    uguale := NEW;
    uguale.visibile_a := OLD.visibile_a;
    uguale.protezione := OLD.protezione;
    IF uguale IS DISTINCT FROM OLD THEN
      RAISE EXCEPTION 'La registrazione è annullata' USING ERRCODE = 'TB004';
    END IF;
  END IF;
  RETURN NEW;
END $$;

/* After a fact changed. The registration is held first: of two that assign the same document at once, the second sees what the
   first wrote. The owner's, because the application may not write these columns; row-level security holds for it all the same. */
CREATE FUNCTION rivedi_visibilita() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  nuovi uuid[];
BEGIN
  PERFORM FROM scheda s WHERE s.registrazione_id = NEW.registrazione_id FOR NO KEY UPDATE;
  nuovi := principali_registrazione(NEW.registrazione_id);
  UPDATE scheda s SET visibile_a = nuovi WHERE s.registrazione_id = NEW.registrazione_id AND s.visibile_a <> nuovi;
  RETURN NULL;
END $$;
CREATE TRIGGER visibilita AFTER UPDATE OF riservatezza, unita_competente_id ON scheda FOR EACH ROW
  WHEN (NEW.riservatezza <> OLD.riservatezza OR NEW.unita_competente_id IS DISTINCT FROM OLD.unita_competente_id)
  EXECUTE FUNCTION rivedi_visibilita();
CREATE TRIGGER visibilita AFTER INSERT OR UPDATE OF stato, unita_id, utente_id ON assegnazione FOR EACH ROW
  EXECUTE FUNCTION rivedi_visibilita();

-- Both things that filing changes on the scheda, in one writing.
CREATE OR REPLACE FUNCTION aggiorna_fascicolata() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  s scheda;
  nuovi uuid[];
  dentro boolean;
BEGIN
  -- Held first: two that take the document out of two fascicoli at once must not each believe in the other's.
  SELECT * INTO s FROM scheda x WHERE x.registrazione_id = NEW.registrazione_id FOR NO KEY UPDATE;
  dentro := CASE WHEN s.annullata THEN s.fascicolata
    ELSE EXISTS (SELECT FROM fascicolazione f WHERE f.registrazione_id = NEW.registrazione_id AND f.tolta_il IS NULL) END;
  nuovi := principali_registrazione(NEW.registrazione_id);
  UPDATE scheda x SET fascicolata = dentro, visibile_a = nuovi
  WHERE x.registrazione_id = NEW.registrazione_id AND (x.fascicolata <> dentro OR x.visibile_a <> nuovi);
  RETURN NULL;
END $$;

-- The offices of a fascicolo changed: its documents with it, always in the same order, not to lock each other out.
CREATE FUNCTION rivedi_fascicolo() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM scheda s JOIN fascicolazione g ON g.registrazione_id = s.registrazione_id
  WHERE g.fascicolo_id = NEW.id AND g.tolta_il IS NULL ORDER BY s.registrazione_id FOR NO KEY UPDATE OF s;
  UPDATE scheda s SET visibile_a = x.nuovi
  FROM (SELECT g.registrazione_id, principali_registrazione(g.registrazione_id) AS nuovi FROM fascicolazione g
    WHERE g.fascicolo_id = NEW.id AND g.registrazione_id IS NOT NULL AND g.tolta_il IS NULL) x
  WHERE s.registrazione_id = x.registrazione_id AND s.visibile_a <> x.nuovi;
  RETURN NULL;
END $$;
CREATE TRIGGER visibilita AFTER UPDATE OF uffici_ammessi ON fascicolo FOR EACH ROW
  WHEN (NEW.uffici_ammessi <> OLD.uffici_ammessi) EXECUTE FUNCTION rivedi_fascicolo();

-- A group of registrations in one statement: this is the path that must be short.
CREATE FUNCTION scrivi_visibilita() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO visibilita (ente_id, registro_id, principale, istante, numero, registrazione_id, flusso, protezione)
  SELECT s.ente_id, s.registro_id, p, s.istante, s.numero, s.registrazione_id, s.flusso, s.protezione
  FROM nuove s, unnest(s.visibile_a) p;
  RETURN NULL;
END $$;
CREATE TRIGGER percorsi_nuovi AFTER INSERT ON scheda REFERENCING NEW TABLE AS nuove FOR EACH STATEMENT
  EXECUTE FUNCTION scrivi_visibilita();

CREATE FUNCTION riscrivi_visibilita() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM visibilita v USING unnest(OLD.visibile_a) p
  WHERE v.registro_id = OLD.registro_id AND v.principale = p AND v.istante = OLD.istante AND v.numero = OLD.numero
    AND (p <> ALL (NEW.visibile_a) OR NEW.protezione <> OLD.protezione);
  INSERT INTO visibilita (ente_id, registro_id, principale, istante, numero, registrazione_id, flusso, protezione)
  SELECT NEW.ente_id, NEW.registro_id, p, NEW.istante, NEW.numero, NEW.registrazione_id, NEW.flusso, NEW.protezione
  FROM unnest(NEW.visibile_a) p WHERE p <> ALL (OLD.visibile_a) OR NEW.protezione <> OLD.protezione;
  RETURN NULL;
END $$;
-- Its name comes before `visibilita`, and so its turn: rows are first given their new protezione, then their new principals.
CREATE TRIGGER percorsi_cambiati AFTER UPDATE ON scheda FOR EACH ROW
  WHEN (NEW.visibile_a <> OLD.visibile_a OR NEW.protezione <> OLD.protezione)
  EXECUTE FUNCTION riscrivi_visibilita();

REVOKE ALL ON FUNCTION rivedi_visibilita, aggiorna_fascicolata, rivedi_fascicolo, scrivi_visibilita, riscrivi_visibilita FROM PUBLIC;

-- A registration as another one refers to it, with what decides who may read its oggetto.
CREATE OR REPLACE FUNCTION riferimento_registrazione(quale uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT jsonb_build_object('id', r.id, 'registro', g.codice, 'denominazione', g.denominazione, 'tipo', g.tipo,
      'anno', r.anno, 'numero', r.numero, 'oggetto', s.oggetto, 'supporto', r.supporto, 'istante', r.istante, 'annullata', s.annullata,
      'visibileA', s.visibile_a, 'protezione', s.protezione,
      'raccomandata', g.tipo = 'protocollo' AND s.flusso = 'E' AND s.mezzo IS NOT DISTINCT FROM 'raccomandata')
    FROM registrazione r JOIN registro g ON g.id = r.registro_id JOIN scheda s ON s.registrazione_id = r.id WHERE r.id = quale);
END $$;

-- A second registration of a document is one that says so, with its link: written first, it is what `doppia` is made of. One that
-- was prepared when there was none is refused by the index, and prepared again.
CREATE OR REPLACE FUNCTION segna_doppia() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.doppia := EXISTS (SELECT FROM registrazione_documento d JOIN collegamento c ON c.altra_id = d.registrazione_id
    WHERE d.documento_id = NEW.documento_id AND c.registrazione_id = NEW.registrazione_id AND c.tipo = 'registrazione-particolare');
  RETURN NEW;
END $$;

/* Writes registrations that have their number: one call for a whole group, one transaction. `voci` is an array of
   {registrazione, scheda, corrispondenti[], documenti[], collegamenti[], foglia, traccia, idempotenza}. */
CREATE OR REPLACE FUNCTION scrivi_registrazioni(voci jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO registrazione (id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, supporto, esemplare,
      esemplare_unico, protocollo_mittente_numero, protocollo_mittente_data, data_arrivo, diciture, segnatura,
      segnatura_dati, impronta_segnatura, token, utente_id, chiave_api_id, operatore, unita_id)
  SELECT r.id, ente_corrente(), r.registro_id, r.anno, r.numero, r.istante, r.flusso, r.oggetto, r.supporto, r.esemplare,
      r.esemplare_unico, r.protocollo_mittente_numero, r.protocollo_mittente_data, r.data_arrivo,
      coalesce(r.diciture, '{}'), r.segnatura, r.segnatura_dati, r.impronta_segnatura, r.token, r.utente_id,
      r.chiave_api_id, r.operatore, r.unita_id
  FROM jsonb_array_elements(voci) v, jsonb_populate_record(NULL::registrazione, v -> 'registrazione') r;

  INSERT INTO scheda (registrazione_id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, corrispondenti,
      mezzo, numero_raccomandata, luogo, voce_titolario_id, unita_competente_id, rpa, note, data_documento,
      allegati_dichiarati, numero_allegati, originali, riservatezza, dati_particolari, dati_giudiziari, gara_fino_a, visibile_a, ricerca, nomi)
  SELECT r.id, ente_corrente(), r.registro_id, r.anno, r.numero, r.istante, r.flusso, r.oggetto, s.corrispondenti,
      s.mezzo, s.numero_raccomandata, s.luogo, s.voce_titolario_id, s.unita_competente_id, s.rpa, s.note,
      s.data_documento, s.allegati_dichiarati, coalesce(s.numero_allegati, 0), coalesce(s.originali, '[]'),
      coalesce(s.riservatezza, 'ordinario'), coalesce(s.dati_particolari, false), coalesce(s.dati_giudiziari, false), s.gara_fino_a,
      principali_del_livello(ente_corrente(), coalesce(s.riservatezza, 'ordinario'), ARRAY[r.unita_id, s.unita_competente_id], '{}', '{}',
        r.utente_id),
      vettore_ricerca(v ->> 'testo'),
      vettore_nomi((SELECT string_agg(c ->> 'nominativo', ' ') FROM jsonb_array_elements(v -> 'corrispondenti') c))
  FROM jsonb_array_elements(voci) v, jsonb_populate_record(NULL::registrazione, v -> 'registrazione') r,
       jsonb_populate_record(NULL::scheda, v -> 'scheda') s;

  INSERT INTO corrispondente (ente_id, registrazione_id, ruolo, ordine, tipo, nominativo, codice_fiscale, dati)
  SELECT ente_corrente(), (v -> 'registrazione' ->> 'id')::uuid, c.ruolo, c.ordine, c.tipo, c.nominativo, c.codice_fiscale, c.dati
  FROM jsonb_array_elements(voci) v, jsonb_populate_recordset(NULL::corrispondente, v -> 'corrispondenti') c;

  INSERT INTO collegamento (ente_id, registrazione_id, altra_id, tipo, creato_da)
  SELECT ente_corrente(), (v -> 'registrazione' ->> 'id')::uuid, c.altra_id, c.tipo, v -> 'registrazione' ->> 'operatore'
  FROM jsonb_array_elements(voci) v, jsonb_populate_recordset(NULL::collegamento, v -> 'collegamenti') c;

  INSERT INTO registrazione_documento (ente_id, registrazione_id, ordine, ruolo, documento_id, descrizione, tipo,
      impronta, algoritmo, nome_file, formato, dimensione)
  SELECT ente_corrente(), (v -> 'registrazione' ->> 'id')::uuid, d.ordine, d.ruolo, d.documento_id, d.descrizione, d.tipo,
      d.impronta, d.algoritmo, d.nome_file, d.formato, d.dimensione
  FROM jsonb_array_elements(voci) v, jsonb_populate_recordset(NULL::registrazione_documento, v -> 'documenti') d;

  INSERT INTO foglia (registro_id, posizione, ente_id, tipo, registrazione_id, istante, contenuto, impronta)
  SELECT (v -> 'registrazione' ->> 'registro_id')::uuid, (v -> 'foglia' ->> 'posizione')::bigint, ente_corrente(),
      'registrazione', (v -> 'registrazione' ->> 'id')::uuid, (v -> 'registrazione' ->> 'istante')::timestamptz,
      v -> 'foglia' ->> 'contenuto', decode(v -> 'foglia' ->> 'impronta', 'hex')
  FROM jsonb_array_elements(voci) v;

  INSERT INTO traccia (ente_id, istante, utente_id, chiave_api_id, attore, unita_id, operazione, oggetto_tipo, oggetto_id,
      dettaglio, ip, richiesta)
  SELECT ente_corrente(), r.istante, r.utente_id, r.chiave_api_id, r.operatore, r.unita_id, 'registrata', 'registrazione',
      r.id::text, t.dettaglio, t.ip, t.richiesta
  FROM jsonb_array_elements(voci) v, jsonb_populate_record(NULL::registrazione, v -> 'registrazione') r,
       jsonb_populate_record(NULL::traccia, v -> 'traccia') t;

  INSERT INTO idempotenza (ente_id, soggetto, chiave, impronta_richiesta, stato, posizione, corpo)
  SELECT ente_corrente(), (i ->> 'soggetto')::uuid, i ->> 'chiave', decode(i ->> 'impronta', 'hex'),
      (i ->> 'stato')::smallint, i ->> 'posizione', i ->> 'corpo'
  FROM jsonb_array_elements(voci) v, LATERAL (SELECT v -> 'idempotenza' AS i) x
  WHERE jsonb_typeof(i) = 'object';
END $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Search. As in 0009, with who is asking: `principali`, the identities something is visible to that are his (NULL: everything
-- is); `anche_aperte`, whether he sees all that is neither limitato nor riservato; `vietata`, the bits of `protezione` he may not see.

-- To whom it is visible beside the words: what is common in the register and rare among one's own is found by the index alone.
DROP INDEX scheda_ricerca;
CREATE INDEX scheda_ricerca ON scheda USING gin (registro_id, ricerca, nomi, visibile_a);
DROP INDEX scheda_ordine;
CREATE INDEX scheda_ordine ON scheda (registro_id, istante DESC, numero DESC) INCLUDE (protezione);
GRANT SELECT (protezione, visibile_a) ON scheda TO tabularium_ricerca;
GRANT SELECT (registro_id, principale, istante, numero, registrazione_id, flusso, protezione) ON visibilita TO tabularium_ricerca;
CREATE POLICY ricerca ON visibilita FOR SELECT TO tabularium_ricerca USING (true);
-- What lacks a class or a fascicolo, of who sees a part of the register: a small part of it, so asked for by principal.
CREATE INDEX scheda_da_fascicolare_di ON scheda USING gin (visibile_a) WHERE NOT fascicolata AND NOT annullata;
CREATE INDEX scheda_da_classificare_di ON scheda USING gin (visibile_a) WHERE voce_titolario_id IS NULL AND NOT annullata;
/* A page of a register, newest first, and how many there are, counted up to 10,001.

   `filtro` has the conditions asked for, by name: dal, al (days of Rome), flusso, mezzo, luogo, rpa, stato, corrispondente,
   protocolloMittente. `domanda` and `voci`, if not null, are the text to be found and the titolario entries admitted. The page
   begins after (`dopo_istante`, `dopo_numero`) and has at most `quante` rows.

   Each statement contains the conditions present and no others, so that it is planned for what it is. By index where the hits
   are few; from the newest row on where they are many, and so soon met. But words belong to periods (an election, a
   pandemic), and who walked on until he met one would read the whole register: a walk ends after some rows and the index is
   asked after all. Who sees a part of the register walks that part, in `visibilita`, and asks the index for words and
   principals together. */
DROP FUNCTION cerca_registrazioni;
CREATE FUNCTION cerca_registrazioni(registro uuid, filtro jsonb, domanda tsquery, voci uuid[], vietata integer, principali uuid[],
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
  testuale boolean := domanda IS NOT NULL OR filtro ?| ARRAY['corrispondente', 'luogo', 'rpa', 'protocolloMittente'];
  proprie boolean := principali IS NOT NULL AND NOT anche_aperte;
  periodo text := 's.registro_id = $1';
  dove text := '';
  -- What holds of whoever asks; of rows of `visibilita` too.
  lecite text := CASE WHEN vietata = 0 THEN '' ELSE ' AND (s.protezione & $6) = 0' END;
  dopo text := CASE WHEN dopo_istante IS NULL THEN '' ELSE ' AND (s.istante, s.numero) < ($8, $9)' END;
  ordine constant text := ' ORDER BY s.istante DESC, s.numero DESC LIMIT ';
  righe constant text := '(SELECT s.registrazione_id, s.istante, s.numero, s.flusso, s.mezzo, s.annullata, s.rettificata, s.luogo, '
    's.rpa, s.voce_titolario_id, s.protezione, s.visibile_a, s.ricerca, s.nomi FROM scheda s WHERE ';
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
  IF filtro ? 'flusso' THEN dove := dove || $$ AND s.flusso = $3 ->> 'flusso'$$; END IF;

  -- What `visibilita` answers by itself. One's offices in turn, until one of them has more than are counted.
  IF proprie AND NOT testuale AND voci IS NULL AND NOT filtro ?| ARRAY['mezzo', 'stato'] THEN
    totale := 0;
    FOREACH uno IN ARRAY principali LOOP
      EXECUTE 'SELECT count(*) FROM (SELECT FROM visibilita s WHERE s.principale = $2 AND ' || periodo || lecite || dove || ' LIMIT 10001) x'
        INTO sue USING registro, uno, filtro, domanda, voci, vietata;
      IF sue > 0 THEN popolati := popolati + 1; END IF;
      totale := least(totale + sue, 10001);
      EXIT WHEN sue > 10000;
    END LOOP;
    IF popolati > 1 AND sue <= 10000 THEN
      EXECUTE 'SELECT count(*) FROM (SELECT DISTINCT s.istante, s.numero FROM visibilita s WHERE s.principale = ANY ($2) AND '
          || periodo || lecite || dove || ' LIMIT 10001) x'
        INTO totale USING registro, principali, filtro, domanda, voci, vietata;
    END IF;
    EXECUTE 'SELECT ARRAY(SELECT s.registrazione_id FROM ' || percorsi || periodo || lecite || dove || dopo || ordine || '$10) s
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

-- Fascicoli: the offices that may open them are compared with all those of whoever asks (RN-44.1d).
/* A page of fascicoli that one of `principali` may open, and how many there are, counted up to 10,001.

   `filtro` has by name: stato, tipo, anno, unita, rpa, codice (which finds that number), livelli (`tutti`, or only fascicoli).
   `ordine`: `recenti` (highest number first), `chiusi` (class, then closing date: RN-44.3-2), `repertorio` (class, then number).
   The page begins after the fascicolo `dopo`, in that order. */
DROP FUNCTION cerca_fascicoli;
CREATE FUNCTION cerca_fascicoli(principali uuid[], filtro jsonb, domanda tsquery, voci uuid[], ordine text, dopo uuid, quante integer,
  OUT ids uuid[], OUT totale integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  dove text := 'f.ente_id = $1 AND (f.tutti_gli_uffici OR f.uffici_ammessi && $2)';
  chiave text := CASE ordine WHEN 'recenti' THEN '-f.numero, f.sottofascicolo, f.inserto'
    WHEN 'chiusi' THEN 'f.ordine_classe, f.data_chiusura, f.numero, f.sottofascicolo, f.inserto'
    ELSE 'f.ordine_classe, f.numero, f.sottofascicolo, f.inserto' END;
  ordinati text := CASE ordine WHEN 'recenti' THEN 'f.numero DESC, f.sottofascicolo, f.inserto' ELSE chiave END;
  segue text := '';
BEGIN
  IF filtro ->> 'livelli' IS DISTINCT FROM 'tutti' THEN dove := dove || ' AND f.sottofascicolo = 0'; END IF;
  IF domanda IS NOT NULL AND filtro ? 'codice' THEN dove := dove || $$ AND (f.ricerca @@ $4 OR f.codice = $3 ->> 'codice')$$;
  ELSIF domanda IS NOT NULL THEN dove := dove || ' AND f.ricerca @@ $4';
  END IF;
  IF voci IS NOT NULL THEN dove := dove || ' AND f.voce_titolario_id = ANY ($5)'; END IF;
  dove := dove || CASE filtro ->> 'stato' WHEN 'aperto' THEN ' AND f.data_chiusura IS NULL'
    WHEN 'chiuso' THEN ' AND f.data_chiusura IS NOT NULL' ELSE '' END;
  IF filtro ? 'tipo' THEN dove := dove || $$ AND f.tipo = $3 ->> 'tipo'$$; END IF;
  IF filtro ? 'anno' THEN dove := dove || $$ AND f.anno = ($3 ->> 'anno')::smallint$$; END IF;
  IF filtro ? 'unita' THEN dove := dove || $$ AND f.unita_id = ($3 ->> 'unita')::uuid$$; END IF;
  IF filtro ? 'rpa' THEN dove := dove || $$ AND f.rpa_utente_id = ($3 ->> 'rpa')::uuid$$; END IF;
  EXECUTE 'SELECT count(*) FROM (SELECT FROM fascicolo f WHERE ' || dove || ' LIMIT 10001) x'
    INTO totale USING ente, principali, filtro, domanda, voci;
  IF dopo IS NOT NULL THEN
    -- Numbers fall, all else grows: two conditions of which the first is the index's.
    segue := CASE ordine WHEN 'recenti' THEN format(' AND f.numero <= (SELECT f.numero FROM fascicolo f WHERE f.id = $6 AND f.ente_id = $1)
        AND (%1$s) > (SELECT %1$s FROM fascicolo f WHERE f.id = $6 AND f.ente_id = $1)', chiave)
      ELSE format(' AND (%1$s) > (SELECT %1$s FROM fascicolo f WHERE f.id = $6 AND f.ente_id = $1)', chiave) END;
  END IF;
  EXECUTE format('SELECT ARRAY(SELECT f.id FROM fascicolo f WHERE %s%s ORDER BY %s LIMIT $7)', dove, segue, ordinati)
    INTO ids USING ente, principali, filtro, domanda, voci, dopo, quante;
END $f$;

/* Open fascicoli where a document may belong (RN-43.4), with what speaks for each: documents of the same sender or its name on
   them, words of the oggetto (0 to 1), the same class. */
DROP FUNCTION candidati_fascicoli;
CREATE FUNCTION candidati_fascicoli(principali uuid[], oggetto text, voci uuid[], codici_fiscali text[], nominativi text[], quanti integer)
RETURNS TABLE (id uuid, per_mittente boolean, per_oggetto real, per_classe boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET random_page_cost = 1.1
SET jit = off
AS $f$
DECLARE
  ente uuid := ente_corrente();
  parole tsquery := replace(plainto_tsquery('public.italiano', left(oggetto, 2000))::text, ' & ', ' | ')::tsquery;
BEGIN
  RETURN QUERY
  WITH stesso_mittente AS MATERIALIZED (
    (SELECT c.registrazione_id FROM corrispondente c WHERE c.ente_id = ente AND c.codice_fiscale = ANY (codici_fiscali) LIMIT 2000)
    UNION
    (SELECT s.registrazione_id FROM unnest(nominativi) n CROSS JOIN LATERAL (
      SELECT x.registrazione_id FROM scheda x JOIN registro r ON r.id = x.registro_id AND r.ente_id = ente
      WHERE x.registro_id = r.id AND x.nomi @@ plainto_tsquery('public.italiano_parole', n) LIMIT 500) s
     WHERE EXISTS (SELECT FROM corrispondente c WHERE c.registrazione_id = s.registrazione_id AND c.ente_id = ente AND c.nominativo = n))
  ), trovati AS (
    SELECT g.fascicolo_id AS quale, true AS mittente FROM stesso_mittente m
      JOIN fascicolazione g ON g.registrazione_id = m.registrazione_id AND g.ente_id = ente AND g.tolta_il IS NULL
    UNION
    (SELECT f.id, f.intestatario ->> 'codiceFiscale' = ANY (codici_fiscali) FROM fascicolo f
     WHERE f.ente_id = ente AND f.data_chiusura IS NULL AND numnode(parole) > 0 AND f.ricerca @@ parole LIMIT 5000)
    UNION
    (SELECT f.id, false FROM fascicolo f WHERE f.voce_titolario_id = ANY (voci) AND f.ente_id = ente AND f.data_chiusura IS NULL
     ORDER BY f.numero DESC LIMIT 200)
  ), pesati AS (
    SELECT f.id AS quale, f.numero, bool_or(coalesce(t.mittente, false)) AS mittente,
      CASE WHEN numnode(parole) > 0 THEN ts_rank(f.ricerca, parole, 32) ELSE 0 END AS oggetto,
      coalesce(f.voce_titolario_id = ANY (voci), false) AS classe
    FROM trovati t JOIN fascicolo f ON f.id = t.quale
    WHERE f.ente_id = ente AND f.data_chiusura IS NULL AND (f.tutti_gli_uffici OR f.uffici_ammessi && principali)
    GROUP BY f.id
  )
  SELECT p.quale, p.mittente, p.oggetto, p.classe FROM pesati p
  ORDER BY p.mittente::int * 0.5 + p.oggetto * 3 + p.classe::int * 0.3 DESC, p.numero DESC LIMIT quanti;
END $f$;

GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
ALTER FUNCTION cerca_registrazioni OWNER TO tabularium_ricerca;
ALTER FUNCTION cerca_fascicoli OWNER TO tabularium_ricerca;
ALTER FUNCTION candidati_fascicoli OWNER TO tabularium_ricerca;
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
REVOKE ALL ON FUNCTION cerca_registrazioni, cerca_fascicoli, candidati_fascicoli FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cerca_registrazioni, cerca_fascicoli, candidati_fascicoli TO tabularium_applicazione;
