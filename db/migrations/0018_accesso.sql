-- Signing in: passwords that grow old, browsers that are known, sessions one can see and close, rules of use to confirm.

/* The instant sessions and passwords are judged by. Apart from `istante_corrente`, which registers: a test may put a registro in
   another year without ending everybody's session, and the other way round. */
CREATE FUNCTION istante_accessi() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN clock_timestamp();

-- RN-11.5-2..4. An initial password opens for a few days, and only to be changed.
ALTER TABLE utente
  ADD COLUMN password_da_cambiare boolean NOT NULL DEFAULT false,
  ADD COLUMN password_cambiata_il timestamptz NOT NULL DEFAULT istante_accessi(),
  ADD COLUMN password_iniziale_fino timestamptz,
  ADD CHECK (password_iniziale_fino IS NULL OR password_da_cambiare),
  DROP COLUMN tentativi_falliti,
  DROP COLUMN sospeso_fino;
GRANT UPDATE (password_da_cambiare, password_cambiata_il, password_iniziale_fino) ON utente TO tabularium_applicazione;

-- Until when a password holds: three months for who treats sensitive or judicial data (RN-11.5-4), six for the others (RN-11.5-3).
CREATE FUNCTION password_scade_il(u utente) RETURNS timestamptz LANGUAGE sql IMMUTABLE
  RETURN ((u).password_cambiata_il AT TIME ZONE 'Europe/Rome'
    + CASE WHEN (u).dati_particolari OR (u).dati_giudiziari THEN interval '3 months' ELSE interval '6 months' END)
    AT TIME ZONE 'Europe/Rome';

CREATE TABLE password_passata (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  password text NOT NULL,
  sostituita_il timestamptz NOT NULL DEFAULT istante_accessi(),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX password_passata_utente ON password_passata (utente_id, id DESC);

-- A browser from which somebody has signed in already: it has a place of its own in the count of the wrong passwords.
CREATE TABLE dispositivo (
  impronta_segreto bytea NOT NULL,
  ente_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  conosciuto_dal timestamptz NOT NULL DEFAULT istante_accessi(),
  ultimo_accesso timestamptz NOT NULL DEFAULT istante_accessi(),
  PRIMARY KEY (utente_id, impronta_segreto),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX dispositivo_uso ON dispositivo (ultimo_accesso);

/* Wrong passwords in a row, by who is tried and from where (docs/decisioni, the one on wrong passwords). `chi` is a user, or one
   of a few thousand places shared by all names that nobody has, so that they are counted, slowed and answered alike and what was
   typed is not kept. `fonte`: `rete <address>`, `dispositivo <digest>`, or `ignota` for all unknown places together. */
CREATE TABLE tentativo (
  ente_id uuid NOT NULL REFERENCES ente,
  chi uuid NOT NULL,
  fonte text NOT NULL,
  falliti integer NOT NULL DEFAULT 0,
  ultimo_il timestamptz NOT NULL,
  sospeso_fino timestamptz,
  -- When somebody last got in from this address: for him it is a known place.
  riuscito_il timestamptz,
  PRIMARY KEY (ente_id, chi, fonte)
);
CREATE INDEX tentativo_eta ON tentativo (ultimo_il);

ALTER TABLE sessione
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN agente text CHECK (length(agente) <= 400),
  -- Wrong passwords typed inside it, to unlock it or to change the password.
  ADD COLUMN falliti integer NOT NULL DEFAULT 0,
  ADD COLUMN sospesa_fino timestamptz,
  ALTER COLUMN creata_il SET DEFAULT istante_accessi(),
  ALTER COLUMN ultima_attivita SET DEFAULT istante_accessi(),
  ADD UNIQUE (ente_id, id);
CREATE INDEX sessione_utente ON sessione (utente_id);

-- A way back in, by mail: for half an hour, once, kept as a digest.
CREATE TABLE recupero_password (
  impronta_segreto bytea PRIMARY KEY,
  ente_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  creato_il timestamptz NOT NULL DEFAULT istante_accessi(),
  scade_il timestamptz NOT NULL,
  usato_il timestamptz,
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id)
);
CREATE INDEX recupero_password_utente ON recupero_password (utente_id, creato_il);

-- RN-11.1: the rules of acceptable use, in versions, and who said to have read which.
CREATE TABLE politica_uso (
  id uuid PRIMARY KEY DEFAULT uuid_v7(),
  ente_id uuid NOT NULL REFERENCES ente,
  versione integer NOT NULL CHECK (versione > 0),
  testo text NOT NULL CHECK (length(testo) BETWEEN 1 AND 100000),
  pubblicata_il timestamptz NOT NULL DEFAULT istante_accessi(),
  pubblicata_da uuid NOT NULL,
  UNIQUE (ente_id, versione),
  UNIQUE (ente_id, id),
  FOREIGN KEY (ente_id, pubblicata_da) REFERENCES utente (ente_id, id)
);
CREATE TABLE conferma_politica (
  ente_id uuid NOT NULL,
  utente_id uuid NOT NULL,
  versione integer NOT NULL,
  confermata_il timestamptz NOT NULL DEFAULT istante_accessi(),
  PRIMARY KEY (utente_id, versione),
  FOREIGN KEY (ente_id, utente_id) REFERENCES utente (ente_id, id),
  FOREIGN KEY (ente_id, versione) REFERENCES politica_uso (ente_id, versione)
);
CREATE INDEX conferma_politica_versione ON conferma_politica (ente_id, versione, confermata_il);
SELECT rendi_immutabile('politica_uso');
SELECT rendi_immutabile('conferma_politica');

SELECT proteggi_per_ente(t::regclass) FROM unnest(ARRAY['password_passata', 'dispositivo', 'tentativo', 'recupero_password',
  'politica_uso', 'conferma_politica']) t;
GRANT SELECT, INSERT, DELETE ON password_passata TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (ultimo_accesso), DELETE ON dispositivo TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE, DELETE ON tentativo TO tabularium_applicazione;
GRANT SELECT, INSERT, UPDATE (usato_il), DELETE ON recupero_password TO tabularium_applicazione;
GRANT SELECT, INSERT ON politica_uso, conferma_politica TO tabularium_applicazione;

/* As before, and what the person must do first, in this order: change the password (`password`), confirm the rules of use
   (`politiche`). Only the routes that serve for that answer in the meantime. */
CREATE OR REPLACE FUNCTION identita_sessione(ente uuid, impronta bytea, inattivita interval, sottofondo boolean DEFAULT false)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  adesso timestamptz := istante_accessi();
  x record;
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  SELECT s.id, s.bloccata, s.ultima_attivita, s.utente_id,
    u.password_da_cambiare OR password_scade_il(u) <= adesso AS vecchia,
    (SELECT max(p.versione) FROM politica_uso p WHERE p.ente_id = s.ente_id) AS politica,
    jsonb_build_object('id', e.id, 'codiceIpa', e.codice_ipa, 'denominazione', e.denominazione, 'dimostrativo', e.dimostrativo) AS ente,
    jsonb_build_object('id', u.id, 'nomeUtente', u.nome_utente, 'nome', u.nome, 'cognome', u.cognome,
      'incaricatoTrattamento', coalesce(u.incaricato_dal <= (adesso AT TIME ZONE 'Europe/Rome')::date, false),
      'datiParticolari', u.dati_particolari, 'datiGiudiziari', u.dati_giudiziari) AS utente,
    CASE WHEN i.id IS NOT NULL THEN jsonb_build_object('id', i.id, 'profilo', i.profilo, 'responsabileUnita', i.responsabile_unita,
      'accesso', i.accesso,
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
    'sessioneId', x.id,
    'obblighi', to_jsonb(array_remove(ARRAY[CASE WHEN x.vecchia THEN 'password' END,
      CASE WHEN x.politica IS NOT NULL AND NOT EXISTS (SELECT FROM conferma_politica c
        WHERE c.utente_id = x.utente_id AND c.versione = x.politica) THEN 'politiche' END], NULL)),
    'principali', to_jsonb(principali_di(x.utente_id)),
    'delegatoRsp', EXISTS (SELECT FROM delega d WHERE d.utente_id = x.utente_id AND d.revocata_il IS NULL
      AND (adesso AT TIME ZONE 'Europe/Rome')::date BETWEEN d.dal AND coalesce(d.al, 'infinity'::date)));
END $$;

-- A line of the trail is of somebody (RN-11.5): of nobody only what the programme does by itself, and what was tried by whoever was
-- not recognised.
ALTER TABLE traccia ADD CONSTRAINT traccia_di_qualcuno CHECK (utente_id IS NOT NULL OR chiave_api_id IS NOT NULL OR attore IN
  ('sistema', 'installazione (ente:crea)', 'utente sconosciuto', 'credenziale sconosciuta', 'chi ha chiesto il recupero'));
