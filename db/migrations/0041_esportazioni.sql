-- Exports and imports of a whole ente (docs/decisioni/0025).

-- Who works at the console of the server is nobody the program knows.
ALTER TABLE traccia DROP CONSTRAINT traccia_di_qualcuno;
ALTER TABLE traccia ADD CONSTRAINT traccia_di_qualcuno CHECK (utente_id IS NOT NULL OR chiave_api_id IS NOT NULL OR attore IN
  ('sistema', 'installazione (ente:crea)', 'installazione (esporta)', 'installazione (importa)', 'utente sconosciuto',
   'credenziale sconosciuta', 'chi ha chiesto il recupero'));

-- The private half of a key is never in an export: where an ente was imported the next key is signed by none before it, and is
-- trusted from what is printed.
ALTER TABLE chiave_firma DROP CONSTRAINT chiave_firma_check1;
ALTER TABLE chiave_firma ADD CONSTRAINT chiave_firma_prima CHECK (progressivo > 1 OR firma IS NULL);
