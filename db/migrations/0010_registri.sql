-- One mechanism of numbering for everything the office numbers (architettura §4): the protocollo, the registri particolari
-- (RN-39.1-2) and the fascicoli (RN-42b.2). A register numbers by solar year, or in one sequence that never restarts.

ALTER TABLE registro ADD COLUMN tipo text NOT NULL DEFAULT 'protocollo' CHECK (tipo IN ('protocollo', 'repertorio', 'fascicoli'));
ALTER TABLE registro ADD COLUMN numerazione text NOT NULL DEFAULT 'annuale' CHECK (numerazione IN ('annuale', 'continua'));
-- What a register numbers, and how, is decided when it is made. Only the installer's role writes here.
CREATE FUNCTION verifica_registro_stabile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.tipo, NEW.numerazione, NEW.codice) IS DISTINCT FROM (OLD.tipo, OLD.numerazione, OLD.codice) THEN
    RAISE EXCEPTION 'Codice, tipo e numerazione di un registro non cambiano' USING ERRCODE = 'TB001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registro_stabile BEFORE UPDATE ON registro FOR EACH ROW EXECUTE FUNCTION verifica_registro_stabile();

-- Year 0 counts for a register whose numbering is `continua`.
ALTER TABLE contatore DROP CONSTRAINT contatore_anno_check;
ALTER TABLE contatore ADD CONSTRAINT contatore_anno_check CHECK (anno = 0 OR anno BETWEEN 2000 AND 9999);

-- Copied from the register by a trigger, so that the uniqueness of a number across years is an index and not a promise.
ALTER TABLE registrazione ADD COLUMN numerazione_continua boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX registrazione_numero_continuo ON registrazione (registro_id, numero) WHERE numerazione_continua;

CREATE FUNCTION copia_numerazione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT r.numerazione = 'continua' INTO NEW.numerazione_continua FROM registro r WHERE r.id = NEW.registro_id;
  RETURN NEW;
END $$;
CREATE TRIGGER copia_numerazione BEFORE INSERT ON registrazione FOR EACH ROW EXECUTE FUNCTION copia_numerazione();

/* Locks the register and takes what its next rows need, in the order that makes it law-abiding: lock, instant (never
   before the last one), local year, numbers, log positions. The caller writes the rows and commits; a rollback
   gives everything back. `numeri` rows are about to be written and `foglie` leaves. Whatever the register numbers
   (registrations, entries of a repertorio, fascicoli), this is the way to a number.
   A clock that went back by up to two seconds is waited for; more, or a leap beyond the register's silenzio_massimo
   that the RSP has not vouched for, is refused. */
CREATE OR REPLACE FUNCTION apri_registro(registro uuid, numeri integer, foglie integer, orologio_applicazione timestamptz)
RETURNS TABLE (istante timestamptz, anno smallint, primo_numero bigint, prima_foglia bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  stato registro_stato;
  -- Compared with the application's clock, which was read before the wait for the lock.
  alla_chiamata timestamptz := istante_corrente();
  adesso timestamptz;
  reg registro;
  ultimo bigint;
  anno_legale smallint;
BEGIN
  SELECT * INTO stato FROM registro_stato s WHERE s.registro_id = registro FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Registro inesistente' USING ERRCODE = 'TB002';
  END IF;
  adesso := istante_corrente();
  IF abs(extract(epoch FROM alla_chiamata - orologio_applicazione)) > 30 THEN
    RAISE EXCEPTION 'Gli orologi del server (%) e della banca dati (%) non concordano', orologio_applicazione, alla_chiamata
      USING ERRCODE = 'TB012';
  END IF;
  IF adesso < stato.ultimo_istante THEN
    IF stato.ultimo_istante - adesso > interval '2 seconds' THEN
      RAISE EXCEPTION 'L''orologio segna % ma l''ultima registrazione è delle %', adesso, stato.ultimo_istante
        USING ERRCODE = 'TB010';
    END IF;
    WHILE adesso < stato.ultimo_istante LOOP
      PERFORM pg_sleep(extract(epoch FROM stato.ultimo_istante - adesso));
      adesso := istante_corrente();
    END LOOP;
  END IF;
  SELECT * INTO reg FROM registro r WHERE r.id = registro;
  -- A repertorio of contracts may well be silent for a year: only the protocollo, written every day, watches the clock so.
  IF stato.ultimo_istante IS NOT NULL AND reg.tipo = 'protocollo' THEN
    IF adesso > stato.ultimo_istante + reg.silenzio_massimo
       AND adesso > coalesce(stato.orologio_confermato_fino, '-infinity') THEN
      RAISE EXCEPTION 'L''orologio segna %, molto dopo l''ultima registrazione (%)', adesso, stato.ultimo_istante
        USING ERRCODE = 'TB011';
    END IF;
  END IF;
  anno_legale := extract(year FROM adesso AT TIME ZONE 'Europe/Rome');
  IF numeri > 0 THEN
    INSERT INTO contatore AS c (registro_id, ente_id, anno, ultimo)
    VALUES (registro, stato.ente_id, CASE reg.numerazione WHEN 'continua' THEN 0 ELSE anno_legale END, numeri)
    ON CONFLICT (registro_id, anno) DO UPDATE SET ultimo = c.ultimo + numeri
    RETURNING c.ultimo INTO ultimo;
  END IF;
  UPDATE registro_stato s SET ultimo_istante = adesso, ultima_foglia = stato.ultima_foglia + foglie
  WHERE s.registro_id = registro;
  RETURN QUERY SELECT adesso, anno_legale, ultimo - numeri + 1, stato.ultima_foglia + 1;
END $$;

-- At commit every number has its predecessor, not later than itself, and no number was taken without a row.
CREATE OR REPLACE FUNCTION verifica_progressione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.numero > 1 AND NOT (CASE WHEN NEW.numerazione_continua THEN EXISTS (
      SELECT FROM registrazione p WHERE p.registro_id = NEW.registro_id AND p.numerazione_continua AND p.numero = NEW.numero - 1
        AND p.istante <= NEW.istante)
    ELSE EXISTS (
      SELECT FROM registrazione p
      WHERE p.registro_id = NEW.registro_id AND p.anno = NEW.anno AND p.numero = NEW.numero - 1 AND p.istante <= NEW.istante) END)
  THEN
    RAISE EXCEPTION 'Il numero % del % non segue il precedente', NEW.numero, NEW.anno USING ERRCODE = 'TB003';
  END IF;
  IF NOT EXISTS (SELECT FROM contatore c WHERE c.registro_id = NEW.registro_id
    AND c.anno = (CASE WHEN NEW.numerazione_continua THEN 0 ELSE NEW.anno END) AND c.ultimo >= NEW.numero)
  THEN
    RAISE EXCEPTION 'Il numero % del % non è stato assegnato dal contatore', NEW.numero, NEW.anno USING ERRCODE = 'TB003';
  END IF;
  RETURN NULL;
END $$;

-- A counter of fascicoli is filled by fascicoli; any other by registrations.
CREATE OR REPLACE FUNCTION verifica_contatore() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  pieno boolean;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.ultimo < OLD.ultimo THEN
    RAISE EXCEPTION 'Il contatore non torna indietro' USING ERRCODE = 'TB003';
  END IF;
  IF NEW.anno > 0 THEN
    pieno := EXISTS (SELECT FROM registrazione r WHERE r.registro_id = NEW.registro_id AND r.anno = NEW.anno AND r.numero = NEW.ultimo);
  ELSIF EXISTS (SELECT FROM registro r WHERE r.id = NEW.registro_id AND r.tipo = 'fascicoli') THEN
    pieno := EXISTS (SELECT FROM fascicolo f WHERE f.registro_id = NEW.registro_id AND f.numero = NEW.ultimo);
  ELSE
    pieno := EXISTS (SELECT FROM registrazione r WHERE r.registro_id = NEW.registro_id AND r.numerazione_continua AND r.numero = NEW.ultimo);
  END IF;
  IF NOT pieno THEN
    RAISE EXCEPTION 'Il numero % del % è stato preso senza registrare', NEW.ultimo, NEW.anno USING ERRCODE = 'TB003';
  END IF;
  RETURN NULL;
END $$;

-- The fascicoli of an AOO have one sequence that never restarts (RN-42b.2, AMB-07).
-- Row-level security is forced on the owner too: one ente at a time.
DO $$
DECLARE
  e uuid;
BEGIN
  FOR e IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', e::text, true);
    INSERT INTO registro (ente_id, aoo_id, codice, denominazione, tipo, numerazione)
      SELECT a.ente_id, a.id, 'FASC', 'Repertorio dei fascicoli', 'fascicoli', 'continua' FROM aoo a;
    INSERT INTO registro_stato (registro_id, ente_id) SELECT r.id, r.ente_id FROM registro r WHERE r.tipo = 'fascicoli';
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;
CREATE UNIQUE INDEX registro_fascicoli ON registro (aoo_id) WHERE tipo = 'fascicoli';
