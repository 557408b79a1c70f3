import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Descritto } from './descritto.ts';

/**
 * Everything Allegato 5 says of a registration, in one question: it is asked for each of a whole year's.
 *
 * @returns undefined when there is no such registration
 */
export async function leggiDescritto(tx: Tx, registrazioneId: string): Promise<Descritto | undefined> {
  const { rows } = await sql<{ descritto: Descritto }>`
    SELECT jsonb_build_object(
      'id', r.id,
      'ente', jsonb_build_object('denominazione', e.denominazione, 'codice', e.codice_ipa, 'codiceFiscale', e.codice_fiscale,
        'aoo', jsonb_build_object('denominazione', a.denominazione, 'codice', a.codice, 'casellaPec', a.casella_pec)),
      'registro', jsonb_build_object('codice', g.codice, 'denominazione', g.denominazione, 'tipo', g.tipo),
      'anno', r.anno, 'numero', r.numero, 'istante', to_char(r.istante AT TIME ZONE 'Europe/Rome', 'YYYY-MM-DD"T"HH24:MI:SS'),
      'flusso', r.flusso, 'supporto', r.supporto, 'oggetto', s.oggetto, 'segnatura', r.segnatura, 'note', s.note,
      'riservato', s.protezione > 0,
      'versione', 1 + (SELECT count(*) FROM rettifica t WHERE t.registrazione_id = r.id) + s.annullata::integer,
      'classificazione', (SELECT jsonb_build_object('codice', v.codice, 'descrizione', v.denominazione, 'piano', t.versione)
        FROM voce_titolario v JOIN titolario t ON t.id = v.titolario_id WHERE v.id = s.voce_titolario_id),
      'conservazione', anni_di_conservazione(s.voce_titolario_id),
      'corrispondenti', (SELECT coalesce(jsonb_agg(jsonb_build_object('ruolo', c.ruolo, 'tipo', c.tipo, 'nominativo', c.nominativo,
          'dati', c.dati) ORDER BY c.ruolo DESC, c.ordine), '[]')
        FROM corrispondente c WHERE c.registrazione_id = r.id AND c.edizione = coalesce((SELECT max(t.edizione) FROM rettifica t
          WHERE t.registrazione_id = r.id AND t.campo = CASE c.ruolo WHEN 'mittente' THEN 'mittenti'
            WHEN 'destinatario' THEN 'destinatari' ELSE 'perConoscenza' END), 0)),
      'ufficio', jsonb_build_object('denominazione', u.denominazione, 'codice', u.codice),
      'assegnatari', coalesce(
        (SELECT jsonb_agg(jsonb_build_object('ufficio', jsonb_build_object('denominazione', ua.denominazione, 'codice', ua.codice),
            'persona', persona_fisica(x.utente_id)) ORDER BY x.id)
          FROM assegnazione x JOIN unita ua ON ua.id = x.unita_id
          WHERE x.registrazione_id = r.id AND x.titolo = 'competenza' AND x.stato NOT IN ('rinviata', 'revocata')),
        (SELECT jsonb_build_array(jsonb_build_object('ufficio', jsonb_build_object('denominazione', uc.denominazione, 'codice', uc.codice),
            'persona', NULL)) FROM unita uc WHERE uc.id = s.unita_competente_id), '[]'),
      'operatore', persona_fisica(r.utente_id),
      'responsabile', (SELECT persona_fisica(n.utente_id) FROM nomina n WHERE n.ruolo = 'rsp' AND n.dal <= r.data
        AND coalesce(n.al, 'infinity') >= r.data ORDER BY n.dal DESC LIMIT 1),
      'responsabileProcedimento', coalesce(
        (SELECT persona_fisica(f.rpa_utente_id) FROM fascicolazione y JOIN fascicolo f ON f.id = y.fascicolo_id
          WHERE y.registrazione_id = r.id AND y.tolta_il IS NULL AND f.rpa_utente_id IS NOT NULL ORDER BY y.inserita_il, f.codice LIMIT 1),
        CASE WHEN btrim(s.rpa) <> '' THEN jsonb_build_object('cognome', s.rpa, 'nome', '', 'codiceFiscale', NULL) END),
      'modifica', coalesce(
        (SELECT jsonb_build_object('tipo', 'Annullamento', 'istante',
            to_char(z.istante AT TIME ZONE 'Europe/Rome', 'YYYY-MM-DD"T"HH24:MI:SS'), 'autore', persona_fisica(z.utente_id),
            'operatore', z.operatore) FROM annullamento z WHERE z.registrazione_id = r.id),
        (SELECT jsonb_build_object('tipo', 'Rettifica', 'istante',
            to_char(z.istante AT TIME ZONE 'Europe/Rome', 'YYYY-MM-DD"T"HH24:MI:SS'), 'autore', persona_fisica(z.utente_id),
            'operatore', z.operatore) FROM rettifica z WHERE z.registrazione_id = r.id ORDER BY z.edizione DESC LIMIT 1)),
      'fascicoli', (SELECT coalesce(jsonb_agg(f.codice ORDER BY y.inserita_il, f.codice), '[]') FROM fascicolazione y
        JOIN fascicolo f ON f.id = y.fascicolo_id WHERE y.registrazione_id = r.id AND y.tolta_il IS NULL),
      'automatico', g.dei_giornalieri,
      'file', (SELECT coalesce(jsonb_agg(jsonb_build_object('ordine', d.ordine, 'ruolo', d.ruolo, 'documentoId', d.documento_id,
          'impronta', d.impronta, 'nomeFile', d.nome_file, 'formato', d.formato, 'dimensione', d.dimensione, 'tipo', d.tipo,
          'descrizione', d.descrizione) ORDER BY d.ordine), '[]')
        FROM registrazione_documento d WHERE d.registrazione_id = r.id)) AS descritto
    FROM registrazione r JOIN scheda s ON s.registrazione_id = r.id JOIN registro g ON g.id = r.registro_id
      JOIN aoo a ON a.id = g.aoo_id JOIN ente e ON e.id = r.ente_id JOIN unita u ON u.id = r.unita_id
    WHERE r.id = ${registrazioneId}`.execute(tx);
  return rows[0]?.descritto;
}
