-- Exports and imports of a whole ente (docs/decisioni/0025).

-- Who works at the console of the server is nobody the program knows.
ALTER TABLE traccia DROP CONSTRAINT traccia_di_qualcuno;
ALTER TABLE traccia ADD CONSTRAINT traccia_di_qualcuno CHECK (utente_id IS NOT NULL OR chiave_api_id IS NOT NULL OR attore IN
  ('sistema', 'installazione (ente:crea)', 'installazione (esporta)', 'installazione (importa)', 'utente sconosciuto',
   'credenziale sconosciuta', 'chi ha chiesto il recupero'));
