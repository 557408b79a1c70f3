-- Repertori: registers of particular registration (RN-39). An entry is a `registrazione` like any other, numbered and written
-- the same way; what differs is who may write in which register, and that a document is in one of them only, unless it came
-- by raccomandata (RN-39.1-3, RN-64.1, AMB-31).

-- Place in the list of art. 39 of the manual; NULL for a register of the ente's own.
ALTER TABLE registro ADD COLUMN voce_manuale smallint CHECK (voce_manuale > 0);
ALTER TABLE registro ADD COLUMN descrizione text;
-- Code of the titolario entry given to entries that say none: a code, because the tree it is looked up in changes with time.
ALTER TABLE registro ADD COLUMN classificazione text;
ALTER TABLE registro ADD COLUMN chiuso_il timestamptz;
ALTER TABLE registro ADD COLUMN versione integer NOT NULL DEFAULT 1;
ALTER TABLE registro ADD CONSTRAINT registro_solo_repertori CHECK (tipo = 'repertorio'
  OR (voce_manuale IS NULL AND classificazione IS NULL AND chiuso_il IS NULL));
CREATE UNIQUE INDEX registro_voce_manuale ON registro (aoo_id, voce_manuale) WHERE voce_manuale IS NOT NULL;

-- Offices that may write in a repertorio; no row: any office (RN-39.2 leaves it to whoever handles the document).
CREATE TABLE registro_unita (
  ente_id uuid NOT NULL REFERENCES ente,
  registro_id uuid NOT NULL,
  unita_id uuid NOT NULL,
  PRIMARY KEY (registro_id, unita_id),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id)
);
SELECT proteggi_per_ente('registro_unita');

-- The RSP makes and closes repertori; no request ever makes a protocollo or touches one (RN-9.2). By name, because a policy
-- for the role would hold for the installer's too, who is a member of it.
CREATE POLICY solo_repertori_nuovi ON registro AS RESTRICTIVE FOR INSERT
  WITH CHECK (tipo = 'repertorio' OR current_user <> 'tabularium_applicazione');
CREATE POLICY solo_repertori ON registro AS RESTRICTIVE FOR UPDATE
  USING (tipo = 'repertorio' OR current_user <> 'tabularium_applicazione');
GRANT INSERT (ente_id, aoo_id, codice, denominazione, tipo, numerazione, descrizione, classificazione),
  UPDATE (denominazione, descrizione, classificazione, chiuso_il, versione) ON registro TO tabularium_applicazione;
GRANT INSERT (registro_id, ente_id) ON registro_stato TO tabularium_applicazione;
GRANT SELECT, INSERT, DELETE ON registro_unita TO tabularium_applicazione;
GRANT SELECT ON registro_unita TO tabularium_lettore;

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
  NEW.numerazione_continua := reg.numerazione = 'continua';
  RETURN NEW;
END $$;

-- Two originals of a paper document, each with its place (RN-47.4-2): [{"dove": "repertorio" | "fascicolo" | "altro", "luogo"}].
ALTER TABLE scheda ADD COLUMN originali jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(originali) = 'array');
GRANT UPDATE (originali) ON scheda TO tabularium_applicazione;

ALTER TABLE collegamento DROP CONSTRAINT collegamento_tipo_check;
ALTER TABLE collegamento ADD CONSTRAINT collegamento_tipo_check CHECK (tipo IN ('risposta', 'segue', 'integrazione', 'annulla',
  'invio-multiplo', 'copia-di-cartaceo', 'registrazione-particolare', 'altro'));

-- Whether these two registrations may be of the same document: one in the protocollo, arrived by raccomandata, one in a repertorio.
CREATE FUNCTION ammessa_doppia(una uuid, altra uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT count(*) FILTER (WHERE g.tipo = 'protocollo' AND s.flusso = 'E' AND s.mezzo = 'raccomandata') = 1
      AND count(*) FILTER (WHERE g.tipo = 'repertorio') = 1
    FROM scheda s JOIN registro g ON g.id = s.registro_id WHERE s.registrazione_id IN (una, altra));
END $$;

-- A document has one registration; a second one, marked `doppia`, only where both kinds may have it. Two that race are both
-- marked as the first, and the index lets one of them pass.
ALTER TABLE registrazione_documento ADD COLUMN doppia boolean NOT NULL DEFAULT false;
ALTER TABLE registrazione_documento DROP CONSTRAINT registrazione_documento_documento_id_key;
CREATE UNIQUE INDEX registrazione_documento_unico ON registrazione_documento (documento_id, doppia) WHERE documento_id IS NOT NULL;
CREATE FUNCTION segna_doppia() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.doppia := EXISTS (SELECT FROM registrazione_documento d WHERE d.documento_id = NEW.documento_id
    AND ammessa_doppia(d.registrazione_id, NEW.registrazione_id));
  RETURN NEW;
END $$;
CREATE TRIGGER doppia BEFORE INSERT ON registrazione_documento FOR EACH ROW WHEN (NEW.documento_id IS NOT NULL)
  EXECUTE FUNCTION segna_doppia();

CREATE FUNCTION verifica_registrazione_particolare() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT ammessa_doppia(NEW.registrazione_id, NEW.altra_id) THEN
    RAISE EXCEPTION 'Un documento è a protocollo e in un repertorio solo se pervenuto per raccomandata' USING ERRCODE = 'TB007';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registrazione_particolare BEFORE INSERT ON collegamento FOR EACH ROW
  WHEN (NEW.tipo = 'registrazione-particolare') EXECUTE FUNCTION verifica_registrazione_particolare();

-- The reason why it is in both cannot be taken away afterwards.
CREATE FUNCTION verifica_mezzo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM registro g WHERE g.id = OLD.registro_id AND g.tipo = 'protocollo') AND EXISTS (
    SELECT FROM collegamento c WHERE c.tipo = 'registrazione-particolare'
      AND OLD.registrazione_id IN (c.registrazione_id, c.altra_id)
    UNION ALL
    SELECT FROM registrazione_documento d JOIN registrazione_documento a ON a.documento_id = d.documento_id
      AND a.registrazione_id <> d.registrazione_id WHERE d.registrazione_id = OLD.registrazione_id)
  THEN
    RAISE EXCEPTION 'Il documento è anche in un repertorio: il mezzo resta raccomandata' USING ERRCODE = 'TB007';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mezzo_della_doppia BEFORE UPDATE OF mezzo ON scheda FOR EACH ROW
  WHEN (OLD.mezzo = 'raccomandata' AND NEW.mezzo IS DISTINCT FROM OLD.mezzo) EXECUTE FUNCTION verifica_mezzo();

-- A registration as another one refers to it. `raccomandata`: in the protocollo, arrived by that means (RN-64.1).
CREATE FUNCTION riferimento_registrazione(quale uuid) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT jsonb_build_object('id', r.id, 'registro', g.codice, 'denominazione', g.denominazione, 'tipo', g.tipo,
      'anno', r.anno, 'numero', r.numero, 'oggetto', s.oggetto, 'supporto', r.supporto, 'istante', r.istante, 'annullata', s.annullata,
      'raccomandata', g.tipo = 'protocollo' AND s.flusso = 'E' AND s.mezzo IS NOT DISTINCT FROM 'raccomandata')
    FROM registrazione r JOIN registro g ON g.id = r.registro_id JOIN scheda s ON s.registrazione_id = r.id WHERE r.id = quale);
END $$;

/* Everything a registration must know before it is written, in one round trip and outside the register's lock: the
   register (with the offices that may write in it, if not all) and its AOO, the settings, the documents (and where they, or
   principal documents with the same digest in a register of the other kind, are already registered), the titolario entry,
   the competent unit, the excluded category, the registrations it refers to, and the first answer of an Idempotency-Key. */
CREATE OR REPLACE FUNCTION fatti_registrazione(ente uuid, dati jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  oggi date := (clock_timestamp() AT TIME ZONE 'Europe/Rome')::date;
  risultato jsonb;
  reg registro;
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  SELECT * INTO reg FROM registro r WHERE r.codice = dati ->> 'registro';
  SELECT jsonb_build_object(
    'registro', jsonb_build_object('id', reg.id, 'codice', reg.codice, 'denominazione', reg.denominazione, 'tipo', reg.tipo,
      'chiuso', reg.chiuso_il IS NOT NULL, 'classificazione', reg.classificazione,
      'uffici', CASE WHEN reg.tipo = 'repertorio' THEN (SELECT coalesce(jsonb_agg(u.denominazione ORDER BY u.ordine), '[]')
        FROM registro_unita ru JOIN unita u ON u.id = ru.unita_id WHERE ru.registro_id = reg.id) ELSE '[]' END,
      'ufficioAmmesso', reg.tipo <> 'repertorio' OR NOT EXISTS (SELECT FROM registro_unita ru WHERE ru.registro_id = reg.id)
        OR EXISTS (SELECT FROM registro_unita ru WHERE ru.registro_id = reg.id AND ru.unita_id = (dati ->> 'ufficio')::uuid)),
    'aoo', (SELECT jsonb_build_object('codice', a.codice, 'denominazione', a.denominazione, 'responsabile', a.responsabile,
      'casellaPec', a.casella_pec, 'indirizzo', a.indirizzo) FROM aoo a WHERE a.id = reg.aoo_id),
    'impostazioni', (SELECT coalesce(jsonb_object_agg(i.chiave, i.valore), '{}') FROM impostazione i),
    'documenti', CASE WHEN dati -> 'documenti' = '[]' THEN '[]' ELSE (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'impronta', d.impronta, 'algoritmo', d.algoritmo,
        'nomeFile', d.nome_file, 'formato', d.formato, 'dimensione', d.dimensione,
        'registrazioni', (SELECT coalesce(jsonb_agg(riferimento_registrazione(rd.registrazione_id)), '[]')
          FROM registrazione_documento rd WHERE rd.documento_id = d.id),
        'gemelli', CASE WHEN d.id = (dati ->> 'principale')::uuid THEN (
          SELECT coalesce(jsonb_agg(riferimento_registrazione(rd.registrazione_id)), '[]')
          FROM registrazione_documento rd JOIN scheda s ON s.registrazione_id = rd.registrazione_id JOIN registro g ON g.id = s.registro_id
          WHERE rd.ente_id = ente AND rd.impronta = d.impronta AND rd.documento_id <> d.id AND rd.ruolo = 'principale'
            AND NOT s.annullata AND g.tipo <> reg.tipo) ELSE '[]' END)), '[]')
      FROM documento d WHERE d.id IN (SELECT jsonb_array_elements_text(dati -> 'documenti')::uuid)) END,
    'unita', (SELECT jsonb_build_object('id', u.id, 'codice', u.codice, 'denominazione', u.denominazione, 'uu', u.uu AND u.attiva)
      FROM unita u WHERE u.codice = dati ->> 'unitaCompetente'),
    'categoria', (SELECT jsonb_build_object('id', c.id, 'codice', c.codice, 'denominazione', c.denominazione, 'origine', c.origine)
      FROM categoria_esclusa c WHERE c.codice = dati ->> 'categoriaEsclusa' AND c.attiva),
    'riferimenti', CASE WHEN dati -> 'riferimenti' = '[]' THEN '[]' ELSE (
      SELECT coalesce(jsonb_agg(riferimento_registrazione(r.id)), '[]')
      FROM jsonb_to_recordset(dati -> 'riferimenti') AS x (registro text, anno smallint, numero bigint)
      JOIN registro g ON g.codice = coalesce(x.registro, reg.codice)
      JOIN registrazione r ON r.registro_id = g.id AND r.anno = x.anno AND r.numero = x.numero) END,
    'risposta', (SELECT jsonb_build_object('impronta', encode(i.impronta_richiesta, 'hex'), 'stato', i.stato,
        'posizione', i.posizione, 'corpo', i.corpo)
      FROM idempotenza i WHERE i.soggetto = (dati ->> 'soggetto')::uuid AND i.chiave = dati ->> 'chiave'))
  INTO risultato;
  -- An entry of a repertorio that says no class gets the one its register proposes.
  RETURN risultato || esame_voce(ente, coalesce(dati ->> 'classificazione', reg.classificazione));
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
      allegati_dichiarati, numero_allegati, originali, ricerca, nomi)
  SELECT r.id, ente_corrente(), r.registro_id, r.anno, r.numero, r.istante, r.flusso, r.oggetto, s.corrispondenti,
      s.mezzo, s.numero_raccomandata, s.luogo, s.voce_titolario_id, s.unita_competente_id, s.rpa, s.note,
      s.data_documento, s.allegati_dichiarati, coalesce(s.numero_allegati, 0), coalesce(s.originali, '[]'),
      vettore_ricerca(v ->> 'testo'),
      vettore_nomi((SELECT string_agg(c ->> 'nominativo', ' ') FROM jsonb_array_elements(v -> 'corrispondenti') c))
  FROM jsonb_array_elements(voci) v, jsonb_populate_record(NULL::registrazione, v -> 'registrazione') r,
       jsonb_populate_record(NULL::scheda, v -> 'scheda') s;

  INSERT INTO corrispondente (ente_id, registrazione_id, ruolo, ordine, tipo, nominativo, codice_fiscale, dati)
  SELECT ente_corrente(), (v -> 'registrazione' ->> 'id')::uuid, c.ruolo, c.ordine, c.tipo, c.nominativo, c.codice_fiscale, c.dati
  FROM jsonb_array_elements(voci) v, jsonb_populate_recordset(NULL::corrispondente, v -> 'corrispondenti') c;

  INSERT INTO registrazione_documento (ente_id, registrazione_id, ordine, ruolo, documento_id, descrizione, tipo,
      impronta, algoritmo, nome_file, formato, dimensione)
  SELECT ente_corrente(), (v -> 'registrazione' ->> 'id')::uuid, d.ordine, d.ruolo, d.documento_id, d.descrizione, d.tipo,
      d.impronta, d.algoritmo, d.nome_file, d.formato, d.dimensione
  FROM jsonb_array_elements(voci) v, jsonb_populate_recordset(NULL::registrazione_documento, v -> 'documenti') d;

  INSERT INTO collegamento (ente_id, registrazione_id, altra_id, tipo, creato_da)
  SELECT ente_corrente(), (v -> 'registrazione' ->> 'id')::uuid, c.altra_id, c.tipo, v -> 'registrazione' ->> 'operatore'
  FROM jsonb_array_elements(voci) v, jsonb_populate_recordset(NULL::collegamento, v -> 'collegamenti') c;

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

-- Serie archivistiche (RN-47.1, RN-47.2): fascicoli and registers gathered by a criterion that is written down.
CREATE TABLE serie (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  denominazione text NOT NULL CHECK (btrim(denominazione) <> ''),
  criterio text NOT NULL CHECK (length(btrim(criterio)) >= 5),
  -- What holds its members together: nature or form of the documents, subject, affare, procedimento.
  tipo_criterio text NOT NULL CHECK (tipo_criterio IN ('natura', 'forma', 'materia', 'affare', 'procedimento')),
  attivita text,
  unita_id uuid,
  estremo_iniziale date,
  estremo_finale date,
  note text,
  chiusa_il timestamptz,
  versione integer NOT NULL DEFAULT 1,
  creata_da text NOT NULL,
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (ente_id, id),
  UNIQUE (ente_id, denominazione),
  CHECK (estremo_finale >= estremo_iniziale),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id)
);

CREATE TABLE serie_unita (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  serie_id uuid NOT NULL,
  registro_id uuid,
  fascicolo_id uuid,
  aggiunta_da text NOT NULL,
  aggiunta_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  CHECK (num_nonnulls(registro_id, fascicolo_id) = 1),
  UNIQUE (serie_id, registro_id),
  UNIQUE (serie_id, fascicolo_id),
  FOREIGN KEY (ente_id, serie_id) REFERENCES serie (ente_id, id),
  FOREIGN KEY (ente_id, registro_id) REFERENCES registro (ente_id, id),
  FOREIGN KEY (ente_id, fascicolo_id) REFERENCES fascicolo (ente_id, id)
);
CREATE INDEX serie_unita_registro ON serie_unita (registro_id) WHERE registro_id IS NOT NULL;
CREATE INDEX serie_unita_fascicolo ON serie_unita (fascicolo_id) WHERE fascicolo_id IS NOT NULL;

CREATE FUNCTION verifica_serie_aperta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM serie s WHERE s.id = coalesce(NEW.serie_id, OLD.serie_id) AND s.chiusa_il IS NOT NULL) THEN
    RAISE EXCEPTION 'La serie è chiusa' USING ERRCODE = 'TB008';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER serie_aperta BEFORE INSERT OR DELETE ON serie_unita FOR EACH ROW EXECUTE FUNCTION verifica_serie_aperta();

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['serie', 'serie_unita']) t;
GRANT SELECT, INSERT, UPDATE (denominazione, criterio, tipo_criterio, attivita, unita_id, estremo_iniziale, estremo_finale, note,
  chiusa_il, versione) ON serie TO tabularium_applicazione;
GRANT SELECT, INSERT, DELETE ON serie_unita TO tabularium_applicazione;
GRANT SELECT ON serie, serie_unita TO tabularium_lettore;

-- Enti that already exist get the registers of art. 39 too; row-level security is forced on the owner: one ente at a time.
DO $$
DECLARE
  e uuid;
BEGIN
  FOR e IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', e::text, true);
    INSERT INTO registro (ente_id, aoo_id, codice, denominazione, tipo, voce_manuale)
    SELECT a.ente_id, a.id, v.codice, v.denominazione, 'repertorio', v.voce FROM aoo a, (VALUES
      (1, 'ATTI_ROGATI', 'Atti rogati o autenticati dal Segretario Generale'),
      (2, 'CONTRATTI', 'Contratti e convenzioni'),
      (3, 'VERB_CONSIGLIO', 'Verbali delle sedute del Consiglio comunale'),
      (4, 'VERB_GIUNTA', 'Verbali delle sedute della Giunta Municipale'),
      (5, 'VERB_COMMISSIONI', 'Verbali delle sedute delle Commissioni Consiliari permanenti e speciali'),
      (6, 'VERB_COMM_LEGGE', 'Verbali delle Commissioni istituite per legge'),
      (7, 'STATO_CIVILE', 'Atti di stato civile'),
      (8, 'PUBBL_MATRIMONIO', 'Pubblicazioni di matrimonio'),
      (9, 'CARTE_IDENTITA', 'Carte d’identità'),
      (10, 'CERT_ANAGRAFICI', 'Certificati anagrafici'),
      (11, 'TESSERE_ELETT', 'Tessere elettorali'),
      (12, 'LIQUIDAZIONI', 'Atti di liquidazione'),
      (13, 'MANDATI', 'Mandati di pagamento'),
      (14, 'REVERSALI', 'Reversali d’incasso'),
      (15, 'VERB_CDS', 'Verbali di violazione al Codice della strada'),
      (16, 'VERB_VIOLAZIONI', 'Verbali di violazioni amministrative'),
      (17, 'DEL_CONSIGLIO', 'Delibere del Consiglio comunale'),
      (18, 'DEL_GIUNTA', 'Delibere della Giunta Municipale'),
      (19, 'ORDINANZE', 'Ordinanze'),
      (20, 'ORD_PREFETTIZIE', 'Ordinanze prefettizie relative a procedimenti sanzionatori'),
      (21, 'ALBO_PRETORIO', 'Atti pubblicati all’Albo Pretorio e le relative richieste e conferme di avvenuta pubblicazione'),
      (22, 'DEPOSITI_CASA', 'Atti depositati alla casa comunale'),
      (23, 'NOTIFICHE', 'Notifiche')
    ) v (voce, codice, denominazione)
    WHERE NOT EXISTS (SELECT FROM registro r WHERE r.codice = v.codice);
    INSERT INTO registro_stato (registro_id, ente_id) SELECT r.id, r.ente_id FROM registro r WHERE r.tipo = 'repertorio';
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;
