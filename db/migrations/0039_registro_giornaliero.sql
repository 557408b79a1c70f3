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
