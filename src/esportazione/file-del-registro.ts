import { sql, type RawBuilder } from 'kysely';

/** A register to be exported, and of which year (null: all of it). */
export type Quale = { registroId: string; anno: number | null };

const nellAnno = (anno: number | null, condizione: RawBuilder<boolean>): RawBuilder<boolean> =>
  anno === null ? sql<boolean>`true` : condizione;
const annoDi = (colonna: string): RawBuilder<number> =>
  sql<number>`extract(year FROM ${sql.ref(colonna)} AT TIME ZONE 'Europe/Rome')`;

/* In order of position. Of the leaves of other years only the digest: the tree needs them all, their data are of another export.
   A key is announced once, and needed to verify whatever is signed after. */
const foglie = ({ registroId, anno }: Quale): RawBuilder<unknown> => sql`
  SELECT (CASE WHEN ${nellAnno(anno, sql<boolean>`${annoDi('f.istante')} = ${anno} OR r.anno = ${anno} OR f.tipo = 'chiave'`)}
    THEN json_build_object('posizione', f.posizione, 'tipo', f.tipo, 'istante', f.istante, 'anno', r.anno, 'numero', r.numero,
      'registrazione', f.registrazione_id, 'contenuto', f.contenuto, 'impronta', encode(f.impronta, 'hex'))
    ELSE json_build_object('posizione', f.posizione, 'tipo', f.tipo, 'istante', f.istante, 'impronta', encode(f.impronta, 'hex')) END)::text AS riga
  FROM foglia f LEFT JOIN registrazione r ON r.id = f.registrazione_id
  WHERE f.registro_id = ${registroId} ORDER BY f.posizione`;

const teste = ({ registroId }: Quale): RawBuilder<unknown> => sql`
  SELECT json_build_object('dimensione', t.dimensione, 'radice', encode(t.radice, 'base64'), 'istante', t.istante,
    'chiave', encode(c.impronta, 'hex'), 'testo', t.testo, 'firma', translate(encode(t.firma, 'base64'), E'\n', ''),
    'marca', translate(encode(m.marca, 'base64'), E'\n', ''), 'marcaAutorita', m.autorita, 'marcaIstante', m.istante)::text AS riga
  FROM testa t LEFT JOIN chiave_firma c ON c.id = t.chiave_id
    LEFT JOIN testa_marca m ON m.registro_id = t.registro_id AND m.dimensione = t.dimensione
  WHERE t.registro_id = ${registroId} ORDER BY t.dimensione`;

/* Each with what belongs to it, in order of number: the order of their leaves. */
const registrazioni = ({ registroId, anno }: Quale): RawBuilder<unknown> => sql`
  SELECT json_build_object('registrazione', to_jsonb(r), 'scheda', to_jsonb(s),
    'classificazione', (SELECT json_build_object('codice', v.codice, 'denominazione', v.denominazione)
      FROM voce_titolario v WHERE v.id = s.voce_titolario_id),
    'unitaCompetente', (SELECT json_build_object('codice', u.codice, 'denominazione', u.denominazione)
      FROM unita u WHERE u.id = s.unita_competente_id),
    'corrispondenti', (SELECT coalesce(json_agg(to_jsonb(c) ORDER BY c.edizione, c.ruolo, c.ordine), '[]')
      FROM corrispondente c WHERE c.registrazione_id = r.id),
    'documenti', (SELECT coalesce(json_agg(to_jsonb(d) || jsonb_build_object('documento', to_jsonb(x)) ORDER BY d.ordine), '[]')
      FROM registrazione_documento d LEFT JOIN documento x ON x.id = d.documento_id WHERE d.registrazione_id = r.id))::text AS riga
  FROM registrazione r LEFT JOIN scheda s ON s.registrazione_id = r.id
  WHERE r.registro_id = ${registroId} AND ${nellAnno(anno, sql<boolean>`r.anno = ${anno}`)} ORDER BY r.anno, r.numero`;

const evento = (
  tabella: 'annullamento' | 'rettifica' | 'variazione',
  { registroId, anno }: Quale,
): RawBuilder<unknown> => sql`
  SELECT json_build_object('anno', r.anno, 'numero', r.numero, ${sql.lit(tabella)}, to_jsonb(e)
      ${tabella === 'variazione' ? sql`` : sql`, 'richiesta', (SELECT to_jsonb(q) FROM richiesta q WHERE q.id = e.richiesta_id)`})::text AS riga
  FROM ${sql.table(tabella)} e JOIN registrazione r ON r.id = e.registrazione_id
  WHERE r.registro_id = ${registroId} AND (${nellAnno(anno, sql<boolean>`r.anno = ${anno} OR ${annoDi('e.istante')} = ${anno}`)})
  ORDER BY e.istante, r.anno, r.numero${tabella === 'rettifica' ? sql`, e.edizione` : sql``}`;

const file = (quale: 'pdf' | 'xml'): RawBuilder<unknown> => sql`
  (SELECT json_build_object('impronta', ${sql.ref(`g.impronta_${quale}`)}, 'nomeFile', d.nome_file, 'dimensione', d.dimensione)
    FROM documento d WHERE d.id = ${sql.ref(`g.documento_${quale}_id`)})`;

const giornalieri = ({ registroId, anno }: Quale): RawBuilder<unknown> => sql`
  SELECT json_build_object('giorno', g.giorno, 'identificativo', g.identificativo, 'progressivo', g.progressivo, 'prima', g.prima,
    'ultima', g.ultima, 'quante', g.quante, 'eventi', g.eventi, 'testa', g.testa_dimensione, 'chiusoIl', g.chiuso_il,
    'registrazione', (SELECT json_build_object('registro', y.codice, 'anno', x.anno, 'numero', x.numero)
      FROM registrazione x JOIN registro y ON y.id = x.registro_id WHERE x.id = g.registrazione_id),
    'pdf', ${file('pdf')}, 'xml', ${file('xml')}, 'riga', to_jsonb(g))::text AS riga
  FROM registro_giornaliero g WHERE g.registro_id = ${registroId}
    AND ${nellAnno(anno, sql<boolean>`(g.anno = ${anno} OR ${annoDi('g.chiuso_il')} = ${anno})`)} ORDER BY g.giorno`;

/** The files of a register that are read line by line, by name. */
export const fileDelRegistro: Record<string, (q: Quale) => RawBuilder<unknown>> = {
  foglie,
  teste,
  registrazioni,
  annullamenti: (q) => evento('annullamento', q),
  rettifiche: (q) => evento('rettifica', q),
  variazioni: (q) => evento('variazione', q),
  giornalieri,
};

/** What a register says of itself: its own row, how far it is, the last number of each year. */
export const registroInSe = ({ registroId }: Quale): RawBuilder<{ riga: string }> => sql<{ riga: string }>`
  SELECT (to_jsonb(r) || jsonb_build_object('stato', (SELECT to_jsonb(s) FROM registro_stato s WHERE s.registro_id = r.id),
    'contatori', (SELECT coalesce(jsonb_agg(to_jsonb(c) ORDER BY c.anno), '[]') FROM contatore c WHERE c.registro_id = r.id)))::text AS riga
  FROM registro r WHERE r.id = ${registroId}`;
