-- The titolario remembers its own history: every version is a whole copy of the entries, an entry is itself across versions by
-- its `identita`, and what was published never changes again (RN-42.4, RN-42.7, RN-42.7-2, RN-42.7-3). Beside it what leads to
-- it (prontuario, RN-26.1), what follows from it (piano di conservazione, RN-41), and how people are told (RN-42.5).

-- Today, at Rome, by the clock that numbers registrations.
CREATE FUNCTION oggi_a_roma() RETURNS date LANGUAGE sql VOLATILE RETURN (istante_corrente() AT TIME ZONE 'Europe/Rome')::date;

-- ---------------------------------------------------------------------------------------------------------------
-- Versions

ALTER TABLE titolario ADD COLUMN stato text NOT NULL DEFAULT 'pubblicata' CHECK (stato IN ('bozza', 'pubblicata'));
ALTER TABLE titolario ALTER COLUMN stato SET DEFAULT 'bozza';
-- A draft is in force on no day at all.
ALTER TABLE titolario ALTER COLUMN in_uso_dal DROP NOT NULL;
ALTER TABLE titolario ADD CONSTRAINT titolario_decorrenza CHECK ((stato = 'pubblicata') = (in_uso_dal IS NOT NULL));
ALTER TABLE titolario
  ADD COLUMN atto_organo text,
  ADD COLUMN atto_numero text,
  ADD COLUMN atto_data date,
  ADD COLUMN approvata_il date,
  ADD COLUMN istruzioni text,
  ADD COLUMN origine_id uuid REFERENCES titolario,
  ADD COLUMN creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN creata_da text,
  ADD COLUMN pubblicata_il timestamptz,
  ADD COLUMN pubblicata_da text;
-- One draft at a time: two revisions under way would undo each other.
CREATE UNIQUE INDEX titolario_bozza ON titolario (ente_id) WHERE stato = 'bozza';

-- What the ente calls the three levels (CORI-3, AMB-23). The versions' own names are the default.
CREATE TABLE livelli_titolario (
  ente_id uuid PRIMARY KEY REFERENCES ente,
  livelli text[] NOT NULL CHECK (cardinality(livelli) = 3 AND array_position(livelli, NULL) IS NULL)
);

-- ---------------------------------------------------------------------------------------------------------------
-- Entries

ALTER TABLE voce_titolario
  ADD COLUMN identita uuid NOT NULL DEFAULT uuid_v7(),
  -- The words of the act it was taken from, where they are known (RN-42.8).
  ADD COLUMN testo_originale text,
  -- First day of the version that brought the entry in, of the one that gave it the text it has, of the one that closed it.
  ADD COLUMN introdotta_il date,
  ADD COLUMN variata_il date,
  ADD COLUMN chiusa boolean NOT NULL DEFAULT false,
  ADD COLUMN chiusa_il date;
DO $$
DECLARE
  e uuid;
BEGIN
  FOR e IN SELECT id FROM ente LOOP
    PERFORM set_config('tabularium.ente', e::text, true);
    UPDATE voce_titolario v SET introdotta_il = t.in_uso_dal FROM titolario t WHERE t.id = v.titolario_id;
  END LOOP;
  PERFORM set_config('tabularium.ente', '', true);
END $$;
-- A partition belongs to one above it, of the same version, and only once (RN-42.2).
ALTER TABLE voce_titolario ADD CONSTRAINT voce_titolario_una_volta UNIQUE (titolario_id, identita);
ALTER TABLE voce_titolario ADD CONSTRAINT voce_titolario_nella_versione UNIQUE (titolario_id, id);
ALTER TABLE voce_titolario ADD CONSTRAINT voce_titolario_padre_stessa_versione
  FOREIGN KEY (titolario_id, padre_id) REFERENCES voce_titolario (titolario_id, id);
ALTER TABLE voce_titolario ADD CONSTRAINT voce_titolario_titolo CHECK ((livello = 1) = (padre_id IS NULL));
ALTER TABLE voce_titolario ADD CONSTRAINT voce_titolario_codice CHECK (livello < 4 OR codice IS NULL);
CREATE INDEX voce_titolario_identita ON voce_titolario (identita);

CREATE FUNCTION verifica_titolario() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stato = 'pubblicata' THEN
    IF TG_OP = 'DELETE' OR OLD.in_uso_al IS NOT NULL OR to_jsonb(NEW) - 'in_uso_al' <> to_jsonb(OLD) - 'in_uso_al' THEN
      RAISE EXCEPTION 'Una versione pubblicata del titolario non cambia: se ne fissa soltanto la fine (RN-42.7)' USING ERRCODE = 'TB001';
    END IF;
  ELSIF TG_OP = 'UPDATE' AND NEW.stato = 'pubblicata' THEN
    IF EXISTS (SELECT FROM titolario t WHERE t.ente_id = NEW.ente_id AND t.id <> NEW.id AND t.stato = 'pubblicata'
      AND coalesce(t.in_uso_al, 'infinity'::date) >= NEW.in_uso_dal)
    THEN
      RAISE EXCEPTION 'Due versioni del titolario non sono in uso lo stesso giorno' USING ERRCODE = 'TB001';
    END IF;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER versione_stabile BEFORE UPDATE OR DELETE ON titolario FOR EACH ROW EXECUTE FUNCTION verifica_titolario();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON titolario FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();

CREATE FUNCTION verifica_voce_in_bozza() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sua uuid := CASE TG_OP WHEN 'INSERT' THEN NEW.titolario_id ELSE OLD.titolario_id END;
BEGIN
  -- Shared lock: who is publishing waits, or was waited for.
  PERFORM FROM titolario t WHERE t.id = sua AND t.stato = 'bozza' FOR SHARE;
  IF NOT FOUND OR (TG_OP = 'UPDATE' AND NEW.titolario_id <> OLD.titolario_id) THEN
    RAISE EXCEPTION 'Le voci di una versione pubblicata del titolario non cambiano (RN-42.7)' USING ERRCODE = 'TB001';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER in_bozza BEFORE INSERT OR UPDATE OR DELETE ON voce_titolario
  FOR EACH ROW EXECUTE FUNCTION verifica_voce_in_bozza();
CREATE TRIGGER non_svuotabile BEFORE TRUNCATE ON voce_titolario FOR EACH STATEMENT EXECUTE FUNCTION rifiuta_modifica();

-- One level below the entry above, and a code that says so: IV.3 is under IV. At the end of the statement, when all are there.
CREATE FUNCTION verifica_posto_voce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.padre_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM voce_titolario p WHERE p.id = NEW.padre_id AND p.codice IS NOT NULL AND p.livello = NEW.livello - 1
      AND (NEW.codice IS NULL OR NEW.codice = p.codice || '.' || NEW.numero))
  THEN
    RAISE EXCEPTION 'La voce % non sta sotto quella che la contiene (RN-42.2)', coalesce(NEW.codice, NEW.denominazione)
      USING ERRCODE = '23514';
  END IF;
  IF NEW.padre_id IS NULL AND NEW.codice IS NULL THEN
    RAISE EXCEPTION 'Un titolo ha sempre un codice (RN-42.2)' USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER posto AFTER INSERT OR UPDATE OF padre_id, codice, numero, livello ON voce_titolario
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION verifica_posto_voce();

-- ---------------------------------------------------------------------------------------------------------------
-- Classifying

-- The version in force on a day, if any.
CREATE FUNCTION titolario_al(giorno date) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT t.id FROM titolario t
    WHERE t.stato = 'pubblicata' AND giorno BETWEEN t.in_uso_dal AND coalesce(t.in_uso_al, 'infinity'::date)
    ORDER BY t.in_uso_dal DESC LIMIT 1);
END $$;

-- Why one cannot classify under an entry: `chiusa` (RN-42.7-3), `con-partizioni` when open ones are below it (RN-42.8-3); else NULL.
CREATE FUNCTION motivo_non_usabile(voce voce_titolario) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN voce.chiusa THEN 'chiusa'
    WHEN EXISTS (SELECT FROM voce_titolario f WHERE f.padre_id = voce.id AND f.codice IS NOT NULL AND NOT f.chiusa) THEN 'con-partizioni' END;
END $$;

-- The entry a new registration asks for, by the clock that will number it: {voce, voceNonUsabile}, the first only if usable.
CREATE FUNCTION esame_voce(ente uuid, codice_voce text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  versione uuid;
  v voce_titolario;
  motivo text;
BEGIN
  IF codice_voce IS NULL THEN RETURN '{"voce": null, "voceNonUsabile": null}'; END IF;
  PERFORM set_config('tabularium.ente', ente::text, true);
  versione := titolario_al(oggi_a_roma());
  SELECT * INTO v FROM voce_titolario x WHERE x.titolario_id = versione AND x.codice = codice_voce;
  IF v.id IS NOT NULL THEN motivo := motivo_non_usabile(v);
  ELSIF versione IS NULL THEN motivo := 'nessun-titolario';
  END IF;
  RETURN jsonb_build_object(
    'voce', CASE WHEN v.id IS NOT NULL AND motivo IS NULL
      THEN jsonb_build_object('id', v.id, 'codice', v.codice, 'denominazione', v.denominazione) END,
    'voceNonUsabile', motivo);
END $$;

/* A registration is classified under an entry of the version in force on its own day, open and of the last level, whoever
   writes and whenever (RN-8.1, RN-42.7-3, RN-42.8-3, RN-86.1): also when midnight of 31 December passes between the
   question and the number. */
CREATE FUNCTION verifica_classificazione() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  motivo text;
BEGIN
  SELECT CASE WHEN t.stato <> 'pubblicata' OR (NEW.istante AT TIME ZONE 'Europe/Rome')::date NOT BETWEEN t.in_uso_dal
      AND coalesce(t.in_uso_al, 'infinity'::date) THEN 'fuori-versione' ELSE motivo_non_usabile(v) END
  INTO motivo FROM voce_titolario v JOIN titolario t ON t.id = v.titolario_id WHERE v.id = NEW.voce_titolario_id;
  IF motivo IS NOT NULL THEN
    RAISE EXCEPTION 'La voce di titolario non vale per questa registrazione: %', motivo USING ERRCODE = 'TB008';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER classificazione_nuova AFTER INSERT ON scheda FOR EACH ROW
  WHEN (NEW.voce_titolario_id IS NOT NULL) EXECUTE FUNCTION verifica_classificazione();
CREATE TRIGGER classificazione_cambiata AFTER UPDATE OF voce_titolario_id ON scheda FOR EACH ROW
  WHEN (NEW.voce_titolario_id IS NOT NULL AND NEW.voce_titolario_id IS DISTINCT FROM OLD.voce_titolario_id)
  EXECUTE FUNCTION verifica_classificazione();

-- How many registrations each entry of a version has, with those of the same code in other versions; beyond `massimo` it is
-- `massimo`. Runs as the role of the searches: under row-level security the index alone would not do.
CREATE FUNCTION conta_registrazioni(di_versione uuid, massimo integer) RETURNS TABLE (codice text, quante integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT v.codice, least(sum(n.quante), massimo)::integer
  FROM voce_titolario v
  JOIN titolario t ON t.id = v.titolario_id AND t.ente_id = ente_corrente()
  JOIN voce_titolario pari ON pari.ente_id = t.ente_id AND pari.codice = v.codice
  CROSS JOIN LATERAL (SELECT count(*) AS quante FROM (
    SELECT FROM scheda s WHERE s.voce_titolario_id = pari.id LIMIT massimo) x) n
  WHERE v.titolario_id = di_versione AND v.codice IS NOT NULL
  GROUP BY v.codice HAVING sum(n.quante) > 0 $$;
-- The same of fascicoli, without their parts; the table comes with the next migration.
CREATE FUNCTION conta_fascicoli(di_versione uuid, massimo integer) RETURNS TABLE (codice text, quanti integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT v.codice, least(sum(n.quanti), massimo)::integer
  FROM voce_titolario v
  JOIN titolario t ON t.id = v.titolario_id AND t.ente_id = ente_corrente()
  JOIN voce_titolario pari ON pari.ente_id = t.ente_id AND pari.codice = v.codice
  CROSS JOIN LATERAL (SELECT count(*) AS quanti FROM (
    SELECT FROM fascicolo f WHERE f.voce_titolario_id = pari.id AND f.sottofascicolo = 0 LIMIT massimo) x) n
  WHERE v.titolario_id = di_versione AND v.codice IS NOT NULL
  GROUP BY v.codice HAVING sum(n.quanti) > 0;
END $$;
CREATE INDEX voce_titolario_per_codice ON voce_titolario (ente_id, codice) WHERE codice IS NOT NULL;

-- ---------------------------------------------------------------------------------------------------------------
-- Prontuario

/* A text as the prontuario compares it: small letters, no accents, words between blanks; said twice, with the apostrophe that
   parts two words and without it, so that «carta d'identità», «carta d identita» and «didentita» are found alike. */
CREATE FUNCTION testo_indice(testo text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN ' ' || btrim(regexp_replace(replace(testo_ricerca(testo), '.', ''), '[^a-z0-9]+', ' ', 'g')) || ' | ' ||
    btrim(regexp_replace(regexp_replace(testo_ricerca(testo), '[.''’`´]', '', 'g'), '[^a-z0-9]+', ' ', 'g')) || ' ';

-- The words of a question, without those that mean nothing by themselves; in any order.
CREATE FUNCTION parole_indice(testo text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  WITH tutte AS (
    SELECT DISTINCT p FROM regexp_split_to_table(btrim(split_part(testo_indice(testo), '|', 1)), ' ') p WHERE p <> ''
  ), piene AS (
    SELECT p FROM tutte WHERE length(p) > 1 AND p <> ALL ('{di,da,in,con,su,per,tra,fra,il,lo,la,gli,le,un,uno,una,del,dello,della,dei,degli,delle,dell,al,allo,alla,ai,agli,alle,all,dal,dalla,dai,dall,nel,nella,nell,sul,sulla,sull,ed}'))
  SELECT coalesce((SELECT array_agg(p) FROM piene), (SELECT array_agg(p) FROM tutte), '{}') $$;

CREATE TABLE prontuario_voce (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  testo text NOT NULL CHECK (btrim(testo) <> ''),
  -- The entry of the titolario, whatever version is in force (voce_titolario.identita).
  voce_identita uuid NOT NULL,
  unita_id uuid,
  -- Kind of fascicolo or other aggregation, in the words of the titolario.
  tipo text,
  note text,
  origine text NOT NULL CHECK (origine IN ('corredo', 'ente', 'importazione')),
  versione integer NOT NULL DEFAULT 1,
  creata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  ricerca text GENERATED ALWAYS AS (testo_indice(testo)) STORED,
  parole text[] GENERATED ALWAYS AS (parole_indice(testo)) STORED,
  radici tsvector GENERATED ALWAYS AS (to_tsvector('public.italiano', testo)) STORED,
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, unita_id) REFERENCES unita (ente_id, id)
);
CREATE UNIQUE INDEX prontuario_voce_unica ON prontuario_voce (ente_id, ricerca, voce_identita);

-- ---------------------------------------------------------------------------------------------------------------
-- Piano di conservazione

-- A plan is loaded whole and does not change: another one follows it (RN-41.2).
CREATE TABLE piano_conservazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  denominazione text NOT NULL CHECK (denominazione <> ''),
  fonte text NOT NULL CHECK (fonte <> ''),
  in_vigore_dal date NOT NULL,
  caricato_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  caricato_da text NOT NULL,
  UNIQUE (ente_id, id),
  UNIQUE (ente_id, denominazione)
);

CREATE TABLE piano_regola (
  ente_id uuid NOT NULL,
  piano_id uuid NOT NULL,
  ordine integer NOT NULL,
  codice text NOT NULL,
  -- Name of the voce under that code; NULL: the entry itself and the voci that have no rule of their own.
  voce text,
  -- NULL when the titolario has nothing of the kind: kept, and reported (RN-41.2).
  voce_identita uuid,
  anni integer CHECK (anni BETWEEN 1 AND 200),
  permanente boolean NOT NULL,
  nota text,
  PRIMARY KEY (piano_id, ordine),
  CHECK (permanente = (anni IS NULL)),
  FOREIGN KEY (ente_id, piano_id) REFERENCES piano_conservazione (ente_id, id)
);
CREATE UNIQUE INDEX piano_regola_unica ON piano_regola (piano_id, voce_identita) WHERE voce_identita IS NOT NULL;
CREATE INDEX piano_regola_voce ON piano_regola (voce_identita);
SELECT rendi_immutabile(t::regclass) FROM unnest(ARRAY['piano_conservazione', 'piano_regola']) t;

-- Last day a thing closed that day must be kept: years are whole (RN-41.1). NULL: for ever.
CREATE FUNCTION conservare_fino(chiuso_il date, anni integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN make_date(extract(year FROM chiuso_il)::integer + anni, 12, 31);

-- ---------------------------------------------------------------------------------------------------------------
-- Comunicazioni

CREATE TABLE comunicazione (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  tipo text NOT NULL,
  oggetto text NOT NULL CHECK (oggetto <> ''),
  testo text NOT NULL,
  dettaglio jsonb NOT NULL DEFAULT '{}',
  -- Screen that shows what it is about: `/titolario/versioni/…`.
  collegamento text,
  mittente text NOT NULL,
  inviata_il timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (ente_id, id)
);
CREATE TABLE comunicazione_destinatario (
  ente_id uuid NOT NULL,
  comunicazione_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  letta_il timestamptz,
  PRIMARY KEY (utente_id, comunicazione_id),
  FOREIGN KEY (ente_id, comunicazione_id) REFERENCES comunicazione (ente_id, id),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX comunicazione_destinatario_comunicazione ON comunicazione_destinatario (comunicazione_id);
SELECT rendi_immutabile('comunicazione');
CREATE TRIGGER non_cancellabile BEFORE DELETE ON comunicazione_destinatario FOR EACH ROW EXECUTE FUNCTION rifiuta_modifica();

-- ---------------------------------------------------------------------------------------------------------------

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['livelli_titolario', 'prontuario_voce', 'piano_conservazione',
  'piano_regola', 'comunicazione', 'comunicazione_destinatario']) t;

GRANT INSERT, DELETE, UPDATE (versione, stato, in_uso_dal, in_uso_al, livelli, atto_organo, atto_numero, atto_data, approvata_il,
  istruzioni, pubblicata_il, pubblicata_da) ON titolario TO tabularium_applicazione;
GRANT INSERT, DELETE, UPDATE (padre_id, livello, codice, numero, denominazione, tipi, nota, introdotta_il, variata_il, chiusa,
  chiusa_il) ON voce_titolario TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (livelli) ON livelli_titolario TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE, DELETE ON prontuario_voce TO tabularium_applicazione;
GRANT SELECT, INSERT ON piano_conservazione, piano_regola, comunicazione, comunicazione_destinatario TO tabularium_applicazione;
GRANT UPDATE (letta_il) ON comunicazione_destinatario TO tabularium_applicazione;
GRANT SELECT ON livelli_titolario, prontuario_voce, piano_conservazione, piano_regola TO tabularium_lettore;

GRANT SELECT (id, ente_id) ON titolario TO tabularium_ricerca;
GRANT SELECT (id, ente_id, titolario_id, codice) ON voce_titolario TO tabularium_ricerca;
GRANT CREATE ON SCHEMA public TO tabularium_ricerca;
ALTER FUNCTION conta_registrazioni OWNER TO tabularium_ricerca;
ALTER FUNCTION conta_fascicoli OWNER TO tabularium_ricerca;
REVOKE CREATE ON SCHEMA public FROM tabularium_ricerca;
REVOKE ALL ON FUNCTION conta_registrazioni, conta_fascicoli FROM PUBLIC;
GRANT EXECUTE ON FUNCTION conta_registrazioni, conta_fascicoli TO tabularium_applicazione;
