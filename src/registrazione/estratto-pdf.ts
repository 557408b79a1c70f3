import { buffer } from 'node:stream/consumers';
import { dataItaliana, giornoDiRoma } from '#platform/clock';
import { longSheet, type Cell } from '#platform/pdf';
import { nomeFlusso, numeroASetteCifre, type DatiRicevuta } from '#segnatura';
import { nomeCampo } from './nome-campo.ts';
import { mezzi } from './mezzi.ts';
import type { EventoStoria, Registrazione } from './registrazione.schema.ts';
import { valoreInChiaro } from './valore-in-chiaro.ts';

/** What an extract is made from: the registration as it is now, all its correspondents and documents, everything that happened to it. */
export type DatiEstratto = {
  registrazione: Registrazione;
  ricevuta: DatiRicevuta;
  storia: readonly EventoStoria[];
  chi: string;
  adesso: Date;
};

const PROVA = {
  E: 'risulta che il documento qui descritto è pervenuto all’ente ed è stato registrato',
  U: 'risulta che il documento qui descritto è stato spedito dall’ente e registrato',
  I: 'risulta che il documento interno qui descritto è stato registrato',
};

const quando = (istante: string): string => `${dataItaliana(istante)} alle ${istante.slice(11, 19)}`;
const cella = (t: string, face?: 'bold' | 'mono'): Cell[number] => ({ text: t, ...(face && { face }) });

/** The data of the registration, those it has, each with its name. */
function dati({
  registrazione: r,
  ricevuta: c,
}: DatiEstratto): [nome: string, valore: string | string[] | undefined][] {
  const soggetti = (elenco: DatiRicevuta['mittenti']): string[] =>
    elenco.map((s) => `${s.denominazione}${s.dettaglio === undefined ? '' : `, ${s.dettaglio}`}`);
  const pm = r.protocolloMittente;
  return [
    ['Flusso', nomeFlusso[c.segnatura.flusso]],
    ['Oggetto', r.oggetto],
    ['Mittenti', soggetti(c.mittenti)],
    ['Destinatari', soggetti(c.destinatari.filter((s) => s.perConoscenza !== true))],
    ['Per conoscenza', soggetti(c.destinatari.filter((s) => s.perConoscenza === true))],
    [
      'Protocollo del mittente',
      pm && `${pm.numero}${pm.data === undefined ? '' : ` del ${dataItaliana(pm.data)}`}`,
    ],
    ['Arrivato', r.dataArrivo && quando(r.dataArrivo)],
    ['Mezzo', mezzi.find((m) => m.codice === r.mezzo)?.denominazione],
    ['Numero di raccomandata', r.numeroRaccomandata],
    ['Data del documento', r.dataDocumento && dataItaliana(r.dataDocumento)],
    ['Luogo', r.luogo],
    ['Supporto', r.supporto],
    [
      'Classificazione',
      r.classificazione && `${r.classificazione.codice} ${r.classificazione.denominazione}`,
    ],
    ['Ufficio competente', r.unitaCompetente?.denominazione],
    ['Responsabile del procedimento', r.rpa],
    ['Note', r.note],
    ['Diciture', r.diciture],
    ['Riservatezza', r.riservatezza],
    ['Allegati dichiarati', r.allegatiDichiarati?.toString()],
    ['Collegata a', r.collegamenti.map((x) => `${x.registro} ${x.numero}/${x.anno} (${x.tipo})`)],
    ['Registrata da', `${r.operatore}, ${r.unita.denominazione}`],
    ['Segnatura', r.segnatura],
  ];
}

function evento(e: EventoStoria): Cell[] {
  const campo = nomeCampo[e.campo ?? ''] ?? e.campo;
  return [
    [cella(quando(e.istante))],
    [
      cella(e.titolo, 'bold'),
      ...(campo === undefined ? [] : [cella(`Prima: ${valoreInChiaro(e.prima).join('; ') || '—'}`)]),
      ...(campo === undefined ? [] : [cella(`Dopo: ${valoreInChiaro(e.dopo).join('; ') || '—'}`)]),
      ...(e.motivazione === undefined ? [] : [cella(`Motivo: ${e.motivazione}`)]),
      ...(e.atto ? [cella(`Provvedimento ${e.atto.numero} del ${dataItaliana(e.atto.data)}`)] : []),
      ...(e.foglia
        ? [cella(`Foglia ${e.foglia.posizione} del registro`), cella(e.foglia.impronta, 'mono')]
        : []),
    ],
    [cella(e.attore), ...(e.unita === undefined ? [] : [cella(e.unita)])],
  ];
}

/**
 * The extract of a registration, a public act (RN-52.6, DPR 445/2000 art. 53): all its data, the digests of its files, everything that
 * changed, as tagged PDF/A-1b.
 */
export async function estrattoPdf(d: DatiEstratto): Promise<Buffer> {
  const { registrazione: r, ricevuta: c } = d;
  const numero = `${r.numero}/${r.anno}`;
  const titolo = `Estratto del registro: ${c.segnatura.registro.denominazione}, n. ${numero}`;
  const foglio = await longSheet({
    title: titolo,
    issuer: c.segnatura.amministrazione.denominazione,
    subject: titolo,
    footer: `${c.segnatura.amministrazione.denominazione}  ·  ${r.registro} ${numero}`,
    instant: d.adesso,
  });
  const byte = buffer(foglio.bytes);
  foglio.paragraph(
    `Dal registro «${c.segnatura.registro.denominazione}» dell’AOO ${c.segnatura.aoo.denominazione} ${PROVA[r.flusso]} con il n. ${numeroASetteCifre(Number(r.numero))} del ${quando(r.dataRegistrazione)}.`,
  );
  if (r.annullamento)
    foglio.paragraph(
      `ANNULLATA il ${quando(r.annullamento.istante)} da ${r.annullamento.operatore}, provvedimento ${r.annullamento.atto.numero} del ${dataItaliana(r.annullamento.atto.data)}: ${r.annullamento.motivazione}`,
      'bold',
    );
  foglio.heading('Dati della registrazione');
  foglio.table([
    { name: 'Dato', width: 46 },
    { name: 'Valore', width: 140 },
  ]);
  for (const [nome, valore] of dati(d)) {
    const righe = [valore ?? []].flat();
    if (righe.length > 0) await foglio.row([[cella(nome, 'bold')], righe.map((t) => cella(t))]);
  }
  const file = [...(c.documentoPrincipale ? [c.documentoPrincipale] : []), ...c.allegati];
  foglio.heading('Documenti e impronte');
  if (file.length === 0) foglio.paragraph('Il documento è di carta: non ha impronte.');
  else
    foglio.table([
      { name: 'Documento', width: 66 },
      { name: 'Impronta SHA-256', width: 120 },
    ]);
  for (const f of file)
    await foglio.row([
      [
        cella(f.nomeFile ?? f.descrizione ?? ''),
        ...(f.nomeFile !== undefined && f.descrizione !== undefined ? [cella(f.descrizione)] : []),
      ],
      [cella(f.impronta ?? 'di carta', f.impronta === undefined ? undefined : 'mono')],
    ]);
  foglio.heading('Storia');
  foglio.table([
    { name: 'Quando', width: 34 },
    { name: 'Che cosa', width: 112 },
    { name: 'Chi', width: 40 },
  ]);
  for (const e of d.storia) await foglio.row(evento(e));
  foglio.paragraph(
    `Estratto rilasciato il ${dataItaliana(giornoDiRoma(d.adesso))} da ${d.chi}. Chiunque può verificare la registrazione all’indirizzo ${r.urlVerifica}`,
  );
  foglio.finish();
  return await byte;
}
