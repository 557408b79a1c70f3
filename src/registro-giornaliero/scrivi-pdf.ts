import { dataItaliana } from '#platform/clock';
import { longSheet, type Cell, type LongSheet } from '#platform/pdf';
import { nomeCampo } from '#registrazione';
import { numeroASetteCifre } from '#segnatura';
import type { Giornata, ModificaPrecedente, Persona, VoceGiornata } from './giornata.ts';
import { inBreve, quando, TIPO } from './modifica-in-breve.ts';
import { oggettoGiornaliero, PRODUTTORE } from './scrivi-xml.ts';

const NUMERI = 32;
export const COLONNE = [
  { name: 'Numero, data e ora', width: NUMERI },
  { name: 'Mittente o destinatari', width: 62 },
  { name: 'Oggetto', width: 84 },
  { name: 'Documenti e impronte SHA-256', width: 59 },
  { name: 'Classificazione e ufficio', width: 36 },
];
const COLONNE_MODIFICHE = [
  { name: 'Registrazione', width: NUMERI },
  { name: 'Che cosa, quando, chi', width: 62 },
  { name: 'Prima', width: 60 },
  { name: 'Dopo', width: 60 },
  { name: 'Motivo e provvedimento', width: 59 },
];

const FLUSSO = { E: 'Arrivo', U: 'Partenza', I: 'Interno' };
const RUOLO = { mittente: 'Da: ', destinatario: 'A: ', conoscenza: 'p.c.: ' };

const testo = (t: string, face?: 'bold' | 'mono'): Cell[number] => ({ text: t, ...(face && { face }) });

const persona = (p: Persona): string =>
  `${p.cognome} ${p.nome}${p.codiceFiscale === undefined ? '' : ` (${p.codiceFiscale})`}`;

/** Head of the register, with all its metadata and the head of the log, as text and as QR code. */
export async function apriPdf(g: Giornata): Promise<LongSheet> {
  const titolo = oggettoGiornaliero(g);
  const foglio = await longSheet({
    title: titolo,
    issuer: g.amministrazione.denominazione,
    subject: `${g.identificativo}: ${titolo}`,
    footer: `${g.amministrazione.denominazione}  ·  ${g.identificativo}`,
    instant: g.prodotto,
    landscape: true,
  });
  const estremi =
    g.prima && g.ultima
      ? `Registrazioni: ${g.quante}, dal n. ${numeroASetteCifre(g.prima.numero)} (${quando(g.prima.istante)}) al n. ${numeroASetteCifre(g.ultima.numero)} (${quando(g.ultima.istante)}).`
      : 'Nessuna registrazione in questo giorno.';
  for (const riga of [
    `Identificativo: ${g.identificativo}. Anno ${g.anno}, progressivo ${g.progressivo}.`,
    `Amministrazione: ${g.amministrazione.denominazione} (${g.amministrazione.codice}). AOO: ${g.aoo.denominazione} (${g.aoo.codice}). Registro: ${g.registro.denominazione} (${g.registro.codice}).`,
    `Aperto il ${quando(g.inizio)}, chiuso il ${quando(g.fine)}; prodotto il ${quando(g.prodotto)} da ${PRODUTTORE}.`,
    ...(g.responsabile ? [`Responsabile della gestione documentale (RSP): ${persona(g.responsabile)}.`] : []),
    ...(g.destinatario
      ? [`Destinatario: ${persona(g.destinatario)}, responsabile della conservazione.`]
      : []),
    `${estremi} Modifiche a registrazioni di giorni precedenti: ${g.eventi}.`,
    'Testa del registro verificabile, firmata dall’ente: chi ha questo foglio può provare che nulla di ciò che precede è stato cambiato.',
  ])
    foglio.paragraph(riga);
  const righe = [...g.testa.testo.split('\n').filter((r) => r !== ''), `firma ${g.testa.firma}`];
  await foglio.witness(
    righe,
    `${righe.join('\n')}\n`,
    'Codice QR con la testa del registro scritta qui accanto',
  );
  foglio.heading('Registrazioni del giorno');
  if (g.quante === 0) foglio.paragraph('Nessuna registrazione.');
  else foglio.table(COLONNE);
  return foglio;
}

export async function vocePdf(foglio: LongSheet, v: VoceGiornata): Promise<void> {
  const struck = v.annullata;
  const pm = v.protocolloMittente;
  await foglio.row([
    [
      { text: `${numeroASetteCifre(v.numero)}/${v.anno}`, face: 'bold', struck },
      testo(quando(v.istante)),
      testo(FLUSSO[v.flusso]),
    ],
    v.soggetti.map((s) => ({ text: RUOLO[s.ruolo] + s.nominativo, struck })),
    [
      { text: v.oggetto, struck },
      ...(pm
        ? [
            testo(
              `Protocollo del mittente: ${pm.numero}${pm.data === undefined ? '' : ` del ${dataItaliana(pm.data)}`}`,
            ),
          ]
        : []),
      ...(v.dataArrivo ? [testo(`Arrivato il ${quando(v.dataArrivo)}`)] : []),
      ...v.modifiche.map((m) => testo(inBreve(m), 'bold')),
    ],
    v.documenti.length === 0
      ? [testo(v.supporto === 'analogico' ? 'Documento di carta' : '—')]
      : v.documenti.flatMap((d) => [
          testo(
            `${d.ruolo === 'principale' ? 'Principale' : 'Allegato'}: ${d.nomeFile ?? d.descrizione ?? ''}`,
          ),
          ...(d.impronta === undefined ? [] : [testo(d.impronta, 'mono')]),
        ]),
    [
      testo(
        v.classificazione
          ? `${v.classificazione.codice} ${v.classificazione.denominazione}`
          : 'Da classificare',
      ),
      ...(v.ufficio ? [testo(v.ufficio.denominazione)] : []),
    ],
  ]);
}

export function apriModifichePdf(foglio: LongSheet, g: Giornata): void {
  foglio.heading('Annullamenti e modifiche di registrazioni di giorni precedenti');
  if (g.eventi === 0) foglio.paragraph('Nessun annullamento e nessuna modifica.');
  else foglio.table(COLONNE_MODIFICHE);
}

export async function precedentePdf(foglio: LongSheet, m: ModificaPrecedente): Promise<void> {
  const r = m.registrazione;
  await foglio.row([
    [testo(`${numeroASetteCifre(r.numero)}/${r.anno}`, 'bold'), testo(quando(r.istante))],
    [
      testo(
        m.tipo === 'annullamento'
          ? 'Annullata'
          : `${TIPO[m.tipo]}: ${nomeCampo[m.campo ?? ''] ?? m.campo ?? ''}`,
        'bold',
      ),
      testo(quando(m.istante)),
      testo(m.operatore),
    ],
    m.tipo === 'annullamento' ? [{ text: r.oggetto, struck: true }] : m.prima.map((v) => testo(v)),
    m.tipo === 'annullamento' ? [testo('ANNULLATA')] : m.dopo.map((v) => testo(v)),
    [
      ...(m.motivo === undefined ? [] : [testo(m.motivo)]),
      ...(m.atto ? [testo(`Provvedimento ${m.atto.numero} del ${dataItaliana(m.atto.data)}`)] : []),
    ],
  ]);
}
