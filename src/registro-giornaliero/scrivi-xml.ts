import { oraDiRoma } from '#platform/clock';
import { numeroASetteCifre } from '#segnatura';
import type { Giornata, Modifica, ModificaPrecedente, Persona, VoceGiornata } from './giornata.ts';

export const SPAZIO_NOMI = 'urn:tabularium:registro-giornaliero:1';

/** What XML 1.0 cannot carry (control characters, lone surrogates, noncharacters) becomes its code: nothing is lost in silence. */
function testo(t: string): string {
  return t
    .replace(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
      (c) => `[U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

const el = (nome: string, contenuto: string | number | undefined): string =>
  contenuto === undefined ? '' : `<${nome}>${testo(String(contenuto))}</${nome}>`;
const intorno = (nome: string, interni: string): string => `<${nome}>${interni}</${nome}>`;
const codificato = (nome: string, v: { codice: string; denominazione: string } | undefined): string =>
  v ? intorno(nome, el('Codice', v.codice) + el('Denominazione', v.denominazione)) : '';

const persona = (nome: string, p: Persona | undefined): string =>
  p
    ? intorno(nome, el('Nome', p.nome) + el('Cognome', p.cognome) + el('CodiceFiscale', p.codiceFiscale))
    : '';

const estremo = (nome: string, e: Giornata['prima']): string =>
  e ? `<${nome} numero="${e.numero}" istante="${oraDiRoma(e.istante)}"/>` : '';

/** Declaration and heading: all that the register is, before what is in it. */
export function aperturaXml(g: Giornata): string {
  const intestazione = [
    el('Identificativo', g.identificativo),
    el('Anno', g.anno),
    el('Progressivo', g.progressivo),
    el('Giorno', g.giorno),
    el('Apertura', oraDiRoma(g.inizio)),
    el('Chiusura', oraDiRoma(g.fine)),
    el('Prodotto', oraDiRoma(g.prodotto)),
    el('Oggetto', oggettoGiornaliero(g)),
    codificato('Amministrazione', g.amministrazione),
    codificato('AOO', g.aoo),
    codificato('Registro', g.registro),
    persona('Responsabile', g.responsabile),
    persona('Destinatario', g.destinatario),
    el('Produttore', PRODUTTORE),
    el('NumeroRegistrazioni', g.quante),
    estremo('PrimaRegistrazione', g.prima),
    estremo('UltimaRegistrazione', g.ultima),
    el('NumeroModifiche', g.eventi),
    intorno('Testa', el('Testo', g.testa.testo) + el('Firma', g.testa.firma)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<RegistroGiornaliero xmlns="${SPAZIO_NOMI}" versione="1">\n${intorno(
    'Intestazione',
    `\n${intestazione.filter((r) => r !== '').join('\n')}\n`,
  )}\n<Registrazioni>\n`;
}

const ELEMENTO = {
  mittente: 'Mittente',
  destinatario: 'Destinatario',
  conoscenza: 'DestinatarioPerConoscenza',
};
const TIPO = { annullamento: 'Annullamento', rettifica: 'Rettifica', variazione: 'Variazione' };

function modifica(m: Modifica, registrazione = ''): string {
  return `<Modifica tipo="${TIPO[m.tipo]}" istante="${oraDiRoma(m.istante)}">${registrazione}${el('Campo', m.campo)}${m.prima
    .map((v) => el('Prima', v))
    .join('')}${m.dopo.map((v) => el('Dopo', v)).join('')}${el('Motivo', m.motivo)}${
    m.atto ? `<Atto numero="${testo(m.atto.numero)}" data="${m.atto.data}"/>` : ''
  }${el('Operatore', m.operatore)}</Modifica>`;
}

export function voceXml(v: VoceGiornata): string {
  const pm = v.protocolloMittente;
  return `<Registrazione anno="${v.anno}" numero="${numeroASetteCifre(v.numero)}" istante="${oraDiRoma(v.istante)}" flusso="${v.flusso}" annullata="${v.annullata}">${v.soggetti
    .map((s) => el(ELEMENTO[s.ruolo], s.nominativo))
    .join('')}${el('Oggetto', v.oggetto)}${
    pm
      ? `<ProtocolloMittente numero="${testo(pm.numero)}"${pm.data === undefined ? '' : ` data="${pm.data}"`}/>`
      : ''
  }${el('DataArrivo', v.dataArrivo && oraDiRoma(v.dataArrivo))}${el('Supporto', v.supporto)}${v.documenti
    .map(
      (d) =>
        `<Documento ruolo="${d.ruolo}">${el('NomeFile', d.nomeFile)}${el('Descrizione', d.descrizione)}${
          d.impronta === undefined
            ? ''
            : `<Impronta algoritmo="${testo(d.algoritmo ?? '')}">${d.impronta}</Impronta>`
        }</Documento>`,
    )
    .join(
      '',
    )}${codificato('Classificazione', v.classificazione)}${codificato('Ufficio', v.ufficio)}${el('Operatore', v.operatore)}${v.modifiche
    .map((m) => modifica(m))
    .join('')}</Registrazione>\n`;
}

export const MEZZO_XML = '</Registrazioni>\n<ModifichePrecedenti>\n';

export function precedenteXml(m: ModificaPrecedente): string {
  const { anno, numero, istante, oggetto } = m.registrazione;
  return `${modifica(
    m,
    `<Registrazione anno="${anno}" numero="${numeroASetteCifre(numero)}" istante="${oraDiRoma(istante)}">${el('Oggetto', oggetto)}</Registrazione>`,
  )}\n`;
}

export const FINE_XML = '</ModifichePrecedenti>\n</RegistroGiornaliero>\n';

export const PRODUTTORE = 'Tabularium, in modo automatico';

export function oggettoGiornaliero(
  g: Pick<Giornata, 'giorno' | 'registro' | 'anno' | 'progressivo'>,
): string {
  const giorno = g.giorno.split('-').reverse().join('/');
  return `Registro giornaliero del ${giorno} di ${g.registro.denominazione}, n. ${g.progressivo}/${g.anno}`;
}
