/* Everything a registration must know before it is written, in one round trip and outside the register's lock: the
   register and its AOO, the settings, the documents (and where they are already registered), the titolario entry, the
   competent unit, the excluded category, the registrations it refers to, and the first answer of an Idempotency-Key. */
CREATE FUNCTION fatti_registrazione(ente uuid, dati jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  oggi date := (clock_timestamp() AT TIME ZONE 'Europe/Rome')::date;
  risultato jsonb;
  reg registro;
BEGIN
  PERFORM set_config('tabularium.ente', ente::text, true);
  SELECT * INTO reg FROM registro r WHERE r.codice = dati ->> 'registro';
  SELECT jsonb_build_object(
    'registro', jsonb_build_object('id', reg.id, 'codice', reg.codice, 'denominazione', reg.denominazione),
    'aoo', (SELECT jsonb_build_object('codice', a.codice, 'denominazione', a.denominazione, 'responsabile', a.responsabile,
      'casellaPec', a.casella_pec, 'indirizzo', a.indirizzo) FROM aoo a WHERE a.id = reg.aoo_id),
    'impostazioni', (SELECT coalesce(jsonb_object_agg(i.chiave, i.valore), '{}') FROM impostazione i),
    'documenti', CASE WHEN dati -> 'documenti' = '[]' THEN '[]' ELSE (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'impronta', d.impronta, 'algoritmo', d.algoritmo,
        'nomeFile', d.nome_file, 'formato', d.formato, 'dimensione', d.dimensione,
        'registrato', (SELECT jsonb_build_object('anno', r.anno, 'numero', r.numero)
          FROM registrazione_documento rd JOIN registrazione r ON r.id = rd.registrazione_id WHERE rd.documento_id = d.id))), '[]')
      FROM documento d WHERE d.id IN (SELECT jsonb_array_elements_text(dati -> 'documenti')::uuid)) END,
    'voce', (SELECT jsonb_build_object('id', v.id, 'codice', v.codice, 'denominazione', v.denominazione)
      FROM voce_titolario v JOIN titolario t ON t.id = v.titolario_id
      WHERE v.codice = dati ->> 'classificazione' AND oggi BETWEEN t.in_uso_dal AND coalesce(t.in_uso_al, 'infinity'::date)
      ORDER BY t.in_uso_dal DESC LIMIT 1),
    'unita', (SELECT jsonb_build_object('id', u.id, 'codice', u.codice, 'denominazione', u.denominazione, 'uu', u.uu AND u.attiva)
      FROM unita u WHERE u.codice = dati ->> 'unitaCompetente'),
    'categoria', (SELECT jsonb_build_object('id', c.id, 'codice', c.codice, 'denominazione', c.denominazione, 'origine', c.origine)
      FROM categoria_esclusa c WHERE c.codice = dati ->> 'categoriaEsclusa' AND c.attiva),
    'riferimenti', CASE WHEN dati -> 'riferimenti' = '[]' THEN '[]' ELSE (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'anno', r.anno, 'numero', r.numero, 'supporto', r.supporto,
        'istante', r.istante)), '[]')
      FROM jsonb_to_recordset(dati -> 'riferimenti') AS x (anno smallint, numero bigint)
      JOIN registrazione r ON r.registro_id = reg.id AND r.anno = x.anno AND r.numero = x.numero) END,
    'risposta', (SELECT jsonb_build_object('impronta', encode(i.impronta_richiesta, 'hex'), 'stato', i.stato,
        'posizione', i.posizione, 'corpo', i.corpo)
      FROM idempotenza i WHERE i.soggetto = (dati ->> 'soggetto')::uuid AND i.chiave = dati ->> 'chiave'))
  INTO risultato;
  RETURN risultato;
END $$;
