-- A proof of inclusion reads up to 256 digests that are side by side in the log, and far apart on the disk: each leaf is a page or half of one.
-- In the index of the key they are on a few pages. The ente is there for row-level security, which would go to the leaf to ask it.
-- The key is the same key; the head that points to it is let go and tied again.
ALTER TABLE testa DROP CONSTRAINT testa_registro_id_dimensione_fkey;
ALTER TABLE foglia DROP CONSTRAINT foglia_pkey;
ALTER TABLE foglia ADD PRIMARY KEY (registro_id, posizione) INCLUDE (impronta, ente_id);
ALTER TABLE testa ADD FOREIGN KEY (registro_id, dimensione) REFERENCES foglia (registro_id, posizione);
